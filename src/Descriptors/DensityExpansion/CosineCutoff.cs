namespace Lithoscope.Descriptors;

/// <summary>f(r) = ½(1 + cos πr/r_c) below the cutoff and zero beyond.</summary>
internal static class CosineCutoff
{
    /// <summary>f, f′ (1/Å) and f″ (1/Å²); at the cutoff itself f″ is that of the inside.</summary>
    public static (double Value, double Slope, double Curvature) Evaluate(double r, double cutoff)
    {
        if (r > cutoff) return default;
        var (k, phase) = (Math.PI / cutoff, Math.PI * r / cutoff);
        var inside = r < cutoff;
        return (inside ? 0.5 * (1 + Math.Cos(phase)) : 0, inside ? -0.5 * k * Math.Sin(phase) : 0, -0.5 * k * k * Math.Cos(phase));
    }
}
