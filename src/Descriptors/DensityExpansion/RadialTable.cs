using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Descriptors;

/// <summary>
/// A radial basis as a quintic Hermite spline on a uniform grid: twice continuously differentiable, so that forces and their slopes are smooth,
/// and evaluated at one cost whatever the basis. With the default 256 intervals the spline follows a Gaussian basis of σ ≥ 0.3 Å to 10⁻⁹ (tested).
/// </summary>
/// <remarks>
/// Layout: node, then quantity (value, h·slope, h²·curvature), then [l][n] with n padded to a multiple of four by zeros. A basis with a joint has two grids, one on
/// either side, so that the spline does not smear the jump of its second derivatives. Immutable and thread-safe.
/// </remarks>
internal sealed class RadialTable
{
    private const int Lanes = 4;
    private readonly double[] _nodes;
    private readonly Grid _inner;
    private readonly Grid _outer;

    public RadialTable(IRadialBasis basis, int intervals = 256)
    {
        (RadialCount, MaximumDegree, Cutoff) = (basis.RadialCount, basis.MaximumDegree, basis.Cutoff);
        PaddedCount = (RadialCount + Lanes - 1) / Lanes * Lanes;
        Functions = (MaximumDegree + 1) * PaddedCount;
        var joint = basis.Joint > 0 && basis.Joint < Cutoff ? basis.Joint : Cutoff;
        var within = joint < Cutoff ? Math.Clamp((int)Math.Round(intervals * joint / Cutoff), 1, intervals - 1) : intervals;
        _inner = new Grid(0, joint, 0, within);
        _outer = joint < Cutoff ? new Grid(joint, Cutoff, within + 1, intervals - within) : new Grid(Cutoff, Cutoff + 1, within + 1, 0);
        _nodes = new double[(intervals + 2) * 3 * Functions];
        Fill(basis, _inner, beforeJoint: joint < Cutoff);
        if (_outer.Intervals > 0) Fill(basis, _outer, beforeJoint: false);
    }

    public int RadialCount { get; }

    /// <summary>Radial functions per degree with the padding: a multiple of four.</summary>
    public int PaddedCount { get; }

    public int MaximumDegree { get; }

    public double Cutoff { get; }

    /// <summary>Length of one row of values: (l_max + 1) × <see cref="PaddedCount"/>.</summary>
    public int Functions { get; }

    /// <summary>All functions at r, and their slopes where room for them is given. At and beyond the cutoff all are zero.</summary>
    public void Evaluate(double r, Span<double> values, Span<double> slopes)
    {
        if (!(r < Cutoff))
        {
            values[..Functions].Clear();
            if (!slopes.IsEmpty) slopes[..Functions].Clear();
            return;
        }

        ref readonly var grid = ref (r < _inner.End ? ref _inner : ref _outer);
        var weights = new Weights(grid.Locate(r, out var first));
        var node = _nodes.AsSpan(first * 3 * Functions, 6 * Functions);
        for (var k = 0; k < Functions; k++)
        {
            values[k] = weights.A0 * node[k] + weights.A1 * node[Functions + k] + weights.A2 * node[2 * Functions + k]
                + weights.B0 * node[3 * Functions + k] + weights.B1 * node[4 * Functions + k] + weights.B2 * node[5 * Functions + k];
        }

        if (slopes.IsEmpty) return;
        var slope = new SlopeWeights(grid.Locate(r, out _), grid.InverseStep);
        for (var k = 0; k < Functions; k++)
        {
            slopes[k] = slope.A0 * node[k] + slope.A1 * node[Functions + k] + slope.A2 * node[2 * Functions + k]
                + slope.B0 * node[3 * Functions + k] + slope.B1 * node[4 * Functions + k] + slope.B2 * node[5 * Functions + k];
        }
    }

    /// <summary>The vector form of <see cref="Evaluate"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void EvaluateVector(double r, double* values, double* slopes)
    {
        if (!(r < Cutoff))
        {
            new Span<double>(values, Functions).Clear();
            if (slopes != null) new Span<double>(slopes, Functions).Clear();
            return;
        }

        ref readonly var grid = ref (r < _inner.End ? ref _inner : ref _outer);
        var t = grid.Locate(r, out var first);
        var w = new Weights(t);
        fixed (double* nodes = _nodes)
        {
            var node = nodes + (long)first * 3 * Functions;
            Combine(node, values, Vector256.Create(w.A0), Vector256.Create(w.A1), Vector256.Create(w.A2), Vector256.Create(w.B0), Vector256.Create(w.B1), Vector256.Create(w.B2));
            if (slopes == null) return;
            var s = new SlopeWeights(t, grid.InverseStep);
            Combine(node, slopes, Vector256.Create(s.A0), Vector256.Create(s.A1), Vector256.Create(s.A2), Vector256.Create(s.B0), Vector256.Create(s.B1), Vector256.Create(s.B2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Combine(double* node, double* target, Vector256<double> a0, Vector256<double> a1, Vector256<double> a2, Vector256<double> b0, Vector256<double> b1, Vector256<double> b2)
    {
        for (var k = 0; k < Functions; k += Lanes)
        {
            var low = Vector256.FusedMultiplyAdd(a1, Vector256.Load(node + Functions + k), a0 * Vector256.Load(node + k));
            var high = Vector256.FusedMultiplyAdd(b1, Vector256.Load(node + 4 * Functions + k), b0 * Vector256.Load(node + 3 * Functions + k));
            low = Vector256.FusedMultiplyAdd(a2, Vector256.Load(node + 2 * Functions + k), low);
            high = Vector256.FusedMultiplyAdd(b2, Vector256.Load(node + 5 * Functions + k), high);
            (low + high).Store(target + k);
        }
    }

    private void Fill(IRadialBasis basis, in Grid grid, bool beforeJoint)
    {
        var exact = (MaximumDegree + 1) * RadialCount;
        double[] v = new double[exact], s = new double[exact], c = new double[exact];
        var step = grid.Step;
        for (var k = 0; k <= grid.Intervals; k++)
        {
            basis.Evaluate(k < grid.Intervals ? grid.Start + k * step : beforeJoint ? Math.BitDecrement(grid.End) : grid.End, v, s, c);
            for (var l = 0; l <= MaximumDegree; l++)
            {
                for (var n = 0; n < RadialCount; n++)
                {
                    var target = (grid.FirstNode + k) * 3 * Functions + l * PaddedCount + n;
                    var source = l * RadialCount + n;
                    (_nodes[target], _nodes[target + Functions], _nodes[target + 2 * Functions]) = (v[source], step * s[source], step * step * c[source]);
                }
            }
        }
    }

    // A uniform grid from Start to End, whose nodes lie one after another.
    private readonly struct Grid(double start, double end, int firstNode, int intervals)
    {
        public readonly double Start = start;
        public readonly double End = end;
        public readonly double Step = (end - start) / intervals;
        public readonly double InverseStep = 1 / ((end - start) / intervals);
        public readonly int FirstNode = firstNode;
        public readonly int Intervals = intervals;

        // Where r lies in its interval, 0…1, and the node that the interval begins with.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Locate(double r, out int node)
        {
            var position = (r - Start) * InverseStep;
            var interval = Math.Min((int)position, Intervals - 1);
            node = FirstNode + interval;
            return position - interval;
        }
    }

    // Quintic Hermite polynomials in t = 0…1 for (value, h·slope, h²·curvature) at the left (A) and right (B) node.
    private readonly struct Weights
    {
        public readonly double A0, A1, A2, B0, B1, B2;

        public Weights(double t)
        {
            var t2 = t * t;
            var t3 = t2 * t;
            B0 = t3 * (10 + t * (-15 + 6 * t));
            A0 = 1 - B0;
            A1 = t + t3 * (-6 + t * (8 - 3 * t));
            A2 = 0.5 * (t2 + t3 * (-3 + t * (3 - t)));
            B1 = t3 * (-4 + t * (7 - 3 * t));
            B2 = 0.5 * t3 * (1 + t * (-2 + t));
        }
    }

    private readonly struct SlopeWeights
    {
        public readonly double A0, A1, A2, B0, B1, B2;

        public SlopeWeights(double t, double inverseStep)
        {
            var t2 = t * t;
            B0 = inverseStep * 30 * t2 * (1 + t * (-2 + t));
            A0 = -B0;
            A1 = inverseStep * (1 + t2 * (-18 + t * (32 - 15 * t)));
            A2 = inverseStep * 0.5 * t * (2 + t * (-9 + t * (12 - 5 * t)));
            B1 = inverseStep * t2 * (-12 + t * (28 - 15 * t));
            B2 = inverseStep * 0.5 * t2 * (3 + t * (-8 + 5 * t));
        }
    }
}
