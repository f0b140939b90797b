namespace Lithoscope.Potentials;

/// <summary>What an evaluation of structures gives beside energy, forces and virial.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Whether the descriptors of every atom are kept, and in which form.</summary>
    public DescriptorForm Descriptors { get; init; }

    /// <summary>Whether atoms are compared with the feature boxes of learned potentials.</summary>
    public bool Grades { get; init; } = true;

    /// <summary>Training environments to grade atoms against (D-optimality), or null.</summary>
    public ActiveSets? ActiveSets { get; init; }
}

/// <summary>Forms of descriptors.</summary>
public enum DescriptorForm
{
    /// <summary>Not kept.</summary>
    None,

    /// <summary>As they come from the surroundings.</summary>
    Raw,

    /// <summary>As the regression sees them.</summary>
    Scaled,
}
