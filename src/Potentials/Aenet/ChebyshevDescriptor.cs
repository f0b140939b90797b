using System.Globalization;

namespace Lithoscope.Potentials;

/// <summary>Chebyshev descriptors by their definition: sums over pairs of neighbours.</summary>
internal sealed class ChebyshevDescriptor(ChebyshevShape shape, double largestMean) : AenetDescriptor
{
    /// <summary>What it is made of.</summary>
    public ChebyshevShape Shape => shape;

    /// <summary>The angular polynomials as sums of Legendre polynomials.</summary>
    public LegendreExpansion Expansion { get; } = new(shape.AngularOrder, shape.Argument.Slope, shape.Argument.Zero);

    /// <summary>
    /// Whether the expansion would lose more than 1e-10 of (Σ_j w_j)² to rounding, so that pairs of neighbours must be summed one by one: the legacy argument from order 13 on, where
    /// T_n grows to 10^5 outside [−1, 1].
    /// </summary>
    public bool NeedsPairs => Expansion.Condition * 2.2e-16 > 1e-10;

    /// <summary>Whether single precision is good enough: the same bound at 2e-5, which the legacy argument keeps up to order 4.</summary>
    public bool HasSingle => Expansion.Condition * 1.2e-7 < 2e-5;

    /// <inheritdoc/>
    public override int Count => shape.Count;

    /// <inheritdoc/>
    public override double Cutoff => Math.Max(shape.RadialCutoff, shape.AngularCutoff);

    /// <inheritdoc/>
    public override void Values(LocalEnvironment environment, ReadOnlySpan<int> types, Span<double> values)
    {
        values[..Count].Clear();
        RadialValues(environment, types, values);
        AngularValues(environment, types, values);
    }

    /// <inheritdoc/>
    public override void Gradients(LocalEnvironment environment, ReadOnlySpan<int> types, ReadOnlySpan<double> slopes)
    {
        RadialGradients(environment, types, slopes);
        AngularGradients(environment, types, slopes);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe()
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        yield return new("descriptor", $"Chebyshev, {Count} values");
        yield return new("radial", $"cutoff {Number(shape.RadialCutoff)} Å, order {shape.RadialOrder}");
        yield return new("angular", $"cutoff {Number(shape.AngularCutoff)} Å, order {shape.AngularOrder}");
        yield return new(
            "angular argument",
            $"{(shape.IsLegacy ? "legacy, 2 cos θ/π − 1" : "current, cos θ")} (largest |mean A_n / mean A_0| of the training set is {largestMean.ToString("0.###", CultureInfo.InvariantCulture)}; above 1 only with the legacy argument)");
    }

    /// <summary>Adds R_n and the weighted R_n.</summary>
    public void RadialValues(LocalEnvironment environment, ReadOnlySpan<int> types, Span<double> values)
    {
        for (var j = 0; j < environment.Count; j++)
        {
            var r = environment.Distance[j];
            if (r >= shape.RadialCutoff) continue;
            var (x, spin) = (2 * r / shape.RadialCutoff - 1, shape.Spins[types[environment.NeighbourSpecies[j]]]);
            var (cut, _) = CutoffFunction(r, shape.RadialCutoff);
            var (t, before) = (cut, x * cut);
            for (var n = 0; n <= shape.RadialOrder; n++)
            {
                values[n] += t;
                if (shape.IsWeighted) values[shape.Half + n] += spin * t;
                (t, before) = (2 * x * t - before, t);
            }
        }
    }

    /// <summary>Adds the derivatives of the radial part.</summary>
    public void RadialGradients(LocalEnvironment environment, ReadOnlySpan<int> types, ReadOnlySpan<double> slopes)
    {
        for (var j = 0; j < environment.Count; j++)
        {
            var r = environment.Distance[j];
            if (r >= shape.RadialCutoff) continue;
            var (x, spin) = (2 * r / shape.RadialCutoff - 1, shape.Spins[types[environment.NeighbourSpecies[j]]]);
            var (cut, slope) = CutoffFunction(r, shape.RadialCutoff);
            // T_n and its slope by their recurrences, T_{n+1} = 2x T_n − T_{n−1}.
            var (t, tBefore, d, dBefore) = (1.0, x, 0.0, 1.0);
            double g = 0;
            for (var n = 0; n <= shape.RadialOrder; n++)
            {
                var a = slopes[n] + (shape.IsWeighted ? spin * slopes[shape.Half + n] : 0);
                g += a * (t * slope + d * 2 / shape.RadialCutoff * cut);
                (t, tBefore, d, dBefore) = (2 * x * t - tBefore, t, 2 * t + 2 * x * d - dBefore, d);
            }

            g /= r;
            Add(environment, j, g * environment.Dx[j], g * environment.Dy[j], g * environment.Dz[j]);
        }
    }

    /// <summary>Adds A_n and the weighted A_n.</summary>
    public void AngularValues(LocalEnvironment environment, ReadOnlySpan<int> types, Span<double> values)
    {
        var (slope, zero) = shape.Argument;
        for (var j = 0; j < environment.Count; j++)
        {
            var rj = environment.Distance[j];
            if (rj >= shape.AngularCutoff) continue;
            var (cutJ, _) = CutoffFunction(rj, shape.AngularCutoff);
            for (var k = j + 1; k < environment.Count; k++)
            {
                var rk = environment.Distance[k];
                if (rk >= shape.AngularCutoff) continue;
                var y = zero + slope * Cosine(environment, j, k);
                var spin = shape.Spins[types[environment.NeighbourSpecies[j]]] * shape.Spins[types[environment.NeighbourSpecies[k]]];
                var t = cutJ * CutoffFunction(rk, shape.AngularCutoff).Value;
                var before = y * t;
                for (var n = 0; n <= shape.AngularOrder; n++)
                {
                    values[shape.RadialOrder + 1 + n] += t;
                    if (shape.IsWeighted) values[shape.Half + shape.RadialOrder + 1 + n] += spin * t;
                    (t, before) = (2 * y * t - before, t);
                }
            }
        }
    }

    /// <summary>Adds the derivatives of the angular part.</summary>
    public void AngularGradients(LocalEnvironment environment, ReadOnlySpan<int> types, ReadOnlySpan<double> slopes)
    {
        var (argument, zero) = shape.Argument;
        for (var j = 0; j < environment.Count; j++)
        {
            var rj = environment.Distance[j];
            if (rj >= shape.AngularCutoff) continue;
            var (cutJ, slopeJ) = CutoffFunction(rj, shape.AngularCutoff);
            for (var k = j + 1; k < environment.Count; k++)
            {
                var rk = environment.Distance[k];
                if (rk >= shape.AngularCutoff) continue;
                var (cutK, slopeK) = CutoffFunction(rk, shape.AngularCutoff);
                var cosine = Cosine(environment, j, k);
                var y = zero + argument * cosine;
                var spin = shape.Spins[types[environment.NeighbourSpecies[j]]] * shape.Spins[types[environment.NeighbourSpecies[k]]];
                var (t, tBefore, d, dBefore, value, steep) = (1.0, y, 0.0, 1.0, 0.0, 0.0);
                for (var n = 0; n <= shape.AngularOrder; n++)
                {
                    var at = shape.RadialOrder + 1 + n;
                    var a = slopes[at] + (shape.IsWeighted ? spin * slopes[shape.Half + at] : 0);
                    (value, steep) = (value + a * t, steep + a * d);
                    (t, tBefore, d, dBefore) = (2 * y * t - tBefore, t, 2 * t + 2 * y * d - dBefore, d);
                }

                // E = value(y)·f_j·f_k with ∂cos/∂r_j = (û_k − cos·û_j)/r_j.
                steep *= argument * cutJ * cutK;
                var (alongJ, alongK) = ((value * slopeJ * cutK - steep * cosine / rj) / rj, (value * slopeK * cutJ - steep * cosine / rk) / rk);
                var across = steep / (rj * rk);
                var (xj, yj, zj, xk, yk, zk) = (environment.Dx[j], environment.Dy[j], environment.Dz[j], environment.Dx[k], environment.Dy[k], environment.Dz[k]);
                Add(environment, j, alongJ * xj + across * xk, alongJ * yj + across * yk, alongJ * zj + across * zk);
                Add(environment, k, alongK * xk + across * xj, alongK * yk + across * yj, alongK * zk + across * zj);
            }
        }
    }

    private static double Cosine(LocalEnvironment e, int j, int k) => (e.Dx[j] * e.Dx[k] + e.Dy[j] * e.Dy[k] + e.Dz[j] * e.Dz[k]) / (e.Distance[j] * e.Distance[k]);

    private static void Add(LocalEnvironment e, int j, double x, double y, double z) => (e.Gx[j], e.Gy[j], e.Gz[j]) = (e.Gx[j] + x, e.Gy[j] + y, e.Gz[j] + z);
}
