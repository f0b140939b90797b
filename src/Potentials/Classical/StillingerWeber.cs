using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The potential of Stillinger and Weber (1985, doi:10.1103/PhysRevB.31.5262) in its form for several elements:
/// E = Σ_{i&lt;j} φ₂(r_ij) + Σ_i Σ_{j&lt;k} φ₃, φ₂ = Aε(B(σ/r)^p − (σ/r)^q) e^(σ/(r − aσ)), φ₃ = λε(cos θ_jik − cos θ₀)² e^(γσ/(r_ij − aσ)) e^(γσ/(r_ik − aσ)).
/// </summary>
public sealed class StillingerWeber : LocalPotential
{
    private readonly PairOf[] _pairs;
    private readonly TripletOf[] _triplets;
    private readonly double _cutoff;
    private readonly int[] _elements;

    /// <summary>Takes the entries.</summary>
    /// <param name="entries">
    /// One for each ordered triplet of the elements that occur. Entries ijj and jii must give their pair the same φ₂, and ijk and ikj their triplet the same λε and cos θ₀, to
    /// five digits; the mean is used.
    /// </param>
    /// <exception cref="ArgumentException">An entry is missing, stands there twice, has a value out of range, or contradicts the entry of the same atoms in another order.</exception>
    public StillingerWeber(IReadOnlyList<StillingerWeberEntry> entries)
    {
        _elements = [.. entries.SelectMany(e => new[] { e.First, e.Second, e.Third }).Distinct().Order()];
        if (_elements.Length == 0) throw new ArgumentException("there is no entry", nameof(entries));
        Entries = entries;
        var n = _elements.Length;
        var table = new StillingerWeberEntry?[n * n * n];
        foreach (var entry in entries)
        {
            if (Problem(entry) is { } problem) throw new ArgumentException($"{Name(entry)}: {problem}", nameof(entries));
            ref var place = ref table[(Array.IndexOf(_elements, entry.First) * n + Array.IndexOf(_elements, entry.Second)) * n + Array.IndexOf(_elements, entry.Third)];
            if (place is not null) throw new ArgumentException($"the entry {Name(entry)} stands there twice", nameof(entries));
            place = entry;
        }

        StillingerWeberEntry At(int i, int j, int k) => table[(i * n + j) * n + k] ?? throw new ArgumentException($"there is no entry {TripletFile.Name((_elements[i], _elements[j], _elements[k]))}", nameof(entries));
        (_pairs, _triplets) = (new PairOf[n * n], new TripletOf[n * n * n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var pair = _pairs[i * n + j] = new(At(i, j, j));
                if (j < i && !pair.HasSameEnergy(_pairs[j * n + i])) throw new ArgumentException($"the entries {Name(At(i, j, j))} and {Name(At(j, i, i))} give their pair different energies", nameof(entries));
                for (var k = 0; k < n; k++)
                {
                    var triplet = _triplets[(i * n + j) * n + k] = new(At(i, j, k));
                    if (k >= j) continue;
                    ref var mirrored = ref _triplets[(i * n + k) * n + j];
                    if (!triplet.IsNear(mirrored)) throw new ArgumentException($"the entries {Name(At(i, j, k))} and {Name(At(i, k, j))} give their triplet different energies", nameof(entries));
                    mirrored = _triplets[(i * n + j) * n + k] = new((triplet.Strength + mirrored.Strength) / 2, (triplet.CosineAtRest + mirrored.CosineAtRest) / 2);
                }
            }
        }

        _cutoff = _pairs.Max(p => p.Cutoff);
        if (!(_cutoff > 0)) throw new ArgumentException("all cutoffs are zero", nameof(entries));
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<StillingerWeberEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Family => "stillinger-weber";

    /// <inheritdoc/>
    public override double Cutoff => _cutoff;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements => _elements;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        new("elements", string.Join(", ", _elements.Select(z => Element.Symbol(z)))),
        new("cutoff", string.Create(CultureInfo.InvariantCulture, $"{_cutoff} Å")),
        .. Entries.Where(e => e.Second == e.Third).Select(e => KeyValuePair.Create(Name(e), string.Create(CultureInfo.InvariantCulture,
            $"ε {e.Epsilon} eV, σ {e.Sigma} Å, a {e.CutoffRatio}, λ {e.Lambda}, γ {e.Gamma}, cos θ₀ {e.CosineAtRest}, A {e.A}, B {e.B}, p {e.P}, q {e.Q}"))),
    ];

    /// <inheritdoc/>
    protected internal override object? CreateWorkspace() => new Workspace();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        var near = (Workspace)workspace!;
        near.Reserve(environment.Count);
        var n = _elements.Length;
        var pairs = _pairs.AsSpan(environment.Species * n, n);
        double energy = 0;
        var count = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var species = environment.NeighbourSpecies[k];
            ref readonly var pair = ref pairs[species];
            var r = environment.Distance[k];
            if (!(r < pair.Cutoff)) continue;
            var i = 1 / r;
            energy += 0.5 * pair.Energy(r, out var slope);
            ref var b = ref near.Bonds[count++];
            (b.X, b.Y, b.Z, b.InverseLength, b.Neighbour, b.Species) = (i * environment.Dx[k], i * environment.Dy[k], i * environment.Dz[k], i, k, species);
            b.Weight = pair.Weight(r, out b.WeightSlope);
            b.Radial = 0.5 * slope;
            (b.Gx, b.Gy, b.Gz) = (0, 0, 0);
        }

        var bonds = near.Bonds.AsSpan(0, count);
        for (var j = 1; j < bonds.Length; j++)
        {
            ref var one = ref bonds[j];
            var triplets = _triplets.AsSpan((environment.Species * n + one.Species) * n, n);
            for (var k = 0; k < j; k++)
            {
                ref var other = ref bonds[k];
                var triplet = triplets[other.Species];
                var cosine = one.X * other.X + one.Y * other.Y + one.Z * other.Z;
                var d = cosine - triplet.CosineAtRest;
                var strength = triplet.Strength * d * d;
                energy += strength * one.Weight * other.Weight;
                one.Radial += strength * one.WeightSlope * other.Weight;
                other.Radial += strength * one.Weight * other.WeightSlope;
                // d cos θ/dr_ij = (u_k − cos θ u_j)/r_ij: the sums of u_k here, their share along u_j is taken off at the end.
                var turn = 2 * triplet.Strength * d * one.Weight * other.Weight;
                one.Gx += turn * other.X;
                one.Gy += turn * other.Y;
                one.Gz += turn * other.Z;
                other.Gx += turn * one.X;
                other.Gy += turn * one.Y;
                other.Gz += turn * one.Z;
            }
        }

        foreach (ref readonly var b in bonds)
        {
            var along = b.Radial - b.InverseLength * (b.Gx * b.X + b.Gy * b.Y + b.Gz * b.Z);
            environment.Gx[b.Neighbour] += along * b.X + b.InverseLength * b.Gx;
            environment.Gy[b.Neighbour] += along * b.Y + b.InverseLength * b.Gy;
            environment.Gz[b.Neighbour] += along * b.Z + b.InverseLength * b.Gz;
        }

        return energy;
    }

    /// <summary>What is wrong with the values of an entry, or null.</summary>
    internal static string? Problem(StillingerWeberEntry e)
    {
        ReadOnlySpan<double> values = [e.Epsilon, e.Sigma, e.CutoffRatio, e.Lambda, e.Gamma, e.A, e.B, e.P, e.Q, e.Tolerance];
        ReadOnlySpan<string> names = ["ε", "σ", "a", "λ", "γ", "A", "B", "p", "q", "tol"];
        for (var k = 0; k < values.Length; k++)
        {
            if (!(values[k] >= 0 && double.IsFinite(values[k]))) return $"{names[k]} is negative or not finite";
        }

        if (!(Math.Abs(e.CosineAtRest) <= 1)) return "cos θ₀ is not within −1 and 1";
        if (!(e.P < 100 && e.Q < 100)) return "p or q is 100 or more";
        return double.IsFinite(Math.Pow(e.Sigma, e.P) * e.A * e.B * e.Epsilon) && double.IsFinite(Math.Pow(e.Sigma, e.Q) * e.A * e.Epsilon) ? null : "its energies are not finite";
    }

    private static string Name(StillingerWeberEntry e) => TripletFile.Name((e.First, e.Second, e.Third));

    // The same but for the rounding of numbers in files, where products such as λε come from rounded factors.
    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-5 * Math.Max(Math.Abs(a), Math.Abs(b));

    private sealed class Workspace
    {
        public Bond[] Bonds { get; private set; } = new Bond[16];

        public void Reserve(int count)
        {
            if (Bonds.Length < count) Bonds = new Bond[2 * count];
        }
    }

    /// <summary>A neighbour within its pair's cutoff: unit vector, e^(γσ/(r − aσ)) with its slope, and derivatives along and with respect to the unit vector.</summary>
    private struct Bond
    {
        public double X, Y, Z, InverseLength, Weight, WeightSlope, Radial, Gx, Gy, Gz;
        public int Neighbour, Species;
    }

    private readonly record struct TripletOf(double Strength, double CosineAtRest)
    {
        public TripletOf(StillingerWeberEntry e)
            : this(e.Lambda * e.Epsilon, e.Lambda * e.Epsilon == 0 ? 0 : e.CosineAtRest) { }

        public bool IsNear(TripletOf other) => Near(Strength, other.Strength) && Near(CosineAtRest, other.CosineAtRest);
    }

    private readonly struct PairOf
    {
        private readonly double _repulsion, _attraction, _p, _q, _sigma, _reach, _gammaSigma;
        private readonly bool _isOriginal;

        public PairOf(StillingerWeberEntry e)
        {
            (_p, _q, _sigma, _gammaSigma) = (e.P, e.Q, e.Sigma, e.Gamma * e.Sigma);
            _reach = e.CutoffRatio * e.Sigma;
            (_repulsion, _attraction) = (e.A * e.B * e.Epsilon * Math.Pow(e.Sigma, e.P), e.A * e.Epsilon * Math.Pow(e.Sigma, e.Q));
            // p and q of the original.
            _isOriginal = e.P == 4 && e.Q == 0;
            Cutoff = _reach;
            if (e.Tolerance > 0) Cutoff = Math.Clamp(_reach + (e.Gamma < 1 ? e.Gamma : 1) * e.Sigma / Math.Log(Math.Min(e.Tolerance, 0.01)), 0, _reach);
        }

        public double Cutoff { get; }

        public bool HasSameEnergy(in PairOf other) =>
            (_repulsion == 0 && _attraction == 0 && other._repulsion == 0 && other._attraction == 0)
            || (Near(_repulsion, other._repulsion) && Near(_attraction, other._attraction) && Near(_p, other._p) && Near(_q, other._q) && Near(Cutoff, other.Cutoff)
                && Near(_sigma, other._sigma) && Near(_reach, other._reach));

        /// <summary>φ₂, eV, and its slope.</summary>
        public double Energy(double r, out double slope)
        {
            var i = 1 / r;
            var d = 1 / (r - _reach);
            // Just below the cutoff σ/(r − aσ) may be −∞, where e, and e times any power of d, vanish.
            var e = Math.Exp(_sigma * d);
            if (e == 0)
            {
                slope = 0;
                return 0;
            }

            double repulsion, attraction;
            if (_isOriginal)
            {
                var i2 = i * i;
                (repulsion, attraction) = (_repulsion * i2 * i2, _attraction);
            }
            else
            {
                (repulsion, attraction) = (_repulsion * Math.Pow(r, -_p), _attraction * Math.Pow(r, -_q));
            }

            var value = (repulsion - attraction) * e;
            slope = (_q * attraction - _p * repulsion) * i * e - _sigma * d * d * value;
            return value;
        }

        /// <summary>e^(γσ/(r − aσ)) and its slope.</summary>
        public double Weight(double r, out double slope)
        {
            var d = 1 / (r - _reach);
            var e = Math.Exp(_gammaSigma * d);
            slope = e == 0 ? 0 : -_gammaSigma * d * d * e;
            return e;
        }
    }
}
