using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A structure and what a potential says about it, in the units of the potential and the structure: eV and Å unless these are in others.</summary>
public sealed class EvaluatedStructure
{
    /// <summary>Names of what is written, which what a structure brings along gives way to.</summary>
    private static readonly string[] OwnColumns = ["local_energy", "extrapolation", "d_optimality", "local_energy_std", "forces_std"];

    private static readonly string[] OwnInfo = ["energy_std", "max_extrapolation", "extrapolating_atoms", "max_d_optimality"];

    /// <summary>The structure.</summary>
    public required Structure Structure { get; init; }

    /// <summary>Its place among those evaluated, counted from 0.</summary>
    public required int Frame { get; init; }

    /// <summary>Total energy.</summary>
    public required double Energy { get; init; }

    /// <summary>The share of each atom.</summary>
    public required double[] LocalEnergies { get; init; }

    /// <summary>Forces, x y z of each atom in turn.</summary>
    public required double[] Forces { get; init; }

    /// <summary>Virial, −V·stress.</summary>
    public required Matrix3D Virial { get; init; }

    /// <summary>Stress, tensile positive, of a periodic structure; else null.</summary>
    public Matrix3D? Stress => Structure is { Cell: { } cell, Periodicity.Any: true } && Math.Abs(cell.Determinant) is > 0 and var volume ? -1 / volume * Virial : null;

    /// <summary>How far each atom lies outside the feature boxes (<see cref="FeatureBox"/>), 0 inside; null where the potential has none.</summary>
    public double[]? Extrapolation { get; init; }

    /// <summary>The features outside their boxes.</summary>
    public IReadOnlyList<FeatureExcess> Excesses { get; init; } = [];

    /// <summary>The D-optimality grade of each atom (<see cref="ActiveSet"/>), or null.</summary>
    public double[]? Optimality { get; init; }

    /// <summary>Standard deviation of the total energy among the members of a committee, or null.</summary>
    public double? EnergyDeviation { get; init; }

    /// <summary>That of the energy of each atom, or null.</summary>
    public double[]? LocalEnergyDeviations { get; init; }

    /// <summary>That of the force on each atom, or null.</summary>
    public double[]? ForceDeviations { get; init; }

    /// <summary>Descriptors, a row for each atom that ends with NaN where its species has fewer; null where they were not asked for.</summary>
    public double[]? Descriptors { get; init; }

    /// <summary>
    /// The structure with energy, virial, stress and the columns of forces and energies of atoms. Energy, forces, stress and virial that it brought along, and columns that
    /// would otherwise stand there twice, are renamed REF_….
    /// </summary>
    public Structure ToStructure()
    {
        var source = Rename(Structure.RenameReferenceProperties());
        List<AtomColumn> columns = [.. source.Columns, new RealColumn("forces", 3, Forces), new RealColumn("local_energy", 1, LocalEnergies)];
        List<KeyValuePair<string, InfoValue>> info = [.. source.Info, new("energy", new RealInfo(Energy))];
        if (Stress is { } stress) info.Add(new("stress", StructureLabels.ToInfo(stress)));
        info.Add(new("virial", StructureLabels.ToInfo(Virial)));
        if (Extrapolation is { } grades)
        {
            columns.Add(new RealColumn("extrapolation", 1, grades));
            info.Add(new("max_extrapolation", new RealInfo(grades.DefaultIfEmpty(0).Max())));
            info.Add(new("extrapolating_atoms", new IntegerInfo(grades.LongCount(g => g > 0))));
        }

        if (Optimality is { } optimality)
        {
            columns.Add(new RealColumn("d_optimality", 1, optimality));
            info.Add(new("max_d_optimality", new RealInfo(optimality.DefaultIfEmpty(0).Max())));
        }

        if (EnergyDeviation is { } deviation)
        {
            columns.Add(new RealColumn("local_energy_std", 1, LocalEnergyDeviations!));
            columns.Add(new RealColumn("forces_std", 1, ForceDeviations!));
            info.Add(new("energy_std", new RealInfo(deviation)));
        }

        return source.With(columns, info);
    }

    // As ReferenceProperties does for labels.
    private static Structure Rename(Structure structure)
    {
        if (!structure.Columns.Any(c => OwnColumns.Contains(c.Name)) && !structure.Info.Any(p => OwnInfo.Contains(p.Key))) return structure;
        var columns = new List<AtomColumn>();
        foreach (var column in structure.Columns)
        {
            if (!OwnColumns.Contains(column.Name)) columns.Add(column);
            else if (structure.FindColumn(ReferenceProperties.Prefix + column.Name) is null) columns.Add(column with { Name = ReferenceProperties.Prefix + column.Name });
        }

        var info = new List<KeyValuePair<string, InfoValue>>();
        foreach (var (key, value) in structure.Info)
        {
            if (!OwnInfo.Contains(key)) info.Add(new(key, value));
            else if (structure.FindInfo(ReferenceProperties.Prefix + key) is null) info.Add(new(ReferenceProperties.Prefix + key, value));
        }

        return structure.With(columns, info);
    }
}
