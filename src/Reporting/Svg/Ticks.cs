using System.Globalization;

namespace Lithoscope.Reporting;

/// <summary>A tick of an axis; without a text it is a minor one.</summary>
internal readonly record struct Tick(double Value, string? Text);

/// <summary>The ticks of an axis, and the power of ten that their texts are to be multiplied by.</summary>
internal sealed record TickSet(IReadOnlyList<Tick> Ticks, int Exponent)
{
    public static readonly TickSet None = new([], 0);

    /// <summary>Chooses ticks for an axis of this length such that their texts do not touch.</summary>
    public static TickSet For(Axis axis, AxisScale scale, bool horizontal)
    {
        if (!axis.ShowTicks)
        {
            return None;
        }
        if (axis.Ticks is { } own)
        {
            return new TickSet([.. own.Where(t => t.Value >= scale.Low && t.Value <= scale.High).Select(t => new Tick(t.Value, t.Text))], 0);
        }
        var chosen = scale.Logarithmic ? LogarithmicTicks.Choose(axis, scale, horizontal) : LinearTicks.Choose(axis, scale, horizontal);
        // Room added at the ends may pass the largest number that is drawn.
        return chosen with { Ticks = [.. chosen.Ticks.Where(t => !double.IsNaN(scale.Pixel(t.Value)))] };
    }

    /// <summary>True where neighbouring texts keep their distance.</summary>
    public bool Fits(AxisScale scale, bool horizontal)
    {
        var (edge, first) = (0.0, true);
        foreach (var tick in Ticks.Where(t => t.Text is not null).OrderBy(t => scale.Pixel(t.Value)))
        {
            var half = horizontal ? TextMetrics.Width(tick.Text!, Style.TickSize) / 2 + 8 : 14;
            var pixel = scale.Pixel(tick.Value);
            if (!first && pixel - half < edge)
            {
                return false;
            }
            (edge, first) = (pixel + half, false);
        }
        return true;
    }

    /// <summary>A number as plain decimals with a true minus sign and thin spaces between thousands from five digits on.</summary>
    public static string Plain(double value, int decimals)
    {
        var text = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text.Length : point;
        if (whole > 4)
        {
            for (var i = whole - 3; i > 0; i -= 3)
            {
                text = text.Insert(i, "\u2009");
            }
        }
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "\u2212" + text : text;
    }

    /// <summary>An integer in raised digits.</summary>
    public static string Superscript(int value) =>
        string.Concat(value.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    public static TickSet Choose(Axis axis, AxisScale scale, bool horizontal)
    {
        var span = scale.High - scale.Low;
        var wanted = Math.Max(2, scale.Length / (horizontal ? 64 : 40));
        var power = (int)Math.Floor(Math.Log10(span / wanted));
        for (var candidate = 0; ; candidate++)
        {
            // 1, 2, 5, 10, 20, 50, … until the texts fit and are not too many.
            var digit = (candidate % 3) switch { 0 => 1, 1 => 2, _ => 5 };
            var exponent = power + candidate / 3;
            if (span / (digit * Math.Pow(10, exponent)) > wanted + 0.5)
            {
                continue;
            }
            var set = Build(axis, scale, digit, exponent);
            if (candidate > 9 || set.Fits(scale, horizontal))
            {
                return set;
            }
        }
    }

    private static TickSet Build(Axis axis, AxisScale scale, int digit, int exponent)
    {
        var unit = Math.Pow(10, exponent);
        var step = digit * unit;
        var largest = Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High));
        var shift = axis.TickFormat is not null ? 0
            : exponent >= 5 || (exponent < -4 && largest < 0.01) ? (int)Math.Floor(Math.Log10(largest)) : 0;
        var decimals = Math.Clamp(shift - exponent, 0, 15);
        var divisions = digit == 2 ? 4 : 5;
        if (scale.Length * step / divisions / (scale.High - scale.Low) < 5)
        {
            divisions = digit == 5 ? 5 : 2;
        }
        var ticks = new List<Tick>();
        var first = Math.Ceiling((scale.Low / step - 1e-9) * divisions);
        var last = Math.Floor((scale.High / step + 1e-9) * divisions);
        for (var i = first; i <= last && ticks.Count < 500; i++)
        {
            var major = i % divisions == 0;
            // Division by a power of ten is exact where multiplication by its inverse is not: 0.3, not 0.30000000000000004.
            var multiple = i / divisions * digit;
            var value = exponent < 0 ? multiple / Math.Pow(10, -exponent) : multiple * unit;
            ticks.Add(new Tick(value, !major ? null
                : axis.TickFormat is { } format ? format(value) : TickSet.Plain(shift == 0 ? value : multiple * Math.Pow(10, exponent - shift), decimals)));
        }
        return new TickSet(ticks, shift);
    }
}

/// <summary>Ticks at powers of ten and, where there is room, at their multiples.</summary>
internal static class LogarithmicTicks
{
    private static readonly int[][] Multiples = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 6, 8], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]];

    public static TickSet Choose(Axis axis, AxisScale scale, bool horizontal)
    {
        foreach (var multiples in Multiples)
        {
            var set = Build(axis, scale, multiples, 1);
            var count = set.Ticks.Count(t => t.Text is not null);
            if (count >= 2 && count - 1 <= scale.Length / (horizontal ? 45 : 30) && set.Fits(scale, horizontal))
            {
                return set;
            }
        }
        if (scale.High / scale.Low < 10)
        {
            return LinearTicks.Choose(axis, scale, horizontal);
        }
        for (var stride = 2; ; stride++)
        {
            var set = Build(axis, scale, [1], stride);
            if (stride > 300 || set.Fits(scale, horizontal))
            {
                return set;
            }
        }
    }

    private static TickSet Build(Axis axis, AxisScale scale, int[] labelled, int stride)
    {
        var ticks = new List<Tick>();
        var low = (int)Math.Floor(Math.Log10(scale.Low) - 1e-9);
        var high = (int)Math.Ceiling(Math.Log10(scale.High) + 1e-9);
        var plain = low >= -3 && high <= 5;
        for (var exponent = low; exponent <= high; exponent++)
        {
            for (var multiple = 1; multiple < 10; multiple++)
            {
                var value = exponent < 0 ? multiple / Math.Pow(10, -exponent) : multiple * Math.Pow(10, exponent);
                if (value < scale.Low * (1 - 1e-9) || value > scale.High * (1 + 1e-9))
                {
                    continue;
                }
                var major = exponent % stride == 0 && labelled.Contains(multiple);
                if (major)
                {
                    ticks.Add(new Tick(value, axis.TickFormat is { } format ? format(value)
                        : plain ? TickSet.Plain(value, Math.Max(0, -exponent))
                        : (multiple == 1 ? "10" : $"{multiple}·10") + TickSet.Superscript(exponent)));
                }
                else if (multiple == 1 || high - low < 12)
                {
                    ticks.Add(new Tick(value, null));
                }
            }
        }
        return new TickSet(ticks, 0);
    }
}
