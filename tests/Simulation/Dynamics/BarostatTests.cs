using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>Cells that follow a pressure: exact answers for the ideal gas, fluctuations of a crystal against its bulk modulus, conserved energies.</summary>
public class BarostatTests
{
    private const double Temperature = 300;
    private const double Outside = 0.001; // eV/Å³
    private const int Atoms = 16;

    public enum Kind
    {
        Rescaling,
        Langevin,
        Mtk,
        Berendsen,
    }

    /// <summary>
    /// p(V) ∝ V^k e^(−PV/kT) has mean and variance (k + 1)kT/P and (k + 1)(kT/P)², with k = N where all 3N momenta move and N − 1 where the whole is at rest: each momentum less takes a third of a volume.
    /// </summary>
    [Theory]
    [InlineData(Kind.Rescaling)]
    [InlineData(Kind.Langevin)]
    [InlineData(Kind.Mtk)]
    [InlineData(Kind.Berendsen)]
    public void The_volume_of_an_ideal_gas_is_that_of_its_ensemble(Kind kind)
    {
        var unit = DynamicsUnits.Boltzmann * Temperature / Outside;
        var edge = Math.Cbrt(Atoms * unit);
        var positions = new double[3 * Atoms];
        RandomStream random = new(2, "gas");
        for (var k = 0; k < positions.Length; k++) positions[k] = edge * random.NextDouble();
        var atoms = new Atoms(new Structure([.. Enumerable.Repeat((byte)18, Atoms)], positions, new Matrix3D(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge)), Periodicity.Full));
        MolecularSystem system = new(atoms, InitialVelocities.Draw(atoms, Temperature, 3), new NoForces(), 4);
        // The gas answers with 1/P: the volume relaxes in the time constant.
        Barostat barostat = kind == Kind.Berendsen ? new BerendsenBarostat(50, 1 / Outside, CellMotion.Isotropic) : new StochasticCellRescaling(4, 50, 1 / Outside, CellMotion.Isotropic);
        Ensemble ensemble = kind switch
        {
            Kind.Mtk => new MartynaTobiasKlein(40, 100, CellMotion.Isotropic),
            Kind.Langevin => new LangevinDynamics(5, 40) { Barostat = barostat },
            _ => new StochasticRescaling(5, 40) { Barostat = barostat },
        };
        (ensemble.Pressure, system.IsWholeAtRest) = (Outside, ensemble.ConservesMomentum);
        List<double> volumes = [];
        for (var step = 1; step <= 80_000; step++)
        {
            ensemble.Step(system, 4, Temperature, step);
            if (step > 2000) volumes.Add(system.Volume / unit);
        }

        var expected = kind == Kind.Langevin ? Atoms + 1 : Atoms;
        double[] squares = [.. volumes.Select(v => (v - expected) * (v - expected))];
        var (mean, error, variance, varianceError) = (Statistics.Mean(volumes), Statistics.BlockError(volumes, 30), Statistics.Mean(squares), Statistics.BlockError(squares, 30));
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: V {mean:F3} ± {error:F3} of {expected}, variance {variance:F2} ± {varianceError:F2} of {expected}, in (kT/P) and its square");
        if (kind == Kind.Berendsen)
        {
            // Weak coupling has no noise: it must fail where the others pass.
            Assert.True(variance + 5 * varianceError < 0.8 * expected);
            return;
        }

        Assert.Equal(expected, mean, 4.5 * error);
        Assert.Equal(expected, variance, 4.5 * varianceError);
        Assert.InRange(error, 0, 0.02 * expected);
        Assert.InRange(varianceError, 0, 0.08 * expected);
    }

    [Theory]
    [InlineData(Kind.Rescaling, CellMotion.Isotropic)]
    [InlineData(Kind.Rescaling, CellMotion.Full)]
    [InlineData(Kind.Mtk, CellMotion.Isotropic)]
    [InlineData(Kind.Mtk, CellMotion.Full)]
    public void A_crystal_has_the_volume_of_its_pressure_and_fluctuates_as_its_bulk_modulus_says(Kind kind, CellMotion motion)
    {
        SlowTests.Require();
        const double Pressure = 3 * Unit.Gigapascal;
        var system = TestSystems.Silicon(2, 600, 8);
        Ensemble ensemble = kind == Kind.Mtk ? new MartynaTobiasKlein(50, 200, motion) : new StochasticRescaling(9, 100) { Barostat = new StochasticCellRescaling(9, 200, 0.01 / Unit.Gigapascal, motion) };
        ensemble.Pressure = Pressure;
        List<double> volumes = [], shears = [];
        List<double>[] pressures = [.. Enumerable.Range(0, 6).Select(_ => new List<double>())];
        for (var step = 1; step <= 160_000; step++)
        {
            ensemble.Step(system, 2, Temperature, step);
            if (step <= 5000) continue;
            volumes.Add(system.Volume);
            shears.Add(system.Atoms.Cell.A.Y - system.Atoms.Cell.B.X);
            var p = system.PressureTensor();
            double[] components = [p.A.X, p.B.Y, p.C.Z, p.A.Y, p.A.Z, p.B.Z];
            for (var k = 0; k < 6; k++) pressures[k].Add(components[k]);
        }

        var mean = Statistics.Mean(volumes);
        double[] squares = [.. volumes.Select(v => (v - mean) * (v - mean))];
        var (error, variance, varianceError) = (Statistics.BlockError(volumes, 20), Statistics.Mean(squares), Statistics.BlockError(squares, 20));
        // P(V) at constant volume around that mean: its value there and its slope.
        var (above, aboveError) = MeanPressure(mean * 0.99);
        var (below, belowError) = MeanPressure(mean * 1.01);
        var (at, atError) = MeanPressure(mean);
        var modulus = (above - below) / 0.02;
        var modulusError = double.Hypot(aboveError, belowError) / 0.02;
        var expected = DynamicsUnits.Boltzmann * Temperature * mean / modulus;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{kind} {motion}: V {mean:F3} ± {error:F3} Å³; P there {at / Unit.Gigapascal:F3} ± {atError / Unit.Gigapascal:F3} GPa; B {modulus / Unit.Gigapascal:F1} ± {modulusError / Unit.Gigapascal:F1} GPa; Var V {variance:F2} ± {varianceError:F2}, kTV/B {expected:F2} Å⁶");
        // The mean pressure is that outside, exactly; where shapes move, each component of it.
        double[] hydrostatic = [.. pressures[0].Zip(pressures[1], pressures[2]).Select(p => (p.First + p.Second + p.Third) / 3)];
        Assert.Equal(Pressure, Statistics.Mean(hydrostatic), 5 * Statistics.BlockError(hydrostatic, 20));
        for (var k = 0; k < 6 && motion == CellMotion.Full; k++) Assert.Equal(k < 3 ? Pressure : 0, Statistics.Mean(pressures[k]), 5 * Statistics.BlockError(pressures[k], 20));
        if (motion == CellMotion.Isotropic)
        {
            // That at the mean volume differs by half the curvature of P(V) times the variance. Shapes that move as well add to it what their frequencies depend on the volume.
            var curvature = (above + below - 2 * at) / (1e-4 * mean * mean);
            Assert.Equal(Pressure, at + 0.5 * curvature * variance, 4.5 * double.Hypot(1.1 * atError, modulus * error / mean));
        }

        Assert.Equal(expected, variance, 4.5 * double.Hypot(varianceError, expected * modulusError / modulus));
        Assert.InRange(varianceError, 0, 0.12 * variance);
        // The cell, which began as a cube along the axes, does not turn: its matrix stays symmetric.
        Assert.InRange(shears.Max(Math.Abs), 0, 1e-9);
    }

    private static (double Mean, double Error) MeanPressure(double volume)
    {
        var crystal = TestSystems.Diamond(2, 2, 2);
        var factor = Math.Cbrt(volume / crystal.Cell!.Value.Determinant);
        var atoms = new Atoms(new Structure([.. crystal.AtomicNumbers], [.. crystal.Positions.ToArray().Select(x => factor * x)], factor * crystal.Cell.Value, Periodicity.Full));
        MolecularSystem system = new(atoms, InitialVelocities.Draw(atoms, 2 * Temperature, 1), TestSystems.SiliconPotential, 1);
        StochasticRescaling ensemble = new(7, 100);
        List<double> pressures = [];
        for (var step = 1; step <= 30_000; step++)
        {
            ensemble.Step(system, 2, Temperature, step);
            if (step > 3000) pressures.Add(system.Pressure(system.KineticEnergy()));
        }

        return (Statistics.Mean(pressures), Statistics.BlockError(pressures, 20));
    }

    [Theory]
    [InlineData(CellMotion.Isotropic)]
    [InlineData(CellMotion.Full)]
    public void The_energy_of_atoms_cell_and_chains_is_conserved_to_second_order(CellMotion motion)
    {
        double Deviation(double step)
        {
            var system = TestSystems.Silicon(2, 800, 3);
            MartynaTobiasKlein ensemble = new(100, 150, motion) { Pressure = 2 * Unit.Gigapascal };
            var energies = new double[(int)(1200 / step)];
            for (var k = 0; k < energies.Length; k++)
            {
                ensemble.Step(system, step, 500, k + 1);
                energies[k] = system.PotentialEnergy + system.KineticEnergy() - ensemble.Exchanged;
            }

            Assert.NotEqual(TestSystems.Diamond(2, 2, 2).Cell!.Value.Determinant, system.Volume, 1.0);
            return Statistics.Deviation(energies);
        }

        var (coarse, fine) = (Deviation(1), Deviation(0.5));
        TestContext.Current.TestOutputHelper!.WriteLine($"{motion}: sd at 1 and 0.5 fs: {coarse}, {fine} eV");
        Assert.InRange(coarse / fine, 3.7, 4.3);
    }

    [Fact]
    public void What_a_stochastic_barostat_gives_is_accounted_for()
    {
        double Deviation(double step, out double exchanged)
        {
            var system = TestSystems.Silicon(3, 1000, 4);
            StochasticRescaling ensemble = new(2, 100) { Barostat = new StochasticCellRescaling(2, 200, 0.01 / Unit.Gigapascal, CellMotion.Full), Pressure = 5 * Unit.Gigapascal };
            double[] conserved = new double[(int)(2000 / step)], totals = new double[conserved.Length];
            for (var k = 0; k < conserved.Length; k++)
            {
                ensemble.Step(system, step, 600, k + 1);
                totals[k] = system.PotentialEnergy + system.KineticEnergy();
                conserved[k] = totals[k] - ensemble.Exchanged;
            }

            exchanged = Statistics.Deviation(totals);
            return Statistics.Deviation(conserved);
        }

        var (coarse, fine) = (Deviation(2, out var exchanged), Deviation(0.5, out _));
        TestContext.Current.TestOutputHelper!.WriteLine($"sd of the conserved energy at 2 and 0.5 fs: {coarse}, {fine} eV; of the total energy {exchanged} eV");
        Assert.InRange(coarse, 0, 0.02 * exchanged);
        Assert.True(fine < 0.25 * coarse);
    }

    [Fact]
    public void The_pressure_tensor_is_minus_the_derivative_of_the_energy_with_respect_to_strain()
    {
        for (var component = 0; component < 9; component++)
        {
            double Energy(double h, out Matrix3D pressure, out double volume)
            {
                var system = TestSystems.Silicon(2, 3000, 6);
                for (var step = 0; step < 40; step++) new MicrocanonicalEnsemble().Step(system, 1, 0, step);
                (pressure, volume) = (system.PressureTensor(), system.Volume);
                Matrix3D e = new(Row(0, component, h), Row(1, component, h), Row(2, component, h));
                system.Strain(StrainFunctions.Exponential(e), StrainFunctions.Exponential(-1 * e.Transpose()));
                system.UpdateForces();
                return system.PotentialEnergy + system.KineticEnergy();
            }

            const double H = 1e-5;
            var (up, down) = (Energy(H, out var pressure, out var volume), Energy(-H, out _, out _));
            double[] found = [pressure.A.X, pressure.A.Y, pressure.A.Z, pressure.B.X, pressure.B.Y, pressure.B.Z, pressure.C.X, pressure.C.Y, pressure.C.Z];
            Assert.Equal(-(up - down) / (2 * H) / volume, found[component], 1e-7);
        }

        static Vector3D Row(int row, int component, double h) => component / 3 == row ? new(component % 3 == 0 ? h : 0, component % 3 == 1 ? h : 0, component % 3 == 2 ? h : 0) : default;
    }

    /// <summary>An ideal gas.</summary>
    private sealed class NoForces : IPotential
    {
        public string Family => "none";

        public double Cutoff => 0.01;

        public IReadOnlyList<int> Elements => [18];

        public Precision Precision => Precision.Double;

        public IPotential InPrecision(Precision precision) => this;

        public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

        public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
        {
            result.Reserve(atoms.Count);
            Array.Clear(result.Fx);
            Array.Clear(result.Fy);
            Array.Clear(result.Fz);
            Array.Clear(result.LocalEnergies);
            (result.Energy, result.Virial) = (0, default);
        }
    }
}
