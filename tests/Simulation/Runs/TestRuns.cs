using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>Runs of silicon in folders of their own.</summary>
internal static class TestRuns
{
    /// <summary>Four stages, one of each kind of coupling.</summary>
    public static MolecularDynamicsOptions AllKinds { get; } = new()
    {
        Stages = new Dictionary<string, StageOptions>
        {
            ["melt"] = new() { Steps = 23, Thermostat = ThermostatKind.Langevin, Temperature = 3000, TimeConstant = 50 },
            ["quench"] = new() { Steps = 31, Temperature = 3000, TemperatureEnd = 600, Timestep = 1.5, TimeConstant = 40 },
            ["hold"] = new() { Steps = 17, Thermostat = ThermostatKind.NoseHoover, Temperature = 600, TimeConstant = 30 },
            ["free"] = new() { Thermostat = ThermostatKind.None },
        },
        Steps = 29,
        Skin = 0.3, // lists are built often
        ThermoEvery = 3,
        TrajectoryEvery = 10,
        CheckpointEvery = 7,
    };

    /// <summary>Stages with barostats, one of each kind.</summary>
    public static MolecularDynamicsOptions AllBarostats { get; } = new()
    {
        Stages = new Dictionary<string, StageOptions>
        {
            ["press"] = new() { Steps = 23, Thermostat = ThermostatKind.Langevin, Temperature = 1500, TimeConstant = 50, Barostat = BarostatKind.Rescaling, Cell = CellMotion.Full, PressureEnd = 4 },
            ["hold"] = new() { Steps = 31, TimeConstant = 40, Barostat = BarostatKind.Rescaling },
            ["mtk"] = new() { Steps = 17, Thermostat = ThermostatKind.NoseHoover, TimeConstant = 30, Barostat = BarostatKind.Mtk, Cell = CellMotion.Full },
            ["weak"] = new() { Barostat = BarostatKind.Berendsen },
        },
        Pressure = 2,
        PressureTimeConstant = 100,
        Temperature = 1000,
        Steps = 29,
        Skin = 0.3,
        ThermoEvery = 3,
        TrajectoryEvery = 10,
        CheckpointEvery = 7,
    };

    /// <summary><see cref="AllKinds"/> (baths) or <see cref="AllBarostats"/> (cells), with a trajectory of a format.</summary>
    public static MolecularDynamicsOptions Stages(string name, TrajectoryKind kind = default, TrajectoryPrecision precision = default)
    {
        var o = name == "cells" ? AllBarostats : AllKinds;
        return new()
        {
            Stages = o.Stages, Steps = o.Steps, Skin = o.Skin, ThermoEvery = o.ThermoEvery, TrajectoryEvery = o.TrajectoryEvery, CheckpointEvery = o.CheckpointEvery,
            Temperature = o.Temperature, Pressure = o.Pressure, PressureTimeConstant = o.PressureTimeConstant, TrajectoryFormat = kind, TrajectoryPrecision = precision,
        };
    }

    public static StepContext Context(string folder, bool resume = false, WorkerPool? pool = null, CancellationToken cancellation = default, IProgress<ProgressUpdate>? progress = null) => new()
    {
        StepId = "md", Seed = 5, Pool = pool ?? new WorkerPool(1), Folder = new RunFolder(folder), IsResume = resume, Cancellation = cancellation, Progress = progress ?? new Progress<ProgressUpdate>(),
    };

    public static void Run(MolecularDynamicsOptions options, StepContext context, IPotential? potential = null, Structure? structure = null)
    {
        using MolecularDynamicsRun run = new(options, context, structure ?? TestSystems.Diamond(2, 2, 2), potential ?? TestSystems.SiliconPotential);
        run.Run();
    }

    /// <summary>Name and content of all files.</summary>
    public static string Content(string folder) => string.Join('\n', Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + " " + FileHash.Sha256(f)));
}

/// <summary>Silicon that does something at a chosen evaluation.</summary>
internal sealed class Interrupting(int at, Action<EvaluationResult> what) : IPotential
{
    private int _count;

    public string Family => "test";

    public double Cutoff => TestSystems.SiliconPotential.Cutoff;

    public IReadOnlyList<int> Elements => [14];

    public Precision Precision => Precision.Double;

    public IPotential InPrecision(Precision precision) => this;

    public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        TestSystems.SiliconPotential.Evaluate(atoms, list, result);
        if (++_count == at) what(result);
    }
}

/// <summary>Stands for the end of the process.</summary>
internal sealed class KilledException : Exception;
