namespace Lithoscope.Analysis;

/// <summary>Which elements are meant.</summary>
internal static class ElementChoice
{
    /// <summary>The numbers of elements, ascending.</summary>
    public static int[] Of(SpeciesTable table, IReadOnlyList<string>? symbols) =>
        symbols is null ? [.. Enumerable.Range(0, table.Count)] : [.. symbols.Select(table.Find).Distinct().Order()];

    /// <summary>The atoms whose centre of mass stays in place, and their name.</summary>
    public static (int[] Atoms, string Name) Host(Trajectory trajectory, int[] moving, string? host)
    {
        var table = trajectory.Species;
        int[] All() => [.. Enumerable.Range(0, trajectory.Start.Count)];
        switch (host)
        {
            case "none": return ([], "none");
            case "all": return (All(), "all");
        }

        var chosen = host is null ? [.. Enumerable.Range(0, table.Count).Except(moving)] : Of(table, host.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (chosen.Length == 0) return (All(), "all");
        return ([.. Enumerable.Range(0, trajectory.Start.Count).Where(i => chosen.Contains(table.Of[i]))], string.Join(",", chosen.Select(table.Symbol)));
    }
}
