using System.Diagnostics.CodeAnalysis;

namespace Lithoscope.Structures;

/// <summary>Which column of an atom table holds what: places in a row, from 0.</summary>
/// <param name="Names">Names of all columns.</param>
/// <param name="Molecule">The column that names the molecule, or −1.</param>
/// <param name="Element">The column of symbols.</param>
/// <param name="Positions">The columns of x, y and z.</param>
internal sealed record AtomTableHeader(string[] Names, int Molecule, int Element, int[] Positions)
{
    // No table for people or spreadsheets is wider.
    private const int MostColumns = 1024;

    private static readonly string[] MoleculeNames = ["molecule", "molecule_name", "mol", "structure", "frame"];
    private static readonly string[] ElementNames = ["element", "symbol", "species"];
    private static readonly string[] IndexNames = ["atom_index", "index", "atom"];

    /// <summary>The columns that are neither of these nor a number of the atom.</summary>
    public int[] Others => [.. Enumerable.Range(0, Names.Length).Where(c => c != Molecule && c != Element && !Positions.Contains(c) && !IndexNames.Contains(Names[c].ToLowerInvariant()))];

    /// <summary>Reads a header line.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static string? TryParse(ReadOnlySpan<byte> line, [NotNullWhen(false)] out AtomTableHeader? header)
    {
        header = null;
        if (line.Count((byte)',') is < 3 or >= MostColumns) return "expected a header line with columns such as molecule,element,x,y,z";
        string[] names = [.. TextBytes.Decode(line).Split(',').Select(n => n.Trim().Trim('"'))];
        string[] lower = [.. names.Select(n => n.ToLowerInvariant())];
        if (lower.Any(n => n.Length == 0)) return "a column of the header has no name";
        if (lower.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice) return $"the column {TextBytes.Quote(twice.Key)} occurs twice";
        int Find(params string[] known) => Array.FindIndex(lower, known.Contains);
        int[] positions = [.. "xyz".Select(axis => Find($"{axis}", $"{axis}_a", $"{axis}_å", $"{axis}_angstrom"))];
        var element = Find(ElementNames);
        if (element < 0 || positions.Contains(-1)) return "the header lacks a column for the element, x, y or z";
        header = new AtomTableHeader(names, Find(MoleculeNames), element, positions);
        return null;
    }
}
