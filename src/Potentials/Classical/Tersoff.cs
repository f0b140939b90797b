using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Tersoff's potential (1988, doi:10.1103/PhysRevB.37.6991; mixtures: 1989, doi:10.1103/PhysRevB.39.5566) in the form of LAMMPS:
/// E = ½ Σ_{i≠j} f_C(r_ij)(A e^(−λ₁r_ij) − b_ij B e^(−λ₂r_ij)), b = (1 + βⁿζⁿ)^(−1/2n), ζ_ij = Σ_{k≠i,j} f_C(r_ik) g(θ_jik) e^((λ₃(r_ij − r_ik))^m),
/// g = γ(1 + c²/d² − c²/(d² + (cos θ − cos θ₀)²)).
/// </summary>
public sealed class Tersoff : LocalPotential
{
    private readonly PairOf[] _pairs;
    private readonly TripletOf[] _triplets;
    private readonly int[] _elements;

    /// <summary>Takes the entries.</summary>
    /// <param name="entries">One for each ordered triplet of the elements that occur.</param>
    /// <exception cref="ArgumentException">An entry is missing, stands there twice, or has a value out of range.</exception>
    public Tersoff(IReadOnlyList<TersoffEntry> entries)
    {
        _elements = [.. entries.SelectMany(e => new[] { e.First, e.Second, e.Third }).Distinct().Order()];
        if (_elements.Length == 0) throw new ArgumentException("there is no entry", nameof(entries));
        Entries = entries;
        var n = _elements.Length;
        var table = new TersoffEntry?[n * n * n];
        foreach (var entry in entries)
        {
            if (Problem(entry) is { } problem) throw new ArgumentException($"{Name(entry)}: {problem}", nameof(entries));
            ref var place = ref table[(Array.IndexOf(_elements, entry.First) * n + Array.IndexOf(_elements, entry.Second)) * n + Array.IndexOf(_elements, entry.Third)];
            if (place is not null) throw new ArgumentException($"the entry {Name(entry)} stands there twice", nameof(entries));
            place = entry;
        }

        (_pairs, _triplets) = (new PairOf[n * n], new TripletOf[n * n * n]);
        for (var t = 0; t < table.Length; t++)
        {
            var entry = table[t] ?? throw new ArgumentException($"there is no entry {TripletFile.Name((_elements[t / (n * n)], _elements[t / n % n], _elements[t % n]))}", nameof(entries));
            _triplets[t] = new(entry);
            if (t / n % n == t % n) _pairs[t / n] = new(entry);
        }

        Cutoff = entries.Max(e => e.Radius + e.HalfWidth);
        if (!(Cutoff > 0)) throw new ArgumentException("all cutoffs are zero", nameof(entries));
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<TersoffEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Family => "tersoff";

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements => _elements;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        new("elements", string.Join(", ", _elements.Select(z => Element.Symbol(z)))),
        new("cutoff", string.Create(CultureInfo.InvariantCulture, $"{Cutoff} Å")),
        .. Entries.Where(e => e.Second == e.Third).Select(e => KeyValuePair.Create(Name(e), string.Create(CultureInfo.InvariantCulture,
            $"m {e.M}, γ {e.Gamma}, λ₃ {e.Lambda3} 1/Å, c {e.C}, d {e.D}, cos θ₀ {e.CosineAtRest}, n {e.N}, β {e.Beta}, λ₂ {e.Lambda2} 1/Å, B {e.Attraction} eV, R {e.Radius} Å, D {e.HalfWidth} Å, λ₁ {e.Lambda1} 1/Å, A {e.Repulsion} eV"))),
    ];

    /// <inheritdoc/>
    protected internal override object? CreateWorkspace() => new TersoffWorkspace();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        var near = (TersoffWorkspace)workspace!;
        near.Load(environment);
        var (n, count) = (_elements.Length, near.Count);
        // f_C(r_ik) depends on the species of j as well: one for each.
        for (var k = 0; k < count; k++)
        {
            for (var s = 0; s < n; s++) near.Cutoff(n, k, s) = _triplets[(environment.Species * n + s) * n + near.Bonds[k].Species].CutOff(near.Bonds[k].Length);
        }

        double energy = 0;
        for (var j = 0; j < count; j++) energy += Bond(environment, near, j);
        return energy;
    }

    // ½V_ij and its derivatives.
    private double Bond(LocalEnvironment environment, TersoffWorkspace near, int j)
    {
        var n = _elements.Length;
        ref readonly var bond = ref near.Bonds[j];
        ref readonly var pair = ref _pairs[environment.Species * n + bond.Species];
        var r = bond.Length;
        if (!(r < pair.Cutoff)) return 0;
        var triplets = _triplets.AsSpan((environment.Species * n + bond.Species) * n, n);
        double zeta = 0;
        for (var k = 0; k < near.Count; k++)
        {
            ref var term = ref near.Terms[k];
            term.IsUsed = false;
            var (cut, cutSlope) = near.Cutoff(n, k, bond.Species);
            if (k == j || cut == 0) continue;
            ref readonly var other = ref near.Bonds[k];
            ref readonly var triplet = ref triplets[other.Species];
            term.IsUsed = true;
            term.Cosine = bond.X * other.X + bond.Y * other.Y + bond.Z * other.Z;
            var g = triplet.Angle(term.Cosine, out var gSlope);
            var e = triplet.Asymmetry(r - other.Length, out var eSlope);
            zeta += cut * g * e;
            (term.WithOwn, term.WithOther, term.WithAngle) = (cut * g * eSlope, g * (cutSlope * e - cut * eSlope), cut * gSlope * e);
        }

        var (fc, fcSlope) = pair.CutOff(r);
        var repulsion = pair.Repulsion * Math.Exp(-pair.Lambda1 * r);
        var attraction = -pair.Attraction * Math.Exp(-pair.Lambda2 * r);
        var order = pair.Order(zeta, out var orderSlope);
        var radial = 0.5 * (fcSlope * (repulsion + order * attraction) - fc * (pair.Lambda1 * repulsion + order * pair.Lambda2 * attraction));
        var withZeta = 0.5 * fc * attraction * orderSlope;
        double gx = 0, gy = 0, gz = 0;
        for (var k = 0; k < near.Count; k++)
        {
            ref readonly var term = ref near.Terms[k];
            if (!term.IsUsed) continue;
            ref readonly var other = ref near.Bonds[k];
            radial += withZeta * term.WithOwn;
            // d cos θ/dr_ij = (u_k − cos θ u_j)/r_ij, and the same with j and k exchanged.
            var turn = withZeta * term.WithAngle;
            var (turnOwn, turnOther) = (turn / r, turn / other.Length);
            gx += turnOwn * (other.X - term.Cosine * bond.X);
            gy += turnOwn * (other.Y - term.Cosine * bond.Y);
            gz += turnOwn * (other.Z - term.Cosine * bond.Z);
            var along = withZeta * term.WithOther - turnOther * term.Cosine;
            environment.Gx[other.Neighbour] += along * other.X + turnOther * bond.X;
            environment.Gy[other.Neighbour] += along * other.Y + turnOther * bond.Y;
            environment.Gz[other.Neighbour] += along * other.Z + turnOther * bond.Z;
        }

        environment.Gx[bond.Neighbour] += gx + radial * bond.X;
        environment.Gy[bond.Neighbour] += gy + radial * bond.Y;
        environment.Gz[bond.Neighbour] += gz + radial * bond.Z;
        return 0.5 * fc * (repulsion + order * attraction);
    }

    /// <summary>What is wrong with the values of an entry, or null.</summary>
    internal static string? Problem(TersoffEntry e)
    {
        if (e.M is not (1 or 3)) return "m is neither 1 nor 3";
        ReadOnlySpan<double> values = [e.C, e.N, e.Beta, e.Lambda2, e.Attraction, e.Radius, e.HalfWidth, e.Lambda1, e.Repulsion, e.Gamma];
        ReadOnlySpan<string> names = ["c", "n", "β", "λ₂", "B", "R", "D", "λ₁", "A", "γ"];
        for (var k = 0; k < values.Length; k++)
        {
            if (!(values[k] >= 0 && double.IsFinite(values[k]))) return $"{names[k]} is negative or not finite";
        }

        if (!double.IsFinite(e.Lambda3) || !double.IsFinite(e.CosineAtRest) || !double.IsFinite(e.D)) return "λ₃, d or cos θ₀ is not finite";
        if (e.HalfWidth > e.Radius) return "D is larger than R";
        if (e.C > 0 && !double.IsFinite(e.C * e.C / (e.D * e.D))) return "c²/d² is not finite";
        return e.Second == e.Third && e.Attraction > 0 && !(e.N > 0) ? "n is not positive" : null;
    }

    private static string Name(TersoffEntry e) => TripletFile.Name((e.First, e.Second, e.Third));

    // ½ − ½ sin(π(r − R)/2D) between R − D and R + D.
    private static (double Value, double Slope) CutOff(double r, double radius, double halfWidth)
    {
        if (r <= radius - halfWidth) return (1, 0);
        if (!(r < radius + halfWidth)) return (0, 0);
        var (sine, cosine) = Math.SinCos(Math.PI / 2 * (r - radius) / halfWidth);
        return (0.5 - 0.5 * sine, -Math.PI / 4 / halfWidth * cosine);
    }

    private readonly struct PairOf(TersoffEntry e)
    {
        private readonly double _n = e.N;
        private readonly double _beta = e.Beta;
        private readonly double _radius = e.Radius;
        private readonly double _halfWidth = e.HalfWidth;

        public double Cutoff { get; } = e.Radius + e.HalfWidth;

        public double Repulsion { get; } = e.Repulsion;

        public double Lambda1 { get; } = e.Lambda1;

        public double Attraction { get; } = e.Attraction;

        public double Lambda2 { get; } = e.Lambda2;

        public (double Value, double Slope) CutOff(double r) => Tersoff.CutOff(r, _radius, _halfWidth);

        /// <summary>b(ζ) and its slope, in forms that neither overflow nor lose digits.</summary>
        public double Order(double zeta, out double slope)
        {
            slope = 0;
            var t = _beta * zeta;
            if (!(t > 0)) return 1;
            if (t <= 1)
            {
                var power = Math.Pow(t, _n);
                var b = Math.Exp(double.LogP1(power) / (-2 * _n));
                slope = -0.5 * b * power / zeta / (1 + power);
                return b;
            }
            else
            {
                var power = Math.Pow(t, -_n);
                var b = Math.Exp(double.LogP1(power) / (-2 * _n)) / Math.Sqrt(t);
                slope = -0.5 * b / zeta / (1 + power);
                return b;
            }
        }
    }

    private readonly struct TripletOf(TersoffEntry e)
    {
        private readonly double _c2 = e.Gamma * e.C * e.C;
        private readonly double _d2 = e.D * e.D;
        private readonly double _constant = e.Gamma * (1 + (e.C == 0 ? 0 : e.C * e.C / (e.D * e.D)));
        private readonly double _cosineAtRest = e.CosineAtRest;
        private readonly double _lambda3 = e.Lambda3;
        private readonly bool _isCubic = e.M == 3;
        private readonly double _radius = e.Radius;
        private readonly double _halfWidth = e.HalfWidth;

        public (double Value, double Slope) CutOff(double r) => Tersoff.CutOff(r, _radius, _halfWidth);

        /// <summary>g and dg/d cos θ.</summary>
        public double Angle(double cosine, out double slope)
        {
            slope = 0;
            if (_c2 == 0) return _constant;
            var h = _cosineAtRest - cosine;
            var i = 1 / (_d2 + h * h);
            slope = -2 * _c2 * h * i * i;
            return _constant - _c2 * i;
        }

        /// <summary>e^((λ₃Δ)^m) and its slope with respect to Δ = r_ij − r_ik; constant where it would overflow.</summary>
        public double Asymmetry(double difference, out double slope)
        {
            const double Largest = 300;
            slope = 0;
            if (_lambda3 == 0) return 1;
            var x = _lambda3 * difference;
            var power = _isCubic ? x * x * x : x;
            if (power > Largest) return Math.Exp(Largest);
            var e = Math.Exp(power);
            slope = (_isCubic ? 3 * x * x : 1) * _lambda3 * e;
            return e;
        }
    }
}
