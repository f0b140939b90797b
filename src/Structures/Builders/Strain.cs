using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Strained cells: the lattice vectors and the atoms with them are multiplied by 1 + ε. Velocities stay as they are.</summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Strain
{
    /// <summary>Applies a symmetric strain.</summary>
    /// <param name="structure">The structure; it must have a cell.</param>
    /// <param name="strain">
    /// The tensor ε, without a unit and symmetric. Its off-diagonal values are those of the tensor, half of engineering shear strains;
    /// <see cref="StructureLabels.FromVoigt"/> makes it from six numbers.
    /// </param>
    /// <returns>The volume is multiplied by det(1 + ε).</returns>
    /// <exception cref="InputException">There is no cell, or the strain is not symmetric, not finite, or turns the cell inside out.</exception>
    public static Structure Apply(Structure structure, Matrix3D strain)
    {
        var cell = BuilderChecks.Cell(structure, "a strain");
        double[] v = [strain.A.X, strain.A.Y, strain.A.Z, strain.B.X, strain.B.Y, strain.B.Z, strain.C.X, strain.C.Y, strain.C.Z];
        if (!Array.TrueForAll(v, double.IsFinite)) throw BuilderChecks.Fault(structure, "the strain holds a value that is not a finite number", "give six or nine finite numbers");
        if (Math.Abs(v[1] - v[3]) + Math.Abs(v[2] - v[6]) + Math.Abs(v[5] - v[7]) > 1e-12 * (1 + v.Max(Math.Abs)))
        {
            throw BuilderChecks.Fault(structure, "the strain is not symmetric and would turn the structure", "give six numbers as xx yy zz yz xz xy");
        }

        var stretch = new Matrix3D(strain.A + new Vector3D(1, 0, 0), strain.B + new Vector3D(0, 1, 0), strain.C + new Vector3D(0, 0, 1));
        // Sylvester's criterion: every direction keeps a positive length.
        if (!(v[0] > -1 && stretch.A.X * stretch.B.Y - stretch.A.Y * stretch.B.X > 0 && stretch.Determinant > 0))
        {
            throw BuilderChecks.Fault(structure, "the strain leaves no volume", "give strains above -1");
        }

        var positions = new double[3 * structure.Count];
        for (var i = 0; i < structure.Count; i++) (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = stretch.Transform(structure.Position(i));
        return new(
            structure.AtomicNumbers.ToArray(), positions, cell * stretch, structure.Periodicity,
            CarriedProperties.Columns(structure, [.. Enumerable.Range(0, structure.Count)]), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    /// <summary>Changes the volume, alike in all directions.</summary>
    /// <param name="structure">The structure; it must have a cell.</param>
    /// <param name="change">The relative change of the volume: 0.03 makes it 3 % larger.</param>
    /// <exception cref="InputException">There is no cell, or the change is not above -1.</exception>
    public static Structure Volumetric(Structure structure, double change)
    {
        if (!(change > -1 && double.IsFinite(change))) throw BuilderChecks.Fault(structure, "the change of volume leaves no volume", "give a number above -1, such as 0.03");
        return Apply(structure, (Math.Cbrt(1 + change) - 1) * Matrix3D.Identity);
    }

    /// <summary>Stretches the structure along a cell vector and leaves it as it is across.</summary>
    /// <param name="structure">The structure; it must have a cell.</param>
    /// <param name="axis">0, 1 or 2 for a, b or c.</param>
    /// <param name="change">The relative change of that vector's length.</param>
    /// <exception cref="InputException">There is no cell, or the change is not above -1.</exception>
    public static Structure Uniaxial(Structure structure, int axis, double change)
    {
        var vector = BuilderChecks.Cell(structure, "a strain")[axis];
        var n = (1 / vector.Norm) * vector;
        return Apply(structure, new((change * n.X) * n, (change * n.Y) * n, (change * n.Z) * n));
    }
}
