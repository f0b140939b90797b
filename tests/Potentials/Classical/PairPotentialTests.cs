using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class PairPotentialTests
{
    // Buckingham: the O–O pair of van Beest, Kramer and van Santen 1990 (doi:10.1103/PhysRevLett.64.1955), and Si–O; dispersion: argon of Tang and Toennies 1984
    // (doi:10.1063/1.447150), C6 = 64.3 Hartree·Bohr⁶, b = 2.07/Bohr; the rest are round numbers of the usual size.
    internal static readonly IReadOnlyDictionary<string, PairPotential> All = new Dictionary<string, PairPotential>
    {
        ["lennard-jones"] = new LennardJones([new(18, 18, 0.0104, 3.4), new(36, 36, 0.0141, 3.65)], 8, PairEnding.Shifted, mixing: true),
        ["lennard-jones-cut"] = new LennardJones([new(18, 18, 0.0104, 3.4), new(18, 36, 0.012, 3.5) { Cutoff = 6.5 }, new(36, 36, 0.0141, 3.65)], 8, PairEnding.Cut),
        ["lennard-jones-force"] = new LennardJones([new(18, 18, 0.0104, 3.4), new(36, 36, 0.0141, 3.65)], 8, PairEnding.ForceShifted, mixing: true),
        ["morse"] = new Morse([new(18, 18, 0.3, 1.6, 3), new(18, 36, 0.2, 1.4, 3.2)], 7, elements: [36]),
        ["buckingham"] = new Buckingham([new(8, 8, 1388.773, 1 / 2.76, 175), new(8, 14, 18003.7572, 1 / 4.87318, 133.5381)], 8),
        ["harmonic"] = new HarmonicPairs([new(18, 18, 1.5, 4), new(18, 36, 2.5, 4.5), new(36, 36, 1, 5)], 5, PairEnding.Shifted),
        ["dispersion"] = new DampedDispersion([new(18, 18, 64.3 * Unit.Hartree * 0.021958, 2.07 / Unit.Bohr), new(18, 36, 50, double.PositiveInfinity), new(36, 36, 80, 1)], 8),
        ["zbl"] = new ZblRepulsion([14, 18, 36], 3, 6),
    };

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (var name in All.Keys)
        {
            cases.Add(name, 1, true);
            cases.Add(name, 8, true);
            cases.Add(name, 20, true);
            cases.Add(name, 9, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_and_virial_are_derivatives_of_the_energy(string name, int count, bool periodic)
    {
        var potential = All[name];
        var done = 0;
        for (ulong seed = 0; done < 3; seed++)
        {
            var atoms = RandomCrystals.Make(seed, count, 3.6, periodic, [potential.Elements[0], potential.Elements[1]]);
            // Where the force jumps, differences across the jump mean nothing.
            if (name != "zbl" && RandomCrystals.HasPairNear(atoms, 2e-3, 6.5, potential.Cutoff)) continue;
            Derivatives.Check(potential, atoms, 1e-7, 1e-6);
            done++;
        }
    }

    [Fact]
    public void A_dimer_has_the_energy_of_the_formula()
    {
        const double R = 2.9;
        Assert.Equal(4 * 0.0104 * (Math.Pow(3.4 / R, 12) - Math.Pow(3.4 / R, 6)), Bare("lennard-jones-cut", 18, 18, R), 1e-12);
        var mixed = 4 * Math.Sqrt(0.0104 * 0.0141) * (Math.Pow(3.525 / R, 12) - Math.Pow(3.525 / R, 6)) - 4 * Math.Sqrt(0.0104 * 0.0141) * (Math.Pow(3.525 / 8, 12) - Math.Pow(3.525 / 8, 6));
        Assert.Equal(mixed, Bare("lennard-jones", 36, 18, R), 1e-12);
        Assert.Equal(0.2 * (Math.Exp(2 * 1.4 * 0.3) - 2 * Math.Exp(1.4 * 0.3)) - 0.2 * (Math.Exp(-2 * 1.4 * 3.8) - 2 * Math.Exp(-1.4 * 3.8)), Bare("morse", 18, 36, R), 1e-12);
        Assert.Equal(0, Bare("morse", 36, 36, R));
        Assert.Equal(0.5 * 2.5 * (1.6 * 1.6 - 0.5 * 0.5), Bare("harmonic", 18, 36, R), 1e-12);
        Assert.Equal(-50 / Math.Pow(R, 6) + 50 / Math.Pow(8, 6), Bare("dispersion", 18, 36, R), 1e-12);
        // Inside the inner radius ZBL is the bare function but for a constant.
        static double Screened(double r)
        {
            var x = r * 2 * Math.Pow(14, 0.23) / 0.4685;
            return Unit.Hartree * Unit.Bohr * 14 * 14 / r * (0.18175 * Math.Exp(-3.1998 * x) + 0.50986 * Math.Exp(-0.94229 * x) + 0.28022 * Math.Exp(-0.4029 * x) + 0.02817 * Math.Exp(-0.20162 * x));
        }

        Assert.Equal(Screened(1) - Screened(2), Bare("zbl", 14, 14, 1) - Bare("zbl", 14, 14, 2), 1e-9);
        Assert.Equal((All["morse"].Pair(18, 18, 3).Value, 0), (Derivatives.Evaluate(All["morse"], RandomCrystals.Dimer(18, 18, 3)).Energy, Math.Round(All["morse"].Pair(18, 18, 3).Slope, 12)));
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(0.5)]
    [InlineData(5.999999)]
    [InlineData(6.000001)]
    [InlineData(7)]
    [InlineData(40)]
    public void The_damping_function_is_its_series(double x)
    {
        // Σ_{k≥7} x^k/k! over all of e^x, all terms of one sign.
        double term = 1, head = 1, tail = 0;
        for (var k = 1; k < 400; k++)
        {
            term *= x / k;
            if (k <= 6) head += term;
            else tail += term;
        }

        var expected = tail / (head + tail);
        Assert.Equal(expected, DampedDispersion.Damp(x, out var slope), 4e-15 * expected);
        Assert.Equal(Math.Pow(x, 6) / 720 * Math.Exp(-x), slope, 1e-14 * slope);
    }

    [Fact]
    public void Energies_are_continuous_at_the_cutoff_unless_cut()
    {
        foreach (var (name, potential) in All)
        {
            var (a, b) = (potential.Elements[0], potential.Elements[^1]);
            var cutoff = name == "lennard-jones-cut" ? 6.5 : potential.Cutoff;
            var (value, slope) = potential.Pair(a, b, cutoff * (1 - 1e-9));
            if (name == "lennard-jones-cut") Assert.NotEqual(0, value, 1e-5);
            else Assert.Equal(0, value, 1e-8);
            if (potential.Ending == PairEnding.ForceShifted || name == "zbl") Assert.Equal(0, slope, 1e-8);
            Assert.Equal((0, 0), potential.Pair(a, b, cutoff));
        }
    }

    [Fact]
    public void Parameters_that_make_no_sense_are_refused()
    {
        void Refused(Func<object> make, string says) => Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Refused(() => new LennardJones([new(18, 18, 0.01, 3.4), new(36, 36, 0.01, 3.4)], 8), "Ar–Kr");
        Refused(() => new LennardJones([new(18, 18, 0.01, 3.4), new(18, 18, 0.01, 3.4)], 8), "twice");
        Refused(() => new LennardJones(18, 0.01, 0, 8), "σ");
        Refused(() => new LennardJones(18, 0.01, 3, double.NaN), "cutoff");
        Refused(() => new Morse([new(18, 18, double.NaN, 1, 1)], 8), "Ar–Ar");
        Refused(() => new Morse([], 8), "no pair");
        Refused(() => new Morse([new(18, 180, 1, 1, 1)], 8), "180");
        Refused(() => new Buckingham([new(8, 8, 1, 0, 1)], 8), "ρ");
        Refused(() => new DampedDispersion([new(8, 8, 1, 0)], 8), "damping");
        Refused(() => new ZblRepulsion([14], 2, 1), "radii");
    }

    [Fact]
    public void What_a_potential_holds_is_told() =>
        Assert.Contains(new("Ar–Kr", "ε 0.012 eV, σ 3.5 Å, cutoff 6.5 Å"), All["lennard-jones-cut"].Describe());

    private static double Bare(string name, int a, int b, double r) => All[name].Pair(a, b, r).Value;
}
