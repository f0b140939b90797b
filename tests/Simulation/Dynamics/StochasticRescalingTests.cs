using Lithoscope.Numerics;

namespace Lithoscope.Simulation.Tests;

public class StochasticRescalingTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(28)]
    public void Gamma_numbers_have_their_distribution(double shape)
    {
        RandomStream stream = new(11, "test");
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(_ => GammaDistribution.Draw(ref stream, shape))];
        Assert.InRange(Statistics.KolmogorovSmirnov(draws, x => Statistics.GammaDistribution(shape, x)), 0.01, 1);
        Assert.Equal(shape, Statistics.Mean(draws), 4 * Math.Sqrt(shape / draws.Length));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void The_kinetic_energy_of_an_ideal_gas_is_canonical(int count)
    {
        // K/kT follows the gamma distribution of shape N_f/2. K forgets within τ/2: 40 steps of τ/10 apart, two values share e^−8 of their difference.
        const double Temperature = 300;
        var system = TestSystems.Row(count, 900, 2, atoms => new Springs(atoms, 0));
        var thermostat = new StochasticRescaling(17, 10);
        var freedom = 3 * count - 3;
        List<double> reduced = [];
        for (var step = 1; step <= 400_000; step++)
        {
            thermostat.Step(system, 1, Temperature, step);
            if (step > 1000 && step % 40 == 0) reduced.Add(system.KineticEnergy() / (DynamicsUnits.Boltzmann * Temperature));
        }

        var (n, k) = (reduced.Count, freedom / 2.0);
        Assert.Equal(k, Statistics.Mean(reduced), 4 * Math.Sqrt(k / n));
        // The variance k has the standard error √((2k² + 6k)/n).
        Assert.Equal(k, Statistics.Variance(reduced, k), 4 * Math.Sqrt((2 * k * k + 6 * k) / n));
        Assert.InRange(Statistics.KolmogorovSmirnov(reduced, x => Statistics.GammaDistribution(k, x)), 0.01, 1);
        // What came from the bath is the change of the energy, of which there is no other source here.
        Assert.Equal(system.KineticEnergy(), 0.5 * freedom * DynamicsUnits.Boltzmann * 900 + thermostat.Exchanged, 1e-9);
    }

    [Fact]
    public void The_kinetic_energy_decays_to_its_mean_with_the_time_constant()
    {
        // ⟨K(t)⟩ = K̄ + (K(0) − K̄)e^(−t/τ) exactly, averaged here over 4000 draws of 20 steps.
        double sum = 0, square = 0;
        const int Draws = 4000;
        for (ulong draw = 0; draw < Draws; draw++)
        {
            RandomStream stream = new(3, "test", draw);
            double kinetic = 10;
            for (var step = 0; step < 20; step++)
            {
                var factor = StochasticRescaling.Factor(ref stream, kinetic, 4, 30, Math.Exp(-0.05));
                kinetic *= factor * factor;
            }

            sum += kinetic;
            square += kinetic * kinetic;
        }

        var (mean, expected) = (sum / Draws, 4 + 6 * Math.Exp(-1));
        Assert.Equal(expected, mean, 4 * Math.Sqrt((square / Draws - mean * mean) / Draws));
    }

    [Fact]
    public void Energy_less_what_the_bath_gave_is_conserved()
    {
        double[] deviations = [.. new[] { 2.0, 1 }.Select(step => Statistics.Deviation(MicrocanonicalTests.Energies(TestSystems.Silicon(2, 600, 3), new StochasticRescaling(1, 200), step, 1000, 600)))];
        TestContext.Current.TestOutputHelper!.WriteLine($"sd at 2 and 1 fs: {deviations[0]}, {deviations[1]} eV");
        // The noise of the bath differs from step to step, so the ratio is not as sharp as without one.
        Assert.InRange(deviations[0] / deviations[1], 2.5, 6);
        Assert.InRange(deviations[1], 0, 64 * 5e-5);
    }
}
