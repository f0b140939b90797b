using System.Globalization;
using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Writes POSCAR files of VASP 5 and later: comment, cell, species, coordinates, and where the structure has the columns
/// <c>move_mask</c> (L:3 or L:1) and <c>velocities</c> (R:3, Å/fs), these too. Other columns and frame properties have no place in the format.
/// </summary>
public static class PoscarWriter
{
    /// <summary>Writes a structure.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="structure">The structure; it needs a cell.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The structure has no cell.</exception>
    public static void Write(Stream stream, Structure structure, PoscarOptions? options = null)
    {
        options ??= PoscarOptions.Default;
        var cell = structure.Cell ?? throw new ArgumentException("A structure without a cell cannot be written as POSCAR.", nameof(structure));
        var order = Order(structure, options.GroupBySpecies);
        var runs = Runs(structure, order);
        var text = new StringBuilder(128 * (structure.Count + 8));
        AppendHeader(text, structure, cell, runs);

        var mask = structure.FindColumn("move_mask") as LogicalColumn;
        if (mask is { Width: not (1 or 3) }) mask = null;
        if (mask is not null) text.Append("Selective dynamics\n");
        text.Append(options.Cartesian ? "Cartesian\n" : "Direct\n");
        var inverse = cell.Inverse();
        foreach (var i in order)
        {
            var r = structure.Position(i);
            if (!options.Cartesian) r = inverse.Transform(r);
            AppendNumbers(text, [r.X, r.Y, r.Z]);
            for (var k = 0; k < 3 && mask is not null; k++) text.Append(mask.Values[mask.Width == 3 ? 3 * i + k : i] ? " T" : " F");
            text.Append('\n');
        }

        if (structure.FindColumn("velocities") is RealColumn { Width: 3 } velocities)
        {
            text.Append('\n');
            foreach (var i in order) AppendNumbers(text, velocities.Values.AsSpan(3 * i, 3)).Append('\n');
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Appends everything up to the number of atoms of each species.</summary>
    internal static void AppendHeader(StringBuilder text, Structure structure, Matrix3D cell, List<(byte AtomicNumber, int Count)> runs)
    {
        text.Append(Comment(structure, runs)).Append("\n1.0\n");
        for (var row = 0; row < 3; row++) AppendNumbers(text, [cell[row].X, cell[row].Y, cell[row].Z]).Append('\n');
        text.AppendJoin(' ', runs.Select(r => Element.Symbol(r.AtomicNumber))).Append('\n');
        text.AppendJoin(' ', runs.Select(r => r.Count.ToString(CultureInfo.InvariantCulture))).Append('\n');
    }

    private static int[] Order(Structure structure, bool group)
    {
        var order = Enumerable.Range(0, structure.Count).ToArray();
        if (!group) return order;
        var species = structure.AtomicNumbers.ToArray();
        var rank = new int[Element.MaximumAtomicNumber + 1];
        foreach (var z in species)
        {
            if (rank[z] == 0) rank[z] = rank.Max() + 1;
        }

        return [.. order.OrderBy(i => rank[species[i]])];
    }

    /// <summary>Species and the number of atoms of each run of one species, in the order given.</summary>
    internal static List<(byte AtomicNumber, int Count)> Runs(Structure structure, int[] order)
    {
        var runs = new List<(byte AtomicNumber, int Count)>();
        foreach (var i in order)
        {
            var z = structure.AtomicNumbers[i];
            if (runs.Count > 0 && runs[^1].AtomicNumber == z) runs[^1] = (z, runs[^1].Count + 1);
            else runs.Add((z, 1));
        }

        return runs;
    }

    private static string Comment(Structure structure, List<(byte AtomicNumber, int Count)> runs)
    {
        if (structure.FindInfo("comment") is TextInfo { Shape: [] } given) return given.Values[0].ReplaceLineEndings(" ");
        var counts = runs.GroupBy(r => r.AtomicNumber, (z, all) => Element.Symbol(z) + all.Sum(r => r.Count).ToString(CultureInfo.InvariantCulture));
        return string.Join(' ', counts);
    }

    /// <summary>Appends numbers that read back to the same bits, in columns.</summary>
    internal static StringBuilder AppendNumbers(StringBuilder text, ReadOnlySpan<double> values)
    {
        foreach (var value in values) text.Append(' ').Append(NumberText.Format(value).PadLeft(22));
        return text;
    }
}
