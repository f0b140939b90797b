using System.Diagnostics.CodeAnalysis;

namespace Lithoscope.Runtime;

/// <summary>What a step kind says about its options before anything runs.</summary>
public sealed class StepValidation
{
    private readonly Func<string, (string? File, long? Line)> _locate;
    private readonly Func<string, bool> _isPlanned;
    private readonly List<string> _inputs = [];
    private readonly List<string> _descriptions = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, string> _outputs = [];

    internal StepValidation(string stepId, ulong seed, string folder, Func<string, (string? File, long? Line)> locate, Func<string, bool> isPlanned)
    {
        (StepId, Seed, Folder) = (stepId, seed, folder);
        (_locate, _isPlanned) = (locate, isPlanned);
    }

    /// <summary>The step's id.</summary>
    public string StepId { get; }

    /// <summary>The recipe's seed.</summary>
    public ulong Seed { get; }

    /// <summary>The run folder's absolute path; it may not exist yet.</summary>
    public string Folder { get; }

    /// <summary>Absolute paths whose content is recorded and on which a resume depends.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    /// <summary>Files the step will write, by the name later steps refer to: absolute paths.</summary>
    public IReadOnlyDictionary<string, string> Outputs => _outputs;

    /// <summary>What would happen and what it costs, line by line.</summary>
    public IReadOnlyList<string> Descriptions => _descriptions;

    /// <summary>Warnings.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>A validation outside any recipe, for tests and for commands that take options directly: faults name only the key.</summary>
    public static StepValidation Standalone(string stepId, string folder, ulong seed = 0) =>
        new(stepId, seed, Path.GetFullPath(folder), _ => (null, null), _ => false);

    /// <summary>Refuses the recipe, naming file and line of the key.</summary>
    /// <param name="key">The option's key; keys of nested options joined by dots; list items by their index from 0.</param>
    /// <param name="what">What is wrong with it, as the rest of a sentence that begins with the key, such as <c>must not exceed cutoff</c>.</param>
    /// <param name="remedy">What to do about it.</param>
    [DoesNotReturn]
    public void Fail(string key, string what, string? remedy = null)
    {
        var (file, line) = _locate(key);
        throw new InputException($"'{key}' {what}", file, line, remedy);
    }

    /// <summary>Refuses the recipe unless the file exists or an earlier step will write it.</summary>
    public void RequireFile(string key, string? path)
    {
        if (string.IsNullOrEmpty(path)) Fail(key, "is needed", "give the path of a file");
        if (_isPlanned(path) || File.Exists(path)) return;
        if (Directory.Exists(path)) Fail(key, $"names a folder, {path}, where a file is needed");
        Fail(key, $"names a file that does not exist: {path}", "paths in a recipe are relative to the recipe, those of --set to the working directory");
    }

    /// <summary>
    /// Requires the file and declares it an input: its SHA-256 goes into run.json. Outputs of earlier steps are passed over.
    /// </summary>
    public void DeclareInput(string key, string? path)
    {
        RequireFile(key, path);
        DeclareInput(path!);
    }

    /// <summary>Declares an input that is known to exist.</summary>
    public void DeclareInput(string path)
    {
        path = Path.GetFullPath(path);
        if (!_isPlanned(path) && !_inputs.Contains(path)) _inputs.Add(path);
    }

    /// <summary>Declares a file the step will write, and the name by which later steps refer to it. Only declared outputs can be referred to.</summary>
    /// <param name="name">The name in <c>${steps.ID.name}</c>.</param>
    /// <param name="fileName">Path relative to the run folder.</param>
    /// <returns>The absolute path.</returns>
    public string DeclareOutput(string name, string fileName)
    {
        var path = Path.GetFullPath(Path.Combine(Folder, fileName));
        _outputs.Add(name, path);
        return path;
    }

    /// <summary>Declares a file whose name without extension is also the name to refer to it: <c>model.json</c> is <c>${steps.ID.model}</c>.</summary>
    public string DeclareOutput(string fileName) => DeclareOutput(Path.GetFileNameWithoutExtension(fileName), fileName);

    /// <summary>Adds a line to what <c>--dry-run</c> prints.</summary>
    public void Describe(string line) => _descriptions.Add(line);

    /// <summary>Warns without refusing: one sentence.</summary>
    public void Warn(string sentence) => _warnings.Add(sentence);
}
