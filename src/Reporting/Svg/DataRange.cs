namespace Lithoscope.Reporting;

/// <summary>The smallest and largest value that an axis must show.</summary>
internal sealed class DataRange(bool logarithmic)
{
    // Beyond this, differences and squares would overflow; no quantity with a unit goes there.
    private const double Limit = 1e150;

    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity, _base = double.NaN;

    /// <summary>True: points, which are drawn with a size, ask for room at the ends.</summary>
    public bool Padded { get; set; }

    /// <summary>True where a value can be drawn on a linear axis.</summary>
    public static bool Usable(double value) => Math.Abs(value) <= Limit;

    public bool IsEmpty => _low > _high;

    public void Include(double value)
    {
        if (Drawable(value))
        {
            _low = Math.Min(_low, value);
            _high = Math.Max(_high, value);
        }
    }

    /// <summary>Includes the value that bars stand on; no room is left between it and the frame.</summary>
    public void IncludeBase(double value)
    {
        if (!logarithmic)
        {
            _base = value;
            Include(value);
        }
    }

    public bool Drawable(double value) => Usable(value) && (!logarithmic || value >= 1 / Limit);

    public void Include(DataRange other)
    {
        Include(other._low);
        Include(other._high);
        Padded |= other.Padded;
        _base = double.IsNaN(_base) ? other._base : _base;
    }

    /// <summary>The limits of the axis: the data with room at the ends, unless the axis says otherwise; always low &lt; high.</summary>
    public (double Low, double High) Resolve(Axis axis)
    {
        double? fixedLow = axis.Minimum is { } a && Drawable(a) ? a : null;
        double? fixedHigh = axis.Maximum is { } b && Drawable(b) ? b : null;
        var (low, high) = (fixedLow ?? _low, fixedHigh ?? _high);
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            if (fixedLow is null && fixedHigh is null)
            {
                return logarithmic ? (0.1, 10) : (0, 1);
            }
            // No data: a range that starts or ends at the limit that is given.
            low = double.IsFinite(low) ? low : Below(high);
            high = double.IsFinite(high) && high > low ? high : Above(low);
            return (low, high);
        }
        if (!(high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))) || high - low < 1e-140)
        {
            var centre = fixedLow ?? fixedHigh ?? low;
            return (fixedLow ?? Below(centre), fixedHigh is { } top && top > centre ? top : Above(centre));
        }
        if (!Padded)
        {
            return (low, high);
        }
        if (logarithmic)
        {
            var factor = Math.Pow(high / low, 0.06);
            return (fixedLow ?? low / factor, fixedHigh ?? high * factor);
        }
        var room = 0.05 * (high - low);
        return (fixedLow ?? (low == _base ? low : low - room), fixedHigh ?? (high == _base ? high : high + room));
    }

    private double Below(double value) => logarithmic ? value / 2 : value - Half(value);

    private double Above(double value) => logarithmic ? value * 2 : value + Half(value);

    private static double Half(double value) => Math.Abs(value) < 1e-100 ? 0.5 : Math.Abs(value) * 0.05;
}

/// <summary>The ranges of both axes.</summary>
internal sealed class DataBounds(Plot plot)
{
    public DataRange X { get; } = new(plot.XAxis.Logarithmic);

    public DataRange Y { get; } = new(plot.YAxis.Logarithmic) { Padded = true };

    /// <summary>Includes a point if both of its coordinates can be drawn.</summary>
    public void Include(double x, double y)
    {
        if (X.Drawable(x) && Y.Drawable(y))
        {
            X.Include(x);
            Y.Include(y);
        }
    }

    public static DataBounds Of(Plot plot)
    {
        var bounds = new DataBounds(plot);
        foreach (var series in plot.Series)
        {
            series.Extend(bounds);
        }
        return bounds;
    }
}
