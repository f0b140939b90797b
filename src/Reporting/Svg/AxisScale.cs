namespace Lithoscope.Reporting;

/// <summary>Maps values to pixels from 0 at the left or top of the frame.</summary>
internal sealed class AxisScale
{
    private readonly double _origin, _perPixel;
    private readonly bool _flipped;

    public AxisScale(double low, double high, double length, bool logarithmic, bool flipped)
    {
        (Low, High, Length, Logarithmic, _flipped) = (low, high, length, logarithmic, flipped);
        _origin = logarithmic ? Math.Log10(low) : low;
        _perPixel = length / ((logarithmic ? Math.Log10(high) : high) - _origin);
    }

    public double Low { get; }

    public double High { get; }

    public double Length { get; }

    public bool Logarithmic { get; }

    /// <summary>The pixel of a value, or NaN for a value that this axis cannot show.</summary>
    public double Pixel(double value)
    {
        if (!DataRange.Usable(value) || (Logarithmic && value <= 0))
        {
            return double.NaN;
        }
        var p = ((Logarithmic ? Math.Log10(value) : value) - _origin) * _perPixel;
        return _flipped ? Length - p : p;
    }

    /// <summary>Values at equal distances on the axis, both ends included.</summary>
    public double[] Samples(int count)
    {
        var samples = new double[count];
        for (var i = 0; i < count; i++)
        {
            var t = i / (count - 1.0);
            samples[i] = Logarithmic ? Low * Math.Pow(High / Low, t) : Low + t * (High - Low);
        }
        return samples;
    }
}
