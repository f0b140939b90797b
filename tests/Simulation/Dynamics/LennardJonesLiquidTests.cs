using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>
/// The Lennard-Jones liquid near its triple point, 864 atoms at ρ* = 0.8442 and a cutoff of 2.5σ: LAMMPS finds U* = −6.072(3) with the tail beyond the cutoff and D* = 0.0331(3) at
/// T* = 0.739(2), in 400 τ at constant energy with steps of 0.004 τ.
/// </summary>
public class LennardJonesLiquidTests
{
    private const int Cells = 6;
    private const double Density = 0.8442;
    private const double Cutoff = 2.5;
    private const double Temperature = 0.739;
    private const double Epsilon = 0.0104; // eV; with σ these are argon's, and nothing depends on them
    private const double Sigma = 3.4; // Å

    [Fact]
    public void Energy_and_diffusion_coefficient_are_the_published_ones()
    {
        SlowTests.Require();
        var atoms = new Atoms(FaceCentredCubic());
        var tau = Sigma * Math.Sqrt(Element.Mass(18) / (Epsilon * DynamicsUnits.Acceleration));
        var kelvin = Epsilon / DynamicsUnits.Boltzmann;
        var (step, count) = (0.004 * tau, atoms.Count);
        var system = new MolecularSystem(atoms, InitialVelocities.Draw(atoms, 2 * Temperature * kelvin, 1), new LennardJones(18, Epsilon, Sigma, Cutoff * Sigma, shifted: false), 1);
        var number = 0L;
        void Run(Ensemble ensemble, int steps, int every, Action sample)
        {
            for (var n = 1; n <= steps; n++)
            {
                ensemble.Step(system, step, Temperature * kelvin, ++number);
                if (n % every == 0) sample();
            }
        }

        Run(new StochasticRescaling(1, 0.2 * tau), 5000, 5000, () => { });
        // A slow bath holds the temperature and leaves diffusion alone.
        List<double> energies = [], temperatures = [];
        var diffusion = new DiffusionEstimate(every: 25 * 0.004);
        Run(new StochasticRescaling(2, 5 * tau), 50_000, 25, () =>
        {
            energies.Add(system.PotentialEnergy / count / Epsilon);
            temperatures.Add(system.Temperature(system.KineticEnergy()) / kelvin);
            diffusion.Add(system.Positions());
        });

        // The tail in a fluid without structure beyond the cutoff: (8/3)πρ(r⁻⁹/3 − r⁻³).
        var tail = 8.0 / 3 * Math.PI * Density * (Math.Pow(Cutoff, -9) / 3 - Math.Pow(Cutoff, -3));
        var energy = Statistics.Mean(energies) + tail;
        var (d, error) = diffusion.Between(2, 8);
        d /= Sigma * Sigma;
        TestContext.Current.TestOutputHelper!.WriteLine($"T* {Statistics.Mean(temperatures)}, U* {energy} ± {Statistics.BlockError(energies, 20)}, D* {d} ± {error / Sigma / Sigma}");
        Assert.Equal(Temperature, Statistics.Mean(temperatures), 0.02 * Temperature);
        Assert.Equal(-6.072, energy, 0.02 * 6.072);
        Assert.Equal(0.0331, d, 0.02 * 0.0331);
    }

    private static Structure FaceCentredCubic()
    {
        (double X, double Y, double Z)[] basis = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];
        var edge = Sigma * Math.Cbrt(4 / Density);
        List<double> positions = [];
        for (var i = 0; i < Cells * Cells * Cells; i++)
        {
            foreach (var (x, y, z) in basis) positions.AddRange([edge * (i % Cells + x), edge * (i / Cells % Cells + y), edge * (i / (Cells * Cells) + z)]);
        }

        var species = new byte[positions.Count / 3];
        Array.Fill(species, (byte)18);
        return new Structure(species, [.. positions], new Matrix3D(new(Cells * edge, 0, 0), new(0, Cells * edge, 0), new(0, 0, Cells * edge)), Periodicity.Full);
    }
}
