using Lithoscope.Numerics;

namespace Lithoscope.Runtime;

/// <summary>A recipe checked from end to end, with every option, path and reference resolved: what a run will do, before it does it.</summary>
public sealed class RunPlan
{
    private RunPlan(Recipe recipe, RunFolder folder, int threads, IReadOnlyList<PlannedStep> steps) => (Recipe, Folder, Threads, Steps) = (recipe, folder, threads, steps);

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The run's folder, which may not exist yet.</summary>
    public RunFolder Folder { get; }

    /// <summary>Threads.</summary>
    public int Threads { get; }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>Input files of all steps, absolute paths in the order declared.</summary>
    public IReadOnlyList<string> Inputs => [.. Steps.SelectMany(s => s.Inputs).Distinct()];

    /// <summary>Warnings of all steps.</summary>
    public IReadOnlyList<string> Warnings => [.. Steps.SelectMany(s => s.Warnings)];

    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="folder">Path of the run's folder.</param>
    /// <param name="threads">Threads for recipes that do not say.</param>
    /// <exception cref="InputException">Anything in the recipe is wrong.</exception>
    public static RunPlan Make(Recipe recipe, string folder, int threads)
    {
        CheckInstructionSet();
        var runFolder = new RunFolder(folder);
        var references = new References([.. recipe.Steps.Select(s => s.Id)]);
        var binder = new OptionBinder(references);
        var owners = new Dictionary<string, string>();
        var steps = new List<PlannedStep>();
        foreach (var step in recipe.Steps)
        {
            var (options, resolved) = binder.Bind(step.Kind.OptionsType, step.Map, except: step.Reserved);
            var validation = new StepValidation(step.Id, recipe.Seed, runFolder.Path, step.Locate, references.IsPlanned);
            step.Kind.Validate(options, validation);
            foreach (var path in validation.Outputs.Values)
            {
                if (runFolder.IsReserved(path)) throw step.Map.Origin.Fault($"the step '{step.Id}' would write {Path.GetRelativePath(runFolder.Path, path)}, which every run writes itself", "give it another output name");
                if (!owners.TryAdd(path, step.Id)) throw step.Map.Origin.Fault($"the steps '{owners[path]}' and '{step.Id}' both write {Path.GetRelativePath(runFolder.Path, path)}", "give one of them another output name");
            }

            references.Add(step.Id, validation.Outputs);
            steps.Add(new PlannedStep(step, options, resolved, validation));
        }

        return new RunPlan(recipe, runFolder, recipe.Threads ?? threads, steps);
    }

    /// <summary>The recipe with every default filled in and every path absolute, as YAML: repeating it repeats the run.</summary>
    public string ResolvedRecipe() => Resolve(withThreads: true);

    /// <summary>What the numbers of the run depend on; reads all inputs.</summary>
    public RunFingerprint Fingerprint() => new(
        FileHash.Sha256OfText(Resolve(withThreads: false)),
        Inputs.ToDictionary(path => path, FileHash.Sha256),
        CodeVersion.Current.Build,
        InstructionSet.Name(InstructionSet.Active));

    private static void CheckInstructionSet()
    {
        try
        {
            _ = InstructionSet.Active;
        }
        catch (NotSupportedException fault)
        {
            throw new InputException(fault.Message.TrimEnd('.'), inner: fault);
        }
    }

    private string Resolve(bool withThreads)
    {
        var origin = new ConfigOrigin(Recipe.File, null, Folder.Path);
        var root = new ConfigMap(origin);
        root.Add("recipe", new ConfigScalar(origin, "1"));
        root.Add("seed", new ConfigScalar(origin, ScalarValue.Format(Recipe.Seed)));
        if (withThreads) root.Add("threads", new ConfigScalar(origin, ScalarValue.Format(Threads)));
        root.Add("precision", new ConfigScalar(origin, "double"));
        var list = new ConfigList(origin);
        foreach (var step in Steps)
        {
            var map = new ConfigMap(origin);
            map.Add("id", new ConfigScalar(origin, step.Id, quoted: true));
            map.Add("do", new ConfigScalar(origin, step.Kind.Name, quoted: true));
            map.Entries.AddRange(step.Resolved.Entries);
            list.Items.Add(map);
        }

        root.Add("steps", list);
        return ConfigWriter.Write(root);
    }
}

/// <summary>A step whose options are read and checked.</summary>
public sealed class PlannedStep
{
    internal PlannedStep(RecipeStep step, object options, ConfigMap resolved, StepValidation validation)
    {
        (Id, Kind, Options, Resolved) = (step.Id, step.Kind, options, resolved);
        (Inputs, Outputs, Descriptions, Warnings) = (validation.Inputs, validation.Outputs, validation.Descriptions, validation.Warnings);
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The kind.</summary>
    public IStepKind Kind { get; }

    /// <summary>The options: an object of <see cref="IStepKind.OptionsType"/>.</summary>
    public object Options { get; }

    /// <summary>Input files, absolute paths.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Files it will write by name, absolute paths.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; }

    /// <summary>What would happen and what it costs.</summary>
    public IReadOnlyList<string> Descriptions { get; }

    /// <summary>Warnings of validation.</summary>
    public IReadOnlyList<string> Warnings { get; }

    internal ConfigMap Resolved { get; }
}
