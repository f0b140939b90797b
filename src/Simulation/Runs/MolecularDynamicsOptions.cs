using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>How atoms are coupled to a bath.</summary>
public enum ThermostatKind
{
    /// <summary>Not at all: constant energy.</summary>
    None,

    /// <summary>Stochastic velocity rescaling.</summary>
    Rescaling,

    /// <summary>Langevin dynamics.</summary>
    Langevin,

    /// <summary>Nosé–Hoover chain.</summary>
    NoseHoover,
}

/// <summary>How the cell is coupled to a pressure.</summary>
public enum BarostatKind
{
    /// <summary>Not at all: constant volume.</summary>
    None,

    /// <summary>Stochastic cell rescaling.</summary>
    Rescaling,

    /// <summary>After Martyna, Tobias and Klein, with Nosé–Hoover chains.</summary>
    Mtk,

    /// <summary>After Berendsen: samples no ensemble.</summary>
    Berendsen,
}

/// <summary>What a stage may say for itself; what it leaves out is that of the recipe.</summary>
public class StageOptions
{
    /// <summary>Number of steps.</summary>
    [Range(0L, 1_000_000_000_000L), Description("Number of steps.")]
    public long? Steps { get; init; }

    /// <summary>Time step, fs.</summary>
    [Range(1e-4, 100.0), Description("Time step, fs.")]
    public double? Timestep { get; init; }

    /// <summary>Temperature at the beginning of the stage, K.</summary>
    [Range(0.0, 1e6), Description("Temperature, K; at the beginning of the stage where temperature_end is given.")]
    public double? Temperature { get; init; }

    /// <summary>Temperature at the end of the stage, K.</summary>
    [Range(0.0, 1e6), Description("Temperature at the end of the stage, K, reached linearly; without it the temperature stays.")]
    public double? TemperatureEnd { get; init; }

    /// <summary>Coupling to a bath.</summary>
    [Description("none (constant energy), rescaling (stochastic velocity rescaling), langevin, or nose_hoover.")]
    public ThermostatKind? Thermostat { get; init; }

    /// <summary>Time constant of the coupling, fs.</summary>
    [Range(1e-3, 1e9), Description("Time constant of the coupling to the bath, fs.")]
    public double? TimeConstant { get; init; }

    /// <summary>Coupling of the cell to a pressure.</summary>
    [Description("none (constant volume), rescaling (stochastic cell rescaling, with any thermostat), mtk (after Martyna, Tobias and Klein, with nose_hoover), or berendsen (for equilibration alone: it does not sample the isothermal-isobaric ensemble).")]
    public BarostatKind? Barostat { get; init; }

    /// <summary>Pressure at the beginning of the stage, GPa.</summary>
    [Range(-1e4, 1e4), Description("Pressure, GPa; at the beginning of the stage where pressure_end is given.")]
    public double? Pressure { get; init; }

    /// <summary>Pressure at the end of the stage, GPa.</summary>
    [Range(-1e4, 1e4), Description("Pressure at the end of the stage, GPa, reached linearly; without it the pressure stays.")]
    public double? PressureEnd { get; init; }

    /// <summary>What of the cell moves.</summary>
    [Description("What a barostat moves: isotropic (the volume) or full (all lengths and angles of the cell, which does not turn).")]
    public CellMotion? Cell { get; init; }

    /// <summary>Time constant of the coupling to the pressure, fs.</summary>
    [Range(1e-3, 1e9), Description("Time constant of the coupling to the pressure, fs.")]
    public double? PressureTimeConstant { get; init; }

    /// <summary>Compressibility, 1/GPa.</summary>
    [Range(1e-9, 1e6), Description("Compressibility, 1/GPa, about: rescaling and berendsen follow the pressure in pressure_time_constant where it is right.")]
    public double? Compressibility { get; init; }
}

/// <summary>Options of <c>md</c>.</summary>
public sealed class MolecularDynamicsOptions : StageOptions
{
    /// <summary>Atoms to begin with.</summary>
    [Required, FilePath, Description("Structure to begin with, in any format read. A column 'velocities' (Å/fs) is kept unless velocities: draw.")]
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

    /// <summary>A repulsive wall between all pairs, or null.</summary>
    [Description("Screened repulsion of nuclei (Ziegler, Biersack and Littmark) between all pairs of atoms, added to the potential: for models that do not repel at distances they never saw; none unless given.")]
    public WallOptions? Wall { get; init; }

    /// <summary>Stages in order.</summary>
    [Description("Stages in order, each with a name and what differs from the values above; none means one stage. 'steps' above sets the last stage where that says nothing.")]
    public IReadOnlyDictionary<string, StageOptions> Stages { get; init; } = new Dictionary<string, StageOptions>();

    /// <summary>Where velocities come from.</summary>
    [Description("keep (those of the structure, drawn where it has none) or draw (from Maxwell's distribution at the first temperature).")]
    public VelocityOrigin Velocities { get; init; }

    /// <summary>Skin, Å.</summary>
    [Range(0.0, 10.0), Description("Skin of the neighbour list, Å; without it, it is tuned as the run goes, from how many steps lists last.")]
    public double? Skin { get; init; }

    /// <summary>Steps between lines of the log.</summary>
    [Range(1L, 1_000_000_000L), Description("Steps between lines of thermo.csv.")]
    public long ThermoEvery { get; init; } = 10;

    /// <summary>Steps between frames of the trajectory.</summary>
    [Range(0L, 1_000_000_000L), Description("Steps between frames of the trajectory; 0 for none.")]
    public long TrajectoryEvery { get; init; } = 100;

    /// <summary>Format of the trajectory.</summary>
    [Description("Format of the trajectory: extxyz (trajectory.extxyz), ltraj (trajectory.ltraj, binary: the smallest, and the fastest to analyse), or lammps_dump (trajectory.lammpstrj).")]
    public TrajectoryKind TrajectoryFormat { get; init; }

    /// <summary>Precision of a binary trajectory.</summary>
    [Description("Precision of positions and velocities in a binary trajectory: double or single.")]
    public TrajectoryPrecision TrajectoryPrecision { get; init; }

    /// <summary>Steps between checkpoints.</summary>
    [Range(1L, 1_000_000_000L), Description("Steps between checkpoints; one is also written on Ctrl-C and SIGTERM, and every five minutes.")]
    public long CheckpointEvery { get; init; } = 1000;

    /// <summary>What stops the run.</summary>
    [Description("Limits above which the run stops with exit code 3 and writes the frame to stopped.extxyz; energies that are not numbers stop it too.")]
    public StopLimits StopAbove { get; init; } = new();

    /// <summary>What is warned of.</summary>
    [Description("Limits above which the run warns at its end.")]
    public WarnLimits WarnAbove { get; init; } = new();

    /// <summary>Steps between looks at grades.</summary>
    [Range(1L, 1_000_000_000L), Description("Steps between evaluations of the extrapolation grades of all atoms, which are made where stop_above.grade or warn_above.grade is set.")]
    public long GuardEvery { get; init; } = 10;

    /// <summary>Structures the potential was trained on.</summary>
    [FilePath, Description("Structures that the potential was trained on: grades are then those of D-optimality, else distances outside the ranges of features that the model keeps, in units of these.")]
    public string? TrainingSet { get; init; }

    /// <summary>Whether a lost atom stops the run.</summary>
    [Description("Whether a run that is not periodic along all axes stops when an atom that had neighbours has none left.")]
    public bool StopOnLostAtom { get; init; } = true;

    /// <summary>Atoms that do not move.</summary>
    [Description("Atoms that do not move: numbers such as 0-15,20 (from 0), elements such as Si, regions such as z < 5 (Å, at the start); all that any of these selects.")]
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>Whether Langevin dynamics keeps the whole at rest.</summary>
    [Description("Whether Langevin dynamics keeps the centre of mass at rest too; the other thermostats always do.")]
    public bool FixCenterOfMass { get; init; }

    /// <summary>Stem of the output files.</summary>
    [Description("Put before the names of the output files, with a hyphen, where a recipe has several steps of this kind.")]
    public string Name { get; init; } = "";
}

/// <summary>A wall against close approach.</summary>
public sealed record WallOptions
{
    /// <summary>Full repulsion up to here, Å.</summary>
    [Required, Range(0.01, 10.0), Description("Full repulsion up to this distance, Å.")]
    public double? Inner { get; init; }

    /// <summary>None from here on, Å.</summary>
    [Required, Range(0.01, 10.0), Description("No repulsion from this distance on, Å.")]
    public double? Outer { get; init; }
}

/// <summary>Limits above which a run stops.</summary>
public sealed record StopLimits
{
    /// <summary>Temperature, K.</summary>
    [Range(1.0, 1e9), Description("Temperature, K.")]
    public double Temperature { get; init; } = 50_000;

    /// <summary>Force on an atom, eV/Å.</summary>
    [Range(1e-3, 1e9), Description("Force on an atom, eV/Å.")]
    public double Force { get; init; } = 1000;

    /// <summary>Volume over that at the start, or the other way round.</summary>
    [Range(1.0, 1e9), Description("Volume of the cell over that at the start, or the other way round.")]
    public double VolumeRatio { get; init; } = 10;

    /// <summary>Extrapolation grade of an atom.</summary>
    [Range(0.0, 1e12), Description("Extrapolation grade of an atom, looked at every guard_every steps; off unless given.")]
    public double? Grade { get; init; }

    /// <summary>Spread of a committee, eV/Å.</summary>
    [Range(0.0, 1e12), Description("Standard deviation of the force on an atom between the members of a committee, eV/Å; off unless given.")]
    public double? Spread { get; init; }
}

/// <summary>Limits above which a run warns at its end.</summary>
public sealed record WarnLimits
{
    /// <summary>Extrapolation grade of an atom.</summary>
    [Range(0.0, 1e12), Description("Extrapolation grade of an atom, looked at every guard_every steps; off unless given.")]
    public double? Grade { get; init; }
}

/// <summary>Where velocities come from.</summary>
public enum VelocityOrigin
{
    /// <summary>The structure; drawn where it has none.</summary>
    Keep,

    /// <summary>Maxwell's distribution.</summary>
    Draw,
}
