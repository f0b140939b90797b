namespace Lithoscope.Structures;

/// <summary>
/// Marks what a structure brought along as reference, before our own results are added under the plain names: so that predicted and reference
/// values stand side by side and every name occurs once.
/// </summary>
public static class ReferenceProperties
{
    /// <summary>The prefix of reference values.</summary>
    public const string Prefix = "REF_";

    /// <summary>The names that are marked.</summary>
    public static IReadOnlyList<string> Names { get; } = ["energy", "forces", "stress", "virial", "binding_energy"];

    /// <summary>
    /// The structure with its columns and frame properties <see cref="Names"/> renamed to REF_…, in their places. Where the REF_ name is taken,
    /// what stands there is kept and the plain one is dropped.
    /// </summary>
    public static Structure RenameReferenceProperties(this Structure structure)
    {
        var columns = new List<AtomColumn>(structure.Columns.Count);
        foreach (var column in structure.Columns)
        {
            if (!Names.Contains(column.Name)) columns.Add(column);
            else if (structure.FindColumn(Prefix + column.Name) is null) columns.Add(column with { Name = Prefix + column.Name });
        }

        var info = new List<KeyValuePair<string, InfoValue>>(structure.Info.Count);
        foreach (var (key, value) in structure.Info)
        {
            if (!Names.Contains(key)) info.Add(new(key, value));
            else if (structure.FindInfo(Prefix + key) is null) info.Add(new(Prefix + key, value));
        }

        return structure.With(columns, info);
    }
}
