namespace Lithoscope.Structures;

/// <summary>Names in the order of people: numbers within them by value, so that image2 comes before image10; everything else by code point.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The order.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        int i = 0, k = 0;
        while (i < x.Length && k < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[k]))
            {
                var a = Number(x, ref i);
                var b = Number(y, ref k);
                var order = a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
                if (order != 0) return order;
            }
            else if (x[i++] is var c && y[k++] is var d && c != d)
            {
                return c.CompareTo(d);
            }
        }

        var rest = (x.Length - i).CompareTo(y.Length - k);
        // 01 and 1 are equal as numbers, not as names.
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    // The digits from position at on, without leading zeros.
    private static ReadOnlySpan<char> Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text.AsSpan(start, at - start).TrimStart('0');
    }
}
