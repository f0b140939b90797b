namespace Lithoscope.Simulation.Tests;

public class LangevinTests
{
    private const double Temperature = 300;

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(1.5, 3)]
    public void Positions_of_oscillators_are_exact_at_large_steps_and_velocities_are_off_as_derived(double angle, double timeConstant)
    {
        // ωΔt = angle. Stationary: ⟨x²⟩ = kT/k, ⟨v²⟩ = (kT/m)(1 − ω²Δt²/4), ⟨xv⟩ = 0: kick and half a drift turn these into independent x and v of variance kT/m, which friction and noise keep.
        var stiffness = angle * angle * TestSystems.ArgonInertia;
        var system = TestSystems.Row(300, Temperature, 1, atoms => new Springs(atoms, stiffness));
        system.IsWholeAtRest = false;
        var langevin = new LangevinDynamics(5, timeConstant);
        double[] sites = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { 100.0 * i, 0, 0 })];
        double n = 0, xx = 0, vv = 0, xv = 0;
        for (var step = 1; step <= 20_000; step++)
        {
            langevin.Step(system, 1, Temperature, step);
            if (step < 200 || step % 40 != 0) continue; // longer than a memory of 2/γ of the slowest
            var positions = system.Positions();
            for (var k = 0; k < 900; k++)
            {
                var (x, v) = (positions[k] - sites[k], system.Velocities[k]);
                (n, xx, vv, xv) = (n + 1, xx + x * x, vv + v * v, xv + x * v);
            }
        }

        var thermal = DynamicsUnits.Boltzmann * Temperature;
        var (position, velocity) = (thermal / stiffness, thermal / TestSystems.ArgonInertia * (1 - angle * angle / 4));
        var error = 4 * Math.Sqrt(2 / n); // four standard errors of a variance of independent normal numbers
        Assert.Equal(position, xx / n, error * position);
        Assert.Equal(velocity, vv / n, error * velocity);
        Assert.Equal(0, xv / n, error * Math.Sqrt(position * velocity));
        // 4.5e5 numbers: a bias of 1 % would be seen.
        Assert.InRange(error, 0, 0.0085);
    }

    [Fact]
    public void Free_particles_spread_as_the_scheme_says_and_so_with_D_of_kT_over_m_gamma()
    {
        // x gains ½(v_k + v_{k+1})Δt a step and v forgets by a = e^(−γΔt): ⟨Δx²⟩ is a sum of covariances kT/m a^|i−j|. Over long times it grows as 2Dt with D = kTΔt/(2m) coth(γΔt/2).
        const double Memory = 50;
        const int Count = 3000, Steps = 1000;
        var system = TestSystems.Row(Count, Temperature, 4, atoms => new Springs(atoms, 0));
        system.IsWholeAtRest = false;
        var langevin = new LangevinDynamics(8, Memory);
        for (var step = 1; step <= 400; step++) langevin.Step(system, 1, Temperature, step);
        var start = system.Positions();
        for (var step = 401; step <= 400 + Steps; step++) langevin.Step(system, 1, Temperature, step);
        var measured = start.Zip(system.Positions(), (a, b) => (b - a) * (b - a)).Sum() / start.Length;
        var (a, speed) = (Math.Exp(-1 / Memory), DynamicsUnits.Boltzmann * Temperature / TestSystems.ArgonInertia);
        double sum = 0;
        for (var lag = 1 - Steps; lag < Steps; lag++)
        {
            // The covariance of two means of neighbouring velocities.
            double At(int d) => Math.Pow(a, Math.Abs(d));
            sum += (Steps - Math.Abs(lag)) * 0.25 * (2 * At(lag) + At(lag - 1) + At(lag + 1));
        }

        Assert.Equal(speed * sum, measured, 4 * Math.Sqrt(2.0 / start.Length) * speed * sum);
        var asymptote = 2 * Steps * 0.5 * speed / Math.Tanh(0.5 / Memory);
        Assert.InRange(speed * sum / asymptote, 0.94, 0.96); // 1 − 1/(γt)
        Assert.Equal(speed * Memory, 0.5 * speed / Math.Tanh(0.5 / Memory), 1e-4 * speed * Memory); // kT/(mγ)
    }

    [Fact]
    public void Silicon_takes_on_the_temperature_and_the_conserved_energy_stays()
    {
        var system = TestSystems.Silicon(2, 1200, 6);
        system.IsWholeAtRest = false;
        var langevin = new LangevinDynamics(2, 100);
        for (var step = 1; step <= 1000; step++) langevin.Step(system, 1, 600, step);
        List<double> temperatures = [], energies = [];
        for (var step = 1001; step <= 9000; step++)
        {
            langevin.Step(system, 1, 600, step);
            temperatures.Add(system.Temperature(system.KineticEnergy()));
            energies.Add(system.KineticEnergy() + system.PotentialEnergy - langevin.Exchanged);
        }

        Assert.Equal(600, Statistics.Mean(temperatures), 5 * Statistics.BlockError(temperatures, 20));
        Assert.InRange(Statistics.BlockError(temperatures, 20), 1, 8);
        // The scheme's energy error walks, slowly: 64 atoms, 8 ps.
        Assert.InRange(energies.Max() - energies.Min(), 0, 64 * 3e-4);
    }
}
