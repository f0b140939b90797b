namespace Lithoscope.Runtime;

/// <summary>All that the numbers of a run depend on. Checkpoints may be used only by a run with the same fingerprint.</summary>
/// <param name="Recipe">SHA-256 of the resolved recipe without its number of threads, which does not change the numbers.</param>
/// <param name="Inputs">SHA-256 of every input file by absolute path.</param>
/// <param name="Code">The build of this program.</param>
/// <param name="InstructionSet">The kernels in use: <c>scalar</c>, <c>256</c> or <c>512</c>.</param>
public sealed record RunFingerprint(string Recipe, IReadOnlyDictionary<string, string> Inputs, string Code, string InstructionSet)
{
    /// <summary>Why work done under <paramref name="earlier"/> must not be continued, as the rest of a sentence; null when it may be.</summary>
    public string? DifferenceFrom(RunFingerprint earlier)
    {
        if (earlier.Recipe != Recipe) return "the recipe has changed since the run was started";
        foreach (var (path, hash) in Inputs)
        {
            if (!earlier.Inputs.TryGetValue(path, out var before)) return $"the input {path} is new since the run was started";
            if (before != hash) return $"the input {path} has changed since the run was started";
        }

        if (earlier.Inputs.Count != Inputs.Count) return "the run was started with further inputs";
        if (earlier.InstructionSet != InstructionSet) return $"the run was started with the instruction set {earlier.InstructionSet}, not {InstructionSet}";
        return earlier.Code == Code ? null : "the program has changed since the run was started";
    }
}
