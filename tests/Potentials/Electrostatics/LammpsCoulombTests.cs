using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Charges, alone and with Buckingham pairs, against LAMMPS.</summary>
public class LammpsCoulombTests
{
    [Theory]
    [InlineData("ewald", CoulombMethod.Ewald, false)]
    [InlineData("ewald", CoulombMethod.ParticleMesh, true)]
    [InlineData("pppm", CoulombMethod.ParticleMesh, true)]
    public void Energy_forces_and_virial_are_those_of_Lammps(string solver, CoulombMethod method, bool withPairs)
    {
        // Silica by van Beest, Kramer and van Santen 1990, doi:10.1103/PhysRevLett.64.1955.
        var charges = new Dictionary<int, double> { [8] = -1.2, [14] = 2.4 };
        var coulomb = new Coulomb(charges, 9, 1e-9, method);
        IPotential potential = withPairs
            ? new SumPotential([new(coulomb), new(new Buckingham([new(8, 8, 1388.773, 1 / 2.76, 175), new(8, 14, 18003.7572, 1 / 4.87318, 133.5381)], 9, PairEnding.Cut))])
            : coulomb;
        var atoms = RandomCrystals.Make(6, 216, 2.2, true, [8, 14], 0.15);
        for (var i = 0; i < atoms.Count; i++) atoms.AtomicNumbers[i] = (byte)(i % 3 == 0 ? 14 : 8);
        var style = withPairs
            ? "pair_style buck/coul/long 9\npair_coeff * * 0 1 0\npair_coeff 1 1 1388.773 0.3623188405797102 175\npair_coeff 1 2 18003.7572 0.20520481492577744 133.5381"
            : "pair_style coul/long 9\npair_coeff * *";
        var result = Derivatives.Evaluate(potential, atoms);
        // LAMMPS's k e² has eight digits, and its pairs go through tables unless told not to.
        Lammps.Run(atoms, [8, 14], string.Create(CultureInfo.InvariantCulture, $"{style}\npair_modify table 0\nkspace_style {solver} {(solver == "pppm" ? 1e-6 : 1e-9)}"), [.. atoms.AtomicNumbers.Select(z => charges[z])])
            .Check(result, solver == "pppm" ? 3e-5 : 3e-7);
    }

    [Fact]
    public void A_cluster_is_that_of_Lammps()
    {
        var charges = new Dictionary<int, double> { [8] = -1.2, [14] = 2.4 };
        var atoms = RandomCrystals.Make(8, 30, 2.4, false, [8, 14]);
        // In a cell far larger than the cutoff, which is larger than the cluster.
        var apart = new Atoms(new Structure([.. atoms.AtomicNumbers], [.. Enumerable.Range(0, 30).SelectMany(i => new[] { atoms.X[i], atoms.Y[i], atoms.Z[i] })], 100 * Numerics.Matrix3D.Identity, Periodicity.Full));
        Lammps.Run(apart, [8, 14], "pair_style coul/cut 40\npair_coeff * *", [.. atoms.AtomicNumbers.Select(z => charges[z])]).Check(Derivatives.Evaluate(new Coulomb(charges, 5), atoms), 1e-7);
    }
}
