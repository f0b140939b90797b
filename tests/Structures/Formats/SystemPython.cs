using System.Diagnostics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Runs scripts with the system's own interpreter, the one that has Debian's python3-ase; a slow test.</summary>
internal static class SystemPython
{
    /// <summary>What the script prints. The calling test is skipped where slow tests are, or where there is no Python with ASE.</summary>
    /// <param name="script">The script; it may import sys, numpy and ase.</param>
    /// <param name="input">Its standard input.</param>
    public static string Run(string script, string input)
    {
        SlowTests.Require();
        var python = new[] { "/usr/bin/python3", "/usr/local/bin/python3" }.FirstOrDefault(File.Exists);
        if (python is null) Assert.Skip("there is no python3");
        const string Imports = "import sys\ntry:\n    import ase, numpy\nexcept ImportError:\n    sys.exit(77)\n";
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", Imports + script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 77) Assert.Skip("python3 has no ase, or lacks another module of this script");
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
