namespace Lithoscope.Potentials;

/// <summary>The lines of a nep.txt before its numbers.</summary>
/// <param name="Version">3, 4 or 5.</param>
/// <param name="Elements">Atomic numbers of the types.</param>
/// <param name="Repulsion">The numbers of the zbl line, two or three; empty where there is none.</param>
/// <param name="RadialCutoffs">Of each type, Å.</param>
/// <param name="AngularCutoffs">Of each type, Å.</param>
/// <param name="Layout">The sizes.</param>
internal sealed record NepHead(int Version, int[] Elements, double[] Repulsion, double[] RadialCutoffs, double[] AngularCutoffs, NepLayout Layout)
{
    /// <summary>Whether each pair of types has its own repulsion, at the end of the file.</summary>
    public bool HasFlexibleRepulsion => Repulsion.Length > 0 && Repulsion[0] == 0 && Repulsion[1] == 0;

    /// <summary>Numbers of all networks, output biases included.</summary>
    public long NetworkNumbers => (Version == 3 ? 1L : Elements.Length) * (Layout.NetworkSize + (Version == 5 ? 1 : 0)) + 1;

    /// <summary>Coefficients c.</summary>
    public long Coefficients => (long)Elements.Length * Elements.Length * Layout.CoefficientsPerPair;

    /// <summary>Numbers of flexible repulsion.</summary>
    public long RepulsionNumbers => HasFlexibleRepulsion ? (long)Elements.Length * (Elements.Length + 1) / 2 * NepRepulsion.NumbersPerPair : 0;

    /// <summary>How many numbers follow.</summary>
    public long Numbers => NetworkNumbers + Coefficients + Layout.Descriptors + RepulsionNumbers;
}
