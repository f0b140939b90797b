using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class TersoffTests
{
    // Tersoff 1988, doi:10.1103/PhysRevB.37.6991.
    internal const string Silicon = "Si Si Si 3.0 1.0 1.3258 4.8381 2.0417 0.0 22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394 3264.7";

    // Tersoff 1989, doi:10.1103/PhysRevB.39.5566, with its erratum, doi:10.1103/PhysRevB.41.3248.2: λ and μ of unlike pairs are means, A, B, R and S geometric ones (rounded),
    // χ = 0.9776.
    internal const string SiliconCarbide = """
        C C C 3 1 0 38049 4.3484 -0.57058 0.72751 1.5724e-7 2.2119 346.74 1.95 0.15 3.4879 1393.6
        C C Si 3 1 0 38049 4.3484 -0.57058 0 0 0 0 2.3573 0.1527 0 0
        C Si C 3 1 0 38049 4.3484 -0.57058 0 0 0 0 1.95 0.15 0 0
        C Si Si 3 1 0 38049 4.3484 -0.57058 0.72751 1.5724e-7 1.97205 395.1451 2.3573 0.1527 2.9839 1597.3111
        Si C C 3 1 0 100390 16.217 -0.59825 0.78734 1.1e-6 1.97205 395.1451 2.3573 0.1527 2.9839 1597.3111
        Si C Si 3 1 0 100390 16.217 -0.59825 0 0 0 0 2.85 0.15 0 0
        Si Si C 3 1 0 100390 16.217 -0.59825 0 0 0 0 2.3573 0.1527 0 0
        Si Si Si 3 1 0 100390 16.217 -0.59825 0.78734 1.1e-6 1.7322 471.18 2.85 0.15 2.4799 1830.8
        """;

    private static readonly string Asymmetric = SiliconCarbide.Replace(" 3 1 0 ", " 1 0.9 0.7 ", StringComparison.Ordinal);

    private static Tersoff Read(string text) => TersoffFormat.Read(Encoding.UTF8.GetBytes(text), "test.tersoff");

    public static TheoryData<int, int, bool, double> Cases => new()
    {
        { 0, 1, true, 2.5 }, { 0, 8, true, 2.5 }, { 0, 8, false, 2.5 }, { 1, 2, true, 2.2 }, { 1, 9, true, 2.2 }, { 1, 9, false, 2.2 }, { 2, 9, true, 2.2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_and_virial_are_derivatives_of_the_energy(int which, int count, bool periodic, double spacing)
    {
        var potential = Read(new[] { Silicon, SiliconCarbide, Asymmetric }[which]);
        var done = 0;
        for (ulong seed = 0; done < 3; seed++)
        {
            var atoms = RandomCrystals.Make(seed, count, spacing, periodic, which == 0 ? [14] : [6, 14]);
            // The cutoff's second derivative jumps at both ends, where differences lose an order.
            if (RandomCrystals.HasPairNear(atoms, 2e-3, [.. potential.Entries.SelectMany(e => new[] { e.Radius - e.HalfWidth, e.Radius + e.HalfWidth }).Where(r => r > 0)])) continue;
            Derivatives.Check(potential, atoms, 1e-6, 1e-5);
            done++;
        }
    }

    [Fact]
    public void Diamond_has_its_published_energy()
    {
        // −4.63 eV an atom at a = 5.432 Å for silicon, and −7.37 eV (of 7.371 at a = 3.566 Å) for carbon: tables of the two papers.
        Assert.Equal(-4.63, Derivatives.Evaluate(Read(SiliconCarbide), StillingerWeberTests.Diamond(5.432, 14, 14)).Energy / 8, 0.005);
        Assert.Equal(-7.37, Derivatives.Evaluate(Read(SiliconCarbide), StillingerWeberTests.Diamond(3.566, 6, 6)).Energy / 8, 0.005);
    }

    [Fact]
    public void The_energy_is_continuous_at_the_cutoff()
    {
        var potential = Read(Silicon);
        foreach (var r in new[] { 3.1999, 3.1999999 }) Assert.Equal(0, Derivatives.Evaluate(potential, RandomCrystals.Dimer(14, 14, r)).Energy, 1e-4 * (3.2 - r) / 1e-4);
        Assert.Equal(0, Derivatives.Evaluate(potential, RandomCrystals.Dimer(14, 14, 3.2)).Energy);
    }

    // Not SiC_1994.tersoff: it gives the pair Si–C in two roundings, and which LAMMPS takes is chance.
    [Theory]
    [InlineData("Si.tersoff")]
    [InlineData("SiC.tersoff")]
    [InlineData("SiC_1990.tersoff")]
    [InlineData("SiC_Erhart-Albe.tersoff")]
    [InlineData("BNC.tersoff")]
    [InlineData("GaN.tersoff")]
    [InlineData("SiO.tersoff")]
    [InlineData(null)]
    public void Energy_forces_and_virial_are_those_of_Lammps(string? file)
    {
        using var folder = new TemporaryFolder();
        var path = file is null ? folder.Write("asymmetric.tersoff", Asymmetric) : Lammps.Potential(file);
        var potential = (LocalPotential)PotentialFile.Read(path);
        Assert.Equal("tersoff", potential.Family);
        for (ulong seed = 0; seed < 2; seed++)
        {
            var atoms = RandomCrystals.Make(seed, 64, potential.Cutoff * 0.75, true, [.. potential.Elements]);
            Lammps.Run(atoms, potential.Elements, $"pair_style tersoff\npair_coeff * * {path} {string.Join(' ', potential.Elements.Select(z => Element.Symbol(z)))}")
                .Check(Derivatives.Evaluate(potential, atoms), 1e-9);
        }
    }

    [Theory]
    [InlineData("Si Si Si 2 1.0 1.3258 4.8381 2.0417 0.0 22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394 3264.7", "line 1: m is neither 1 nor 3")]
    [InlineData("Si Si Si 3 1.0 1.3258 4.8381 2.0417 0.0 22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394", "where A should stand")]
    [InlineData("Si Si Si 3 1.0 1.3258 4.8381 2.0417 0.0 22.956 0.33675 1.3258 95.373 3.0 3.2 3.2394 3264.7", "D is larger than R")]
    [InlineData("Si Si Si 3 1.0 1.3258 4.8381 0 0.0 22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394 3264.7", "c²/d²")]
    [InlineData("Si Si Si 3 1.0 1.3258 4.8381 2.0417 0.0 0 0.33675 1.3258 95.373 3.0 0.2 3.2394 3264.7", "n is not positive")]
    [InlineData("Si(B) Si Si 3 1.0 1.3258 4.8381 2.0417 0.0 1 0.33675 1.3258 95.373 3.0 0.2 3.2394 3264.7", "'Si(B)'")]
    public void Unsound_files_are_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);
}
