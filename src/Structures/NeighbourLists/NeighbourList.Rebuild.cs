using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

public sealed partial class NeighbourList
{
    private double[] _x = [];
    private double[] _y = [];
    private double[] _z = [];
    private Matrix3D _cell;
    private Matrix3D _builtCell;
    private Periodicity _periodicity;
    private bool _built;

    /// <summary>
    /// Whether the list may lack a pair within the cutoff: since it was built atoms have moved too far or the cell has changed too much, these are not as many atoms, or the list was
    /// never built.
    /// </summary>
    /// <remarks>
    /// Positions are seen as those of the build in the strained cell, r₀F with F = h₀⁻¹h, plus displacements d. Pairs that are not in the list were at least cutoff + skin apart, so they
    /// are now at least σ(cutoff + skin) − 2 max|d| apart, where σ ≥ 1 − ‖F − 1‖ is the least that F shrinks a vector. Without a change of the cell atoms may move by half the skin.
    /// </remarks>
    /// <param name="atoms">The atoms the list was built for.</param>
    public bool NeedsRebuild(Atoms atoms)
    {
        if (!_built || atoms.Count != Count || atoms.Periodicity != _periodicity) return true;
        if (_periodicity.Any && !Same(atoms.Cell, _builtCell)) return _periodicity != Periodicity.Full || HaveStrainedTooFar(atoms);
        var limit = 0.25 * Skin * Skin;
        for (var i = 0; i < Count; i++)
        {
            var (dx, dy, dz) = (atoms.X[i] - _x[i], atoms.Y[i] - _y[i], atoms.Z[i] - _z[i]);
            if (!(dx * dx + dy * dy + dz * dz <= limit)) return true;
        }

        return false;
    }

    private bool HaveStrainedTooFar(Atoms atoms)
    {
        var f = _builtCell.Inverse() * atoms.Cell;
        Matrix3D e = new(f.A - new Vector3D(1, 0, 0), f.B - new Vector3D(0, 1, 0), f.C - new Vector3D(0, 0, 1));
        var norm = Math.Sqrt(Vector3D.Dot(e.A, e.A) + Vector3D.Dot(e.B, e.B) + Vector3D.Dot(e.C, e.C));
        var most = 0.5 * ((1 - norm) * (Cutoff + Skin) - Cutoff);
        if (!(most >= 0)) return true;
        var limit = most * most;
        for (var i = 0; i < Count; i++)
        {
            var (x, y, z) = (_x[i], _y[i], _z[i]);
            var dx = atoms.X[i] - (x * f.A.X + y * f.B.X + z * f.C.X);
            var dy = atoms.Y[i] - (x * f.A.Y + y * f.B.Y + z * f.C.Y);
            var dz = atoms.Z[i] - (x * f.A.Z + y * f.B.Z + z * f.C.Z);
            if (!(dx * dx + dy * dy + dz * dz <= limit)) return true;
        }

        return false;
    }

    /// <summary>Builds the list if it needs to be, see <see cref="NeedsRebuild"/>, and otherwise takes over the atoms' cell where that has changed.</summary>
    /// <returns>Whether it was built.</returns>
    /// <inheritdoc cref="Build"/>
    public bool Update(Atoms atoms, WorkerPool? pool = null, CancellationToken cancellation = default)
    {
        if (!NeedsRebuild(atoms))
        {
            if (!HasCellOf(atoms)) Refresh(atoms);
            return false;
        }

        Build(atoms, pool, cancellation);
        return true;
    }

    /// <summary>
    /// Takes over the atoms' cell without looking for pairs anew: for small strains of a fixed list, as in numerical derivatives.
    /// The skin must cover the strain: see <see cref="NeedsRebuild"/>.
    /// </summary>
    /// <param name="atoms">The atoms the list was built for.</param>
    public void Refresh(Atoms atoms)
    {
        _cell = atoms.Cell;
        _shifts.SetVectors(Lattice);
    }

    /// <summary>The Cartesian vector of any shift, Å, in the cell of the last build or <see cref="Refresh"/>.</summary>
    internal Vector3D VectorOf(LatticeShift shift) => Lattice.Transform(new(shift.A, shift.B, shift.C));

    private Matrix3D Lattice => new(_periodicity.A ? _cell.A : default, _periodicity.B ? _cell.B : default, _periodicity.C ? _cell.C : default);

    private void Remember(Atoms atoms)
    {
        var count = atoms.Count;
        if (_x.Length < count) (_x, _y, _z) = (new double[count], new double[count], new double[count]);
        Array.Copy(atoms.X, _x, count);
        Array.Copy(atoms.Y, _y, count);
        Array.Copy(atoms.Z, _z, count);
        (_cell, _builtCell, _periodicity) = (atoms.Cell, atoms.Cell, atoms.Periodicity);
    }
}
