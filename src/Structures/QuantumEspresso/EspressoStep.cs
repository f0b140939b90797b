using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>A structure of a run of pw.x with what was computed for it, in our units and signs. Values are NaN or null until they are found.</summary>
/// <param name="line">Its first line.</param>
internal sealed class EspressoStep(long line)
{
    /// <summary>Whether the electronic loop ended without reaching its criterion.</summary>
    public bool IsUnconverged { get; set; }

    /// <summary>Energy, eV: with smearing the free energy, to which forces and stress belong.</summary>
    public double Energy { get; set; } = double.NaN;

    /// <summary>Forces, eV/Å.</summary>
    public double[]? Forces { get; set; }

    /// <summary>Stress, eV/Å³, tensile positive.</summary>
    public Matrix3D? Stress { get; set; }

    /// <summary>Fermi energy, eV.</summary>
    public double FermiEnergy { get; set; } = double.NaN;

    /// <summary>Whether the electronic loop came to an end, good or bad.</summary>
    public bool HasEnded => IsUnconverged || double.IsFinite(Energy);

    /// <summary>The frame.</summary>
    public Structure Build(EspressoAtoms atoms, string file, int frame, params string[] remarks)
    {
        var (info, columns) = (new List<KeyValuePair<string, InfoValue>>(), new List<AtomColumn>());
        if (IsUnconverged)
        {
            info.Add(new("scf_converged", new LogicalInfo(false)));
            remarks = [.. remarks, string.Create(CultureInfo.InvariantCulture, $"the SCF of step {frame + 1} is not converged: energy, forces and stress were left out")];
        }
        else
        {
            if (double.IsFinite(Energy)) info.Add(new("energy", new RealInfo(Energy)));
            if (Stress is { } stress) info.Add(new("stress", StructureLabels.ToInfo(stress)));
            if (Forces is { } forces && forces.Length == 3 * atoms.Species.Length) columns.Add(new RealColumn("forces", 3, forces));
        }

        if (double.IsFinite(FermiEnergy)) info.Add(new("fermi_energy", new RealInfo(FermiEnergy)));
        info.Add(new("step", new IntegerInfo(frame + 1)));
        if (atoms.Labels.Where((label, i) => label != Element.Symbol(atoms.Species[i])).Any()) columns.Add(new TextColumn("label", 1, atoms.Labels));
        return new(atoms.Species, atoms.Positions, atoms.Cell, Periodicity.Full, columns, info, new(file, frame, line), remarks);
    }
}

/// <summary>A structure as pw.x prints it.</summary>
/// <param name="Labels">Label of each atom's species.</param>
/// <param name="Species">Atomic number of each atom.</param>
/// <param name="Positions">Cartesian positions, Å.</param>
/// <param name="Cell">Lattice vectors as rows, Å.</param>
internal sealed record EspressoAtoms(string[] Labels, byte[] Species, double[] Positions, Matrix3D Cell)
{
    /// <summary>Whether atoms and cell are those of <paramref name="other"/> to within <paramref name="tolerance"/> Å.</summary>
    public bool Agrees(EspressoAtoms other, double tolerance)
    {
        var same = Labels.AsSpan().SequenceEqual(other.Labels);
        for (var i = 0; i < Positions.Length && same; i++) same = Math.Abs(Positions[i] - other.Positions[i]) <= tolerance;
        return same && Agrees(Cell, other.Cell, tolerance);
    }

    /// <summary>Whether two cells are the same to within <paramref name="tolerance"/> Å.</summary>
    public static bool Agrees(Matrix3D a, Matrix3D b, double tolerance)
    {
        var same = true;
        for (var row = 0; row < 3; row++) same &= (a[row] - b[row]).Norm <= tolerance;
        return same;
    }
}
