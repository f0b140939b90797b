using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// A symmetry operation in fractional coordinates: the column vector x becomes R·x + t. Rows of whole numbers R belong to the new coordinates.
/// </summary>
/// <param name="A">Row of R for the first coordinate.</param>
/// <param name="B">Row of R for the second.</param>
/// <param name="C">Row of R for the third.</param>
/// <param name="Translation">t, in fractions of the cell vectors.</param>
public readonly record struct SymmetryOperation(LatticeShift A, LatticeShift B, LatticeShift C, Vector3D Translation)
{
    /// <summary>Where the operation puts a place, both in fractional coordinates.</summary>
    public Vector3D Apply(Vector3D x) => new(
        A.A * x.X + A.B * x.Y + A.C * x.Z + Translation.X,
        B.A * x.X + B.B * x.Y + B.C * x.Z + Translation.Y,
        C.A * x.X + C.B * x.Y + C.C * x.Z + Translation.Z);
}
