using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The sum over reciprocal vectors on a mesh (smooth particle-mesh Ewald; Essmann et al. 1995, doi:10.1063/1.470117): charges are spread over points by splines, Fourier
/// transforms turn their sum into a potential on the points, and the same splines with their derivatives give each atom its potential and field. Forces are the exact
/// derivatives of the energy on the mesh; so they do not quite add up to zero.
/// </summary>
internal sealed unsafe class ParticleMesh
{
    private const int AtomsPerBlock = 64;

    private readonly Coulomb _coulomb;
    private readonly EvaluationResult _result;
    private readonly int _order;
    private readonly MeshInfluence _influence = new();
    private readonly AlignedBuffer<double>?[] _workspaces;
    private readonly Action<int, int> _weightBlock, _spreadBlock, _columnBlock, _planeBlock, _atomBlock;
    private GridTransform? _transform;
    private AlignedBuffer<double> _re = new(0);
    private AlignedBuffer<double> _im = new(0);
    private double[] _weights = [];
    private (int First, int Second, int Third)[] _base = [];
    private double[] _charges = [];
    private int[] _start = [];
    private int[] _sorted = [];
    private Matrix3D[] _virials = [];
    private Matrix3D _inverse;
    private Atoms _atoms = null!;

    public ParticleMesh(Coulomb coulomb, EvaluationResult result)
    {
        (_coulomb, _result, _order) = (coulomb, result, coulomb.Spacing!.Order);
        _workspaces = new AlignedBuffer<double>?[result.Pool?.Threads ?? 1];
        (_weightBlock, _spreadBlock, _columnBlock, _planeBlock, _atomBlock) = (WeightBlock, SpreadPlane, Columns, BackPlane, AtomBlock);
    }

    /// <summary>Adds energies and forces to the result.</summary>
    /// <returns>The virial.</returns>
    public Matrix3D Add(Atoms atoms, ReadOnlySpan<double> charges)
    {
        _atoms = atoms;
        // Rows of the inverse's transpose: fractional coordinates are scalar products with them.
        _inverse = atoms.Cell.Inverse().Transpose();
        ChooseMesh(atoms, charges);
        var mesh = _transform!;
        Reserve(atoms.Count, mesh);
        charges.CopyTo(_charges);
        var blocks = (atoms.Count + AtomsPerBlock - 1) / AtomsPerBlock;
        _result.For(blocks, _weightBlock);
        Sort(atoms.Count, mesh.First);
        _result.For(mesh.First, _spreadBlock);
        _result.For(mesh.Second, _columnBlock);
        _result.For(mesh.First, _planeBlock);
        _result.For(blocks, _atomBlock);
        Matrix3D virial = default;
        for (var k = 0; k < mesh.Second; k++) virial = CoulombEvaluation.Plus(virial, _virials[k]);
        _atoms = null!;
        return virial;
    }

    private void ChooseMesh(Atoms atoms, ReadOnlySpan<double> charges)
    {
        double squares = 0;
        foreach (var q in charges) squares += q * q;
        var volume = Math.Abs(atoms.Cell.Determinant);
        var spacing = _coulomb.Spacing!.Choose(squares / charges.Length, charges.Length / volume);
        int Points(Vector3D edge) => GridTransform.PointsFrom(Math.Max(_order, (int)Math.Min(1e6, Math.Ceiling(edge.Norm / spacing))));
        var (first, second, third) = (Points(atoms.Cell.A), Points(atoms.Cell.B), Points(atoms.Cell.C));
        if ((double)first * second * third > 1e9) throw new Runtime.InputException("the mesh would have more than 10⁹ points", remedy: "use a lower accuracy or a longer cutoff");
        if (_transform is null || (_transform.First, _transform.Second, _transform.Third) != (first, second, third)) _transform = GridTransform.Create(first, second, third);
        _influence.Choose(_transform, _order, atoms.Cell, _coulomb.Splitting);
    }

    private void Reserve(int count, GridTransform mesh)
    {
        var size = checked(mesh.First * mesh.Second * mesh.Row);
        if (_re.Length < size) (_re, _im) = (new(size), new(size));
        if (_base.Length < count) (_base, _charges, _sorted, _weights) = (new (int, int, int)[count], new double[count], new int[count], new double[checked(3 * _order * count)]);
        if (_start.Length < mesh.First + 1) _start = new int[mesh.First + 1];
        if (_virials.Length < mesh.Second) _virials = new Matrix3D[mesh.Second];
        for (var w = 0; w < _workspaces.Length; w++)
        {
            if (_workspaces[w] is null || _workspaces[w]!.Length < mesh.Workspace) _workspaces[w] = new(mesh.Workspace);
        }
    }

    // The point below each atom along each axis, and the weights of the points base − j.
    private void WeightBlock(int block, int worker)
    {
        for (var i = block * AtomsPerBlock; i < Math.Min(_atoms.Count, (block + 1) * AtomsPerBlock); i++)
        {
            var r = _atoms.Position(i);
            var weights = _weights.AsSpan(3 * _order * i, 3 * _order);
            int Place(Vector3D along, int points, Span<double> values)
            {
                var (at, w) = Split(r, along, points);
                CardinalSpline.Values(w, values);
                return at;
            }

            _base[i] = (Place(_inverse.A, _transform!.First, weights[.._order]), Place(_inverse.B, _transform.Second, weights.Slice(_order, _order)), Place(_inverse.C, _transform.Third, weights[(2 * _order)..]));
        }
    }

    private static (int Point, double Part) Split(Vector3D r, Vector3D along, int points)
    {
        var turns = Vector3D.Dot(r, along);
        var u = (turns - Math.Floor(turns)) * points;
        var at = (int)u;
        // Rounding may lead to the next image's first point.
        return at >= points ? (0, 0) : (at, u - at);
    }

    // Atoms by their point along the first axis, in order within each.
    private void Sort(int count, int points)
    {
        Array.Clear(_start, 0, points + 1);
        for (var i = 0; i < count; i++) _start[_base[i].First + 1]++;
        for (var p = 0; p < points; p++) _start[p + 1] += _start[p];
        for (var i = 0; i < count; i++) _sorted[_start[_base[i].First]++] = i;
        for (var p = points; p > 0; p--) _start[p] = _start[p - 1];
        _start[0] = 0;
    }

    // A plane takes from the atoms at it and those just above, in their order: no two workers write to one point. Then its transform along rows and columns.
    private void SpreadPlane(int plane, int worker)
    {
        var mesh = _transform!;
        var size = mesh.Second * mesh.Row;
        double* re = _re.Pointer + (long)plane * size;
        new Span<double>(re, size).Clear();
        new Span<double>(_im.Pointer + (long)plane * size, size).Clear();
        for (var j = 0; j < _order; j++)
        {
            var from = (plane + j) % mesh.First;
            for (var s = _start[from]; s < _start[from + 1]; s++)
            {
                var i = _sorted[s];
                var (_, b, c) = _base[i];
                var weights = _weights.AsSpan(3 * _order * i, 3 * _order);
                var q = _charges[i] * weights[j];
                var second = weights.Slice(_order, _order);
                var third = weights[(2 * _order)..];
                for (var k = 0; k < second.Length; k++)
                {
                    var row = re + (b >= k ? b - k : b - k + mesh.Second) * mesh.Row;
                    var share = q * second[k];
                    if (c >= third.Length - 1)
                    {
                        for (var l = 0; l < third.Length; l++) row[c - l] += share * third[l];
                    }
                    else
                    {
                        for (var l = 0; l < third.Length; l++) row[c >= l ? c - l : c - l + mesh.Third] += share * third[l];
                    }
                }
            }
        }

        mesh.Plane(_re.Pointer, _im.Pointer, plane, _workspaces[worker]!.Pointer);
        GC.KeepAlive(_re);
    }

    // Forth along the first axis, times the influence, and back.
    private void Columns(int second, int worker)
    {
        var mesh = _transform!;
        var work = _workspaces[worker]!.Pointer;
        mesh.Columns(_re.Pointer, _im.Pointer, second, work);
        _virials[second] = _influence.Multiply(mesh, _re.Pointer, _im.Pointer, second);
        mesh.Columns(_im.Pointer, _re.Pointer, second, work);
        GC.KeepAlive(_re);
    }

    private void BackPlane(int plane, int worker)
    {
        _transform!.Plane(_im.Pointer, _re.Pointer, plane, _workspaces[worker]!.Pointer);
        GC.KeepAlive(_re);
    }

    private void AtomBlock(int block, int worker)
    {
        var mesh = _transform!;
        Span<double> first = stackalloc double[_order], second = stackalloc double[_order], third = stackalloc double[_order];
        Span<double> firstSlope = stackalloc double[_order], secondSlope = stackalloc double[_order], thirdSlope = stackalloc double[_order];
        for (var i = block * AtomsPerBlock; i < Math.Min(_atoms.Count, (block + 1) * AtomsPerBlock); i++)
        {
            var r = _atoms.Position(i);
            var (a, b, c) = _base[i];
            CardinalSpline.Values(Split(r, _inverse.A, mesh.First).Part, first, firstSlope);
            CardinalSpline.Values(Split(r, _inverse.B, mesh.Second).Part, second, secondSlope);
            CardinalSpline.Values(Split(r, _inverse.C, mesh.Third).Part, third, thirdSlope);
            double potential = 0, u = 0, v = 0, w = 0;
            for (var j = 0; j < first.Length; j++)
            {
                var plane = _re.Pointer + (long)(a >= j ? a - j : a - j + mesh.First) * mesh.Second * mesh.Row;
                double planeValue = 0, planeSecond = 0, planeThird = 0;
                for (var k = 0; k < second.Length; k++)
                {
                    var row = plane + (b >= k ? b - k : b - k + mesh.Second) * mesh.Row;
                    double value = 0, slope = 0;
                    for (var l = 0; l < third.Length; l++)
                    {
                        var p = row[c >= l ? c - l : c - l + mesh.Third];
                        value += third[l] * p;
                        slope += thirdSlope[l] * p;
                    }

                    planeValue += second[k] * value;
                    planeSecond += secondSlope[k] * value;
                    planeThird += second[k] * slope;
                }

                potential += first[j] * planeValue;
                u += firstSlope[j] * planeValue;
                v += first[j] * planeSecond;
                w += first[j] * planeThird;
            }

            var q = _charges[i];
            _result.LocalEnergies[i] += 0.5 * q * potential;
            var f = (-q * u * mesh.First) * _inverse.A + (-q * v * mesh.Second) * _inverse.B + (-q * w * mesh.Third) * _inverse.C;
            (_result.Fx[i], _result.Fy[i], _result.Fz[i]) = (_result.Fx[i] + f.X, _result.Fy[i] + f.Y, _result.Fz[i] + f.Z);
        }

        GC.KeepAlive(_re);
    }
}
