namespace Lithoscope.Potentials;

/// <summary>What Tersoff's potential keeps of the neighbours of one atom.</summary>
internal sealed class TersoffWorkspace
{
    private (double Value, double Slope)[] _cutoffs = [];

    public int Count { get; private set; }

    public TersoffBond[] Bonds { get; private set; } = new TersoffBond[16];

    public TersoffTerm[] Terms { get; private set; } = new TersoffTerm[16];

    /// <summary>f_C of neighbour k for bonds to an atom of a species.</summary>
    public ref (double Value, double Slope) Cutoff(int elements, int k, int species)
    {
        if (_cutoffs.Length < elements * Bonds.Length) _cutoffs = new (double, double)[elements * Bonds.Length];
        return ref _cutoffs[k * elements + species];
    }

    /// <summary>Takes the neighbours.</summary>
    public void Load(LocalEnvironment environment)
    {
        Count = environment.Count;
        if (Bonds.Length < Count) (Bonds, Terms) = (new TersoffBond[2 * Count], new TersoffTerm[2 * Count]);
        for (var k = 0; k < Count; k++)
        {
            var r = environment.Distance[k];
            Bonds[k] = new(environment.Dx[k] / r, environment.Dy[k] / r, environment.Dz[k] / r, r, k, environment.NeighbourSpecies[k]);
        }
    }
}

/// <summary>A neighbour: unit vector and distance, Å.</summary>
internal readonly record struct TersoffBond(double X, double Y, double Z, double Length, int Neighbour, int Species);

/// <summary>One neighbour's share of ζ: its derivatives with respect to r_ij, r_ik and cos θ.</summary>
internal struct TersoffTerm
{
    public bool IsUsed;
    public double Cosine, WithOwn, WithOther, WithAngle;
}
