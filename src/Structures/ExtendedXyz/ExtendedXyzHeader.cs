using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What the comment line of a frame says: cell, periodicity, the columns that follow, and everything else as info.</summary>
internal sealed record ExtendedXyzHeader(
    Matrix3D? Cell,
    Periodicity Periodicity,
    IReadOnlyList<ExtendedXyzProperty>? Properties,
    IReadOnlyList<KeyValuePair<string, InfoValue>> Info)
{
    /// <summary>The key under which the free text of a plain XYZ file is kept.</summary>
    public const string CommentKey = "comment";

    // Lists of nine are how these tables are written everywhere; one written as a nested table is brought to the same form.
    private static readonly string[] FlatTables = ["virial", "stress"];

    /// <summary>Reads the comment line <paramref name="text"/>, the line read last from <paramref name="lines"/>.</summary>
    /// <exception cref="InputException">The line is malformed or contradicts itself.</exception>
    public static ExtendedXyzHeader Parse(string text, LineReader lines)
    {
        var pairs = new List<ExtendedXyzPair>();
        if (ExtendedXyzComment.TrySplit(text, pairs) is { } fault) throw lines.Fault(fault, "correct the comment line, the second of the frame");
        if (pairs.Count == 0) return new(null, Periodicity.None, null, Comment(text));

        InfoValue? lattice = null, pbc = null, columns = null;
        var info = new List<KeyValuePair<string, InfoValue>>(pairs.Count);
        var seen = new Dictionary<string, ExtendedXyzPair>(pairs.Count, StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var role = StructuralName(pair.Key);
            if (!seen.TryAdd(role ?? pair.Key, pair))
            {
                if (role is null && pair == seen[pair.Key]) continue;
                throw lines.Fault($"key {pair.Key} occurs twice", "remove one of the two");
            }

            // Column names are text whatever they look like.
            string? reason = null;
            var value = role == "Properties" ? new TextInfo(pair.Text) : ExtendedXyzValue.Interpret(pair, out reason);
            if (value is null) throw lines.Fault(reason!, "put the value in quotes to keep it as text");
            switch (role)
            {
                case "Lattice": lattice = value; break;
                case "pbc": pbc = value; break;
                case "Properties": columns = value; break;
                default: info.Add(new(pair.Key, Flatten(pair.Key, value))); break;
            }
        }

        var cell = lattice is null ? null : ReadCell(lattice, lines);
        var periodicity = ReadPeriodicity(pbc, lattice, lines);
        if (cell is null && lattice is not null && pbc is null) periodicity = Periodicity.None;
        if (cell is null && periodicity.Any)
        {
            throw lines.Fault("pbc says that the structure is periodic, but there is no Lattice", "add Lattice=\"ax ay az bx by bz cx cy cz\" or set pbc=\"F F F\"");
        }

        return new(cell, periodicity, columns is null ? null : ReadProperties(((TextInfo)columns).Values[0], lines), info);
    }

    /// <summary>The canonical name of the keys that describe the frame itself, which are found in upper or lower case; else null.</summary>
    public static string? StructuralName(string key) =>
        key.Equals("Lattice", StringComparison.OrdinalIgnoreCase) ? "Lattice"
        : key.Equals("Properties", StringComparison.OrdinalIgnoreCase) ? "Properties"
        : key.Equals("pbc", StringComparison.OrdinalIgnoreCase) ? "pbc" : null;

    private static KeyValuePair<string, InfoValue>[] Comment(string text) =>
        string.IsNullOrWhiteSpace(text) ? [] : [new(CommentKey, new TextInfo(text.Trim()))];

    private static InfoValue Flatten(string key, InfoValue value) =>
        value.Shape is [3, 3] && FlatTables.Contains(key) ? value with { Shape = [9] } : value;

    private static Matrix3D? ReadCell(InfoValue lattice, LineReader lines)
    {
        var values = lattice switch
        {
            RealInfo real => real.Values,
            IntegerInfo integer => Array.ConvertAll(integer.Values, v => (double)v),
            _ => [],
        };
        if (values.Length == 3) values = [values[0], 0, 0, 0, values[1], 0, 0, 0, values[2]];
        if (values.Length != 9) throw lines.Fault("Lattice does not hold nine numbers", "write Lattice=\"ax ay az bx by bz cx cy cz\" in Å");
        var cell = new Matrix3D(new(values[0], values[1], values[2]), new(values[3], values[4], values[5]), new(values[6], values[7], values[8]));
        // A cell of zeros is how some programs write that there is none.
        if (Array.TrueForAll(values, v => v == 0)) return null;
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        return cell;
    }

    private static Periodicity ReadPeriodicity(InfoValue? pbc, InfoValue? lattice, LineReader lines)
    {
        bool[]? axes = pbc switch
        {
            null => lattice is null ? [false, false, false] : [true, true, true],
            LogicalInfo logical => logical.Values,
            IntegerInfo integer when Array.TrueForAll(integer.Values, v => v is 0 or 1) => Array.ConvertAll(integer.Values, v => v == 1),
            _ => null,
        };
        if (axes?.Length == 1) axes = [axes[0], axes[0], axes[0]];
        if (axes?.Length != 3) throw lines.Fault("pbc does not hold three truth values", "write pbc=\"T T T\", or F for an axis that does not repeat");
        return new(axes[0], axes[1], axes[2]);
    }

    private static List<ExtendedXyzProperty> ReadProperties(string text, LineReader lines)
    {
        var properties = new List<ExtendedXyzProperty>();
        if (ExtendedXyzProperty.TryParse(text, properties) is { } fault) throw lines.Fault(fault, "write it as in Properties=species:S:1:pos:R:3:forces:R:3");
        return properties;
    }
}
