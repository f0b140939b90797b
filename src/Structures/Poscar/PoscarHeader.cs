using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Everything before the coordinates of a POSCAR file.</summary>
/// <param name="Comment">The comment line, without blanks at its ends.</param>
/// <param name="Cell">Lattice vectors as rows, Å, scaled.</param>
/// <param name="Scale">By what Cartesian coordinates along x, y and z are multiplied.</param>
/// <param name="Species">Species and the number of atoms of each run, in order.</param>
/// <param name="Atoms">Number of atoms.</param>
/// <param name="Selective">Whether each atom is followed by three flags.</param>
/// <param name="Cartesian">Whether coordinates are Cartesian rather than fractional.</param>
internal sealed record PoscarHeader(
    string Comment,
    Matrix3D Cell,
    Vector3D Scale,
    IReadOnlyList<(byte AtomicNumber, int Count)> Species,
    int Atoms,
    bool Selective,
    bool Cartesian)
{
    /// <summary>Reads the header.</summary>
    /// <exception cref="InputException">It is malformed or does not say what the species are.</exception>
    public static PoscarHeader Read(LineReader lines, PoscarOptions options)
    {
        var header = ReadUpToCounts(lines, TextBytes.Decode(Require(lines, "the comment line")).Trim(), options);
        var mode = FirstLetter(Require(lines, "Direct or Cartesian"));
        var selective = mode == 's';
        if (selective) mode = FirstLetter(Require(lines, "Direct or Cartesian"));
        if (mode is not ('d' or 'c' or 'k')) throw lines.Fault("this line says neither Direct nor Cartesian", "write Direct, or Cartesian, before the coordinates");
        return header with { Selective = selective, Cartesian = mode != 'd' };
    }

    /// <summary>Reads the part that trajectories share: from the scale, after the comment line, to the number of atoms of each species.</summary>
    /// <exception cref="InputException">It is malformed or does not say what the species are.</exception>
    public static PoscarHeader ReadUpToCounts(LineReader lines, string comment, PoscarOptions options)
    {
        var scales = ReadScales(lines);
        var cell = new Matrix3D(ReadVector(lines), ReadVector(lines), ReadVector(lines));
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        var scale = Scaling(scales, cell);
        cell = new(Stretch(cell.A, scale), Stretch(cell.B, scale), Stretch(cell.C, scale));
        if (CellChecks.Fault(cell) is { } scaled) throw lines.Fault(scaled, "correct the scale factor on line 2");

        var line = Require(lines, "the species or their counts");
        string[]? symbols = null;
        if (Words(line) is var words && words.Count > 0 && !char.IsAsciiDigit(words[0][0]))
        {
            symbols = [.. words];
            line = Require(lines, "the number of atoms of each species");
        }

        var counts = ReadCounts(line, lines);
        var species = symbols is not null ? PoscarSpecies.FromNames(symbols, counts, lines) : PoscarSpecies.FromElsewhere(comment, counts, options, lines);
        return new(comment, cell, scale, [.. species.Zip(counts)], counts.Sum(), Selective: false, Cartesian: false);
    }

    private static ReadOnlySpan<byte> Require(LineReader lines, string what) =>
        lines.TryRead(out var line) ? line : throw lines.Fault($"the file ends before {what}", "complete the file");

    private static double[] ReadScales(LineReader lines)
    {
        var line = Require(lines, "the scale factor");
        var words = new Words(line);
        Span<double> three = stackalloc double[3];
        var count = 0;
        while (count < 3 && words.TryNext(out var word) && NumberText.TryParseReal(word, out three[count])) count++;
        foreach (var value in three[..count])
        {
            if (!double.IsFinite(value) || value == 0) throw lines.Fault("the scale factor is zero or not finite", "write 1.0 for a cell in Å");
        }

        if (count == 3 && (three[0] < 0 || three[1] < 0 || three[2] < 0)) throw lines.Fault("one of three scale factors is negative", "write three positive factors, or one negative volume");
        return count is 1 or 3 ? three[..count].ToArray() : throw lines.Fault($"expected a scale factor, or three, found {TextBytes.Quote(line)}", "write 1.0 for a cell in Å");
    }

    // One positive number scales everything, one negative number is minus the volume of the scaled cell in Å³, three scale x, y and z.
    private static Vector3D Scaling(double[] scales, Matrix3D cell)
    {
        if (scales.Length == 3) return new(scales[0], scales[1], scales[2]);
        var s = scales[0] > 0 ? scales[0] : Math.Cbrt(-scales[0] / Math.Abs(cell.Determinant));
        return new(s, s, s);
    }

    private static Vector3D Stretch(Vector3D v, Vector3D scale) => new(v.X * scale.X, v.Y * scale.Y, v.Z * scale.Z);

    private static Vector3D ReadVector(LineReader lines)
    {
        var line = Require(lines, "the end of the lattice vectors");
        Span<double> v = stackalloc double[3];
        var words = new Words(line);
        return words.TryNextReals(v) ? new(v[0], v[1], v[2]) : throw lines.Fault($"expected the three components of a lattice vector, found {TextBytes.Quote(line)}", "write three numbers");
    }

    private static int[] ReadCounts(ReadOnlySpan<byte> line, LineReader lines)
    {
        var counts = new List<int>();
        long sum = 0;
        foreach (var word in Words(line))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw lines.Fault($"expected the number of atoms of each species, found {TextBytes.Quote(word)}", "write whole numbers, one for each species");
            }

            counts.Add(count);
            sum += count;
        }

        if (counts.Count == 0) throw lines.Fault("expected the number of atoms of each species, found a blank line", "write whole numbers, one for each species");
        return sum <= Array.MaxLength / 3 ? [.. counts] : throw lines.Fault("these are more atoms than can be read", "correct the counts");
    }

    // Words up to a comment that begins with ! or #.
    private static List<string> Words(ReadOnlySpan<byte> line)
    {
        var found = new List<string>();
        var words = new Words(line);
        while (words.TryNext(out var word) && word[0] is not ((byte)'!' or (byte)'#')) found.Add(TextBytes.Decode(word));
        return found;
    }

    private static char FirstLetter(ReadOnlySpan<byte> line)
    {
        var trimmed = line.TrimStart(" \t"u8);
        return trimmed.Length == 0 ? ' ' : (char)(trimmed[0] | 0x20);
    }
}
