using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>The kernel on lanes of one kind: neighbours lie across lanes. Here are the neighbours and the tables; pairs of neighbours are in the other parts.</summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal> : SymmetryFunctionKernel
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    // Neighbours are sorted by distance into so many shells where functions end at several distances.
    private const int Shells = 48;
    private const int Ux = 3, Uy = 4, Uz = 5, Distances = 6, Inverses = 7, Stretch = 8, Gx = 9, Gy = 10, Gz = 11;

    private readonly SymmetryFunctionPlan _plan;
    private readonly double[] _elements;
    private readonly int _slopes;
    private readonly double _reach;
    private readonly GroupLayout[] _groups;
    private readonly int _functionsOfPairs;
    private readonly int _scratch;

    public SymmetryFunctionKernel(SymmetryFunctionPlan plan, int[] elements)
    {
        (_plan, _elements) = (plan, [.. elements.Select(z => (double)z)]);
        _slopes = SymmetryFunctionWorkspace<TReal>.FixedRows + 2 * plan.Cutoffs.Length + plan.Radials.Length;
        _reach = plan.Radials.Select(r => r.Factor.Cutoff).DefaultIfEmpty(1).Max();
        var at = 0;
        _groups = [.. plan.Groups.Select(g => new GroupLayout(g, ref at))];
        _functionsOfPairs = at;
        _scratch = (Angles + 2 * plan.Groups.Select(g => g.Angulars.Length).DefaultIfEmpty(0).Max()) * ChunkRow;
    }

    /// <inheritdoc/>
    public override int Count => _plan.Count;

    private int KeysPerSpecies => _plan.HasOneCutoff ? 1 : Shells;

    /// <inheritdoc/>
    public override object CreateWorkspace() => new SymmetryFunctionWorkspace<TReal>();

    /// <inheritdoc/>
    public override void Evaluate(object workspace, in SymmetryFunctionNeighbours neighbours, Span<double> values)
    {
        var room = (SymmetryFunctionWorkspace<TReal>)workspace;
        room.Reserve(neighbours.X.Length, TLanes.Count, _elements.Length, _slopes + _plan.Radials.Length, KeysPerSpecies);
        room.ReserveScratch(_functionsOfPairs, TLanes.Count, _scratch, _groups.Length);
        Load(room, neighbours);
        for (var s = 0; s < _elements.Length; s++) Tabulate(room, s);
        values[.._plan.Count].Clear();
        foreach (var sum in _plan.Sums)
        {
            for (var s = Math.Max(sum.Species, 0); s < (sum.Species < 0 ? _elements.Length : sum.Species + 1); s++) values[sum.Function] += RowSum(Values(room, sum.Radial), room.Segments[s]);
        }

        EvaluatePairs(room, values);
        room.KeepAlive();
    }

    /// <inheritdoc/>
    public override void AddGradient(object workspace, ReadOnlySpan<double> factors, Span<double> gx, Span<double> gy, Span<double> gz)
    {
        var room = (SymmetryFunctionWorkspace<TReal>)workspace;
        for (var row = Stretch; row <= Gz; row++) new Span<TReal>(room.Row(row), room.Padded).Clear();
        foreach (var sum in _plan.Sums)
        {
            for (var s = Math.Max(sum.Species, 0); s < (sum.Species < 0 ? _elements.Length : sum.Species + 1); s++) AddRow(Slopes(room, sum.Radial), factors[sum.Function], room.Row(Stretch), room.Segments[s]);
        }

        AddPairGradients(room, factors);
        Scatter(room, gx, gy, gz);
        room.KeepAlive();
    }

    private static int Up(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    private TReal* Values(SymmetryFunctionWorkspace<TReal> room, int radial) => room.Row(_slopes - _plan.Radials.Length + radial);

    private TReal* Slopes(SymmetryFunctionWorkspace<TReal> room, int radial) => room.Row(_slopes + radial);

    // Counting sort by species and shell.
    private void Load(SymmetryFunctionWorkspace<TReal> room, in SymmetryFunctionNeighbours neighbours)
    {
        var (shells, count) = (KeysPerSpecies, neighbours.X.Length);
        var (keys, order) = (room.Keys, room.Order);
        var places = room.Places.AsSpan(0, _elements.Length * shells);
        places.Clear();
        var scale = shells / _reach;
        for (var k = 0; k < count; k++)
        {
            var shell = shells == 1 ? 0 : Math.Min((int)(neighbours.Distance[k] * scale), shells - 1);
            keys[k] = neighbours.Species[k] * shells + shell;
            places[keys[k]]++;
        }

        var at = 0;
        for (var s = 0; s < _elements.Length; s++)
        {
            var start = at;
            for (var shell = 0; shell < shells; shell++)
            {
                var own = places[s * shells + shell];
                places[s * shells + shell] = at;
                at += own;
            }

            room.Segments[s] = (start, at);
            var padded = Up(at);
            for (; at < padded; at++) order[at] = -1;
        }

        room.Padded = at;
        for (var k = 0; k < count; k++) order[places[keys[k]]++] = k;
        Array.Fill(room.Nearest, double.PositiveInfinity, 0, at / TLanes.Count);
        TReal* x = room.Row(0), y = room.Row(1), z = room.Row(2), ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), distance = room.Row(Distances), inverse = room.Row(Inverses);
        for (var place = 0; place < at; place++)
        {
            var k = order[place];
            if (k < 0)
            {
                x[place] = y[place] = z[place] = ux[place] = uy[place] = uz[place] = inverse[place] = TReal.Zero;
                distance[place] = TReal.CreateTruncating(_reach);
                continue;
            }

            var (dx, dy, dz, r) = (neighbours.X[k], neighbours.Y[k], neighbours.Z[k], neighbours.Distance[k]);
            var i = 1 / r;
            (x[place], y[place], z[place]) = (TReal.CreateTruncating(dx), TReal.CreateTruncating(dy), TReal.CreateTruncating(dz));
            (ux[place], uy[place], uz[place]) = (TReal.CreateTruncating(dx * i), TReal.CreateTruncating(dy * i), TReal.CreateTruncating(dz * i));
            (distance[place], inverse[place]) = (TReal.CreateTruncating(r), TReal.CreateTruncating(i));
            ref var nearest = ref room.Nearest[place / TLanes.Count];
            if (r < nearest) nearest = r;
        }
    }

    // Factors of one distance and their slopes, for the neighbours of one species.
    private void Tabulate(SymmetryFunctionWorkspace<TReal> room, int species)
    {
        var (start, end) = room.Segments[species];
        var distances = room.Row(Distances);
        var cutoffs = room.Row(SymmetryFunctionWorkspace<TReal>.FixedRows);
        var length = Up(end) - start;
        for (var c = 0; c < _plan.Cutoffs.Length; c++)
        {
            TReal* f = cutoffs + 2 * c * room.Room + start;
            LaneRows<TLanes, TReal>.Cutoff(_plan.Cutoffs[c], distances + start, length, f, f + room.Room);
        }

        for (var p = 0; p < _plan.Radials.Length; p++)
        {
            var radial = _plan.Radials[p];
            if (!radial.IsUsed[species]) continue;
            TReal* values = Values(room, p), slopes = Slopes(room, p), f = cutoffs + 2 * Math.Max(radial.Cutoff, 0) * room.Room + start;
            if (radial.Factor.Kind == RadialFactor.RadialKind.Gaussian) LaneRows<TLanes, TReal>.Gaussian(radial.Factor.Exponent, radial.Factor.Shift, distances + start, length, slopes + start);
            EvaluateFactor(radial.Factor, distances + start, length, slopes + start, f, f + room.Room, values + start, slopes + start);
            if (radial.IsWeighted)
            {
                LaneRows<TLanes, TReal>.Scale(values + start, _elements[species], length);
                LaneRows<TLanes, TReal>.Scale(slopes + start, _elements[species], length);
            }

            for (var k = end; k < Up(end); k++) (values[k], slopes[k]) = (TReal.Zero, TReal.Zero);
        }
    }

    private static double RowSum(TReal* row, (int Start, int End) segment)
    {
        var sum = TLanes.Of(0);
        for (var k = segment.Start; k < segment.End; k += TLanes.Count) sum += TLanes.Load(row + k);
        return double.CreateTruncating(sum.Sum());
    }

    private static void AddRow(TReal* row, double factor, TReal* target, (int Start, int End) segment)
    {
        var f = TLanes.Of(factor);
        for (var k = segment.Start; k < segment.End; k += TLanes.Count) TLanes.MultiplyAdd(f, TLanes.Load(row + k), TLanes.Load(target + k)).Store(target + k);
    }

    private static void Scatter(SymmetryFunctionWorkspace<TReal> room, Span<double> gx, Span<double> gy, Span<double> gz)
    {
        TReal* stretch = room.Row(Stretch), ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), x = room.Row(Gx), y = room.Row(Gy), z = room.Row(Gz);
        for (var place = 0; place < room.Padded; place++)
        {
            if (room.Order[place] is not (>= 0 and var k)) continue;
            gx[k] += double.CreateTruncating(TReal.FusedMultiplyAdd(stretch[place], ux[place], x[place]));
            gy[k] += double.CreateTruncating(TReal.FusedMultiplyAdd(stretch[place], uy[place], y[place]));
            gz[k] += double.CreateTruncating(TReal.FusedMultiplyAdd(stretch[place], uz[place], z[place]));
        }
    }

    /// <summary>Where the sums of a group's functions stand, and how long its record on the tape is, in rows.</summary>
    private sealed class GroupLayout
    {
        public GroupLayout(SymmetryFunctionPlan.Group group, ref int functions)
        {
            (Group, Start) = (group, functions);
            functions += group.Functions.Length;
            HasAngles = group.Angulars.Any(a => a.IsCompact);
            IsNarrow = group.AcrossFactors.Length > 0;
            Across = HasAngles ? 2 : 1;
            Record = Across + 2 * group.AcrossFactors.Length;
            Reach = group.AcrossFactors.Select(a => a.Factor.Cutoff).DefaultIfEmpty(0).Max();
        }

        public SymmetryFunctionPlan.Group Group { get; }

        public int Start { get; }

        public int Across { get; }

        public int Record { get; }

        public bool HasAngles { get; }

        public bool IsNarrow { get; }

        public double Reach { get; }
    }
}
