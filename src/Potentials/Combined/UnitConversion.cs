using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Potentials whose numbers are in other units, used in ours or the other way round.</summary>
public static class UnitConversion
{
    /// <summary>A potential whose numbers are in the units <paramref name="from"/>, for atoms in the units <paramref name="to"/>, in which energies and forces come out.</summary>
    public static IPotential Convert(IPotential potential, PotentialUnits from, PotentialUnits to)
    {
        if (from == to) return potential;
        var (length, energy) = from == PotentialUnits.HartreeBohr ? (Unit.Bohr, Unit.Hartree) : (1 / Unit.Bohr, 1 / Unit.Hartree);
        return potential switch
        {
            SumPotential sum => new SumPotential([.. sum.Terms.Select(t => t with { Potential = Convert(t.Potential, from, to) })]),
            CommitteePotential committee => new CommitteePotential([.. committee.Parts.Select(m => Convert(m, from, to))]),
            LocalPotential local => new ConvertedLocalPotential(local, length, energy),
            _ => new ConvertedPotential(potential, length, energy),
        };
    }
}
