using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

/// <summary>The program as a process of its own: what only a signal, a kill or a second process can show.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProcessTests() => _folder.Write("r.yaml", "recipe: 1\nseed: 3\ndo: test.slow\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_run_resumes_to_the_same_bytes()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are those of Unix");
        using (var whole = Start("whole", "--set", "milliseconds=0"))
        {
            Assert.Equal((0, "sum 33.020879"), (await whole.ExitCode(), (await whole.Output())[..13]));
        }

        using (var killed = Start("cut", "--set", "milliseconds=100"))
        {
            await killed.UntilError("pieces: 20 %");
            killed.Kill();
            await killed.ExitCode();
        }

        Assert.Equal(RunStatus.Running, RunRecord.TryRead(_folder["cut"])!.Status);
        var kept = Directory.GetFiles(_folder["cut", "checkpoint", "test-slow"]).Length;
        Assert.InRange(kept, 4, 19);
        using (var resumed = Start("cut", "--resume", "--set", "milliseconds=100"))
        {
            Assert.Equal(0, await resumed.ExitCode());
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"computed {20 - kept} pieces"), await resumed.Output(), StringComparison.Ordinal);
        }

        Assert.Equal(File.ReadAllBytes(_folder["whole", "summary.json"]), File.ReadAllBytes(_folder["cut", "summary.json"]));
        Assert.Equal(RunStatus.Done, RunRecord.TryRead(_folder["cut"])!.Status);
    }

    [Theory]
    [InlineData("INT", ExitCodes.Interrupted)]
    [InlineData("TERM", ExitCodes.Terminated)]
    public async Task A_signal_ends_the_run_with_its_code_and_says_how_to_go_on(string signal, int expected)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are those of Unix");
        using var run = Start("cut", "--set", "milliseconds=100");
        await run.UntilError("pieces: 10 %");
        await run.Signal(signal);
        Assert.Equal(expected, await run.ExitCode());
        Assert.Equal($"error: interrupted; continue with --resume -o {_folder["cut"]}", (await run.Error()).TrimEnd().Split('\n')[^1]);
        Assert.Equal(RunStatus.Interrupted, RunRecord.TryRead(_folder["cut"])!.Status);
    }

    [Fact]
    public async Task Two_processes_cannot_share_a_folder()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are those of Unix");
        using var first = Start("shared", "--set", "milliseconds=200");
        await first.UntilError("pieces: 10 %");
        using (var second = Start("shared", "--resume", "--set", "milliseconds=200"))
        {
            Assert.Equal(ExitCodes.Input, await second.ExitCode());
            Assert.Equal($"error: {_folder["shared"]}: the folder is in use by another run; wait for it to end or choose another folder with -o.", (await second.Error()).TrimEnd());
        }

        first.Kill();
        await first.ExitCode();
    }

    private ProgramProcess Start(string folder, params string[] more) => new(["run", _folder["r.yaml"], "-o", _folder[folder], .. more]);
}

public sealed class SlowOptions
{
    public int Milliseconds { get; init; }
}

/// <summary>Twenty pieces of work that take as long as they are told to, which is no part of the numbers.</summary>
public sealed class SlowKind : StepKind<SlowOptions>
{
    public override string Name => "test.slow";

    public override string Summary => "Takes its time.";

    public override StepResult Run(SlowOptions options, StepContext context)
    {
        var (sum, computed) = (0.0, 0);
        for (var piece = 0; piece < 20; piece++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            sum += context.Checkpoint.GetOrCompute(string.Create(CultureInfo.InvariantCulture, $"piece {piece}"), () =>
            {
                computed++;
                Thread.Sleep(options.Milliseconds);
                return Math.Sqrt((double)context.Seed * piece) / 3;
            });
            context.Report("pieces", piece + 1, 20);
        }

        return new StepResult { Summary = new JsonObject { ["sum"] = sum }, SummaryLines = [string.Create(CultureInfo.InvariantCulture, $"sum {sum:R}"), string.Create(CultureInfo.InvariantCulture, $"computed {computed} pieces")] };
    }
}
