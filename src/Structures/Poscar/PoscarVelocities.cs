using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>What may follow the coordinates of a POSCAR file: velocities of lattice and atoms, and the state of a thermostat.</summary>
internal static class PoscarVelocities
{
    private const int LatticeBlock = 7;

    /// <summary>
    /// Velocities of the atoms, Å/fs; null where there are none or where they are given in other units (fractions of the lattice vectors
    /// per time step, which the file does not state). Nothing after them is looked at.
    /// </summary>
    public static double[]? Read(LineReader lines, int atoms)
    {
        if (!lines.TryRead(out var line)) return null;
        var mode = Mode(line);
        if (mode == 'l')
        {
            for (var i = 0; i < LatticeBlock; i++)
            {
                if (!lines.TryRead(out _)) throw lines.Fault("the file ends within the velocities of the lattice", "complete the block or remove it");
            }

            if (!lines.TryRead(out line)) return null;
            mode = Mode(line);
        }

        if (mode is not (' ' or 'c' or 'k' or 'd'))
        {
            throw lines.Fault($"expected a blank line or the end of the file after the last atom, found {TextBytes.Quote(line)}", "correct the counts above or remove the line");
        }

        return ReadBlock(lines, atoms) is { } values && mode != 'd' ? values : null;
    }

    private static double[]? ReadBlock(LineReader lines, int atoms)
    {
        var values = new List<double>();
        Span<double> v = stackalloc double[3];
        for (var atom = 0; atom < atoms; atom++)
        {
            var any = lines.TryRead(out var line);
            // Blank lines at the end of a file are no velocities.
            if (atom == 0 && (!any || line.IndexOfAnyExcept(" \t"u8) < 0)) return lines.TryReadNonBlank(out line) ? throw Unexpected(lines, line) : null;
            if (!any) throw lines.Fault($"the file ends after the velocities of {Plain(atom)} of its {Plain(atoms)} atoms", "complete the block or remove it");
            var words = new Words(line);
            if (!words.TryNextReals(v)) throw Unexpected(lines, line);
            values.AddRange(v);
        }

        return [.. values];
    }

    private static Exception Unexpected(LineReader lines, ReadOnlySpan<byte> line) =>
        lines.Fault($"expected the velocities of the atoms, found {TextBytes.Quote(line)}", "write three numbers for each atom, or end the file after the coordinates");

    private static char Mode(ReadOnlySpan<byte> line)
    {
        var trimmed = line.TrimStart(" \t"u8);
        return trimmed.Length == 0 ? ' ' : (char)(trimmed[0] | 0x20);
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
