using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Symmetry functions of a Behler2011 set-up as aenet evaluates them: G1 = Σ f, G2 = Σ e^−η(r−Rs)² f, G3 = Σ cos(κr) f;
/// G4 = 2 Σ_j&lt;k ((1 + λ cos θ)/2)^ζ e^−η(r_ij² + r_ik² + r_jk²) f(r_ij) f(r_ik) f(r_jk), and G5 the same without r_jk.
/// </summary>
internal sealed class BehlerDescriptor : AenetDescriptor
{
    private readonly BehlerFunction[] _functions;
    private readonly int[] _environment;
    private readonly int[] _radial;

    // Angular functions by the elements of the pair, first·types + second.
    private readonly int[][] _angular;
    private readonly double _angularCutoff;

    public BehlerDescriptor(BehlerFunction[] functions, int[] environment)
    {
        (_functions, _environment) = (functions, environment);
        var types = environment.Length;
        int[] all = [.. Enumerable.Range(0, functions.Length)];
        _radial = [.. all.Where(k => !functions[k].IsAngular)];
        _angular = [.. Enumerable.Range(0, types * types).Select(pair => (int[])[.. all.Where(k => functions[k].IsAngular && IsOf(functions[k], pair / types, pair % types))])];
        _angularCutoff = functions.Where(f => f.IsAngular).Select(f => f.Cutoff).DefaultIfEmpty(0).Max();
        Cutoff = functions.Max(f => f.Cutoff);
    }

    /// <inheritdoc/>
    public override int Count => _functions.Length;

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override void Values(LocalEnvironment environment, ReadOnlySpan<int> types, Span<double> values)
    {
        values[..Count].Clear();
        for (var j = 0; j < environment.Count; j++)
        {
            foreach (var k in _radial)
            {
                if (_functions[k].First == types[environment.NeighbourSpecies[j]]) values[k] += Radial(_functions[k], environment.Distance[j]).Value;
            }
        }

        for (var j = 0; j < environment.Count; j++)
        {
            if (environment.Distance[j] >= _angularCutoff) continue;
            for (var k = j + 1; k < environment.Count; k++)
            {
                if (environment.Distance[k] >= _angularCutoff) continue;
                Pair pair = new(environment, j, k);
                foreach (var f in OfPair(environment, types, j, k)) values[f] += pair.Evaluate(_functions[f]).Value;
            }
        }
    }

    /// <inheritdoc/>
    public override void Gradients(LocalEnvironment environment, ReadOnlySpan<int> types, ReadOnlySpan<double> slopes)
    {
        var (gx, gy, gz) = (environment.Gx, environment.Gy, environment.Gz);
        for (var j = 0; j < environment.Count; j++)
        {
            double g = 0;
            foreach (var k in _radial)
            {
                if (_functions[k].First == types[environment.NeighbourSpecies[j]]) g += slopes[k] * Radial(_functions[k], environment.Distance[j]).Slope;
            }

            g /= environment.Distance[j];
            (gx[j], gy[j], gz[j]) = (gx[j] + g * environment.Dx[j], gy[j] + g * environment.Dy[j], gz[j] + g * environment.Dz[j]);
        }

        for (var j = 0; j < environment.Count; j++)
        {
            if (environment.Distance[j] >= _angularCutoff) continue;
            for (var k = j + 1; k < environment.Count; k++)
            {
                if (environment.Distance[k] >= _angularCutoff) continue;
                Pair pair = new(environment, j, k);
                // Derivatives with respect to r_ij, r_ik and r_jk, each over that length.
                var (a, b, c) = (0.0, 0.0, 0.0);
                foreach (var f in OfPair(environment, types, j, k))
                {
                    var (_, byJ, byK, across) = pair.Evaluate(_functions[f]);
                    (a, b, c) = (a + slopes[f] * byJ, b + slopes[f] * byK, c + slopes[f] * across);
                }

                (a, b, c) = (a / pair.Rj, b / pair.Rk, c / pair.Rjk);
                var (xj, yj, zj, xk, yk, zk) = (environment.Dx[j], environment.Dy[j], environment.Dz[j], environment.Dx[k], environment.Dy[k], environment.Dz[k]);
                (gx[j], gy[j], gz[j]) = (gx[j] + a * xj + c * (xj - xk), gy[j] + a * yj + c * (yj - yk), gz[j] + a * zj + c * (zj - zk));
                (gx[k], gy[k], gz[k]) = (gx[k] + b * xk + c * (xk - xj), gy[k] + b * yk + c * (yk - yj), gz[k] + b * zk + c * (zk - zj));
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe()
    {
        yield return new("descriptor", $"Behler2011, {Count} symmetry functions in the order of aenet's vectors");
        for (var k = 0; k < Count; k++) yield return new($"d{k}", _functions[k].Describe(_environment));
    }

    private int[] OfPair(LocalEnvironment environment, ReadOnlySpan<int> types, int j, int k) =>
        _angular[types[environment.NeighbourSpecies[j]] * _environment.Length + types[environment.NeighbourSpecies[k]]];

    private static bool IsOf(BehlerFunction f, int a, int b) => (f.First == a && f.Second == b) || (f.First == b && f.Second == a);

    private static (double Value, double Slope) Radial(BehlerFunction f, double r)
    {
        var (cut, slope) = CutoffFunction(r, f.Cutoff);
        if (f.Kind == 1) return (cut, slope);
        if (f.Kind == 3)
        {
            var (sine, cosine) = Math.SinCos(f.Kappa * r);
            return (cosine * cut, cosine * slope - f.Kappa * sine * cut);
        }

        var d = r - f.Shift;
        var e = Math.Exp(-f.Eta * d * d);
        return (e * cut, e * (slope - 2 * f.Eta * d * cut));
    }

    /// <summary>Two neighbours and the triangle they make with the atom.</summary>
    private readonly struct Pair
    {
        private readonly double _cosine;

        public Pair(LocalEnvironment e, int j, int k)
        {
            (Rj, Rk) = (e.Distance[j], e.Distance[k]);
            var (x, y, z) = (e.Dx[j] - e.Dx[k], e.Dy[j] - e.Dy[k], e.Dz[j] - e.Dz[k]);
            Rjk = Math.Sqrt(x * x + y * y + z * z);
            _cosine = (e.Dx[j] * e.Dx[k] + e.Dy[j] * e.Dy[k] + e.Dz[j] * e.Dz[k]) / (Rj * Rk);
        }

        public double Rj { get; }

        public double Rk { get; }

        public double Rjk { get; }

        /// <summary>A function's share and its derivatives with respect to the three lengths, in which cos θ = (r_ij² + r_ik² − r_jk²)/(2 r_ij r_ik).</summary>
        public (double Value, double ByJ, double ByK, double Across) Evaluate(BehlerFunction f)
        {
            if (Rj >= f.Cutoff || Rk >= f.Cutoff || (f.Kind == 4 && Rjk >= f.Cutoff)) return default;
            var ((cj, sj), (ck, sk)) = (CutoffFunction(Rj, f.Cutoff), CutoffFunction(Rk, f.Cutoff));
            var (cjk, sjk) = f.Kind == 4 ? CutoffFunction(Rjk, f.Cutoff) : (1, 0);
            // Rounding may take 1 + λ cos below zero, where powers of it are not defined.
            var ground = Math.Max(0, 0.5 * (1 + f.Lambda * _cosine));
            var power = 2 * Math.Pow(ground, f.Zeta);
            var steep = Math.Pow(ground, f.Zeta - 1) * f.Zeta * f.Lambda;
            var decay = Math.Exp(-f.Eta * (Rj * Rj + Rk * Rk + (f.Kind == 4 ? Rjk * Rjk : 0)));
            var cut = cj * ck * cjk;
            var turn = steep * decay * cut;
            return (
                power * decay * cut,
                power * decay * (sj * ck * cjk - 2 * f.Eta * Rj * cut) + turn * (1 / Rk - _cosine / Rj),
                power * decay * (cj * sk * cjk - 2 * f.Eta * Rk * cut) + turn * (1 / Rj - _cosine / Rk),
                power * decay * (cj * ck * sjk - (f.Kind == 4 ? 2 * f.Eta * Rjk * cut : 0)) - turn * Rjk / (Rj * Rk));
        }
    }
}
