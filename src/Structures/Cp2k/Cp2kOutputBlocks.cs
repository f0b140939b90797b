using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The blocks of an output that are looked at, each from its first line, which was read already.</summary>
internal sealed class Cp2kOutputBlocks(LineReader lines)
{
    private readonly Vector3D[] _vectors = new Vector3D[3];
    private readonly double[] _lengths = new double[3];
    private readonly double[] _angles = new double[3];

    /// <summary>Takes a line "CELL| …"; true, with the cell, at the last of its lines.</summary>
    public bool TryReadCell(ReadOnlySpan<byte> text, out Matrix3D cell, out Periodicity periodicity)
    {
        (cell, periodicity) = (default, default);
        var rest = text["CELL| "u8.Length..];
        if (rest.StartsWith("Vector "u8) && rest.Length > 7 && rest[7] - 'a' is >= 0 and < 3 and var axis)
        {
            ReadVector(rest[8..], axis);
            return false;
        }

        if (rest.StartsWith("Angle "u8) && Last(rest, out var word) && NumberText.TryParseReal(word, out var degrees))
        {
            var which = rest.IndexOf("alpha"u8) >= 0 ? 0 : rest.IndexOf("beta"u8) >= 0 ? 1 : 2;
            _angles[which] = degrees;
            return false;
        }

        if (!rest.StartsWith("Periodicity"u8) || !Last(rest, out word)) return false;
        periodicity = Cp2kCell.Periodic(TextBytes.Decode(word)) ?? throw lines.Fault($"expected the periodicity of the cell, found {TextBytes.Quote(text)}", "repair the output");
        cell = Cp2kPrintedCell.Refine(new(_vectors[0], _vectors[1], _vectors[2]), new(_lengths[0], _lengths[1], _lengths[2]), new(_angles[0], _angles[1], _angles[2]));
        return CellChecks.Fault(cell) is { } fault ? throw lines.Fault(fault, "repair the output") : true;
    }

    /// <summary>The rows of "MODULE QUICKSTEP: ATOMIC COORDINATES IN ANGSTROM": number, kind, symbol, atomic number, x, y, z, …</summary>
    public (byte[] AtomicNumbers, double[] Positions) ReadCoordinates(ReadOnlySpan<byte> header)
    {
        var factor = Last(header, out var unit) ? Cp2kUnits.Length(TextBytes.Decode(unit)) : null;
        if (factor is null) throw lines.Fault($"the coordinates are in unknown units: {TextBytes.Quote(header)}", "repair the output");
        var (species, positions) = (new List<byte>(), new List<double>());
        Span<double> r = stackalloc double[3];
        // A blank line, the names of the columns, and rows up to the next line that is none; some versions leave a blank line before the rows.
        while (lines.TryRead(out var line))
        {
            var words = new Words(line);
            if (!words.TryNext(out var word))
            {
                if (species.Count > 0) break;
                continue;
            }

            if (word.SequenceEqual("Atom"u8)) continue;
            byte z = 0;
            var valid = NumberText.TryParseInteger(word, out var number) && number == species.Count + 1 && words.TryNext(out _) && words.TryNext(out var symbol)
                && Element.TryParse(symbol, out z) && words.TryNext(out _) && words.TryNextReals(r)
                && double.IsFinite(r[0]) && double.IsFinite(r[1]) && double.IsFinite(r[2]);
            if (!valid) throw lines.Fault($"expected an atom with its kind, element and coordinates, found {TextBytes.Quote(line)}", "repair the output");
            species.Add(z);
            foreach (var x in r) positions.Add(factor.Value * x);
        }

        return species.Count > 0 ? ([.. species], [.. positions]) : throw lines.Fault("the file ends before the coordinates", "complete the file");
    }

    /// <summary>The energy of "ENERGY| Total FORCE_EVAL ( QS ) energy [a.u.]: …", eV.</summary>
    public double ReadEnergy(ReadOnlySpan<byte> text) =>
        Last(text, out var word) && NumberText.TryParseReal(word, out var energy) && double.IsFinite(energy)
            ? energy * Unit.Hartree : throw lines.Fault($"expected an energy, found {TextBytes.Quote(text)}", "repair the output");

    /// <summary>
    /// The forces, eV/Å; null where the block was cut off, has other than <paramref name="atoms"/> rows or unknown units. Rows are "number kind symbol fx fy fz", since
    /// 2024 "FORCES| number fx fy fz |f|".
    /// </summary>
    public double[]? ReadForces(ReadOnlySpan<byte> header, int? atoms)
    {
        var factor = Last(header, out var unit) ? Cp2kUnits.Force(TextBytes.Decode(unit)) : null;
        var forces = new List<double>();
        Span<double> f = stackalloc double[3];
        while (lines.TryRead(out var line))
        {
            var words = new Words(line);
            if (!words.TryNext(out var word)) continue;
            var tagged = word.SequenceEqual("FORCES|"u8);
            if (tagged && !words.TryNext(out word)) continue;
            if (word.SequenceEqual("#"u8) || word.SequenceEqual("Atom"u8)) continue;
            var row = NumberText.TryParseInteger(word, out var number) && number == forces.Count / 3 + 1
                && (tagged || (words.TryNext(out _) && words.TryNext(out _))) && words.TryNextReals(f) && double.IsFinite(f[0] + f[1] + f[2]);
            if (!row)
            {
                lines.Unread();
                break;
            }

            foreach (var x in f) forces.Add(x * (factor ?? 0));
        }

        return factor is not null && forces.Count == 3 * atoms ? [.. forces] : null;
    }

    /// <summary>
    /// The stress, eV/Å³, tensile positive; null where the block is not whole. CP2K prints it with the sign of a pressure: a third of its trace is −dE/dV.
    /// </summary>
    public Matrix3D? ReadStress(ReadOnlySpan<byte> header)
    {
        var factor = Last(header, out var unit) ? Cp2kUnits.Pressure(TextBytes.Decode(unit)) : null;
        var rows = new Vector3D[3];
        Span<double> v = stackalloc double[3];
        if (!lines.TryRead(out _)) return null;
        for (var row = 0; row < 3; row++)
        {
            if (!lines.TryRead(out var line)) return null;
            var words = new Words(line);
            if (!words.TryNext(out var tag) || !tag.SequenceEqual("STRESS|"u8) || !words.TryNext(out _) || !words.TryNextReals(v) || !double.IsFinite(v[0] + v[1] + v[2])) return null;
            rows[row] = new(v[0], v[1], v[2]);
        }

        return factor is { } f ? -f * new Matrix3D(rows[0], rows[1], rows[2]) : null;
    }

    // "[angstrom]:   4.200   0.100   0.000   |a| =   4.201190"; the bracket is cut short where the name of the cell is longer.
    private void ReadVector(ReadOnlySpan<byte> rest, int axis)
    {
        var words = new Words(rest);
        Span<double> v = stackalloc double[3];
        if (!words.TryNext(out _) || !words.TryNextReals(v) || !Last(rest, out var last) || !NumberText.TryParseReal(last, out var length)) throw lines.Fault($"expected a vector of the cell and its length, found {TextBytes.Quote(rest)}", "repair the output");
        _vectors[axis] = new(v[0], v[1], v[2]);
        _lengths[axis] = length;
    }

    private static bool Last(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        line = line.TrimEnd(" \t\r"u8);
        word = line[(line.LastIndexOf((byte)' ') + 1)..];
        return word.Length > 0;
    }
}
