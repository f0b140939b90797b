using System.Globalization;
using System.Text;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>Liquid silicon at 2500 K beside LAMMPS: the same energies step for step at first, and the same liquid later.</summary>
public class LammpsDynamicsTests
{
    private const int Cells = 4;
    private const double Kelvin = 2500;

    [Fact]
    public void Energies_are_those_of_LAMMPS_for_a_hundred_steps()
    {
        SlowTests.Require();
        var system = Liquid();
        using var folder = new TemporaryFolder();
        var energies = Beside(folder, system, 100, "thermo 1\nthermo_modify format float %.12f\nvariable e equal etotal\nfix out all print 1 \"${e}\" file energies screen no").Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        var newton = new MicrocanonicalEnsemble();
        Assert.Equal(101, energies.Length);
        var largest = 0.0;
        for (var step = 0; step <= 100; step++)
        {
            if (step > 0) newton.Step(system, 1, 0, step);
            largest = Math.Max(largest, Math.Abs(system.PotentialEnergy + system.KineticEnergy() - energies[step]) / system.Atoms.Count);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"largest difference {largest:e2} eV per atom");
        Assert.True(largest < 1e-6, $"{largest:e2} eV per atom");
    }

    [Fact]
    public void The_liquid_has_the_structure_and_the_diffusion_coefficient_of_that_of_LAMMPS()
    {
        SlowTests.Require();
        const int steps = 20_000, every = 50;
        var system = Liquid();
        var edge = system.Atoms.Cell.A.X;
        using var folder = new TemporaryFolder();
        var (ours, theirs) = (new Sample(edge, every), new Sample(edge, every));
        Beside(folder, system, steps, $"dump 1 all custom {every} energies id xu yu zu\ndump_modify 1 sort id format float %.10f");
        foreach (var frame in File.ReadLines(folder["energies"]).Chunk(9 + system.Atoms.Count))
        {
            theirs.Add([.. frame.Skip(9).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(w => double.Parse(w, CultureInfo.InvariantCulture))]);
        }

        var newton = new MicrocanonicalEnsemble();
        ours.Add(system.Positions());
        for (var step = 1; step <= steps; step++)
        {
            newton.Step(system, 1, 0, step);
            if (step % every == 0) ours.Add(system.Positions());
        }

        var ((d, error), (dLammps, errorLammps)) = (ours.Diffusion.Between(1000, 4000), theirs.Diffusion.Between(1000, 4000));
        var (place, height) = ours.Peak();
        var (placeLammps, heightLammps) = theirs.Peak();
        TestContext.Current.TestOutputHelper!.WriteLine($"first peak {height} at {place} Å, LAMMPS {heightLammps} at {placeLammps}; D {1000 * d} ± {1000 * error} 1e-4 cm²/s, LAMMPS {1000 * dLammps} ± {1000 * errorLammps}");
        Assert.Equal(placeLammps, place, 0.02 * place);
        Assert.Equal(heightLammps, height, 0.02 * height);
        Assert.Equal(dLammps, d, 3 * Math.Sqrt(error * error + errorLammps * errorLammps));
    }

    // Molten at 5000 K in 2 ps, then 2 ps at the temperature.
    private static MolecularSystem Liquid()
    {
        var system = TestSystems.Silicon(Cells, 5000, 7);
        var bath = new StochasticRescaling(7, 100);
        for (var step = 1; step <= 4000; step++) bath.Step(system, 1, step <= 2000 ? 5000 : Kelvin, step);
        return system;
    }

    // Lines of the file "energies" that commands write while LAMMPS runs at constant energy from the system's present state.
    private static IEnumerable<string> Beside(TemporaryFolder folder, MolecularSystem system, int steps, string commands)
    {
        var (atoms, edge) = (system.Atoms, system.Atoms.Cell.A.X);
        StringBuilder data = new(), velocities = new("\nVelocities\n\n");
        data.Append(CultureInfo.InvariantCulture, $"silicon\n\n{atoms.Count} atoms\n1 atom types\n\n0 {edge:R} xlo xhi\n0 {edge:R} ylo yhi\n0 {edge:R} zlo zhi\n\nMasses\n\n1 {Element.Mass(14):R}\n\nAtoms # atomic\n\n");
        for (var i = 0; i < atoms.Count; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"{i + 1} 1 {atoms.X[i]:R} {atoms.Y[i]:R} {atoms.Z[i]:R}\n");
            // Å/ps.
            velocities.Append(CultureInfo.InvariantCulture, $"{i + 1} {1000 * system.Velocities[3 * i]:R} {1000 * system.Velocities[3 * i + 1]:R} {1000 * system.Velocities[3 * i + 2]:R}\n");
        }

        folder.Write("a.data", data.Append(velocities).ToString());
        File.Copy(Repository.Find("examples", "silicon.sw"), folder["silicon.sw"]);
        LammpsProgram.Run(folder, $"""
            units metal
            atom_style atomic
            read_data a.data
            pair_style sw
            pair_coeff * * silicon.sw Si
            timestep 0.001
            fix nve all nve
            {commands}
            run {steps}
            """);
        return File.ReadLines(folder["energies"]).Where(l => !l.StartsWith('#'));
    }

    /// <summary>What is measured on frames of a cubic cell.</summary>
    private sealed class Sample(double edge, double every)
    {
        private const double Width = 0.02; // Å
        private readonly double[] _counts = new double[300];
        private int _frames;
        private int _atoms;

        public DiffusionEstimate Diffusion { get; } = new(every);

        public void Add(double[] positions)
        {
            Diffusion.Add(positions);
            _frames++;
            _atoms = positions.Length / 3;
            for (var i = 0; i < _atoms; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var square = 0.0;
                    for (var k = 0; k < 3; k++)
                    {
                        var d = positions[3 * i + k] - positions[3 * j + k];
                        d -= edge * Math.Round(d / edge);
                        square += d * d;
                    }

                    if (Math.Sqrt(square) / Width is var bin && bin < _counts.Length) _counts[(int)bin]++;
                }
            }
        }

        /// <summary>Place, Å, and height of the first peak of g(r): the vertex of the parabola of least squares through the tenth of an ångström on either side of the highest bin.</summary>
        public (double Place, double Height) Peak()
        {
            double[] g = [.. _counts.Select((n, k) => n / _frames / (_atoms * (_atoms - 1) / 2.0) * Math.Pow(edge, 3) / (4.0 / 3 * Math.PI * (Math.Pow((k + 1) * Width, 3) - Math.Pow(k * Width, 3))))];
            var top = Array.IndexOf(g, g.Max());
            const int half = 5;
            // On points −h … h the moments give a + bx + cx².
            double s0 = 2 * half + 1, s2 = 0, s4 = 0, y0 = 0, y1 = 0, y2 = 0;
            for (var x = -half; x <= half; x++)
            {
                (s2, s4) = (s2 + x * x, s4 + (double)x * x * x * x);
                (y0, y1, y2) = (y0 + g[top + x], y1 + x * g[top + x], y2 + x * x * g[top + x]);
            }

            var c = (s0 * y2 - s2 * y0) / (s0 * s4 - s2 * s2);
            var (a, b) = ((y0 - c * s2) / s0, y1 / s2);
            var vertex = -b / (2 * c);
            return ((top + 0.5 + vertex) * Width, a + 0.5 * b * vertex);
        }
    }
}
