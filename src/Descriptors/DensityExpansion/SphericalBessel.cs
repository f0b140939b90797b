namespace Lithoscope.Descriptors;

/// <summary>Modified spherical Bessel functions of the first kind.</summary>
internal static class SphericalBessel
{
    /// <summary>
    /// e^(−z) i_l(z) for l = 0 … values.Length − 1, z ≥ 0. Ratios i_(l+1)/i_l come from the downward recurrence, which is stable, and are multiplied up from
    /// e^(−z) i_0 = (1 − e^(−2z))/(2z): no overflow, no cancellation.
    /// </summary>
    public static void ScaledModified(double z, Span<double> values)
    {
        // Far above both the degrees wanted and z the ratio may start from anything.
        var ratio = 0.0;
        for (var l = values.Length + 40 + (int)z; l >= values.Length; l--) ratio = z / (2 * l + 1 + z * ratio);
        for (var l = values.Length - 1; l > 0; l--) values[l] = ratio = z / (2 * l + 1 + z * ratio);
        values[0] = z < 1e-8 ? 1 - z : (1 - Math.Exp(-2 * z)) / (2 * z);
        for (var l = 1; l < values.Length; l++) values[l] *= values[l - 1];
    }
}
