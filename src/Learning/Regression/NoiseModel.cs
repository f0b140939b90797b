namespace Lithoscope.Learning;

/// <summary>
/// Noise of a target in units of the kernel's signal variance: independent noise of variance λ on every sample, and an offset of variance λρ common to
/// all samples of a group, such as the Fermi level of a frame, which no function of a sample's surroundings can follow. Covariance λ (1 + ρ 1 1ᵀ) within a group.
/// </summary>
/// <param name="Variance">λ, relative to the signal variance; above 0.</param>
/// <param name="OffsetRatio">ρ, variance of the group offset relative to λ; 0 for none.</param>
public readonly record struct NoiseModel(double Variance, double OffsetRatio)
{
    /// <summary>What a group of n samples is multiplied by to whiten its noise to λ: x − s·mean(x), s = 1 − 1/√(1 + nρ).</summary>
    internal double Shrinkage(int samples) => 1 - 1 / Math.Sqrt(1 + samples * OffsetRatio);

    /// <summary>Replaces the values of one group by the whitened ones: the same independent noise, no offset.</summary>
    /// <param name="rows">Row-major values of the group's samples.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="width">Values per sample.</param>
    internal void Whiten(Span<double> rows, int samples, int width) => Shift(rows, samples, width, -Shrinkage(samples));

    /// <summary>Undoes <see cref="Whiten"/>.</summary>
    internal void Colour(Span<double> rows, int samples, int width) => Shift(rows, samples, width, Math.Sqrt(1 + samples * OffsetRatio) - 1);

    // (I + f 11ᵀ/n) x
    private static void Shift(Span<double> rows, int samples, int width, double factor)
    {
        if (factor == 0) return;
        var mean = new double[width];
        for (var i = 0; i < samples; i++)
        {
            var row = rows.Slice(i * width, width);
            for (var k = 0; k < width; k++) mean[k] += row[k];
        }

        for (var k = 0; k < width; k++) mean[k] *= factor / samples;
        for (var i = 0; i < samples; i++)
        {
            var row = rows.Slice(i * width, width);
            for (var k = 0; k < width; k++) row[k] += mean[k];
        }
    }
}
