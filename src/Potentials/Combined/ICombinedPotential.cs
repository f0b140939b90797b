namespace Lithoscope.Potentials;

/// <summary>A potential made of others.</summary>
internal interface ICombinedPotential
{
    /// <summary>What it is made of.</summary>
    IReadOnlyList<IPotential> Parts { get; }
}
