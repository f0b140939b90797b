using Lithoscope.Runtime;

namespace Lithoscope.Simulation;

/// <summary>Where a run of molecular dynamics writes.</summary>
internal sealed class RunFiles(RunFolder folder, string name, TrajectoryKind trajectory)
{
    public const string ThermoName = "thermo.csv";
    public const string FinalName = "final.extxyz";
    public const string PictureName = "dynamics.svg";

    /// <summary>What stands before all names.</summary>
    public string Prefix { get; } = PrefixOf(name);

    public string Thermo => folder.PathOf(Prefix + ThermoName);

    public string Trajectory => folder.PathOf(Prefix + TrajectoryEncoder.FileName(trajectory));

    public string Final => folder.PathOf(Prefix + FinalName);

    public string Picture => folder.PathOf(Prefix + PictureName);

    public string Checkpoint => folder.PathOf(Prefix + RunState.FileName);

    /// <summary>The frame at which a guard stopped the run.</summary>
    public string Stopped => folder.PathOf(Prefix + "stopped.extxyz");

    public static string PrefixOf(string name) => name.Length == 0 ? "" : name + "-";
}
