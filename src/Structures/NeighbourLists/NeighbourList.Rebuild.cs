using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

public sealed partial class NeighbourList
{
    private double[] _x = [];
    private double[] _y = [];
    private double[] _z = [];
    private Matrix3D _cell;
    private Periodicity _periodicity;
    private bool _built;

    /// <summary>
    /// Whether the list may lack a pair within the cutoff: some atom has moved more than half the skin since the list was built, the
    /// cell has changed, these are not as many atoms, or the list was never built.
    /// </summary>
    /// <param name="atoms">The atoms the list was built for.</param>
    public bool NeedsRebuild(Atoms atoms)
    {
        if (!_built || atoms.Count != Count || atoms.Periodicity != _periodicity) return true;
        if (_periodicity.Any && atoms.Cell != _cell) return true;
        var limit = 0.25 * Skin * Skin;
        for (var i = 0; i < Count; i++)
        {
            var (dx, dy, dz) = (atoms.X[i] - _x[i], atoms.Y[i] - _y[i], atoms.Z[i] - _z[i]);
            if (!(dx * dx + dy * dy + dz * dz <= limit)) return true;
        }

        return false;
    }

    /// <summary>Builds the list if it needs to be: see <see cref="NeedsRebuild"/>.</summary>
    /// <returns>Whether it was built.</returns>
    /// <inheritdoc cref="Build"/>
    public bool Update(Atoms atoms, WorkerPool? pool = null, CancellationToken cancellation = default)
    {
        if (!NeedsRebuild(atoms)) return false;
        Build(atoms, pool, cancellation);
        return true;
    }

    /// <summary>
    /// Takes over the atoms' cell without looking for pairs anew: for small strains of a fixed list, as in numerical derivatives.
    /// The skin must cover the strain; <see cref="NeedsRebuild"/> then judges from this cell on, but still from the positions of the build.
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
        (_cell, _periodicity) = (atoms.Cell, atoms.Periodicity);
    }
}
