using System.Diagnostics;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>examples/lisi-xps.yaml on the project's own data, made cheap with --set: everything a user does with it, as processes of the real program.</summary>
public sealed class MainJobTests : IDisposable
{
    private static readonly string Recipe = Repository.Find("examples", "lisi-xps.yaml");

    // The whole chain in some seconds: fewer choices, sparse points, sizes and draws, and small structures to predict.
    private static readonly string[] Cheap =
    [
        "steps.fit.descriptor.cutoff=[4,4.5]", "steps.fit.descriptor.radial_count=5", "steps.fit.descriptor.maximum_degree=3",
        "steps.fit.regression.zeta=[2,4]", "steps.fit.regression.noise=[1e-4,1e-3]", "steps.fit.regression.frame_offset=[0,1]",
        "steps.fit.regression.sparse_points=150", "steps.fit.regression.search_points=100",
        "steps.fit.learning_curve.sizes=4", "steps.fit.learning_curve.draws=6", "steps.fit.learning_curve.largest=200",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;

    public MainJobTests()
    {
        var data = _folder["data.extxyz"];
        var structures = _folder["structures.extxyz"];
        // A part of the data, so that the test does not grow with them.
        StructureFile.Write(data, StructureFile.Read(Repository.Find("data", "lisi", "frames.extxyz")).Take(40), "extxyz");
        StructureFile.Write(structures, StructureFile.Read(data).Where(f => f.Count is > 20 and < 32).Take(2), "extxyz");
        _settings = [.. Cheap.Append($"steps.fit.data={data}").Append($"steps.spectra.structures={structures}").SelectMany(s => new[] { "--set", s })];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_chain_ends_with_errors_on_the_screen_a_model_and_spectra()
    {
        var (code, output, error) = Run("one", "--threads", "1");
        Assert.True(code == ExitCodes.Done, error);
        var lines = output.Split('\n');
        Assert.InRange(lines.Length, 6, 40); // one screen
        Assert.Single(lines, l => l.StartsWith("Si 2p RMSE ", StringComparison.Ordinal));
        Assert.Single(lines, l => l.StartsWith("Li 1s RMSE ", StringComparison.Ordinal));
        Assert.Contains("frames of data.extxyz: ", lines[0], StringComparison.Ordinal);
        foreach (var file in new[] { "model.json", "model.safetensors", "predictions.csv", "learning_curves.csv", "amorphous.extxyz", "amorphous.csv", "amorphous.json", "amorphous-Si2p.svg", "summary.json", "run.json", "recipe.resolved.yaml", "report.html" })
        {
            Assert.True(File.Exists(_folder["one", file]), file);
        }

        var report = File.ReadAllText(_folder["one", "report.html"]);
        Assert.Contains("initial-state", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script src", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", report, StringComparison.Ordinal);
        foreach (var stage in new[] { "fit: read data", "fit: Si 2p: search", "fit: Si 2p: fit", "fit: Si 2p: learning curves", "fit: Li 1s: search", "spectra: predict" }) Assert.Contains(stage + ": 100 %", error, StringComparison.Ordinal);

        (code, output, error) = CliHarness.Run(["xps", "predict", "--model", _folder["one", "model.json"], "--structures", _folder["structures.extxyz"], "-o", _folder["out.extxyz"]]);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Equal(File.ReadAllBytes(_folder["one", "amorphous.extxyz"]), File.ReadAllBytes(_folder["out.extxyz"]));
    }

    [Fact]
    public void Two_threads_give_the_summary_and_the_files_of_one()
    {
        Assert.Equal(ExitCodes.Done, Run("one", "--threads", "1").Code);
        Assert.Equal(ExitCodes.Done, Run("two", "--threads", "2").Code);
        foreach (var file in new[] { "summary.json", "model.json", "model.safetensors", "predictions.csv", "learning_curves.csv", "amorphous.extxyz", "amorphous.csv", "amorphous.json", "amorphous-Si2p.svg" })
        {
            Assert.True(File.ReadAllBytes(_folder["one", file]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["two", file])), file);
        }

        Assert.Equal((1, 2), (RunRecord.TryRead(_folder["one"])!.Threads, RunRecord.TryRead(_folder["two"])!.Threads));
    }

    [Fact]
    public void The_resolved_recipe_repeats_the_run()
    {
        Assert.Equal(ExitCodes.Done, Run("one", "--threads", "1").Code);
        File.Copy(_folder["one", "recipe.resolved.yaml"], _folder["again.yaml"]);
        var (code, _, error) = CliHarness.Run(["run", _folder["again.yaml"], "-o", _folder["again"]], [.. StepKinds.All().Kinds]);
        Assert.True(code == ExitCodes.Done, error);
        AssertSameSummary("one", "again");
    }

    [Fact]
    public async Task A_run_killed_again_and_again_resumes_to_the_same_summary()
    {
        SlowTests.Require();
        Assert.Equal(ExitCodes.Done, Run("whole", "--threads", "2").Code);
        var resume = Array.Empty<string>();
        // Killed at the first checkpoint, in the search, and in the learning curves.
        foreach (var files in new[] { 1, 2, 6 })
        {
            using var killed = Start(["run", Recipe, "-o", _folder["cut"], .. _settings, "--threads", "1", .. resume]);
            await UntilCheckpoints(killed, files);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, killed.ExitCode);
            Assert.Equal(RunStatus.Running, RunRecord.TryRead(_folder["cut"])!.Status);
            Assert.False(File.Exists(_folder["cut", "summary.json"]));
            resume = ["--resume"];
        }

        using (var resumed = Start(["run", Recipe, "-o", _folder["cut"], .. _settings, "--threads", "2", "--resume"]))
        {
            await resumed.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, resumed.ExitCode);
        }

        AssertSameSummary("whole", "cut");
        foreach (var file in new[] { "model.json", "model.safetensors", "amorphous.extxyz" }) Assert.True(File.ReadAllBytes(_folder["whole", file]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["cut", file])), file);
        Assert.Equal((RunStatus.Done, 3), (RunRecord.TryRead(_folder["cut"])!.Status, RunRecord.TryRead(_folder["cut"])!.Resumed));
    }

    [Fact]
    public void Every_example_validates()
    {
        var examples = Directory.GetFiles(Repository.Find("examples"), "*.yaml", SearchOption.AllDirectories);
        Assert.Contains(Recipe, examples);
        foreach (var example in examples)
        {
            // Some learn from data that are not part of the project.
            if (Environment.GetEnvironmentVariable(ReferenceData.Variable) is null && File.ReadAllText(example).Contains("${env." + ReferenceData.Variable, StringComparison.Ordinal)) continue;
            var (code, output, error) = CliHarness.Run(["run", example, "-o", _folder["never"], "--dry-run"], [.. StepKinds.All().Kinds]);
            Assert.True(code == ExitCodes.Done, $"{example}: {error}");
            Assert.Contains("into " + _folder["never"], output, StringComparison.Ordinal);
            Assert.False(Directory.Exists(_folder["never"]));
        }
    }

    [Theory]
    [InlineData("steps.spectra.name=run", "the step 'spectra' would write run.json, which every run writes itself")]
    [InlineData("steps.spectra.name=summary", "the step 'spectra' would write summary.json, which every run writes itself")]
    [InlineData("steps.fit.model=run.json", "the step 'fit' would write run.json, which every run writes itself")]
    [InlineData("steps.spectra.name=model", "the steps 'fit' and 'spectra' both write model.json")]
    [InlineData("steps.spectra.name=predictions", "the steps 'fit' and 'spectra' both write predictions.csv")]
    [InlineData("steps.fit.model=../model.json", "'model' must be a file name that ends in .json")]
    [InlineData("steps.fit.references={si: c-Si-0}", "'references' names 'si'; write Si.")]
    [InlineData("steps.fit.references={Qq: c-Si-0}", "'references' names 'Qq', which is no element")]
    [InlineData("steps.fit.descriptor.width=[0.05]", "'descriptor.width' must lie between 0.2 and 2 Å")]
    [InlineData("steps.fit.descriptor.cutof=[5]", "the nearest known key is 'cutoff'")]
    public void What_would_fail_late_or_overwrite_is_refused_before_anything_runs(string setting, string sentence)
    {
        var (code, output, error) = Run("never", "--set", setting, "--dry-run");
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private (int Code, string Output, string Error) Run(string folder, params string[] more) =>
        CliHarness.Run(["run", Recipe, "-o", _folder[folder], .. _settings, .. more], [.. StepKinds.All().Kinds]);

    private void AssertSameSummary(string expected, string actual)
    {
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(_folder[expected, "summary.json"]))!["steps"]!["fit"]);
        Assert.Equal(File.ReadAllText(_folder[expected, "summary.json"]), File.ReadAllText(_folder[actual, "summary.json"]));
    }

    // The program as users start it: no startup hook.
    private static Process Start(IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task UntilCheckpoints(Process process, int files)
    {
        var folder = _folder["cut", "checkpoint", "fit"];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(5, TestContext.Current.CancellationToken))
        {
            if (Directory.Exists(folder) && Directory.GetFiles(folder).Length >= files) return;
            Assert.False(process.HasExited, $"the run ended before it had {files} checkpoints");
        }

        Assert.Fail($"there were no {files} checkpoints within 3 minutes");
    }
}
