using Lithoscope.Runtime;

namespace Lithoscope.Simulation.Tests;

public class MicrocanonicalTests
{
    private static readonly MicrocanonicalEnsemble Newton = new();

    [Fact]
    public void The_energy_fluctuates_with_the_square_of_the_time_step()
    {
        // 1 ps of silicon at some 300 K (half of 600 K goes into the springs), the same trajectory at 2, 1 and 0.5 fs.
        double[] deviations = [.. new[] { 2.0, 1, 0.5 }.Select(step => Statistics.Deviation(Energies(TestSystems.Silicon(2, 600, 3), Newton, step, 1000)))];
        TestContext.Current.TestOutputHelper!.WriteLine($"sd(E) at 2, 1, 0.5 fs: {string.Join(", ", deviations)} eV");
        Assert.InRange(deviations[0] / deviations[1], 3.8, 4.2);
        Assert.InRange(deviations[1] / deviations[2], 3.8, 4.2);
    }

    [Fact]
    public void The_shadow_energy_of_an_oscillator_is_conserved_exactly()
    {
        // Velocity Verlet conserves ½mv² + ½kx²(1 − ω²Δt²/4) of a harmonic oscillator to the last bit but rounding, at any stable step; here ωΔt = 1.
        var stiffness = TestSystems.ArgonInertia;
        var system = TestSystems.Row(5, 300, 1, atoms => new Springs(atoms, stiffness));
        double Shadow() => system.KineticEnergy() + system.PotentialEnergy * (1 - 0.25);
        var (start, range) = (Shadow(), 0.0);
        for (var step = 1; step <= 1000; step++)
        {
            Newton.Step(system, 1, 0, step);
            Assert.Equal(start, Shadow(), 1e-12 * start);
            range = Math.Max(range, Math.Abs(system.KineticEnergy() + system.PotentialEnergy - start));
        }

        Assert.InRange(range / start, 0.1, 0.5); // which the energy itself is not
    }

    [Fact]
    public void Momentum_stays_zero_and_motion_reversed_leads_back()
    {
        var system = TestSystems.Silicon(2, 2000, 5);
        var start = system.Positions();
        for (var step = 1; step <= 250; step++) Newton.Step(system, 1, 0, step);
        Assert.True(start.Zip(system.Positions(), (a, b) => Math.Abs(a - b)).Max() > 0.2);
        for (var k = 0; k < 3; k++) Assert.Equal(0, Enumerable.Range(0, system.Atoms.Count).Sum(i => system.Masses[i] * system.Velocities[3 * i + k]), 1e-12);
        system.ScaleVelocities(-1);
        for (var step = 1; step <= 250; step++) Newton.Step(system, 1, 0, step);
        Assert.All(start.Zip(system.Positions()), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void One_and_two_threads_and_a_list_built_anew_give_the_same_bits()
    {
        // More atoms than a block of the integration holds.
        var potential = TestSystems.SiliconPotential;
        var start = new Structures.Atoms(TestSystems.Diamond(9, 8, 8));
        var velocities = InitialVelocities.Draw(start, 3000, 1);
        double[] Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var system = new MolecularSystem(new Structures.Atoms(TestSystems.Diamond(9, 8, 8)), [.. velocities], potential, 0.4, pool);
            var thermostat = new LangevinDynamics(1, 100);
            for (var step = 1; step <= 40; step++) thermostat.Step(system, 1, 3000, step);
            Assert.InRange(system.List.Builds, 2, 20);
            return [.. system.Positions(), .. system.Velocities, system.KineticEnergy(), thermostat.Exchanged];
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void A_system_made_from_what_a_checkpoint_holds_goes_on_to_the_same_bits()
    {
        var system = TestSystems.Silicon(3, 3000, 2);
        Ensemble thermostat = new StochasticRescaling(9, 100);
        for (var step = 1; step <= 61; step++) thermostat.Step(system, 1, 1500, step);
        var atoms = new Structures.Atoms(TestSystems.Diamond(3, 3, 3));
        var positions = system.Positions();
        for (var i = 0; i < atoms.Count; i++) (atoms.X[i], atoms.Y[i], atoms.Z[i]) = (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]);
        Assert.NotEqual(system.ListPositions, positions);
        var other = new MolecularSystem(atoms, [.. system.Velocities], TestSystems.SiliconPotential, 1, continued: new([.. system.ListPositions], system.ListCell, atoms.Cell, []));
        Ensemble same = new StochasticRescaling(9, 100) { State = thermostat.State };
        for (var step = 62; step <= 200; step++)
        {
            thermostat.Step(system, 1, 1500, step);
            same.Step(other, 1, 1500, step);
        }

        Assert.Equal(system.Positions(), other.Positions());
        Assert.Equal(system.Velocities, other.Velocities);
        Assert.Equal(thermostat.State, same.State);
    }

    [Fact]
    public void Initial_velocities_have_the_temperature_and_no_drift()
    {
        var atoms = new Structures.Atoms(TestSystems.Diamond(5, 5, 5));
        var system = new MolecularSystem(atoms, InitialVelocities.Draw(atoms, 300, 4), TestSystems.SiliconPotential, 1);
        Assert.Equal(300, system.Temperature(system.KineticEnergy()), 1e-10);
        for (var k = 0; k < 3; k++) Assert.Equal(0, Enumerable.Range(0, atoms.Count).Sum(i => system.Velocities[3 * i + k]), 1e-12);
        // Components are normal numbers of the width √(kT/m), but for the three that were taken away: 3000 of them.
        var width = Math.Sqrt(DynamicsUnits.Boltzmann * 300 * DynamicsUnits.Acceleration / Structures.Element.Mass(14));
        Assert.InRange(Statistics.KolmogorovSmirnov(system.Velocities.Select(v => v * v / (2 * width * width)), x => Statistics.GammaDistribution(0.5, x)), 0.01, 1);
        Assert.InRange(system.Velocities.Count(v => v > 0), 1500 - 4 * 27, 1500 + 4 * 27);
    }

    internal static double[] Energies(MolecularSystem system, Ensemble ensemble, double timeStep, double time, double temperature = 0)
    {
        var energies = new double[(int)(time / timeStep)];
        for (var step = 0; step < energies.Length; step++)
        {
            ensemble.Step(system, timeStep, temperature, step + 1);
            energies[step] = system.PotentialEnergy + system.KineticEnergy() - ensemble.Exchanged;
        }

        return energies;
    }
}
