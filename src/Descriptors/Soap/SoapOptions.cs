namespace Lithoscope.Descriptors;

/// <summary>Families of radial functions.</summary>
public enum RadialBasisKind
{
    /// <summary>Orthonormalised r^l exp(−b r²): <see cref="GaussianRadialBasis"/>.</summary>
    Gaussian,

    /// <summary>Discrete variables, the density on Gauss–Legendre nodes: <see cref="DiscreteVariableRadialBasis"/>.</summary>
    DiscreteVariable,
}

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

    /// <summary>Family of radial functions.</summary>
    public RadialBasisKind RadialBasis { get; init; }

    /// <summary>How much neighbours count by their distance; null where all within the cutoff count alike.</summary>
    public RadialScaling? RadialScaling { get; init; }

    /// <summary>Atomic numbers that have a channel of their own, ascending. Other elements are refused.</summary>
    public IReadOnlyList<int> Species { get; init; } = [];
}
