using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// NEP on lanes. Neighbours lie across lanes where functions of a distance or a direction are evaluated and where forces are made; the index n of the functions g_n lies across lanes
/// where neighbours are summed over and in the invariants. docs/potentials/nep.md counts the operations.
/// </summary>
/// <remarks>
/// Radial: Σ_j f_k is summed over the neighbours of each type and the coefficients c are applied once for the atom. Angular: c is applied to each neighbour, since Σ_j f_k Y_lm of each type would
/// take as many additions for each type as Σ_j g_n Y_lm takes for all of them. Spherical harmonics are kept without their norms, d^m P_l/dz^m · (x + iy)^m.
/// </remarks>
internal sealed unsafe partial class NepLaneKernel<TLanes, TReal> : NepKernel
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>Rows of spherical harmonics that are summed at once.</summary>
    private const int Tile = 8;

    private readonly NepModel _model;
    private readonly NepLayout _layout;
    private readonly NepLaneTables<TLanes, TReal>[] _tables;
    private readonly bool _shared;
    private readonly int _rows;
    private readonly int _width; // n of the angular functions, padded
    private readonly TReal[] _norms; // of each lm, from l = 1
    private readonly CubicTerm[]?[] _cubic; // of each block; null for the quartic one
    private readonly AlignedBuffer<TReal> _lanes; // 0, 1, 2, …
    private readonly TReal[] _recursion; // of d^m P_l/dz^m, two factors a step

    public NepLaneKernel(NepModel model)
    {
        (_model, _layout) = (model, model.Layout);
        _tables = [.. Enumerable.Range(0, model.Types).Select(t => new NepLaneTables<TLanes, TReal>(model, t))];
        _shared = _layout.RadialBasis == _layout.AngularBasis && model.RadialCutoffs.AsSpan().SequenceEqual(model.AngularCutoffs);
        _width = (_layout.AngularFunctions + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

        var harmonics = (_layout.MaximumDegree + 1) * (_layout.MaximumDegree + 1) - 1;
        _rows = (harmonics + Tile - 1) / Tile * Tile;
        _norms = new TReal[_rows];
        var norms = new Descriptors.SphericalHarmonics(_layout.MaximumDegree).Norms;
        for (var l = 1; l <= _layout.MaximumDegree; l++)
        {
            for (var m = -l; m <= l; m++) _norms[l * l + l + m - 1] = TReal.CreateTruncating(norms[l * (l + 1) / 2 + Math.Abs(m)]);
        }

        _cubic = [.. _layout.Blocks.Select(b => b == NepInvariants.Quartic1111 && harmonics > 0 ? null : Terms(CubicInvariant.Of(b), harmonics))];
        _recursion = Recursion(_layout.MaximumDegree);
        _lanes = new(TLanes.Count);
        for (var i = 0; i < TLanes.Count; i++) _lanes.Span[i] = TReal.CreateTruncating(i);
    }

    /// <summary>Where d^m P_l/dz^m stands: l's rows, with a zero for m = l + 1, follow one another.</summary>
    internal static int Triangle(int l, int m) => l * (l + 3) / 2 + m;

    /// <inheritdoc/>
    public override object CreateWorkspace() => new NepLaneWorkspace<TLanes, TReal>(_model, _shared, _rows, _tables[0].Network.CreateWorkspace());

    /// <inheritdoc/>
    public override double Energy(LocalEnvironment environment, object workspace)
    {
        var room = (NepLaneWorkspace<TLanes, TReal>)workspace;
        var table = _tables[environment.Species];
        Load(environment, table, room);
        SumRadially(table, room);
        if (_layout.MaximumDegree > 0) SumAngularly(table, room);
        Invariants(room);
        var energy = double.CreateTruncating(table.Network.Evaluate(room.Q, room.Gradient, room.Network)) - table.OutputBias;
        PullRadially(table, room);
        if (_layout.MaximumDegree > 0)
        {
            PullOnSums(room);
            PullAngularly(table, room);
        }

        Store(environment, room);
        GC.KeepAlive(this);
        return energy + NepDefinition.Repulsion(environment, _model);
    }

    // Neighbours in order of types, then those within each cutoff and their Chebyshev functions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(LocalEnvironment environment, NepLaneTables<TLanes, TReal> table, NepLaneWorkspace<TLanes, TReal> room)
    {
        room.Reserve(environment.Count, _layout.AngularFunctions, _layout.MaximumDegree);
        var (order, ends) = (room.Order, room.Ends);
        var types = environment.NeighbourSpecies.AsSpan(0, environment.Count);
        if (ends.Length == 1)
        {
            for (var k = 0; k < types.Length; k++) order[k] = k;
            ends[0] = types.Length;
        }
        else
        {
            Array.Clear(ends);
            foreach (var t in types) ends[t]++;
            var begin = 0;
            foreach (ref var end in ends.AsSpan()) (begin, end) = (begin + end, begin);
            for (var k = 0; k < types.Length; k++) order[ends[types[k]]++] = k;
        }

        room.Radial.Take(environment, order, ends, table.RadialCutoffs, table.RadialTakesAll, _shared);
        room.Radial.Evaluate();
        if (_shared || _layout.MaximumDegree == 0) return;
        room.Angular.Take(environment, order, ends, table.AngularCutoffs, table.AngularTakesAll, directions: true);
        room.Angular.Evaluate();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(LocalEnvironment environment, NepLaneWorkspace<TLanes, TReal> room)
    {
        fixed (double* gx = environment.Gx, gy = environment.Gy, gz = environment.Gz, dx = environment.Dx, dy = environment.Dy, dz = environment.Dz)
        {
            fixed (int* index = room.Radial.Index)
            {
                // Where both are of the same neighbours, the angular part holds the radial one.
                var count = _shared && _layout.MaximumDegree > 0 ? 0 : room.Radial.Count;
                for (var j = 0; j < count; j++)
                {
                    var (k, pull) = (index[j], double.CreateTruncating(room.RadialPull[j]));
                    gx[k] += pull * dx[k];
                    gy[k] += pull * dy[k];
                    gz[k] += pull * dz[k];
                }
            }

            if (_layout.MaximumDegree == 0) return;
            fixed (int* index = room.Angular.Index)
            {
                var count = room.Angular.Count;
                for (var j = 0; j < count; j++)
                {
                    var k = index[j];
                    gx[k] += double.CreateTruncating(room.PullX[j]);
                    gy[k] += double.CreateTruncating(room.PullY[j]);
                    gz[k] += double.CreateTruncating(room.PullZ[j]);
                }
            }
        }
    }

    // Terms with a degree beyond the largest are zero.
    private static CubicTerm[] Terms(CubicInvariant? cubic, int harmonics) =>
        cubic is null ? [] : [.. cubic.Terms.Where(t => t.C <= harmonics).Select(t => new CubicTerm(TReal.CreateTruncating(t.Coefficient), t.A - 1, t.B - 1, t.C - 1))];

    private readonly record struct CubicTerm(TReal Coefficient, int A, int B, int C);
}
