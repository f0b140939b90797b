using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>One site of a CIF.</summary>
/// <param name="AtomicNumber">Its element.</param>
/// <param name="Position">Fractional position; Cartesian, Å, where there is no cell.</param>
/// <param name="Label">Its name.</param>
/// <param name="Occupancy">The share of cells in which it is occupied.</param>
internal readonly record struct CifSite(byte AtomicNumber, Vector3D Position, string Label, double Occupancy);

/// <summary>Reads the sites of a block.</summary>
internal static class CifSites
{
    /// <summary>The sites, without dummy points.</summary>
    /// <param name="block">The block.</param>
    /// <param name="cell">Its cell, or null.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static List<CifSite> Read(CifBlock block, Matrix3D? cell, string file, CancellationToken cancellationToken)
    {
        var fractional = Columns(block, CifTags.Fractions, file);
        var columns = fractional ?? Columns(block, CifTags.Cartesian, file)!;
        if (fractional is not null && cell is null) throw new InputException("the block has fractional coordinates but no cell", file, block.Line, "add _cell_length_a and its like");
        var inverse = fractional is null ? cell?.Inverse() : null;
        var types = block.Column(CifTags.TypeSymbol);
        var labels = block.Column(CifTags.Label);
        var occupancies = block.Column(CifTags.Occupancy);
        var flags = block.Column(CifTags.CalculationFlag);
        var formula = CifSpecies.Formula(block.Value(CifTags.Formula)?.Text);

        var sites = new List<CifSite>();
        var lines = columns[0].Lines;
        for (var i = 0; i < columns[0].Values.Count; i++)
        {
            if (i % (1 << 14) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (At(flags, i) is { } flag && flag.Equals("dum", StringComparison.OrdinalIgnoreCase)) continue;
            var label = At(labels, i);
            var named = label ?? At(types, i) ?? (i + 1).ToString(CultureInfo.InvariantCulture);
            var z = Species(At(types, i), label, formula, named, file, lines[i]);
            var r = new Vector3D(Coordinate(columns[0], i, named, file), Coordinate(columns[1], i, named, file), Coordinate(columns[2], i, named, file));
            var occupancy = 1.0;
            if (At(occupancies, i) is { } text && (!CifNumber.TryParse(text, out occupancy) || !(occupancy is >= 0 and <= 1000))) throw new InputException($"the occupancy of site {TextBytes.Quote(named)} is {TextBytes.Quote(text)}", file, lines[i], "write a number from 0 to 1");
            sites.Add(new(z, inverse?.Transform(r) ?? r, named, occupancy));
        }

        return sites;
    }

    // The three columns of coordinates; null where there are none.
    private static (List<string?> Values, List<long> Lines)[]? Columns(CifBlock block, string[] tags, string file)
    {
        var columns = tags.Select(tag => block.Column([tag])).ToArray();
        if (columns[0] is null || (columns.All(c => c is { } column && column.Values.TrueForAll(v => v is null)) && tags == CifTags.Fractions && block.Column(CifTags.Cartesian[..1]) is not null)) return null;
        if (columns[1] is not { } y || columns[2] is not { } z || y.Values.Count != columns[0]!.Value.Values.Count || z.Values.Count != y.Values.Count)
        {
            throw new InputException($"the sites have {tags[0]}, but not as many {tags[1]} and {tags[2]}", file, columns[0]!.Value.Lines.FirstOrDefault(block.Line), "give three coordinates for each site");
        }

        return [columns[0]!.Value, y, z];
    }

    private static double Coordinate((List<string?> Values, List<long> Lines) column, int i, string label, string file)
    {
        if (column.Values[i] is not { } text) throw new InputException($"a coordinate of site {TextBytes.Quote(label)} is not known", file, column.Lines[i], "remove the site or find its position");
        if (CifNumber.TryParse(text, out var value) && double.IsFinite(value)) return value;
        throw new InputException($"{TextBytes.Quote(text)}, a coordinate of site {TextBytes.Quote(label)}, is no finite number", file, column.Lines[i], "write it as 0.25 or 0.2500(3)");
    }

    private static byte Species(string? type, string? label, HashSet<byte> formula, string named, string file, long line)
    {
        if (type is null && label is null) throw new InputException($"site {named} has neither a type symbol nor a label", file, line, "add _atom_site_type_symbol");
        if (type is not null ? CifSpecies.TryParseType(type, out var z) : CifSpecies.TryParseLabel(label!, formula, out z)) return z;
        throw new InputException($"{TextBytes.Quote(type ?? label!)} of site {TextBytes.Quote(named)} does not begin with the symbol of an element", file, line, "write symbols such as Si or Fe3+ under _atom_site_type_symbol");
    }

    // A loop of other length than that of the coordinates is another loop.
    private static string? At((List<string?> Values, List<long> Lines)? column, int i) => column is { } c && i < c.Values.Count ? c.Values[i] : null;
}
