using System.Globalization;
using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class EmbeddedAtomTests
{
    private static readonly string[] Symbols = ["Cu", "Ni", "Li"];

    /// <summary>A potential of our own: F = −√ρ, ρ and φ exponentials that end smoothly; densities of pairs where asked for.</summary>
    internal static string Setfl(int elements, bool ofPairs, int densities = 400, int distances = 500)
    {
        const double Cutoff = 5.2;
        var text = new StringBuilder("analytic functions\n\nof the tests\n");
        var (stepDensity, stepDistance) = (60.0 / densities, Cutoff / (distances - 1));
        text.Append(CultureInfo.InvariantCulture, $"{elements} {string.Join(' ', Symbols[..elements])}\n{densities} {stepDensity:R} {distances} {stepDistance:R} {Cutoff:R}\n");
        void Table(int count, double step, Func<double, double> f)
        {
            for (var k = 0; k < count; k++) text.Append(CultureInfo.InvariantCulture, $"{f(k * step):R}").Append(k % 5 == 4 || k == count - 1 ? '\n' : ' ');
        }

        double End(double r) => Math.Pow(1 - r / Cutoff, 3);
        for (var j = 0; j < elements; j++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{29 - j} 60.0 3.6 fcc\n");
            Table(densities, stepDensity, rho => -(1 + 0.2 * j) * Math.Sqrt(rho + 0.1));
            for (var i = 0; i < (ofPairs ? elements : 1); i++) Table(distances, stepDistance, r => 8 * End(r) * Math.Exp(-(0.3 + 0.1 * j + 0.05 * i) * r));
        }

        for (var i = 0; i < elements; i++)
        {
            for (var j = 0; j <= i; j++) Table(distances, stepDistance, r => 300 * r * End(r) * Math.Exp(-(1.2 + 0.1 * i + 0.15 * j) * r));
        }

        return text.ToString();
    }

    private static EmbeddedAtom Read(string text) => SetflFormat.Read(Encoding.UTF8.GetBytes(text), "test.eam");

    [Theory]
    [InlineData(1, false, 1, true)]
    [InlineData(2, false, 8, true)]
    [InlineData(2, true, 8, true)]
    [InlineData(3, true, 9, false)]
    public void Forces_and_virial_are_derivatives_of_the_energy(int elements, bool ofPairs, int count, bool periodic)
    {
        // The tables' second derivative jumps at every grid point: differences are good to about step × jump.
        var potential = Read(Setfl(elements, ofPairs, 20_000, 20_000));
        for (ulong seed = 0; seed < 2; seed++) Derivatives.Check(potential, RandomCrystals.Make(seed, count, 2.6, periodic, new[] { 29, 28, 3 }[..elements]), 1e-6, 1e-5, 2e-5);
    }

    [Fact]
    public void A_dimer_has_the_energy_of_the_functions()
    {
        const double R = 2.5;
        var potential = Read(Setfl(2, true, 20_000, 20_000));
        double End(double r) => Math.Pow(1 - r / 5.2, 3);
        double Density(int j, int i) => 8 * End(R) * Math.Exp(-(0.3 + 0.1 * j + 0.05 * i) * R);
        // Atom 0 is Cu in the density of Ni, atom 1 Ni in that of Cu.
        var expected = -Math.Sqrt(Density(1, 0) + 0.1) - 1.2 * Math.Sqrt(Density(0, 1) + 0.1) + 300 * End(R) * Math.Exp(-1.3 * R);
        Assert.Equal(expected, Derivatives.Evaluate(potential, RandomCrystals.Dimer(29, 28, R)).Energy, 1e-9);
    }

    [Theory]
    [InlineData("AlCu.eam.alloy", false)]
    [InlineData("NiAlH_jea.eam.alloy", false)]
    [InlineData("Cu_zhou.eam.alloy", false)]
    [InlineData("FeP_mm.eam.fs", true)]
    [InlineData("AlFe_mm.eam.fs", true)]
    [InlineData("analytic", false)]
    [InlineData("analytic", true)]
    public void Energy_forces_and_virial_are_those_of_Lammps(string file, bool ofPairs)
    {
        using var folder = new TemporaryFolder();
        var path = file == "analytic" ? folder.Write("analytic.eam", Setfl(3, ofPairs)) : Lammps.Potential(file);
        var potential = (LocalPotential)PotentialFile.Read(path);
        Assert.Equal("eam", potential.Family);
        for (ulong seed = 0; seed < 2; seed++)
        {
            // The first of them so dense that densities leave the table.
            var atoms = RandomCrystals.Make(seed, 64, seed == 0 ? 1.9 : 2.5, true, [.. potential.Elements]);
            Lammps.Run(atoms, potential.Elements, $"pair_style eam/{(ofPairs ? "fs" : "alloy")}\npair_coeff * * {path} {string.Join(' ', potential.Elements.Select(z => Element.Symbol(z)))}")
                .Check(Derivatives.Evaluate(potential, atoms), 1e-10);
        }
    }

    [Fact]
    public void Unsound_files_are_refused()
    {
        var sound = Setfl(2, false, 20, 20);
        void Refused(string from, string to, string says) => Assert.Contains(says, Assert.Throws<InputException>(() => Read(sound.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Refused("2 Cu Ni", "3 Cu Ni", "line 5: '20' stands where an element should");
        Refused("2 Cu Ni", "2 Cu Cu", "Cu is named twice");
        Refused("20 3", "2000000 3", "the file ends before the 2000000 values");
        Refused("20 3", "4 3", "from 5 to");
        Refused("20 3", "19 3", "stands where");
        Refused("5.2\n", "9.2\n", "beyond the last distance");
        Refused("29 60.0", "x 60.0", "the atomic number of element 1");
        Assert.Contains("stands after the last", Assert.Throws<InputException>(() => Read(sound + "1.0")).Message, StringComparison.Ordinal);
    }
}
