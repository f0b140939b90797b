namespace Lithoscope.Potentials;

/// <summary>How far the members of a committee differ: sample standard deviations (n − 1), in buffers that are used again.</summary>
public sealed class CommitteeSpread
{
    /// <summary>Of the total energy, eV.</summary>
    public double Energy { get; internal set; }

    /// <summary>Of the energy of each atom, eV.</summary>
    public double[] LocalEnergies { get; private set; } = [];

    /// <summary>Of the force on each atom, eV/Å: √(Σ_m |F_m − F̄|²/(n − 1)).</summary>
    public double[] Forces { get; private set; } = [];

    internal void Reserve(int count)
    {
        if (LocalEnergies.Length < count) (LocalEnergies, Forces) = (new double[count], new double[count]);
    }
}
