using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

public sealed class RunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _recipe;

    public RunCommandTests()
    {
        _folder.Write("a.txt", "12345");
        _recipe = _folder.Write("r.yaml", "recipe: 1\ndo: test.count\ndata: a.txt\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_go_to_standard_output_progress_and_warnings_to_standard_error()
    {
        var (code, output, error) = Run(new CountKind(), "run", _recipe, "-o", _folder["run"]);
        Assert.Equal(0, code);
        Assert.Equal(["bytes 5", $"results: {_folder["run"]} (report.html, summary.json)"], Lines(output));
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"counting: {10 * i} %"), "warning: bytes are not characters."], Lines(error));
        var report = File.ReadAllText(_folder["run", "report.html"]);
        Assert.Contains("<h2>Bytes &amp; more</h2>\n<p>counted</p>", report, StringComparison.Ordinal);
        Assert.Contains("bytes are not characters.", report, StringComparison.Ordinal);
        Assert.Contains(FileHash.Sha256(_folder["a.txt"]), report, StringComparison.Ordinal);
        Assert.Equal("{\n  \"steps\": {\n    \"test-count\": {\n      \"bytes\": 5\n    }\n  }\n}\n", File.ReadAllText(_folder["run", "summary.json"]));
    }

    [Fact]
    public void Dry_run_says_what_would_happen_and_writes_nothing()
    {
        var (code, output, _) = Run(new CountKind(), "run", _recipe, "-o", _folder["run"], "--dry-run", "--set", "pieces=7", "--threads", "3");
        Assert.Equal(0, code);
        Assert.Equal(
            [
                $"recipe {_recipe}: 1 step, seed 0, 3 threads, into {_folder["run"]}",
                "test-count: test.count. Counts bytes.",
                $"  reads  {_folder["a.txt"]}",
                $"  writes {_folder["run", "count.txt"]}",
                "  counts in 7 pieces",
            ],
            Lines(output));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Dry_run_finds_the_faults_a_run_would()
    {
        Assert.Equal(ExitCodes.Input, Run(new CountKind(), "run", _recipe, "-o", _folder.Path, "--dry-run").Code);
        Assert.Equal(ExitCodes.Input, Run(new CountKind(), "run", _recipe, "-o", _folder["run"], "--dry-run", "--set", "data=/nowhere").Code);
    }

    [Fact]
    public void Threads_come_from_the_recipe_before_the_option()
    {
        Run(new CountKind(), "run", _recipe, "-o", _folder["one"], "--threads", "3");
        Assert.Equal(3, RunRecord.TryRead(_folder["one"])!.Threads);
        Run(new CountKind(), "run", _recipe, "-o", _folder["two"], "--threads", "3", "--set", "threads=2");
        Assert.Equal(2, RunRecord.TryRead(_folder["two"])!.Threads);
    }

    [Theory]
    [InlineData(typeof(GuardException), ExitCodes.Guard, "error: the guard spoke.")]
    [InlineData(typeof(MissingDependencyException), ExitCodes.Missing, "error: the guard spoke.")]
    public void Guards_and_missing_programs_have_exit_codes_of_their_own(Type type, int expected, string sentence)
    {
        var fault = (Exception)Activator.CreateInstance(type, "the guard spoke.")!;
        var (code, _, error) = Run(new CountKind { Fault = fault }, "run", _recipe, "-o", _folder["run"]);
        Assert.Equal((expected, sentence), (code, Lines(error)[^1]));
        Assert.Equal(RunStatus.Failed, RunRecord.TryRead(_folder["run"])!.Status);
    }

    [Fact]
    public void A_defect_leaves_a_log_and_no_stack_trace_on_the_screen()
    {
        var (code, output, error) = Run(new CountKind { Fault = new IndexOutOfRangeException("index 7") }, "run", _recipe, "-o", _folder["run"]);
        Assert.Equal((ExitCodes.Defect, ""), (code, output));
        var log = _folder["run", "lithoscope.log"];
        Assert.Equal($"error: a defect of lithoscope ended the command (IndexOutOfRangeException: index 7); please report it with the log {log}.", Lines(error)[^1]);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Contains("   at Lithoscope.Cli.Tests.CountKind.Run", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_into_the_folder_needs_resume_or_force()
    {
        Run(new CountKind(), "run", _recipe, "-o", _folder["run"]);
        var (code, _, error) = Run(new CountKind(), "run", _recipe, "-o", _folder["run"]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Equal($"error: {_folder["run"]}: the folder holds a run already; continue it with --resume, replace it with --force, or choose another folder with -o.", Lines(error).Single());
        Assert.Equal(0, Run(new CountKind(), "run", _recipe, "-o", _folder["run"], "--resume").Code);
        Assert.Equal(0, Run(new CountKind(), "run", _recipe, "-o", _folder["run"], "--force").Code);
    }

    private static (int Code, string Output, string Error) Run(IStepKind kind, params string[] args) => CliHarness.Run(args, kind);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
