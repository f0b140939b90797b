namespace Lithoscope.Potentials;

/// <summary>What the learned potentials within a potential keep of their training.</summary>
public static class Learned
{
    /// <summary>Whether any of them keeps the ranges of its features.</summary>
    public static bool HasBoxes(IPotential potential) =>
        LearnedParts.Of(potential).Any(p => Enumerable.Range(0, p.Elements.Count).Any(s => p.FeatureBox(s) is not null));
}
