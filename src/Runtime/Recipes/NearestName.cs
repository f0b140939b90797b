namespace Lithoscope.Runtime;

/// <summary>What the user probably meant: the known name with the fewest edits (insert, delete, replace, swap of neighbours).</summary>
public static class NearestName
{
    // The work grows with the length, and no name is longer than this.
    private const int Longest = 100;

    /// <summary>The nearest of <paramref name="known"/>, the first of equals; null when there is none.</summary>
    public static string? Of(string name, IEnumerable<string> known) => known.MinBy(k => Distance(name.Length > Longest ? name[..Longest] : name, k));

    /// <summary>The same, where it is near enough to be meant: no more than one edit for three letters.</summary>
    public static string? Near(string name, IEnumerable<string> known) => Of(name, known) is { } nearest && 3 * Distance(name, nearest) <= name.Length ? nearest : null;

    /// <summary>The rest of a sentence that names the nearest, such as <c>; the nearest known key is 'cutoff'</c>, or nothing when there is none.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="noun">What it is, such as <c>key</c>.</param>
    /// <param name="known">What there is.</param>
    public static string? Remedy(string name, string noun, IEnumerable<string> known) =>
        Of(name, known) is { } nearest ? $"the nearest known {noun} is '{nearest}'" : null;

    /// <summary>Optimal string alignment distance, letters compared without case.</summary>
    internal static int Distance(string a, string b)
    {
        (a, b) = (a.ToLowerInvariant(), b.ToLowerInvariant());
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, d[i - 2, j - 2] + 1);
                d[i, j] = best;
            }
        }

        return d[a.Length, b.Length];
    }
}
