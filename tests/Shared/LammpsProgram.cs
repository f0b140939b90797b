using System.Diagnostics;

namespace Lithoscope.Tests;

/// <summary>LAMMPS, Debian's package, on one thread.</summary>
internal static class LammpsProgram
{
    /// <summary>Runs a script in a folder; the calling test is skipped where slow tests are, or where there is no lmp.</summary>
    public static void Run(TemporaryFolder folder, string script)
    {
        const string Program = "/usr/bin/lmp";
        SlowTests.Require();
        if (!File.Exists(Program)) Assert.Skip("there is no lmp");
        var input = folder.Write("in.lammps", script);
        var start = new ProcessStartInfo(Program, ["-in", input, "-log", "none"]) { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && !output.Contains("ERROR", StringComparison.Ordinal), output);
    }
}
