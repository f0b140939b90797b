namespace Lithoscope.Simulation.Tests;

public class NoseHooverTests
{
    [Fact]
    public void The_energy_of_atoms_and_chain_is_conserved()
    {
        double Deviation(double step)
        {
            var system = TestSystems.Silicon(2, 600, 3);
            var chain = new NoseHooverChain(100);
            var energies = new double[(int)(1000 / step)];
            for (var k = 0; k < energies.Length; k++)
            {
                chain.Step(system, step, 500, k + 1);
                var inChain = chain.ChainEnergy(system.DegreesOfFreedom, 500);
                energies[k] = system.PotentialEnergy + system.KineticEnergy() + inChain;
                // What the bath gave is what the chain lost; the chain's own integration is of the sixth order.
                Assert.Equal(-inChain, chain.Exchanged, 1e-9);
            }

            return Statistics.Deviation(energies);
        }

        var (coarse, fine) = (Deviation(2), Deviation(1));
        TestContext.Current.TestOutputHelper!.WriteLine($"sd at 2 and 1 fs: {coarse}, {fine} eV");
        Assert.InRange(coarse / fine, 3.7, 4.3);
    }

    [Fact]
    public void Motion_reversed_leads_back()
    {
        var system = TestSystems.Silicon(2, 2000, 5);
        var chain = new NoseHooverChain(50);
        var start = system.Positions();
        for (var step = 1; step <= 150; step++) chain.Step(system, 1, 1500, step);
        Assert.True(Math.Abs(chain.Exchanged) > 0.1);
        system.ScaleVelocities(-1);
        var state = chain.State;
        for (var k = 4; k < 7; k++) state[k] = -state[k];
        chain.State = state;
        for (var step = 1; step <= 150; step++) chain.Step(system, 1, 1500, step);
        Assert.All(start.Zip(system.Positions()), p => Assert.Equal(p.First, p.Second, 1e-9));
        Assert.Equal(0, chain.Exchanged, 1e-9);
    }

    [Fact]
    public void The_kinetic_energy_of_silicon_is_canonical()
    {
        var system = TestSystems.Silicon(2, 1600, 7);
        var chain = new NoseHooverChain(40);
        for (var step = 1; step <= 2000; step++) chain.Step(system, 1, 800, step);
        List<double> ratios = [];
        var mean = 0.5 * system.DegreesOfFreedom * DynamicsUnits.Boltzmann * 800;
        for (var step = 2001; step <= 22_000; step++)
        {
            chain.Step(system, 1, 800, step);
            ratios.Add(system.KineticEnergy() / mean);
        }

        double[] squares = [.. ratios.Select(r => (r - 1) * (r - 1))];
        var (error, squareError) = (Statistics.BlockError(ratios, 20), Statistics.BlockError(squares, 20));
        TestContext.Current.TestOutputHelper!.WriteLine($"<K>/K0 {Statistics.Mean(ratios)} ± {error}, variance {Statistics.Mean(squares)} ± {squareError}, canonical {2.0 / system.DegreesOfFreedom}");
        Assert.Equal(1, Statistics.Mean(ratios), 5 * error);
        Assert.Equal(2.0 / system.DegreesOfFreedom, Statistics.Mean(squares), 5 * squareError);
        Assert.InRange(error, 0, 0.005);
        Assert.InRange(squareError, 0, 0.15 * 2.0 / system.DegreesOfFreedom);
    }
}
