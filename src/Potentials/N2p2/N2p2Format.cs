using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>High-dimensional neural network potentials of the second generation in the files of n2p2: a folder, or its input.nn. Units are those the user declares.</summary>
public sealed class N2p2Format : PotentialFormat
{
    private const int Head = 1 << 18;

    /// <inheritdoc/>
    public override string Name => "n2p2";

    /// <inheritdoc/>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0) return false;
        var path = Directory.Exists(source.Path) ? Path.Combine(source.Path, N2p2Files.InputName) : source.Path;
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[(int)Math.Min(Head, stream.Length)];
            stream.ReadExactly(bytes);
            if (Array.IndexOf(bytes, (byte)0) >= 0) return false;
            foreach (var line in Encoding.Latin1.GetString(bytes).Split('\n'))
            {
                if (line.TrimStart().StartsWith("symfunction", StringComparison.Ordinal) || line.TrimStart().StartsWith("global_hidden_layers_short", StringComparison.Ordinal)) return true;
            }

            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">The files are not sound, or of a fourth-generation potential.</exception>
    public override IPotential Read(PotentialSource source)
    {
        var isFolder = Directory.Exists(source.Path);
        var folder = isFolder ? source.Path : Path.GetDirectoryName(source.Path) ?? "";
        return Read(new N2p2Files(folder, isFolder ? N2p2Files.InputName : Path.GetFileName(source.Path)), source.Units);
    }

    /// <summary>Reads a potential from its files.</summary>
    internal static N2p2Potential Read(N2p2Files files, PotentialUnits units)
    {
        var settings = N2p2Settings.Read(files);
        var scaling = N2p2Scaling.Read(files, settings);
        var networks = Enumerable.Range(0, settings.Elements.Length).Select(k => N2p2Weights.Read(files, settings, k));
        return new N2p2Potential(N2p2Model.Of(settings, scaling, [.. networks], units), Precision.Double);
    }
}
