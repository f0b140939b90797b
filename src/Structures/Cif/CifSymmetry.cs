using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The symmetry of a block: its own operations, else those of its Hall symbol, of its Hermann–Mauguin symbol, of its number.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="Remark">What was assumed, or null.</param>
internal sealed record CifSymmetry(IReadOnlyList<SymmetryOperation> Operations, string? Remark)
{
    // Groups have 192 at most; centred supercells may repeat them some times.
    private const int MaximumOperations = 4096;

    /// <summary>Reads the symmetry.</summary>
    /// <param name="block">The block.</param>
    /// <param name="cell">Its cell, by which settings that do not fit are left aside.</param>
    /// <param name="file">The file's name for messages.</param>
    public static CifSymmetry Read(CifBlock block, Matrix3D cell, string file)
    {
        var metric = cell * cell.Transpose();
        var found = FromOperations(block, file) ?? FromHall(block) ?? FromTables(block, metric, file);
        if (found.Remark is null && found.Operations.Any(o => !o.Fits(metric))) return found with { Remark = "The symmetry operations do not fit the cell: lengths and angles change under them." };
        return found;
    }

    /// <summary>The space group as the file names it, or null.</summary>
    public static string? Name(CifBlock block) => (block.Value(CifTags.HermannMauguin) ?? block.Value(CifTags.Hall) ?? block.Value(CifTags.Number))?.Text;

    private static CifSymmetry? FromOperations(CifBlock block, string file)
    {
        if (block.Value(CifTags.Operations) is null) return null;
        var (values, lines) = block.Column(CifTags.Operations)!.Value;
        var operations = new List<SymmetryOperation>();
        var known = new HashSet<SymmetryOperation>();
        for (var i = 0; i < values.Count; i++)
        {
            if (!SymmetryOperationText.TryParse(values[i] ?? "", out var operation)) throw new InputException($"{TextBytes.Quote(values[i] ?? "?")} is no symmetry operation", file, lines[i], "write it as -y,x-y,z+1/3");
            if (known.Add(operation)) operations.Add(operation);
            if (operations.Count > MaximumOperations) throw new InputException("these are more symmetry operations than any space group has", file, lines[i], "check the loop of operations");
        }

        return new(operations, null);
    }

    private static CifSymmetry? FromHall(CifBlock block) =>
        block.Value(CifTags.Hall) is var (text, _) && HallSymbol.Operations(text) is { } operations ? new(operations, null) : null;

    private static CifSymmetry FromTables(CifBlock block, Matrix3D metric, string file)
    {
        var symbol = block.Value(CifTags.HermannMauguin);
        var settings = symbol is { } s ? SpaceGroupSetting.Find(s.Text) : [];
        var given = symbol is { } shown ? $"the symbol {shown.Text}" : "";
        if (settings.Count == 0 && block.Value(CifTags.Number) is var (text, line))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 230) throw new InputException($"{TextBytes.Quote(text)} is no number of a space group", file, line, "write one from 1 to 230");
            (settings, given) = (SpaceGroupSetting.Find(number), $"the number {text} of the space group");
        }

        if (settings.Count == 0)
        {
            if (symbol is { } unknown) throw new InputException($"the space group {TextBytes.Quote(unknown.Text)} is not known", file, unknown.Line, "list its operations under _space_group_symop_operation_xyz");
            return new([SymmetryOperationText.Identity], "The file says nothing of symmetry: its sites are taken for all atoms of the cell.");
        }

        foreach (var setting in settings)
        {
            var operations = setting.Operations();
            if (!operations.All(o => o.Fits(metric))) continue;
            return new(operations, settings.Count == 1 && given.StartsWith("the symbol", StringComparison.Ordinal) ? null
                : $"The operations follow from {given} alone, taken in the setting {setting.Symbol}{(setting.Choice.Length > 0 ? " with choice " + setting.Choice : "")}.");
        }

        throw new InputException($"the cell does not fit the space group {settings[0].Symbol}", file, symbol?.Line ?? block.Value(CifTags.Number)?.Line, "correct the cell, or list the operations under _space_group_symop_operation_xyz");
    }
}
