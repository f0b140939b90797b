namespace Lithoscope.Descriptors;

/// <summary>What defines a SOAP power spectrum.</summary>
public sealed record SoapOptions
{
    /// <summary>Cutoff radius r_c, Å.</summary>
    public double Cutoff { get; init; } = 6;

    /// <summary>Width σ of the Gaussian on each atom, Å.</summary>
    public double Width { get; init; } = 0.5;

    /// <summary>Radial functions n_max for each degree and species.</summary>
    public int RadialCount { get; init; } = 8;

    /// <summary>Largest degree l_max.</summary>
    public int MaximumDegree { get; init; } = 6;

    /// <summary>Atomic numbers that have a channel of their own, ascending. Other elements are refused.</summary>
    public IReadOnlyList<int> Species { get; init; } = [];
}
