using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Simulation;

/// <summary>Options of <c>lithiate</c>.</summary>
public sealed class LithiationOptions
{
    /// <summary>Structure to begin with.</summary>
    [Required, FilePath, Description("Structure to begin with, periodic along all axes, in any format read.")]
    public string Structure { get; init; } = "";

    /// <summary>Which frame of the file, from 0.</summary>
    [Range(0L, 1_000_000_000L), Description("Which frame of the structure's file, from 0.")]
    public long Frame { get; init; }

    /// <summary>Potential.</summary>
    [Required, FilePath(AllowsSet = true), Description("Potential: a file, a folder, a YAML description, or a set such as Li=Li.nn,Si=Si.nn.")]
    public string Potential { get; init; } = "";

    /// <summary>Arithmetic of the potential.</summary>
    [Description("Arithmetic of the potential: double or single.")]
    public Potentials.Precision PotentialPrecision { get; init; }

    /// <summary>Element that goes in.</summary>
    [Description("Element whose atoms are inserted.")]
    public string Insert { get; init; } = "Li";

    /// <summary>Element that x is counted by.</summary>
    [Description("Element of the host: x is the number of atoms of 'insert' for each of it.")]
    public string Host { get; init; } = "Si";

    /// <summary>Composition at the end.</summary>
    [Required, Range(0.0, 1000.0), Description("The x to reach, atoms of 'insert' for each atom of 'host', those already there included.")]
    public double? To { get; init; }

    /// <summary>Atoms inserted before each relaxation.</summary>
    [Range(1, 1_000_000), Description("Atoms inserted, one after another, before each relaxation.")]
    public int InsertionsPerStep { get; init; } = 1;

    /// <summary>Growth of the cell, Å³.</summary>
    [Range(0.0, 1000.0), Description("Volume by which the cell grows, alike in all directions, for each inserted atom, Å³. Left out: 14.21 for Li in Si, by the volumes of crystalline Si and Li15Si4.")]
    public double? VolumePerAtom { get; init; }

    /// <summary>No atom is inserted closer to another, Å.</summary>
    [Range(0.01, 20.0), Description("No atom is inserted closer to another, Å; the run ends where no void is as large. Left out: 0.85 of the sum of the covalent radii of 'insert' and 'host'.")]
    public double? MinDistance { get; init; }

    /// <summary>Share of the sum of covalent radii below which the run stops.</summary>
    [Range(0.0, 1.0), Description("The run stops where an inserted atom relaxes closer to another than this share of the sum of their covalent radii: potentials may have no repulsion there. 0: never.")]
    public double StopFraction { get; init; } = 0.75;

    /// <summary>What of the cell may change while relaxing.</summary>
    [Description("fixed (positions only are relaxed), isotropic or full: what of the cell may change, to no pressure, after it has grown.")]
    public CellRelaxation Cell { get; init; }

    /// <summary>Largest force, eV/Å.</summary>
    [Range(1e-12, 1e3), Description("A composition is relaxed where no force is larger, eV/Å.")]
    public double ForceTolerance { get; init; } = 0.01;

    /// <summary>Largest component of the stress, GPa.</summary>
    [Range(1e-9, 1e3), Description("… and no component of the stress that the cell may answer to, GPa.")]
    public double StressTolerance { get; init; } = 0.01;

    /// <summary>Most evaluations of a relaxation.</summary>
    [Range(1, 10_000_000), Description("Evaluations of the forces after which the relaxation of a composition ends without being converged.")]
    public int Evaluations { get; init; } = 2000;

    /// <summary>Longest step, Å.</summary>
    [Range(1e-6, 2.0), Description("Longest displacement of an atom in one step of a relaxation, Å.")]
    public double LongestStep { get; init; } = 0.2;

    /// <summary>Displacement before each relaxation, Å.</summary>
    [Range(0.0, 1.0), Description("Standard deviation of random displacements before each relaxation, Å, which break the symmetry of crystals; 0 for none.")]
    public double Rattle { get; init; }

    /// <summary>Skin, Å.</summary>
    [Range(0.0, 10.0), Description("Skin of the neighbour list, Å, where the cell is fixed.")]
    public double Skin { get; init; } = 0.5;

    /// <summary>Stem of the output files.</summary>
    [Description("Put before the names of the output files, with a hyphen, where a recipe has several steps of this kind.")]
    public string Name { get; init; } = "";
}
