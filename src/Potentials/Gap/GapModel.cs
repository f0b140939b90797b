namespace Lithoscope.Potentials;

/// <summary>The covariance functions of a Gaussian approximation potential that are known here. The numbers are those of the files.</summary>
public enum GapCovariance
{
    /// <summary>δ² exp(−½ Σ_d ((q_d − q′_d)/θ_d)²) + f0².</summary>
    SquaredExponential = 1,

    /// <summary>δ² (q · q′)^ζ + f0².</summary>
    DotProduct = 2,
}

/// <summary>One regression of a Gaussian approximation potential: a descriptor, a covariance function, and the sparse points with their weights.</summary>
/// <remarks>It adds Σ_instances f(q) Σ_s α_s f_s k(q, q_s) to the energy, eV; instances are pairs, triplets or atoms, f their cutoff function.</remarks>
public sealed record GapCoordinates
{
    /// <summary>The descriptor and its arguments as one line, such as <c>soap cutoff=5 l_max=8 n_max=8 atom_sigma=0.5</c>.</summary>
    public required string Descriptor { get; init; }

    /// <summary>The covariance function.</summary>
    public required GapCovariance Covariance { get; init; }

    /// <summary>δ, eV: the square root of the prior variance. The files call it signal_variance.</summary>
    public double Delta { get; init; } = 1;

    /// <summary>f0, eV: its square is added to the covariance. The files call it signal_mean.</summary>
    public double Offset { get; init; }

    /// <summary>ζ of <see cref="GapCovariance.DotProduct"/>.</summary>
    public double Zeta { get; init; } = 1;

    /// <summary>θ_d of <see cref="GapCovariance.SquaredExponential"/>, one for each dimension, in the unit of the descriptor.</summary>
    public IReadOnlyList<double> LengthScales { get; init; } = [];

    /// <summary>Numbers of the descriptor, d.</summary>
    public required int Dimensions { get; init; }

    /// <summary>q_s, point after point: <see cref="Weights"/> × <see cref="Dimensions"/> numbers.</summary>
    public required double[] Points { get; init; }

    /// <summary>α_s, one for each sparse point.</summary>
    public required double[] Weights { get; init; }

    /// <summary>f_s, the cutoff function at each sparse point.</summary>
    public required double[] PointCutoffs { get; init; }
}

/// <summary>A Gaussian approximation potential as its files hold it: E = Σ_i e0(Z_i) + the regressions.</summary>
/// <remarks>Bartók, Payne, Kondor and Csányi, Phys. Rev. Lett. 104, 136403 (2010), doi:10.1103/PhysRevLett.104.136403.</remarks>
public sealed record GapModel
{
    /// <summary>The label that ties the parts of a file together: an XML name.</summary>
    public required string Label { get; init; }

    /// <summary>e0 by atomic number, eV: the energy of an isolated atom.</summary>
    public required IReadOnlyDictionary<int, double> AtomEnergies { get; init; }

    /// <summary>The regressions.</summary>
    public required IReadOnlyList<GapCoordinates> Coordinates { get; init; }
}
