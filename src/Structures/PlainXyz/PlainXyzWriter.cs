using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>Writes plain XYZ.</summary>
internal static class PlainXyzWriter
{
    /// <summary>Writes frames.</summary>
    public static void Write(Stream stream, IEnumerable<Structure> frames, PlainXyzOptions options, CancellationToken cancellationToken)
    {
        var bytes = new ByteWriter(stream);
        var format = options.Decimals is { } d ? "F" + d.ToString(CultureInfo.InvariantCulture) : "";
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes.Write((long)frame.Count);
            bytes.Write((byte)'\n');
            if (options.Comment) bytes.Write(Comment(frame));
            bytes.Write((byte)'\n');
            var (species, positions) = (frame.AtomicNumbers.ToArray(), frame.Positions.ToArray());
            for (var i = 0; i < frame.Count; i++)
            {
                bytes.Write(Element.Symbol(species[i]));
                for (var k = 0; k < 3; k++)
                {
                    bytes.Write((byte)' ');
                    bytes.Write(positions[3 * i + k], format);
                }

                bytes.Write((byte)'\n');
            }
        }

        bytes.Flush();
    }

    private static string Comment(Structure frame)
    {
        if (frame.FindInfo(ExtendedXyzHeader.CommentKey) is not TextInfo { Shape: [] } given) return "";
        var text = string.Concat(given.Values[0].ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));
        // A comment that assigns something would be read as extended XYZ, with columns and cells that are not there.
        var pairs = new List<ExtendedXyzPair>();
        return ExtendedXyzComment.TrySplit(text, pairs) is not null || pairs.Count > 0 ? text.Replace('=', ':') : text;
    }
}
