using System.Globalization;

namespace Lithoscope.Potentials.Tests;

/// <summary>Pair potentials against LAMMPS.</summary>
public class LammpsPairTests
{
    [Theory]
    [InlineData("lennard-jones-cut", "pair_style lj/cut 8", "pair_coeff 1 1 0.0104 3.4\npair_coeff 1 2 0.012 3.5 6.5\npair_coeff 2 2 0.0141 3.65")]
    [InlineData("lennard-jones", "pair_style lj/cut 8", "pair_coeff 1 1 0.0104 3.4\npair_coeff 2 2 0.0141 3.65\npair_modify shift yes mix arithmetic")]
    [InlineData("morse", "pair_style hybrid morse 7", "pair_coeff 1 1 morse 0.3 1.6 3\npair_coeff 1 2 morse 0.2 1.4 3.2\npair_coeff 2 2 none\npair_modify shift yes")]
    [InlineData("buckingham", "pair_style hybrid buck 8", "pair_coeff 1 1 buck 1388.773 0.3623188405797102 175\npair_coeff 1 2 buck 18003.7572 0.20520481492577744 133.5381\npair_coeff 2 2 none\npair_modify shift yes")]
    public void Energy_forces_and_virial_are_those_of_Lammps(string name, string style, string commands)
    {
        var potential = PairPotentialTests.All[name];
        var atoms = RandomCrystals.Make(4, 64, 3.4, true, [.. potential.Elements]);
        Lammps.Run(atoms, potential.Elements, style + "\n" + commands).Check(Derivatives.Evaluate(potential, atoms), 1e-10);
    }

    [Fact]
    public void Zbl_is_that_of_Lammps()
    {
        var potential = new ZblRepulsion([6, 14], 2.5, 4);
        var atoms = RandomCrystals.Make(5, 64, 2.2, true, [6, 14]);
        var result = Derivatives.Evaluate(potential, atoms);
        // LAMMPS's k e² has eight digits.
        Lammps.Run(atoms, [6, 14], string.Create(CultureInfo.InvariantCulture, $"pair_style zbl 2.5 4\npair_coeff 1 1 6 6\npair_coeff 1 2 6 14\npair_coeff 2 2 14 14")).Check(result, 1e-7);
    }
}
