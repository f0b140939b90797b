using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lithoscope.Potentials;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>
/// LAMMPS on Stillinger–Weber silicon, 8,000 atoms at 1,000 K, one thread: an empirical potential in the field's common program, against which every time of a potential is put.
/// </summary>
internal sealed partial class SiliconYardstick : IDisposable
{
    // ε, σ, a, λ, γ, cos θ₀, A, B, p, q of Stillinger and Weber 1985, doi:10.1103/PhysRevB.31.5262, with ε in eV for the cohesive energy of silicon.
    private const string Parameters = "Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333 7.049556277 0.6022245584 4.0 0.0 0.0\n";

    private const string Input = """
        units metal
        atom_style atomic
        boundary p p p
        lattice diamond 5.431
        region b block 0 10 0 10 0 10
        create_box 1 b
        create_atoms 1 box
        mass 1 28.0855
        pair_style sw
        pair_coeff * * Si.sw Si
        velocity all create 1000 12345
        fix 1 all nve
        timestep 0.001
        thermo 20
        run 20
        run 60

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lithoscope-yardstick-").FullName;

    private SiliconYardstick()
    {
        File.WriteAllText(Path.Combine(_folder, "Si.sw"), Parameters);
        File.WriteAllText(Path.Combine(_folder, "in.sw"), Input);
    }

    /// <summary>The same potential as ours.</summary>
    public static IPotential Potential()
    {
        var folder = Directory.CreateTempSubdirectory("lithoscope-silicon-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Si.sw"), Parameters);
            return PotentialFile.Read(Path.Combine(folder, "Si.sw"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The yardstick, or null where there is no <c>lmp</c>.</summary>
    public static SiliconYardstick? TryCreate()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => p.Length > 0 && File.Exists(Path.Combine(p, "lmp")));
        return found ? new SiliconYardstick() : null;
    }

    /// <summary>Runs it once.</summary>
    /// <returns>Microseconds of processor time per atom and step; null where LAMMPS did not say.</returns>
    public double? Run(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("lmp", ["-in", "in.sw", "-log", "log.sw", "-screen", "none"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        _ = process.StandardOutput.ReadToEndAsync(cancellation);
        _ = process.StandardError.ReadToEndAsync(cancellation);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0) return null;
        return Read(File.ReadAllText(Path.Combine(_folder, "log.sw")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The last run of a log: its wall-clock time times the share of a processor that it had.</summary>
    internal static double? Read(string log)
    {
        if (Loop().Matches(log) is not [.., var loop] || Use().Matches(log) is not [.., var use]) return null;
        static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);
        // Below a few runs in a hundred the share is rounded above 100 %.
        return Number(loop.Groups[1]) * Math.Min(1, Number(use.Groups[1]) / 100) / (Number(loop.Groups[2]) * Number(loop.Groups[3])) * 1e6;
    }

    [GeneratedRegex(@"Loop time of (\S+) on 1 procs for (\d+) steps with (\d+) atoms")]
    private static partial Regex Loop();

    [GeneratedRegex(@"(\S+)% CPU use")]
    private static partial Regex Use();
}
