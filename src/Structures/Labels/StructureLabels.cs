using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The physical quantities that a structure's columns and frame properties stand for, in the units and signs of docs/conventions.md.
/// A value that is absent or NaN is null; one of the wrong shape is a fault of the input.
/// </summary>
public static class StructureLabels
{
    // Stress and virial are often rounded to a few digits; a wrong sign or unit is off by far more.
    private const double Agreement = 0.01;

    /// <summary>The total energy, eV, or null.</summary>
    /// <exception cref="InputException">The property is not a single number.</exception>
    public static double? Energy(Structure structure, LabelKeys? keys = null)
    {
        if (LabelKeys.FindInfo(structure, (keys ?? LabelKeys.Default).Energy) is not { } key) return null;
        var values = Numbers(structure.FindInfo(key));
        if (values is not { Length: 1 }) throw Fault(structure, $"the energy, {key}, is not a single number", "write it in eV, or name another key");
        return double.IsNaN(values[0]) ? null : values[0];
    }

    /// <summary>The forces, eV/Å, three per atom in the order of the atoms, or null. Single values may be NaN.</summary>
    /// <exception cref="InputException">The column does not hold three real numbers per atom.</exception>
    public static RealColumn? Forces(Structure structure, LabelKeys? keys = null)
    {
        if (LabelKeys.FindColumn(structure, (keys ?? LabelKeys.Default).Forces) is not { } key) return null;
        return structure.FindColumn(key) as RealColumn is { Width: 3 } forces ? forces : throw Fault(structure, $"the forces, {key}, are not three real numbers per atom", $"declare them as {key}:R:3");
    }

    /// <summary>The stress, eV/Å³, tensile positive, as it stands or from the virial; or null.</summary>
    /// <exception cref="InputException">Wrong shape, no cell to convert with, or stress and virial contradict each other.</exception>
    public static Matrix3D? Stress(Structure structure, LabelKeys? keys = null) => Find(structure, keys ?? LabelKeys.Default) switch
    {
        { Stress: { } stress } => stress,
        { Virial: { } virial } => -1 / Volume(structure) * virial,
        _ => null,
    };

    /// <summary>The virial, eV: minus the volume times the stress, as it stands or from the stress; or null.</summary>
    /// <exception cref="InputException">Wrong shape, no cell to convert with, or stress and virial contradict each other.</exception>
    public static Matrix3D? Virial(Structure structure, LabelKeys? keys = null) => Find(structure, keys ?? LabelKeys.Default) switch
    {
        { Virial: { } virial } => virial,
        { Stress: { } stress } => -Volume(structure) * stress,
        _ => null,
    };

    /// <summary>A symmetric table from six numbers in the order xx yy zz yz xz xy (Voigt).</summary>
    public static Matrix3D FromVoigt(ReadOnlySpan<double> v) => new(new(v[0], v[5], v[4]), new(v[5], v[1], v[3]), new(v[4], v[3], v[2]));

    /// <summary>Six numbers in the order xx yy zz yz xz xy (Voigt); off-diagonal values are averaged over both sides of the diagonal.</summary>
    public static double[] ToVoigt(Matrix3D m) => [m.A.X, m.B.Y, m.C.Z, 0.5 * (m.B.Z + m.C.Y), 0.5 * (m.A.Z + m.C.X), 0.5 * (m.A.Y + m.B.X)];

    /// <summary>Nine numbers, row by row, as extended XYZ writes stresses and virials.</summary>
    public static RealInfo ToInfo(Matrix3D m) => new([m.A.X, m.A.Y, m.A.Z, m.B.X, m.B.Y, m.B.Z, m.C.X, m.C.Y, m.C.Z]);

    private static (Matrix3D? Stress, Matrix3D? Virial) Find(Structure structure, LabelKeys keys)
    {
        // Of several pairs the first that is there counts: a reference virial is not overruled by the stress of another program.
        for (var i = 0; i < Math.Max(keys.Stress.Count, keys.Virial.Count); i++)
        {
            var stress = i < keys.Stress.Count ? Table(structure, keys.Stress[i]) : null;
            var virial = i < keys.Virial.Count ? Table(structure, keys.Virial[i]) : null;
            if (stress is { } s && virial is { } v && structure.Cell is not null) Compare(structure, s, v, keys.Stress[i], keys.Virial[i]);
            if (stress is not null || virial is not null) return (stress, virial);
        }

        return default;
    }

    private static void Compare(Structure structure, Matrix3D stress, Matrix3D virial, string stressKey, string virialKey)
    {
        var scaled = Volume(structure) * stress;
        var sum = new Matrix3D(virial.A + scaled.A, virial.B + scaled.B, virial.C + scaled.C);
        if (Size(sum) <= Agreement * Size(virial) + 1e-6) return;
        throw Fault(structure, $"{virialKey} is not minus the volume times {stressKey}", "remove the one whose sign or unit is not that of docs/conventions.md (virial in eV, stress in eV/Å³, tensile positive)");
    }

    private static Matrix3D? Table(Structure structure, string key)
    {
        if (structure.FindInfo(key) is not { } value) return null;
        var v = Numbers(value);
        if (v is not { Length: 6 or 9 }) throw Fault(structure, $"{key} holds neither nine numbers nor six", "write nine, row by row, or six as xx yy zz yz xz xy");
        if (Array.Exists(v, double.IsNaN)) return null;
        return v.Length == 6 ? FromVoigt(v) : new(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
    }

    private static double[]? Numbers(InfoValue? value) => value switch
    {
        RealInfo real => real.Values,
        IntegerInfo integer => Array.ConvertAll(integer.Values, v => (double)v),
        _ => null,
    };

    private static double Volume(Structure structure) => structure.Cell is { } cell
        ? Math.Abs(cell.Determinant)
        : throw Fault(structure, "stress and virial cannot be converted without a cell", "add Lattice to the frame");

    private static double Size(Matrix3D m) => Math.Sqrt(Vector3D.Dot(m.A, m.A) + Vector3D.Dot(m.B, m.B) + Vector3D.Dot(m.C, m.C));

    private static InputException Fault(Structure structure, string what, string remedy) =>
        new(what, structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, remedy);
}
