namespace Lithoscope.Runtime;

/// <summary>The kinds of step that recipes may use, in the order of registration.</summary>
public sealed class StepKindRegistry
{
    /// <summary>Keys of a recipe, or of a step, that cannot be options.</summary>
    internal static readonly string[] Reserved = ["recipe", "seed", "threads", "precision", "id", "do"];

    /// <summary>Collects the kinds.</summary>
    /// <exception cref="ArgumentException">Two kinds share a name.</exception>
    public StepKindRegistry(IEnumerable<IStepKind> kinds)
    {
        Kinds = [.. kinds];
        if (Kinds.GroupBy(k => k.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ArgumentException($"Two step kinds are called {twice.Key}.", nameof(kinds));
    }

    /// <summary>All kinds.</summary>
    public IReadOnlyList<IStepKind> Kinds { get; }

    /// <summary>The kind of that name, or null.</summary>
    public IStepKind? Find(string name) => Kinds.FirstOrDefault(k => k.Name == name);
}
