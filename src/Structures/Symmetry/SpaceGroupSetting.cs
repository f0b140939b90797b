using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>One of the 530 settings of the space groups that the International Tables name.</summary>
/// <param name="Number">Number of the space-group type, 1 to 230.</param>
/// <param name="Choice">Choice of origin (1, 2), axes (H, R) or unique axis and cell (b1, c2 …); empty where there is none.</param>
/// <param name="Hall">The Hall symbol, from which the operations follow.</param>
/// <param name="Symbol">The Hermann–Mauguin symbol.</param>
internal sealed record SpaceGroupSetting(int Number, string Choice, string Hall, string Symbol)
{
    private static readonly Lazy<(SpaceGroupSetting[] All, Dictionary<string, List<SpaceGroupSetting>> BySymbol)> Table = new(ReadTable);

    /// <summary>All settings, in the order of the tables.</summary>
    public static IReadOnlyList<SpaceGroupSetting> All => Table.Value.All;

    /// <summary>The operations, the identity first.</summary>
    public SymmetryOperation[] Operations() => HallSymbol.Operations(Hall)!;

    /// <summary>
    /// The settings that a Hermann–Mauguin symbol may mean, the likeliest first: with blanks, underscores or neither, in upper or lower case, with
    /// a choice behind a colon (:1, :2, :H, :R, :b1) or as a letter at the end (H, R; S and Z for the first and second origin). None where the symbol is unknown.
    /// </summary>
    public static IReadOnlyList<SpaceGroupSetting> Find(string symbol)
    {
        var colon = symbol.IndexOf(':', StringComparison.Ordinal);
        var name = Normal(colon < 0 ? symbol : symbol[..colon]);
        if (colon >= 0) return OfChoice(name, Normal(symbol[(colon + 1)..]));
        if (Table.Value.BySymbol.TryGetValue(name, out var found)) return Preferred(found);
        return name.Length < 2 ? [] : name[^1] switch
        {
            's' => OfChoice(name[..^1], "1"),
            'z' => OfChoice(name[..^1], "2"),
            'h' or 'r' => OfChoice(name[..^1], name[^1..]),
            _ => [],
        };
    }

    /// <summary>The settings of a space-group type, the default first: the standard one, origin choice 2, hexagonal axes, unique axis b.</summary>
    public static IReadOnlyList<SpaceGroupSetting> Find(int number) => Preferred(All.Where(s => s.Number == number));

    private static SpaceGroupSetting[] OfChoice(string name, string choice)
    {
        if (!Table.Value.BySymbol.TryGetValue(name, out var found)) return [];
        var exact = found.Where(s => s.Choice.Equals(choice, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (exact.Length > 0) return exact;
        // The choice of origin stands before that of axes: 2cab. A unique axis stands with any symbol of the group: P 21/c:c1.
        exact = [.. found.Where(s => s.Choice.StartsWith(choice, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact : [.. All.Where(s => s.Number == found[0].Number && s.Choice.Equals(choice, StringComparison.OrdinalIgnoreCase))];
    }

    private static SpaceGroupSetting[] Preferred(IEnumerable<SpaceGroupSetting> settings) => [.. settings.OrderBy(s => s.Choice is ['1', ..] ? 1 : 0)];

    private static string Normal(string symbol) =>
        string.Concat(symbol.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '(' or ')'))).ToLowerInvariant();

    private static (SpaceGroupSetting[] All, Dictionary<string, List<SpaceGroupSetting>> BySymbol) ReadTable()
    {
        var all = new List<SpaceGroupSetting>();
        var bySymbol = new Dictionary<string, List<SpaceGroupSetting>>(StringComparer.Ordinal);
        using var text = new StreamReader(typeof(SpaceGroupSetting).Assembly.GetManifestResourceStream("SpaceGroups.txt")!);
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var parts = line.Split('|');
            var setting = new SpaceGroupSetting(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2], parts[3]);
            all.Add(setting);
            foreach (var name in parts[3..])
            {
                var key = Normal(name);
                if (!bySymbol.TryGetValue(key, out var settings)) bySymbol.Add(key, settings = []);
                settings.Add(setting);
            }
        }

        return ([.. all], bySymbol);
    }
}
