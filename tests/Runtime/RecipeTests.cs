namespace Lithoscope.Runtime.Tests;

public sealed class RecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StepKindRegistry _kinds = new([new FitKind(), new UseKind()]);

    public RecipeTests() => _folder.Write("data/a.xyz", "frames ");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_type_of_option_is_read_and_defaults_stay()
    {
        var options = Options("""
            recipe: 1
            seed: 18446744073709551615
            steps:
              - id: fit
                do: test.fit
                data: data/a.xyz
                more: [b.xyz, ../c.xyz]
                cutoff: 1e-3
                l_max: 0
                steps: 1e5
                normalise: false
                label: 7
                method: sparse_gp
                sigma: .inf
                sizes: [1, 1000]
                offsets: {Si: -0.5, Li: 2}
                basis: {n_max: 3}
            """);
        Assert.Equal(_folder["data", "a.xyz"], options.Data);
        Assert.Equal([_folder["b.xyz"], Path.Combine(Path.GetDirectoryName(_folder.Path)!, "c.xyz")], options.More);
        Assert.Equal((1e-3, 0, 100_000L, false), (options.Cutoff, options.LMax, options.Steps, options.Normalise));
        Assert.Equal(("7", Regressor.SparseGp, double.PositiveInfinity), (options.Label, options.Method, options.Sigma));
        Assert.Equal([1, 1000], options.Sizes);
        Assert.Equal(new Dictionary<string, double> { ["Si"] = -0.5, ["Li"] = 2 }, options.Offsets);
        Assert.Equal(new FitBasis { NMax = 3 }, options.Basis);

        // One file may stand for a list of files.
        Assert.Equal([_folder["b.xyz"]], Options("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nmore: b.xyz").More);
        var plain = Options("recipe: 1\ndo: test.fit\ndata: data/a.xyz");
        Assert.Equal((5.0, 6, 100L, true), (plain.Cutoff, plain.LMax, plain.Steps, plain.Normalise));
        Assert.Equal((null, Regressor.KernelRidge, null), (plain.Label, plain.Method, plain.Sigma));
        Assert.Equal(_folder["model.txt"], plain.Model); // a default path is relative to the recipe too
    }

    [Theory]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutof: 4", 4, "unknown key 'cutof'; the nearest known key is 'cutoff'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nbasis:\n  nmax: 4", 5, "unknown key 'basis.nmax'; the nearest known key is 'n_max'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutoff: five", 4, "'cutoff' must be a real number, not 'five'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutoff: 0", 4, "'cutoff' must be greater than 0, not 0.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutoff: .nan", 4, "'cutoff' must be a real number, not '.nan'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nl_max: 13", 4, "'l_max' must be at least 0 and at most 12, not 13.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nl_max: 2.5", 4, "'l_max' must be a whole number, not '2.5'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nl_max: 11", 4, "'l_max' must not be 11; use 10 or 12.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nbasis:\n  kind: x\n  n_max: 0", 6, "'basis.n_max' must be at least 1.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nmethod: kernel_rigde", 4, "'method' must be one of kernel_ridge, sparse_gp, not 'kernel_rigde'; the nearest known word is 'kernel_ridge'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nnormalise: yes", 4, "'normalise' must be true or false, not 'yes'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nsizes: 5", 4, "'sizes' must be a list, such as [a, b], not '5'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nsizes:\n  - 5\n  - 0", 6, "'sizes.1' must be at least 1 and at most 1000, not 0.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nsizes: []", 4, "'sizes' must hold at least 1 items, not 0.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\nbasis: 3", 4, "'basis' must be a mapping, not '3'.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutoff:", 4, "'cutoff' needs a value.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/a.xyz\ncutoff: 3\ncutoff: 4", 5, "the key 'cutoff' occurs twice; remove one of them.")]
    [InlineData("recipe: 1\ndo: test.fit", 1, "the key 'data' is missing; it means: Frames to learn from.")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data/b.xyz", 3, "'data' names a file that does not exist: ")]
    [InlineData("recipe: 1\ndo: test.fit\ndata: data", 3, "'data' names a folder, ")]
    [InlineData("recipe: 1\ndo: test.fti", 2, "there is no kind of step 'test.fti'; the nearest known kind is 'test.fit'.")]
    [InlineData("do: test.fit", 1, "the key 'recipe' is missing; begin with 'recipe: 1', the version of the format.")]
    [InlineData("recipe: 2\ndo: test.fit", 1, "recipe format '2' is not known; this program reads 'recipe: 1'.")]
    [InlineData("recipe: 1\nprecision: single\ndo: test.fit", 2, "precision 'single' is not available; use 'double', the default.")]
    [InlineData("recipe: 1\nseed: -1\ndo: test.fit", 2, "'seed' must be a whole number of at least 0, not '-1'.")]
    [InlineData("recipe: 1\nthreads: 0\ndo: test.fit", 2, "'threads' must be at least 1 and at most 1024, not 0.")]
    [InlineData("recipe: 1", 1, "the recipe has no steps; ")]
    [InlineData("recipe: 1\nstep: []", 2, "unknown key 'step'; the nearest known key is 'steps'.")]
    [InlineData("recipe: 1\nsteps: []", 2, "'steps' must be a list of steps, not an empty one; ")]
    [InlineData("recipe: 1\nsteps:\n  - do: test.fit", 3, "the step has no 'id'; ")]
    [InlineData("recipe: 1\nsteps:\n  - id: fit", 3, "the step has no 'do'; name the kind of step: test.fit, test.use.")]
    [InlineData("recipe: 1\nsteps:\n  - id: a.b\n    do: test.fit", 3, "the id 'a.b' is not a word; ")]
    [InlineData("recipe: 1\nsteps:\n  - id: a\n    do: test.fit\n  - id: a\n    do: test.fit", 5, "two steps have the id 'a'; give each its own.")]
    [InlineData("[1, 2]", 1, "a recipe is a mapping of keys; ")]
    [InlineData("", 1, "a recipe is a mapping of keys; ")]
    [InlineData("recipe: 1\n  do: x", 2, "the YAML cannot be understood: ")]
    [InlineData("recipe: [1", 1, "the YAML cannot be understood: ")]
    [InlineData("recipe: 1\n---\nrecipe: 1", 2, "a second document begins; ")]
    [InlineData("recipe: !!int 1", 1, "the tag ")]
    [InlineData("recipe: *a", 1, "*a has no anchor before it; write &a where ")]
    public void Faults_name_file_line_and_remedy(string text, long line, string sentence)
    {
        var fault = Assert.Throws<InputException>(() => Plan(text));
        Assert.StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_folder["r.yaml"]}, line {line}: {sentence}"), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Faults_in_large_documents_are_found_soon()
    {
        var clock = new WorkClock();
        var many = "recipe: 1\n" + string.Concat(Enumerable.Range(0, 90_000).Select(k => $"k{k}: 1\n"));
        Assert.Contains("unknown key 'k0'", Assert.Throws<InputException>(() => Plan(many)).Message, StringComparison.Ordinal);
        Assert.Contains("unknown key 'xxx", Assert.Throws<InputException>(() => Plan("recipe: 1\n? " + new string('x', 3_000_000) + "\n: 1")).Message, StringComparison.Ordinal);
        // Some 0.3 s; more than 20 s where each key is compared with all before it.
        clock.RequireWithin(10, "large documents");
    }

    [Fact]
    public void Deep_and_multiplying_documents_are_refused()
    {
        Assert.Contains("nested more than 64 deep", Assert.Throws<InputException>(() => Plan("a: " + new string('[', 10_000))).Message, StringComparison.Ordinal);
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 12).Select(i =>
            $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat("*" + (char)('a' + i), 10))}]\n"));
        Assert.Contains("aliases expand to more", Assert.Throws<InputException>(() => Plan(bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_override_the_file_and_their_paths_are_relative_to_the_working_directory()
    {
        const string text = "recipe: 1\nsteps:\n  - id: fit\n    do: test.fit\n    data: data/a.xyz\n    sizes: [1, 2]\n";
        var here = _folder["data", "a.xyz"];
        var plan = Plan(text, "seed=9", "steps.fit.cutoff=7.5", "steps.fit.label=a=b", "steps.fit.basis.n_max=2", "steps.fit.sizes.1=30", "steps.fit.offsets={Si: 1}", "steps.fit.data=" + Path.GetRelativePath(Directory.GetCurrentDirectory(), here));
        var options = (FitOptions)plan.Steps[0].Options;
        Assert.Equal(9UL, plan.Recipe.Seed);
        Assert.Equal((7.5, "a=b", 2, here), (options.Cutoff, options.Label, options.Basis.NMax, options.Data));
        Assert.Equal([1, 30], options.Sizes);
        Assert.Equal(1.0, options.Offsets["Si"]);
        Assert.Equal(3.0, ((FitOptions)Plan("recipe: 1\ndo: test.fit\ndata: data/a.xyz", "cutoff=3").Steps[0].Options).Cutoff);
    }

    [Theory]
    [InlineData("cutoff", "--set cutoff: there is no '='; ")]
    [InlineData("=1", "--set =1: there is no '='; ")]
    [InlineData("a..b=1", "--set a..b=1: a key is empty; ")]
    [InlineData("steps.fti.cutoff=1", "--set steps.fti.cutoff=1: there is no step 'fti'; the nearest known step is 'fit'.")]
    [InlineData("steps.fit.cutof=1", "--set steps.fit.cutof=1: unknown key 'cutof'; the nearest known key is 'cutoff'.")]
    [InlineData("steps.fit.cutoff=x", "--set steps.fit.cutoff=x: 'cutoff' must be a real number, not 'x'.")]
    [InlineData("steps.fit.data.x=1", "--set steps.fit.data.x=1: 'steps.fit.data' is a single value and has no 'x'.")]
    [InlineData("steps.fit.sizes.7=1", "--set steps.fit.sizes.7=1: the list has no item '7'; its items are numbered from 0 to 1.")]
    [InlineData("steps.fit.sizes=[1", "--set steps.fit.sizes=[1: the YAML cannot be understood: ")]
    public void Faults_of_settings_name_the_setting(string setting, string message)
    {
        const string text = "recipe: 1\nsteps:\n  - id: fit\n    do: test.fit\n    data: data/a.xyz\n    sizes: [1, 2]\n";
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Plan(text, setting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_lead_to_files_of_earlier_steps_and_to_the_environment()
    {
        Environment.SetEnvironmentVariable("LITHOSCOPE_TEST_WORD", "word ${x}");
        var plan = Plan("""
            recipe: 1
            steps:
              - {id: fit, do: test.fit, data: data/a.xyz}
              - {id: use, do: test.use, model: "${steps.fit.model}", note: "${env.LITHOSCOPE_TEST_WORD} $${y} $5"}
            """);
        var options = (UseOptions)plan.Steps[1].Options;
        Assert.Equal(Path.Combine(plan.Folder.Path, "model.txt"), options.Model);
        Assert.Equal("word ${x} ${y} $5", options.Note);
        Assert.Equal([_folder["data", "a.xyz"]], plan.Inputs); // what the run itself makes is no input
    }

    [Theory]
    [InlineData("${steps.fitt.model}", "there is no step 'fitt'; the nearest known step is 'fit'.")]
    [InlineData("${steps.fit.modle}", "step 'fit' has no output 'modle'; it has model.")]
    [InlineData("${steps.use.copy}", "${steps.use.copy} refers to a step that does not come earlier; ")]
    [InlineData("${steps.fit}", "${steps.fit} is not a reference; ")]
    [InlineData("${env.LITHOSCOPE_TEST_ABSENT}", "the environment variable LITHOSCOPE_TEST_ABSENT is not set; ")]
    [InlineData("${steps.fit.model", "the reference in '${steps.fit.model' is not closed; ")]
    public void Faults_of_references_are_named(string reference, string sentence)
    {
        var fault = Assert.Throws<InputException>(() => Plan($"recipe: 1\nsteps:\n  - {{id: fit, do: test.fit, data: data/a.xyz}}\n  - id: use\n    do: test.use\n    model: \"{reference}\"\n"));
        Assert.StartsWith($"{_folder["r.yaml"]}, line 6: {sentence}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_steps_that_write_the_same_file_are_refused()
    {
        var fault = Assert.Throws<InputException>(() => Plan("recipe: 1\nsteps:\n  - {id: a, do: test.fit, data: data/a.xyz}\n  - {id: b, do: test.fit, data: data/a.xyz}\n"));
        Assert.Contains("the steps 'a' and 'b' both write model.txt", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_resolved_recipe_gives_the_same_plan_from_any_folder()
    {
        var first = Plan("""
            recipe: 1
            seed: 3
            steps:
              - id: fit
                do: test.fit
                data: data/a.xyz
                label: "null"
                cutoff: 0.1
                sigma: -.inf
                offsets: {"y": 1, "a b": 2, "": 3, "-": 4, "k: v": 5, "tab\tnew\nline\"": 6}
              - id: use
                do: test.use
                model: ${steps.fit.model}
                note: "$${literal} - : # é \u2028 ✓ \\"
            """);
        var resolved = first.ResolvedRecipe();
        using var elsewhere = new TemporaryFolder();
        var second = RunPlan.Make(Recipe.Read(elsewhere.Write("again.yaml", resolved), _kinds), first.Folder.Path, 4);
        Assert.Equal(resolved, second.ResolvedRecipe());
        Assert.Equal(first.Threads, second.Threads);
        Assert.Equal(((FitOptions)first.Steps[0].Options).Offsets, ((FitOptions)second.Steps[0].Options).Offsets);
        Assert.Equal("null", ((FitOptions)second.Steps[0].Options).Label);
        Assert.Equal(((UseOptions)first.Steps[1].Options).Note, ((UseOptions)second.Steps[1].Options).Note);
        Assert.Contains("${steps.fit.model}", resolved, StringComparison.Ordinal);
        Assert.Contains("n_max: 8", resolved, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_that_is_not_there_or_not_a_file_is_refused()
    {
        Assert.Contains("does not exist", Assert.Throws<InputException>(() => Recipe.Read(_folder["none.yaml"], _kinds)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => Recipe.Read(_folder.Path, _kinds)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cutoff", "cutoff", 0)]
    [InlineData("cutof", "cutoff", 1)]
    [InlineData("ctuoff", "cutoff", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Edits_are_counted(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    private FitOptions Options(string text) => (FitOptions)Plan(text).Steps[0].Options;

    private RunPlan Plan(string text, params string[] settings) => RunPlan.Make(Recipe.Read(_folder.Write("r.yaml", text), _kinds, settings), _folder["run"], 1);
}
