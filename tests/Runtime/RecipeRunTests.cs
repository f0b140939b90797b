using System.Text.Json.Nodes;

namespace Lithoscope.Runtime.Tests;

public sealed class RecipeRunTests : IDisposable
{
    private const string Text = "recipe: 1\nseed: 5\nsteps:\n  - {id: fit, do: test.fit, data: a.xyz}\n  - {id: use, do: test.use, model: \"${steps.fit.model}\"}\n";

    private readonly TemporaryFolder _folder = new();
    private readonly FitKind _fit = new();
    private readonly UseKind _use = new();
    private readonly WorkerPool _pool = new(1);

    public RecipeRunTests()
    {
        _folder.Write("a.xyz", "frames ");
        _folder.Write("r.yaml", Text);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_run_leaves_record_recipe_summary_and_report()
    {
        var results = Run("one");
        Assert.Equal("used", results[1].SummaryLines.Single());
        var record = RunRecord.TryRead(_folder["one"])!;
        Assert.Equal((RunStatus.Done, 5UL, 1, 0), (record.Status, record.Seed, record.Threads, record.Resumed));
        Assert.Equal(new RecordedFile(_folder["a.xyz"], FileHash.Sha256(_folder["a.xyz"])), record.Inputs.Single());
        Assert.Equal(["fit", "use"], record.Steps.Select(s => s.Id));
        Assert.Equal(new RecordedFile("model.txt", FileHash.Sha256(_folder["one", "model.txt"])), record.Steps[0].Outputs["model"]);
        Assert.Equal(["copy.txt", "model.txt", "recipe.resolved.yaml", "report.html", "summary.json"], record.Files);
        Assert.Equal(["the data are few."], record.Warnings);
        Assert.Contains(record.InstructionSet, new[] { "scalar", "256", "512" });
        Assert.NotNull(record.Finished);

        var summary = JsonNode.Parse(File.ReadAllText(_folder["one", "summary.json"]))!;
        Assert.Equal("NaN", (string?)summary["steps"]!["fit"]!["none"]);
        Assert.Equal("Si 2p → ✓ <b>", (string?)summary["steps"]!["fit"]!["text"]);
        Assert.Equal("<h2>Fit</h2>", File.ReadAllText(_folder["one", "report.html"]));
    }

    [Fact]
    public void Repeating_the_resolved_recipe_repeats_the_run()
    {
        Run("one");
        File.Copy(_folder["one", "recipe.resolved.yaml"], _folder["again.yaml"]);
        Run("two", recipe: "again.yaml");
        AssertSame("one", "two");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_cancelled_run_resumes_to_the_same_bytes_without_repeating_work(int piece)
    {
        Run("whole");
        var before = _fit.PiecesComputed;
        Cancel("cut", piece);
        Assert.Equal(RunStatus.Interrupted, RunRecord.TryRead(_folder["cut"])!.Status);
        Run("cut", resume: true);
        Assert.Equal(before + 10, _fit.PiecesComputed);
        AssertSame("whole", "cut");
        var record = RunRecord.TryRead(_folder["cut"])!;
        Assert.Equal((RunStatus.Done, 1), (record.Status, record.Resumed));
    }

    [Fact]
    public void A_failed_run_resumes_after_its_finished_steps()
    {
        Run("whole");
        var before = _fit.PiecesComputed;
        _use.Fault = new IOException("no space");
        Assert.Throws<IOException>(() => Run("cut"));
        var record = RunRecord.TryRead(_folder["cut"])!;
        Assert.Equal((RunStatus.Failed, "no space"), (record.Status, record.Error));
        _use.Fault = null;
        Run("cut", resume: true);
        Assert.Equal(before + 10, _fit.PiecesComputed); // the finished step was not run again
        AssertSame("whole", "cut");
        Assert.Equal(["the data are few."], RunRecord.TryRead(_folder["cut"])!.Warnings);
    }

    [Fact]
    public void A_finished_run_may_be_resumed_and_a_damaged_output_is_made_again()
    {
        Run("whole");
        Run("cut");
        Run("cut", resume: true);
        AssertSame("whole", "cut");
        File.WriteAllText(_folder["cut", "model.txt"], "damaged");
        Run("cut", resume: true);
        AssertSame("whole", "cut");
    }

    [Theory]
    [InlineData("a.xyz", "other", "the input ")]
    [InlineData("r.yaml", Text + "    \n# a remark only\n", null)]
    [InlineData("r.yaml", "recipe: 1\nseed: 6\nsteps:\n  - {id: fit, do: test.fit, data: a.xyz}\n  - {id: use, do: test.use, model: \"${steps.fit.model}\"}\n", "the recipe has changed since the run was started")]
    [InlineData("r.yaml", "threads: 3\n" + Text, null)]
    public void A_resume_is_refused_when_what_the_numbers_depend_on_has_changed(string file, string content, string? reason)
    {
        Cancel("cut", 4);
        _folder.Write(file, content);
        if (reason is null)
        {
            Run("cut", resume: true);
            return;
        }

        var fault = Assert.Throws<InputException>(() => Run("cut", resume: true));
        Assert.Contains("the run cannot be continued: " + reason, fault.Message, StringComparison.Ordinal);
        Run("cut", resume: true, force: true);
        Assert.Contains(RunRecord.TryRead(_folder["cut"])!.Warnings, w => w.StartsWith("the run was continued although " + reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Fingerprints_tell_apart_instruction_sets_and_builds()
    {
        var print = new RunFingerprint("r", new Dictionary<string, string> { ["/a"] = "1" }, "build", "512");
        Assert.Null(print.DifferenceFrom(print));
        Assert.Equal("the run was started with the instruction set 256, not 512", print.DifferenceFrom(print with { InstructionSet = "256" }));
        Assert.Equal("the program has changed since the run was started", print.DifferenceFrom(print with { Code = "older" }));
        Assert.Equal("the input /a is new since the run was started", print.DifferenceFrom(print with { Inputs = new Dictionary<string, string>() }));
    }

    [Fact]
    public void A_folder_in_use_not_empty_or_not_a_folder_is_refused()
    {
        Run("one");
        Assert.Contains("the folder holds a run already; continue it with --resume", Assert.Throws<InputException>(() => Run("one")).Message, StringComparison.Ordinal);
        _folder.Write("mine/notes.txt", "mine");
        foreach (var (resume, force) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            Assert.Contains("is not empty and holds no run", Assert.Throws<InputException>(() => Run("mine", resume, force)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("there is a file of that name", Assert.Throws<InputException>(() => Run("a.xyz")).Message, StringComparison.Ordinal);
        using (FolderLock.Acquire(_folder["busy"])) Assert.Contains("in use by another run", Assert.Throws<InputException>(() => Run("busy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_removes_what_the_run_wrote_and_nothing_else()
    {
        Run("one");
        _folder.Write("one/notes.txt", "mine");
        _folder.Write("one/deep/notes.txt", "mine");
        File.Delete(_folder["one", "report.html"]);
        Run("one", force: true);
        Run("one", force: true); // what was foreign the first time is so the second time too
        Assert.Equal("mine", File.ReadAllText(_folder["one", "notes.txt"]));
        Assert.Equal("mine", File.ReadAllText(_folder["one", "deep", "notes.txt"]));
        var record = RunRecord.TryRead(_folder["one"])!;
        Assert.DoesNotContain("notes.txt", record.Files);
        Assert.Contains(record.Warnings, w => w.Contains("notes.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_points_outside_removes_nothing_there()
    {
        Run("one");
        _folder.Write("outside.txt", "mine");
        var path = _folder["one", "run.json"];
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        record["files"]!.AsArray().Add("../outside.txt");
        File.WriteAllText(path, record.ToJsonString());
        Run("one", force: true);
        Assert.True(File.Exists(_folder["outside.txt"]));
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        _use.Fault = new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => Run("one"));
        Assert.Equal(RunStatus.Failed, RunRecord.TryRead(_folder["one"])!.Status);
    }

    private IReadOnlyList<StepResult> Run(string folder, bool resume = false, bool force = false, string recipe = "r.yaml", CancellationToken cancellation = default)
    {
        var plan = RunPlan.Make(Recipe.Read(_folder[recipe], new StepKindRegistry([_fit, _use])), _folder[folder], 1);
        using var run = RecipeRun.Open(plan, resume, force);
        return run.Execute(_pool, new Progress<ProgressUpdate>(), cancellation, sections => string.Concat(sections));
    }

    private void Cancel(string folder, int piece)
    {
        using var source = new CancellationTokenSource();
        _fit.BeforePiece = p =>
        {
            if (p == piece) source.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => Run(folder, cancellation: source.Token));
        _fit.BeforePiece = _ => { };
    }

    private void AssertSame(string a, string b)
    {
        foreach (var file in new[] { "summary.json", "model.txt", "copy.txt", "report.html" }) Assert.Equal(File.ReadAllBytes(_folder[a, file]), File.ReadAllBytes(_folder[b, file]));
    }
}
