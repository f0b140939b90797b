using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class StillingerWeberTests
{
    // Stillinger and Weber 1985, doi:10.1103/PhysRevB.31.5262, with ε of 2.1683 eV.
    internal const string Silicon = """
        # silicon
        Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.333333333333333333
                 7.049556277 0.6022245584 4.0 0.0 0.0
        """;

    // No material: every freedom of the form at once, two elements that differ in all pairs and triplets, a tolerance, powers that are not 4 and 0.
    internal const string Mixture = """
        Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.3333 7.049556277 0.6022245584 4.0 0.0 0.0
        Si Si Ge 2.05 0 0 20 0 -0.32 0 0 0 0 0
        Si Ge Si 2.05 0 0 20 0 -0.32 0 0 0 0 0
        Si Ge Ge 2.0 2.13 1.82 22 1.15 -0.34 7.1 0.61 3.5 0.25 0.001
        Ge Si Si 2.0 2.13 1.82 25 1.1 -0.35 7.1 0.61 3.5 0.25 0.001
        Ge Si Ge 1.98 0 0 28 0 -0.31 0 0 0 0 0
        Ge Ge Si 1.98 0 0 28 0 -0.31 0 0 0 0 0
        Ge Ge Ge 1.93 2.181 1.80 31 0.9 -0.3333 7.049556277 0.6022245584 4.0 1.0 0.005
        """;

    internal static StillingerWeber Read(string text) => StillingerWeberFormat.Read(Encoding.UTF8.GetBytes(text), "test.sw");

    [Fact]
    public void Diamond_has_its_published_energy()
    {
        // The potential was made for E = −2ε an atom at a nearest distance of 2^(1/6)σ.
        const double A = 2.35170 * 4 / 1.7320508075688772;
        var result = Derivatives.Evaluate(Read(Silicon), Diamond(A, 14, 14));
        Assert.Equal(-2 * 2.1683, result.Energy / 8, 1e-5);
        Assert.All(result.Fx[..8], f => Assert.Equal(0, f, 1e-12));
    }

    [Theory]
    [InlineData(false, 1, true, 2.6)]
    [InlineData(false, 8, true, 2.6)]
    [InlineData(false, 8, false, 2.6)]
    [InlineData(true, 2, true, 2.6)]
    [InlineData(true, 9, true, 2.7)]
    [InlineData(true, 9, false, 2.7)]
    public void Forces_and_virial_are_derivatives_of_the_energy(bool mixed, int count, bool periodic, double spacing)
    {
        // Without tolerances, at which the energy jumps.
        var potential = Read(mixed ? Mixture.Replace("0.001", "0", StringComparison.Ordinal).Replace("0.005", "0", StringComparison.Ordinal) : Silicon);
        for (ulong seed = 0; seed < 3; seed++) Derivatives.Check(potential, RandomCrystals.Make(seed, count, spacing, periodic, mixed ? [14, 32] : [14]), 2e-6, 2e-5);
    }

    [Fact]
    public void The_energy_is_continuous_at_the_cutoff()
    {
        var potential = Read(Silicon);
        Assert.Equal(3.77118, potential.Cutoff, 1e-12);
        foreach (var r in new[] { 3.77117, 3.7711799999999998, 3.77118 }) Assert.Equal(0, Derivatives.Evaluate(potential, RandomCrystals.Dimer(14, 14, r)).Energy, 1e-12);
    }

    // CdTeZnSeHgS0.sw gives products λε with seven digits, in two roundings; which LAMMPS takes is chance.
    [Theory]
    [InlineData("Si.sw")]
    [InlineData("CdTe.sw")]
    [InlineData("GaN.sw")]
    [InlineData("CdTeZnSeHgS0.sw")]
    [InlineData(null)]
    public void Energy_forces_and_virial_are_those_of_Lammps(string? file)
    {
        using var folder = new TemporaryFolder();
        var path = file is null ? folder.Write("mixture.sw", Mixture) : Lammps.Potential(file);
        var potential = (LocalPotential)PotentialFile.Read(path);
        Assert.Equal("stillinger-weber", potential.Family);
        for (ulong seed = 0; seed < 2; seed++)
        {
            var atoms = RandomCrystals.Make(seed, 64, 2.5, true, [.. potential.Elements]);
            Lammps.Run(atoms, potential.Elements, $"pair_style sw\npair_coeff * * {path} {string.Join(' ', potential.Elements.Select(z => Element.Symbol(z)))}")
                .Check(Derivatives.Evaluate(potential, atoms), file == "CdTeZnSeHgS0.sw" ? 1e-6 : 1e-10);
        }
    }

    [Theory]
    [InlineData("Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0", "tol")]
    [InlineData("Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 nan", "tol")]
    [InlineData("Si Si Si -2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0", "line 1: ε is negative")]
    [InlineData("Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -1.33 7 0.6 4.0 0.0 0", "cos θ₀")]
    [InlineData("Si Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0\nSi Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0", "line 2: the entry Si Si Si stands there twice")]
    [InlineData("Si Si Ge 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0", "no entry Si Si Si")]
    [InlineData("Si Si Qq 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0", "'Qq'")]
    [InlineData("# UNITS: lj\nSi Si Si 2.1683 2.0951 1.80 21.0 1.20 -0.33 7 0.6 4.0 0.0 0", "'lj'")]
    [InlineData("# nothing", "no entry")]
    public void Unsound_files_are_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Entries_that_contradict_each_other_are_refused()
    {
        Assert.Contains("Ge Si Si and Si Ge Ge", Assert.Throws<InputException>(() => Read(Mixture.Replace("Ge Si Si 2.0 ", "Ge Si Si 2.1 ", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("Si Ge Si and Si Si Ge", Assert.Throws<InputException>(() => Read(Mixture.Replace("Si Ge Si 2.05 0 0 20", "Si Ge Si 2.05 0 0 19", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    internal static Atoms Diamond(double a, byte one, byte other)
    {
        double[] x = [0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0];
        double[] all = [.. x, .. x.Select(v => v + 0.25)];
        return new(new Structure([one, one, one, one, other, other, other, other], [.. all.Select(v => a * v)], a * Numerics.Matrix3D.Identity, Periodicity.Full));
    }
}
