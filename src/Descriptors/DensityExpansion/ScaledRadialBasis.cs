namespace Lithoscope.Descriptors;

/// <summary>How much a neighbour at distance r counts: u(r) = c/(c + (r/r₀)^m). Near neighbours dominate what an atom's levels and forces depend on.</summary>
/// <param name="Scale">c, positive.</param>
/// <param name="Radius">r₀, Å, positive.</param>
/// <param name="Exponent">m, at least 2, so that u is smooth at r = 0.</param>
/// <remarks>Willatt, Musil and Ceriotti, Phys. Chem. Chem. Phys. 20, 29661 (2018), doi:10.1039/C8CP05921G.</remarks>
public sealed record RadialScaling(double Scale, double Radius, double Exponent)
{
    /// <summary>Whether the parameters are within their limits.</summary>
    public bool IsValid() => Scale > 0 && double.IsFinite(Scale) && Radius > 0 && double.IsFinite(Radius) && Exponent is >= 2 and <= 20;

    /// <summary>u, u′ (1/Å) and u″ (1/Å²).</summary>
    public (double Value, double Slope, double Curvature) Evaluate(double r)
    {
        var q = Math.Pow(r / Radius, Exponent);
        var q1 = Exponent / Radius * Math.Pow(r / Radius, Exponent - 1);
        var q2 = Exponent * (Exponent - 1) / (Radius * Radius) * Math.Pow(r / Radius, Exponent - 2);
        var inverse = 1 / (Scale + q);
        var u = Scale * inverse;
        return (u, -u * inverse * q1, u * inverse * (2 * inverse * q1 * q1 - q2));
    }
}

/// <summary>Any radial basis with each neighbour's contribution multiplied by <see cref="RadialScaling"/>.</summary>
/// <param name="basis">The basis.</param>
/// <param name="scaling">The scaling.</param>
internal sealed class ScaledRadialBasis(IRadialBasis basis, RadialScaling scaling) : IRadialBasis
{
    public int RadialCount => basis.RadialCount;

    public int MaximumDegree => basis.MaximumDegree;

    public double Cutoff => basis.Cutoff;

    public double Joint => basis.Joint;

    public void Evaluate(double r, Span<double> values, Span<double> slopes, Span<double> curvatures)
    {
        basis.Evaluate(r, values, slopes, curvatures);
        var (u, u1, u2) = scaling.Evaluate(r);
        for (var k = 0; k < (MaximumDegree + 1) * RadialCount; k++)
        {
            (values[k], slopes[k], curvatures[k]) = (u * values[k], u1 * values[k] + u * slopes[k], u2 * values[k] + 2 * u1 * slopes[k] + u * curvatures[k]);
        }
    }
}
