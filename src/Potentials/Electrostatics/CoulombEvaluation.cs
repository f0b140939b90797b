using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The evaluation of charges for one caller: pairs, then what lies beyond them, block by block with the same bits for any number of workers.</summary>
internal sealed class CoulombEvaluation
{
    private const int BlockSize = 64;

    private readonly Coulomb _coulomb;
    private readonly EvaluationResult _result;
    private readonly NeighbourBuffer[] _near;
    private readonly Action<int, int> _pairs;
    private readonly Action<int, int> _cluster;
    private double[] _charges = [];
    private Matrix3D[] _virials = [];
    private EwaldSum? _ewald;
    private ParticleMesh? _mesh;
    private Atoms _atoms = null!;
    private NeighbourList _list = null!;

    public CoulombEvaluation(Coulomb coulomb, EvaluationResult result)
    {
        (_coulomb, _result, _pairs, _cluster) = (coulomb, result, PairBlock, ClusterBlock);
        _near = [.. Enumerable.Range(0, result.Pool?.Threads ?? 1).Select(_ => new NeighbourBuffer())];
    }

    /// <summary>The charges of the atoms, to be filled in.</summary>
    public Span<double> Charges(int count)
    {
        if (_charges.Length < count) _charges = new double[count];
        return _charges.AsSpan(0, count);
    }

    public void Run(Atoms atoms, NeighbourList list)
    {
        (_atoms, _list) = (atoms, list);
        var blocks = (atoms.Count + BlockSize - 1) / BlockSize;
        if (_virials.Length < blocks) _virials = new Matrix3D[blocks];
        _result.For(blocks, atoms.Periodicity.Any ? _pairs : _cluster);
        Matrix3D virial = default;
        for (var b = 0; b < blocks; b++) virial = Plus(virial, _virials[b]);
        if (atoms.Periodicity.Any)
        {
            virial = Plus(virial, AddSelf(atoms));
            var charges = _charges.AsSpan(0, atoms.Count);
            if (_coulomb.Method == CoulombMethod.ParticleMesh || (_coulomb.Method == CoulombMethod.Automatic && atoms.Count > Coulomb.LargestEwald))
            {
                virial = Plus(virial, (_mesh ??= new ParticleMesh(_coulomb, _result)).Add(atoms, charges));
            }
            else
            {
                virial = Plus(virial, (_ewald ??= new EwaldSum(_coulomb, _result)).Add(atoms, _charges));
            }
        }

        double energy = 0;
        for (var i = 0; i < atoms.Count; i++) energy += _result.LocalEnergies[i];
        (_result.Energy, _result.Virial) = (energy, virial);
        (_atoms, _list) = (null!, null!);
    }

    /// <summary>a + b.</summary>
    public static Matrix3D Plus(in Matrix3D a, in Matrix3D b) => new(a.A + b.A, a.B + b.B, a.C + b.C);

    // k q_i q_j erfc(αr)/r within the cutoff, from both ends.
    private void PairBlock(int block, int worker)
    {
        var near = _near[worker];
        var alpha = _coulomb.Splitting;
        var order = _list.Order;
        double xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0;
        for (var s = block * BlockSize; s < Math.Min(order.Length, (block + 1) * BlockSize); s++)
        {
            var i = order[s];
            var count = _list.Gather(i, _atoms, _coulomb.Cutoff, near);
            var own = Coulomb.Constant * _charges[i];
            double energy = 0, fx = 0, fy = 0, fz = 0;
            for (var k = 0; k < count; k++)
            {
                var r = near.Distance[k];
                var inverse = 1 / r;
                var q = own * _charges[near.Index[k]] * inverse;
                var e = ComplementaryErrorFunction.Value(alpha * r, out var slope);
                energy += q * e;
                // dφ/dr divided by r.
                var g = q * (alpha * slope - e * inverse) * inverse;
                var (dx, dy, dz) = (near.Dx[k], near.Dy[k], near.Dz[k]);
                var (gx, gy, gz) = (g * dx, g * dy, g * dz);
                (fx, fy, fz) = (fx + gx, fy + gy, fz + gz);
                (xx, yy, zz) = (xx - gx * dx, yy - gy * dy, zz - gz * dz);
                (yz, xz, xy) = (yz - gy * dz, xz - gx * dz, xy - gx * dy);
            }

            (_result.LocalEnergies[i], _result.Fx[i], _result.Fy[i], _result.Fz[i]) = (0.5 * energy, fx, fy, fz);
        }

        _virials[block] = 0.5 * new Matrix3D(new(xx, xy, xz), new(xy, yy, yz), new(xz, yz, zz));
    }

    // Every pair of a cluster, from both ends.
    private void ClusterBlock(int block, int worker)
    {
        var (x, y, z, count) = (_atoms.X, _atoms.Y, _atoms.Z, _atoms.Count);
        double xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0;
        for (var i = block * BlockSize; i < Math.Min(count, (block + 1) * BlockSize); i++)
        {
            var own = Coulomb.Constant * _charges[i];
            double energy = 0, fx = 0, fy = 0, fz = 0;
            for (var j = 0; j < count; j++)
            {
                if (j == i) continue;
                var (dx, dy, dz) = (x[j] - x[i], y[j] - y[i], z[j] - z[i]);
                var inverse = 1 / (dx * dx + dy * dy + dz * dz);
                var value = own * _charges[j] * Math.Sqrt(inverse);
                energy += value;
                var g = -value * inverse;
                var (gx, gy, gz) = (g * dx, g * dy, g * dz);
                (fx, fy, fz) = (fx + gx, fy + gy, fz + gz);
                (xx, yy, zz) = (xx - gx * dx, yy - gy * dy, zz - gz * dz);
                (yz, xz, xy) = (yz - gy * dz, xz - gx * dz, xy - gx * dy);
            }

            (_result.LocalEnergies[i], _result.Fx[i], _result.Fy[i], _result.Fz[i]) = (0.5 * energy, fx, fy, fz);
        }

        _virials[block] = 0.5 * new Matrix3D(new(xx, xy, xz), new(xy, yy, yz), new(xz, yz, zz));
    }

    // What each Gaussian does to itself, −kα/√π q², and the background, −πkQ²/(2Vα²), which falls with the volume; both shared out by charge.
    private Matrix3D AddSelf(Atoms atoms)
    {
        var alpha = _coulomb.Splitting;
        double total = 0;
        for (var i = 0; i < atoms.Count; i++) total += _charges[i];
        var own = Coulomb.Constant * alpha / Math.Sqrt(Math.PI);
        var background = Coulomb.Constant * Math.PI * total / (2 * Math.Abs(atoms.Cell.Determinant) * alpha * alpha);
        for (var i = 0; i < atoms.Count; i++) _result.LocalEnergies[i] -= _charges[i] * (own * _charges[i] + background);
        return -background * total * Matrix3D.Identity;
    }
}
