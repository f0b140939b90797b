using System.Security.Cryptography;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>The side files of sparse points: numbers separated by blanks or line ends, point after point.</summary>
internal static class GapSideFile
{
    private const int LongestWord = 64;
    private const string Remedy = "copy the side file again together with the XML file";

    /// <summary>Reads so many numbers, no fewer and no more.</summary>
    /// <param name="stream">The file; its length must be known.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="count">Numbers wanted.</param>
    /// <param name="md5">The MD5 sum that the XML file states, in hexadecimal, or null.</param>
    public static double[] Read(Stream stream, string file, long count, string? md5)
    {
        // A number and what separates it take two bytes: no room is made for more than the file can hold.
        if (stream.Length < 2 * count - 1) throw new InputException($"the file of sparse points is too short for the {count} numbers that the XML file announces", file, remedy: Remedy);
        var values = new double[count];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[1 << 16];
        var word = new StringBuilder(LongestWord);
        long line = 1, found = 0;
        for (var length = stream.Read(buffer); length > 0; length = stream.Read(buffer))
        {
            hash.AppendData(buffer, 0, length);
            foreach (var b in buffer.AsSpan(0, length))
            {
                if (b > ' ')
                {
                    if (word.Length == LongestWord) throw NotANumber(word, file, line);
                    word.Append((char)b);
                    continue;
                }

                Take();
                if (b == '\n') line++;
            }
        }

        Take();
        if (found < count) throw new InputException($"the file of sparse points ends after {found} of {count} numbers", file, line, Remedy);
        if (!string.IsNullOrEmpty(md5) && !Convert.ToHexString(hash.GetHashAndReset()).Equals(md5, StringComparison.OrdinalIgnoreCase))
            throw new InputException($"the MD5 sum of the file of sparse points is not the {GapDescriptor.Quote(md5)} of the XML file", file, remedy: Remedy);
        return values;

        void Take()
        {
            if (word.Length == 0) return;
            if (found == count) throw new InputException($"the file of sparse points holds more than the {count} numbers that the XML file announces", file, line, Remedy);
            if (!GapArguments.TryReal(word.ToString(), out values[found++])) throw NotANumber(word, file, line);
            word.Clear();
        }
    }

    /// <summary>Writes numbers, one a line, so that they read back to the same bits.</summary>
    /// <returns>The MD5 sum in hexadecimal.</returns>
    public static string Write(Stream stream, ReadOnlySpan<double> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> text = stackalloc byte[64];
        foreach (var value in values)
        {
            value.TryFormat(text, out var length, "E16", System.Globalization.CultureInfo.InvariantCulture);
            text[length++] = (byte)'\n';
            stream.Write(text[..length]);
            hash.AppendData(text[..length]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static InputException NotANumber(StringBuilder word, string file, long line) => new($"{GapDescriptor.Quote(word.ToString())} is not a finite number", file, line, Remedy);
}
