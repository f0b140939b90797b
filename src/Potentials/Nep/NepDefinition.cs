using Lithoscope.Descriptors;

namespace Lithoscope.Potentials;

/// <summary>
/// NEP in plain scalar C#: the definition that the kernels are tested against, and what gives descriptors. docs/potentials/nep.md has the formulas. One per worker.
/// </summary>
/// <remarks>
/// With a_nlm = Σ_j g_n(r_ij) Y_lm(r̂_ij) in real orthonormal spherical harmonics, q_nL = Σ_m a_nLm² by the addition theorem, so that every descriptor is a polynomial in the a_nlm.
/// Z. Fan et al., Phys. Rev. B 104, 104309 (2021), doi:10.1103/PhysRevB.104.104309; J. Chem. Phys. 157, 114801 (2022), doi:10.1063/5.0106617.
/// </remarks>
internal sealed class NepDefinition
{
    private const double Quartic = 7.0 / 15;

    private readonly NepModel _model;
    private readonly NepLayout _layout;
    private readonly SphericalHarmonics? _harmonics;
    private readonly int _terms;
    private readonly double[] _q;
    private readonly double[] _slopes;
    private readonly double[] _a; // n × lm
    private readonly double[] _pull; // dE/da
    private readonly double[] _harmonic;
    private readonly double[] _weights;
    private readonly double[] _f;
    private readonly double[] _df;

    public NepDefinition(NepModel model)
    {
        (_model, _layout) = (model, model.Layout);
        // Cubic invariants may name degrees beyond those of the squares; their coefficients are zero.
        _terms = Math.Max(25, (_layout.MaximumDegree + 1) * (_layout.MaximumDegree + 1));
        _harmonics = _layout.MaximumDegree > 0 ? new(_layout.MaximumDegree) : null;
        (_q, _slopes) = (new double[_layout.Descriptors], new double[_layout.Descriptors]);
        (_a, _pull) = (new double[_layout.AngularFunctions * _terms], new double[_layout.AngularFunctions * _terms]);
        (_harmonic, _weights) = (new double[_terms], new double[_terms]);
        var basis = Math.Max(_layout.RadialBasis, _layout.AngularBasis);
        (_f, _df) = (new double[basis], new double[basis]);
    }

    /// <summary>The energy of an atom, eV; its derivatives are added to those of the environment.</summary>
    public double Energy(LocalEnvironment environment)
    {
        Describe(environment, scaled: true, _q);
        var energy = _model.Networks[environment.Species].Evaluate(_q, _slopes);
        for (var d = 0; d < _slopes.Length; d++) _slopes[d] *= _model.Scaler[d];
        PullOnCoefficients();
        for (var k = 0; k < environment.Count; k++)
        {
            PullRadially(environment, k);
            PullAngularly(environment, k);
        }

        return energy + Repulsion(environment, _model);
    }

    /// <summary>The descriptors of an atom.</summary>
    public void Describe(LocalEnvironment environment, bool scaled, Span<double> q)
    {
        q.Clear();
        Array.Clear(_a);
        for (var k = 0; k < environment.Count; k++)
        {
            var (r, type) = (environment.Distance[k], environment.NeighbourSpecies[k]);
            var cutoff = _model.RadialCutoff(environment.Species, type);
            if (r < cutoff)
            {
                Basis(r, cutoff, _layout.RadialBasis);
                var c = _model.RadialOf(environment.Species, type);
                for (var n = 0; n < _layout.RadialFunctions; n++) q[n] += Function(c, n, _f, _layout.RadialBasis);
            }

            cutoff = _model.AngularCutoff(environment.Species, type);
            if (r < cutoff && _harmonics is not null)
            {
                Basis(r, cutoff, _layout.AngularBasis);
                _harmonics.Evaluate(environment.Dx[k] / r, environment.Dy[k] / r, environment.Dz[k] / r, _harmonic);
                var c = _model.AngularOf(environment.Species, type);
                for (var n = 0; n < _layout.AngularFunctions; n++)
                {
                    var g = Function(c, n, _f, _layout.AngularBasis);
                    for (var lm = 0; lm < _harmonics.Count; lm++) _a[n * _terms + lm] += g * _harmonic[lm];
                }
            }
        }

        for (var n = 0; n < _layout.AngularFunctions; n++) Invariants(_a.AsSpan(n * _terms, _terms), q[(_layout.RadialFunctions + n)..]);
        if (!scaled) return;
        for (var d = 0; d < q.Length; d++) q[d] *= _model.Scaler[d];
    }

    /// <summary>The repulsion's share in an atom's energy, eV; its derivatives are added to those of the environment.</summary>
    internal static double Repulsion(LocalEnvironment environment, NepModel model)
    {
        if (model.Repulsion is not { } repulsion) return 0;
        double sum = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var (r, type) = (environment.Distance[k], environment.NeighbourSpecies[k]);
            if (!(r < repulsion.Outer(environment.Species, type)) || !(r < model.AngularCutoff(environment.Species, type))) continue;
            var (energy, slope) = repulsion.Evaluate(environment.Species, type, r);
            sum += energy;
            environment.Gx[k] += slope * environment.Dx[k] / r;
            environment.Gy[k] += slope * environment.Dy[k] / r;
            environment.Gz[k] += slope * environment.Dz[k] / r;
        }

        return sum;
    }

    private static double Function(ReadOnlySpan<double> c, int n, double[] basis, int count)
    {
        double sum = 0;
        for (var k = 0; k < count; k++) sum += c[n * count + k] * basis[k];
        return sum;
    }

    // f_k = (T_k(x) + 1)/2 · fc with x = 2(r/rc − 1)² − 1, f_0 = fc, and derivatives with respect to r.
    private void Basis(double r, double cutoff, int count)
    {
        var u = r / cutoff - 1;
        var (x, dx) = (2 * u * u - 1, 4 * u / cutoff);
        var (fc, dfc) = (0.5 * (1 + Math.Cos(Math.PI * r / cutoff)), -0.5 * Math.PI / cutoff * Math.Sin(Math.PI * r / cutoff));
        (double t, double dt, double before, double dbefore) = (1, 0, x, 1); // T_0 and T_−1
        for (var k = 0; k < count; k++)
        {
            _f[k] = 0.5 * (t + 1) * fc;
            _df[k] = 0.5 * (dt * dx * fc + (t + 1) * dfc);
            (t, dt, before, dbefore) = (2 * x * t - before, 2 * (t + x * dt) - dbefore, t, dt);
        }
    }

    // Writes the invariants of one n, a block's length apart.
    private void Invariants(ReadOnlySpan<double> a, Span<double> q)
    {
        var block = _layout.AngularFunctions;
        for (var l = 1; l <= _layout.MaximumDegree; l++)
        {
            double sum = 0;
            for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) sum += a[lm] * a[lm];
            q[(l - 1) * block] = sum;
        }

        for (var v = 0; v < _layout.Blocks.Count; v++)
        {
            double sum = 0;
            if (CubicInvariant.Of(_layout.Blocks[v]) is { } cubic)
            {
                foreach (var (coefficient, i, j, k) in cubic.Terms) sum += coefficient * a[i] * a[j] * a[k];
            }
            else sum = Quartic * Square(a) * Square(a);

            q[(_layout.MaximumDegree + v) * block] = sum;
        }
    }

    private static double Square(ReadOnlySpan<double> a) => a[1] * a[1] + a[2] * a[2] + a[3] * a[3];

    private void PullOnCoefficients()
    {
        Array.Clear(_pull);
        var block = _layout.AngularFunctions;
        for (var n = 0; n < block; n++)
        {
            var a = _a.AsSpan(n * _terms, _terms);
            var pull = _pull.AsSpan(n * _terms, _terms);
            var slopes = _slopes.AsSpan(_layout.RadialFunctions + n);
            for (var l = 1; l <= _layout.MaximumDegree; l++)
            {
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) pull[lm] += 2 * slopes[(l - 1) * block] * a[lm];
            }

            for (var v = 0; v < _layout.Blocks.Count; v++)
            {
                var slope = slopes[(_layout.MaximumDegree + v) * block];
                if (CubicInvariant.Of(_layout.Blocks[v]) is { } cubic)
                {
                    foreach (var (coefficient, i, j, k) in cubic.Terms)
                    {
                        pull[i] += slope * coefficient * a[j] * a[k];
                        pull[j] += slope * coefficient * a[i] * a[k];
                        pull[k] += slope * coefficient * a[i] * a[j];
                    }
                }
                else
                {
                    for (var lm = 1; lm < 4; lm++) pull[lm] += slope * 4 * Quartic * Square(a) * a[lm];
                }
            }
        }
    }

    private void PullRadially(LocalEnvironment environment, int k)
    {
        var (r, type) = (environment.Distance[k], environment.NeighbourSpecies[k]);
        var cutoff = _model.RadialCutoff(environment.Species, type);
        if (!(r < cutoff)) return;
        Basis(r, cutoff, _layout.RadialBasis);
        var c = _model.RadialOf(environment.Species, type);
        double slope = 0;
        for (var n = 0; n < _layout.RadialFunctions; n++) slope += _slopes[n] * Function(c, n, _df, _layout.RadialBasis);
        Add(environment, k, new(slope * environment.Dx[k] / r, slope * environment.Dy[k] / r, slope * environment.Dz[k] / r));
    }

    private void PullAngularly(LocalEnvironment environment, int k)
    {
        var (r, type) = (environment.Distance[k], environment.NeighbourSpecies[k]);
        var cutoff = _model.AngularCutoff(environment.Species, type);
        if (!(r < cutoff) || _harmonics is null) return;
        Basis(r, cutoff, _layout.AngularBasis);
        var (x, y, z) = (environment.Dx[k] / r, environment.Dy[k] / r, environment.Dz[k] / r);
        _harmonics.Evaluate(x, y, z, _harmonic);
        var c = _model.AngularOf(environment.Species, type);
        Array.Clear(_weights);
        double slope = 0;
        for (var n = 0; n < _layout.AngularFunctions; n++)
        {
            var (g, dg) = (Function(c, n, _f, _layout.AngularBasis), Function(c, n, _df, _layout.AngularBasis));
            for (var lm = 0; lm < _harmonics.Count; lm++)
            {
                var pull = _pull[n * _terms + lm];
                _weights[lm] += pull * g;
                slope += pull * dg * _harmonic[lm];
            }
        }

        var gradient = _harmonics.Gradient(x, y, z, _weights);
        Add(environment, k, new(slope * x + gradient.X / r, slope * y + gradient.Y / r, slope * z + gradient.Z / r));
    }

    private static void Add(LocalEnvironment environment, int k, Numerics.Vector3D g)
    {
        environment.Gx[k] += g.X;
        environment.Gy[k] += g.Y;
        environment.Gz[k] += g.Z;
    }
}
