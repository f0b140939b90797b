using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Writes CIFs without symmetry (P 1): every atom of the cell is a site. Several frames become several data blocks.</summary>
internal static class CifWriter
{
    private static readonly string[] Axes = ["a", "b", "c"];
    private static readonly string[] Angles = ["alpha", "beta", "gamma"];

    /// <summary>Writes frames.</summary>
    /// <exception cref="InputException">A frame has no cell.</exception>
    public static void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken)
    {
        var bytes = new ByteWriter(stream);
        var count = 0;
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Cell is not { } cell) throw new InputException("a CIF needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            if (count > 0) bytes.Write((byte)'\n');
            count++;
            WriteBlock(bytes, frame, cell, count);
        }

        bytes.Flush();
    }

    private static void WriteBlock(ByteWriter bytes, Structure frame, Matrix3D cell, int number)
    {
        var positions = frame.Positions.ToArray();
        // Lengths and angles belong to a right-handed cell: of a left-handed one all vectors are turned round, which leaves the lattice as it is.
        if (cell.Determinant < 0) cell = -1 * cell;
        var formula = Formula(frame);
        bytes.Write("data_" + BlockName(frame, formula) + (number > 1 ? "_" + number.ToString(CultureInfo.InvariantCulture) : "") + "\n");
        bytes.Write($"_chemical_formula_sum '{formula}'\n");
        var (lengths, angles) = CifCell.Parameters(cell);
        for (var i = 0; i < 3; i++) WriteNumber(bytes, "_cell_length_" + Axes[i], lengths[i]);
        for (var i = 0; i < 3; i++) WriteNumber(bytes, "_cell_angle_" + Angles[i], angles[i]);
        bytes.Write("_space_group_name_H-M_alt 'P 1'\n_space_group_IT_number 1\nloop_\n_space_group_symop_operation_xyz\n'x, y, z'\n");

        var labels = Labels(frame);
        var occupancy = frame.FindColumn("occupancy") as RealColumn is { Width: 1 } shares ? shares.Values : null;
        bytes.Write("loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n");
        if (occupancy is not null) bytes.Write("_atom_site_occupancy\n");
        var inverse = cell.Inverse();
        for (var i = 0; i < frame.Count; i++)
        {
            bytes.Write(labels[i] + " " + Element.Symbol(frame.AtomicNumbers[i]));
            var f = inverse.Transform(new(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]));
            foreach (var value in (ReadOnlySpan<double>)[f.X, f.Y, f.Z])
            {
                bytes.Write((byte)' ');
                bytes.Write(value, "");
            }

            if (occupancy is not null)
            {
                bytes.Write((byte)' ');
                if (double.IsFinite(occupancy[i])) bytes.Write(occupancy[i], "");
                else bytes.Write((byte)'?');
            }

            bytes.Write((byte)'\n');
        }
    }

    private static void WriteNumber(ByteWriter bytes, string tag, double value)
    {
        bytes.Write(tag + " ");
        bytes.Write(value, "");
        bytes.Write((byte)'\n');
    }

    // Carbon and hydrogen first, then by the alphabet, as the dictionary wants it.
    private static string Formula(Structure frame)
    {
        var counts = frame.AtomicNumbers.ToArray().CountBy(z => Element.Symbol(z)).ToDictionary(StringComparer.Ordinal);
        var carbon = counts.ContainsKey("C");
        return string.Join(' ', counts.OrderBy(c => carbon ? c.Key switch { "C" => 0, "H" => 1, _ => 2 } : 0).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key + c.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private static string BlockName(Structure frame, string formula)
    {
        var name = frame.FindInfo("name") is TextInfo { Shape: [] } given && given.Values[0].Length > 0 ? given.Values[0] : formula;
        // Within a data name there are no blanks, and the format holds only ASCII; 75 characters is its limit.
        name = string.Concat(name.Select(c => c is > ' ' and < (char)127 ? c : '_'));
        return name[..Math.Min(name.Length, 64)];
    }

    // Labels must be different within a block: those of the structure are kept if they are.
    private static string[] Labels(Structure frame)
    {
        if (frame.FindColumn("label") is TextColumn { Width: 1 } given && given.Values.All(IsPlain) && given.Values.Distinct(StringComparer.Ordinal).Count() == frame.Count) return given.Values;
        var counts = new int[Element.MaximumAtomicNumber + 1];
        return [.. frame.AtomicNumbers.ToArray().Select(z => Element.Symbol(z) + (++counts[z]).ToString(CultureInfo.InvariantCulture))];
    }

    private static bool IsPlain(string label) => label.Length > 0 && char.IsAsciiLetter(label[0]) && label.All(c => c is > ' ' and < (char)127)
        && !label.StartsWith("data_", StringComparison.OrdinalIgnoreCase) && !label.StartsWith("save_", StringComparison.OrdinalIgnoreCase)
        && !label.EndsWith('_');
}
