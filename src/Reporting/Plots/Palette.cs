namespace Lithoscope.Reporting;

/// <summary>
/// Colours that readers with any common colour vision tell apart: the set of Okabe and Ito
/// ("Color Universal Design", 2008), ordered so that the first ones are also easy to read as lines on white.
/// </summary>
public static class Palette
{
    /// <summary>Blue: the first series.</summary>
    public const string Blue = "#0072b2";

    /// <summary>Vermillion: the second series.</summary>
    public const string Vermillion = "#d55e00";

    /// <summary>Bluish green.</summary>
    public const string Green = "#009e73";

    /// <summary>Orange.</summary>
    public const string Orange = "#e69f00";

    /// <summary>Reddish purple.</summary>
    public const string Purple = "#cc79a7";

    /// <summary>Sky blue.</summary>
    public const string Sky = "#56b4e9";

    /// <summary>Black.</summary>
    public const string Black = "#222222";

    /// <summary>Neutral grey for what is context: reference lines, totals behind parts.</summary>
    public const string Grey = "#8a8a8a";

    private static readonly string[] Cycle = [Blue, Vermillion, Green, Orange, Purple, Sky, Black];

    /// <summary>The colour of the series with this index (from 0); the cycle has seven colours.</summary>
    public static string At(int index) => Cycle[(int)((uint)index % (uint)Cycle.Length)];
}
