using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Simulation;

/// <summary>How the minimum is sought.</summary>
public enum RelaxationMethod
{
    /// <summary>Limited-memory BFGS with a limit of the step and backtracking.</summary>
    Lbfgs,

    /// <summary>FIRE 2.0.</summary>
    Fire,
}

/// <summary>Which changes of the cell are allowed.</summary>
public enum CellRelaxation
{
    /// <summary>None.</summary>
    Fixed,

    /// <summary>Its size, not its shape.</summary>
    Isotropic,

    /// <summary>Size and shape.</summary>
    Full,
}

/// <summary>What is done about stationary points that are no minima.</summary>
public enum SaddleCheck
{
    /// <summary>Nothing: no second relaxation.</summary>
    Ignore,

    /// <summary>The atoms are displaced and relaxed again; a lower energy is reported.</summary>
    Report,

    /// <summary>As <see cref="Report"/>, and the lower structure is the result.</summary>
    Follow,
}

/// <summary>Options of <c>relax</c>.</summary>
public sealed class RelaxationOptions
{
    /// <summary>Structures.</summary>
    [Required, FilePath, Description("Structures in any format read; each frame is relaxed. Atoms or components whose move_mask is false stay.")]
    public string Structure { get; init; } = "";

    /// <summary>Potential.</summary>
    [Required, FilePath(AllowsSet = true), Description("Potential: a file, a folder, a YAML description, or a set such as Li=Li.nn,Si=Si.nn.")]
    public string Potential { get; init; } = "";

    /// <summary>Arithmetic of the potential.</summary>
    [Description("Arithmetic of the potential: double or single.")]
    public Potentials.Precision PotentialPrecision { get; init; }

    /// <summary>Frames.</summary>
    [Description("Frames to take: an index such as 5 or -1, or START:STOP:STEP such as 0:10:2; all where it is left out.")]
    public string? Frames { get; init; }

    /// <summary>Method.</summary>
    [Description("lbfgs (limited-memory BFGS) or fire (FIRE 2.0).")]
    public RelaxationMethod Method { get; init; }

    /// <summary>What of the cell may change.</summary>
    [Description("fixed, isotropic (size only) or full (size and shape).")]
    public CellRelaxation Cell { get; init; }

    /// <summary>Pressure, GPa.</summary>
    [Range(-1e4, 1e4), Description("Pressure that a cell which may change is relaxed under, GPa; positive compresses.")]
    public double Pressure { get; init; }

    /// <summary>Largest force, eV/Å.</summary>
    [Range(1e-12, 1e3), Description("Converged where no force on an atom that may move is larger, eV/Å.")]
    public double ForceTolerance { get; init; } = 0.01;

    /// <summary>Largest component of the stress, GPa.</summary>
    [Range(1e-9, 1e3), Description("Converged where no component of stress plus pressure that the cell may answer to is larger, GPa.")]
    public double StressTolerance { get; init; } = 0.01;

    /// <summary>Most evaluations.</summary>
    [Range(1, 10_000_000), Description("Evaluations of the forces after which a relaxation ends without being converged.")]
    public int Evaluations { get; init; } = 2000;

    /// <summary>Longest step, Å.</summary>
    [Range(1e-6, 2.0), Description("Longest displacement of an atom in one step, Å.")]
    public double LongestStep { get; init; } = 0.2;

    /// <summary>Displacement before, Å.</summary>
    [Range(0.0, 1.0), Description("Standard deviation of random displacements before relaxing, Å, which break symmetry; 0 for none.")]
    public double Rattle { get; init; }

    /// <summary>Check of stationary points.</summary>
    [Description("ignore; report (displace by saddle_rattle, relax again, and say where the energy becomes lower); or follow (and keep the lower structure).")]
    public SaddleCheck Saddle { get; init; } = SaddleCheck.Report;

    /// <summary>Displacement of that check, Å.</summary>
    [Range(1e-4, 1.0), Description("Standard deviation of the displacements of that check, Å.")]
    public double SaddleRattle { get; init; } = 0.05;

    /// <summary>Most displacements tried.</summary>
    [Range(1, 1000), Description("How many such displacements are tried, until one leads lower. Minima that are only shallow need several of 0.2 to 0.3 Å.")]
    public int SaddleAttempts { get; init; } = 1;

    /// <summary>Skin, Å.</summary>
    [Range(0.0, 10.0), Description("Skin of the neighbour list, Å, where the cell is fixed.")]
    public double Skin { get; init; } = 0.5;

    /// <summary>Stem of the output files.</summary>
    [Description("Put before the names of the output files, with a hyphen, where a recipe has several steps of this kind.")]
    public string Name { get; init; } = "";
}
