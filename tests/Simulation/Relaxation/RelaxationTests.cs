using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>Minima with known answers, and the slopes that lead to them.</summary>
public sealed class RelaxationTests
{
    private const double Edge = 5.43095;

    [Theory]
    [InlineData(CellRelaxation.Fixed, 0)]
    [InlineData(CellRelaxation.Isotropic, 7)]
    [InlineData(CellRelaxation.Full, 0)]
    [InlineData(CellRelaxation.Full, -4)]
    public void The_gradient_is_the_derivative_of_the_enthalpy_in_any_strained_cell(CellRelaxation freedom, double pressure)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            RandomStream random = new(seed, "gradient");
            double Draw(double size) => size * (2 * random.NextDouble() - 1);
            var crystal = TestSystems.Diamond(1, 1, 1);
            Matrix3D tilt = new(new(1 + Draw(0.1), Draw(0.2), Draw(0.2)), new(Draw(0.2), 1 + Draw(0.1), Draw(0.2)), new(Draw(0.2), Draw(0.2), 1 + Draw(0.1)));
            var positions = Enumerable.Range(0, 8).SelectMany(i => Row(tilt.Transform(crystal.Position(i)))).Select(x => x + Draw(0.2)).ToArray();
            var structure = new Structure(crystal.AtomicNumbers.ToArray(), positions, crystal.Cell!.Value * tilt, Periodicity.Full);
            bool[] moves = [.. Enumerable.Range(0, 24).Select(_ => random.NextDouble() < 0.8)];
            RelaxationProblem problem = new(new Atoms(structure), moves, TestSystems.SiliconPotential, freedom, pressure * Unit.Gigapascal);
            // Somewhere with a strain of its own.
            if (freedom != CellRelaxation.Fixed) problem.X[24] = problem.X[28] = problem.X[32] = 0.3;
            if (freedom == CellRelaxation.Full)
            {
                problem.X[26] = problem.X[30] = 0.4;
                problem.X[32] = -0.5;
            }

            Assert.True(problem.Evaluate(default));
            var gradient = problem.Gradient.ToArray();
            double Slope(Action<double> move)
            {
                const double Step = 1e-4;
                double At(double t)
                {
                    move(t);
                    problem.Evaluate(default);
                    move(-t);
                    return problem.Enthalpy;
                }

                return (8 * (At(Step) - At(-Step)) - At(2 * Step) + At(-2 * Step)) / (12 * Step);
            }

            for (var k = 0; k < 24; k++)
            {
                if (moves[k]) Assert.Equal(Slope(t => problem.X[k] += t), gradient[k], 1e-7);
                else Assert.Equal(0, gradient[k]);
            }

            if (freedom == CellRelaxation.Isotropic)
            {
                Assert.Equal(Slope(t => (problem.X[24], problem.X[28], problem.X[32]) = (problem.X[24] + t, problem.X[28] + t, problem.X[32] + t)), gradient[24] + gradient[28] + gradient[32], 1e-7);
            }

            if (freedom != CellRelaxation.Full) continue;
            for (var row = 0; row < 3; row++)
            {
                for (var column = row; column < 3; column++)
                {
                    var (k, l) = (24 + 3 * row + column, 24 + 3 * column + row);
                    var slope = Slope(t =>
                    {
                        problem.X[k] += t;
                        if (l != k) problem.X[l] += t;
                    });
                    Assert.Equal(slope, l == k ? gradient[k] : gradient[k] + gradient[l], 1e-7);
                }
            }
        }
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void The_unrelaxed_vacancy_of_silicon_is_stationary_and_larger_displacements_lead_lower(RelaxationMethod method)
    {
        var bulk = 215 * PerAtom();
        RelaxedFrame Relax(double rattle, int attempts) => new FrameRelaxation(
            new() { Method = method, ForceTolerance = 1e-4, Evaluations = 4000, SaddleRattle = rattle, SaddleAttempts = attempts }, TestSystems.SiliconPotential, null).Run(Vacancy(), 0, 1, (_, _) => { }, default);
        // Four bonds are broken, and the three-body terms stay zero: the cohesive energy, 2 × 2.1683 eV.
        var near = Relax(0.05, 5);
        Assert.Equal(2 * 2.1683, near.First.Path[0].Energy - bulk, 1e-6);
        Assert.Equal(2 * 2.1683, near.First.Last.Energy - bulk, 1e-5);
        // It is a minimum of its own, to which displacements of 0.05 Å return.
        Assert.Equal((RelaxationEnd.Converged, false), (near.First.End, near.IsLower));
        Assert.Equal(2 * 2.1683, near.Check!.Last.Energy - bulk, 1e-5);
        var far = Relax(0.3, 20);
        Assert.Equal((true, false), (far.IsLower, far.IsFollowed));
        Assert.Equal(RelaxationEnd.Converged, far.Check!.End);
        TestContext.Current.TestOutputHelper!.WriteLine($"{method}: symmetric {near.First.Last.Energy - bulk}, relaxed {far.Check.Last.Energy - bulk} eV, {far.Check.Last.Evaluations} evaluations");
        Assert.InRange(far.Check.Last.Energy - bulk, 2.68, 2.70); // 2.691 in the silicon testing framework, from another cell
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void Atoms_in_a_row_are_a_saddle_that_the_check_sees_and_follows(RelaxationMethod method)
    {
        Structure row = new([18, 18, 18], [0, 0, 0, 1.1, 0, 0, 2.3, 0, 0]);
        RelaxedFrame Relax(SaddleCheck saddle) => new FrameRelaxation(new() { Method = method, ForceTolerance = 1e-6, Saddle = saddle }, new LennardJones(18, 1, 1, 50, shifted: false), null).Run(row, 0, 1, (_, _) => { }, default);
        var (ignored, reported, followed) = (Relax(SaddleCheck.Ignore), Relax(SaddleCheck.Report), Relax(SaddleCheck.Follow));
        Assert.Equal((null, false), (ignored.Check, ignored.IsLower));
        Assert.InRange(ignored.Result.Last.Energy, -2.04, -2.03);
        Assert.Equal((true, ignored.Result.Last.Energy), (reported.IsLower, reported.Result.Last.Energy));
        Assert.Equal((true, -3.0), (followed.IsLower, Math.Round(followed.Result.Last.Energy, 8)));
    }

    [Theory]
    [InlineData(CellRelaxation.Isotropic)]
    [InlineData(CellRelaxation.Full)]
    public void Silicon_has_its_lattice_constant_and_bulk_modulus_under_pressure(CellRelaxation freedom)
    {
        RandomStream random = new(3, "cell");
        var crystal = TestSystems.Diamond(1, 1, 1);
        var strained = freedom == CellRelaxation.Full ? new Matrix3D(new(5.6, 0.2, 0), new(-0.1, 5.3, 0.15), new(0.1, 0, 5.5)) : crystal.Cell!.Value * (1.04 * Matrix3D.Identity);
        var turn = crystal.Cell!.Value.Inverse() * strained;
        var positions = Enumerable.Range(0, 8).SelectMany(i => Row(turn.Transform(crystal.Position(i)))).Select(x => x + 0.05 * random.NextNormal()).ToArray();
        Structure start = new(crystal.AtomicNumbers.ToArray(), positions, strained, Periodicity.Full);
        double Volume(double pressure)
        {
            RelaxationOptions options = new() { Cell = freedom, Pressure = pressure, ForceTolerance = 1e-6, StressTolerance = 1e-5, Saddle = SaddleCheck.Ignore };
            var first = new FrameRelaxation(options, TestSystems.SiliconPotential, null).Run(start, 0, 1, (_, _) => { }, default).First;
            Assert.Equal(RelaxationEnd.Converged, first.End);
            TestContext.Current.TestOutputHelper!.WriteLine($"{freedom} {pressure} GPa: {first.Last.Volume} Å³ after {first.Last.Evaluations} evaluations");
            return first.Last.Volume;
        }

        var (none, more, less) = (Volume(0), Volume(0.5), Volume(-0.5));
        Assert.Equal(Edge, Math.Cbrt(none), 1e-5);
        Assert.Equal(101.45, -none * 1 / (more - less), 0.1);
        if (freedom != CellRelaxation.Full) return;
        // The shape is that of the cube, whatever way the cell was turned.
        RelaxationOptions full = new() { Cell = freedom, ForceTolerance = 1e-6, StressTolerance = 1e-5, Saddle = SaddleCheck.Ignore, Method = RelaxationMethod.Fire };
        var cell = new FrameRelaxation(full, TestSystems.SiliconPotential, null).Run(start, 0, 1, (_, _) => { }, default).First.Cell;
        Assert.Equal((Edge, Edge, Edge), (Math.Round(cell.A.Norm, 5), Math.Round(cell.B.Norm, 5), Math.Round(cell.C.Norm, 5)));
        Assert.Equal(0, Vector3D.Dot(cell.A, cell.B), 1e-4);
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void Thirteen_Lennard_Jones_atoms_fold_into_the_icosahedron(RelaxationMethod method)
    {
        // Hoare and Pal, doi:10.1080/00018737100101261: −44.326801 ε.
        var golden = (1 + Math.Sqrt(5)) / 2;
        List<double> positions = [0, 0, 0];
        foreach (var (a, b) in new[] { (1, golden), (1, -golden), (-1, golden), (-1, -golden) }) positions.AddRange([0, a, b, a, b, 0, b, 0, a]);
        Structure start = new([.. Enumerable.Repeat((byte)18, 13)], [.. positions.Select(x => 0.62 * x)]);
        RelaxationOptions options = new() { Method = method, ForceTolerance = 1e-8, Evaluations = 20000, Rattle = 0.1 };
        var frame = new FrameRelaxation(options, new LennardJones(18, 1, 1, 50, shifted: false), null).Run(start, 0, 7, (_, _) => { }, default);
        TestContext.Current.TestOutputHelper!.WriteLine($"{method}: {frame.First.Last.Energy} after {frame.First.Last.Evaluations} evaluations");
        Assert.Equal(-44.326801, frame.First.Last.Energy, 1e-6);
        Assert.Equal((RelaxationEnd.Converged, false), (frame.First.End, frame.IsLower));
        Assert.All(frame.First.Path.Zip(frame.First.Path.Skip(1)), p => Assert.True(method == RelaxationMethod.Fire || p.Second.Energy <= p.First.Energy + 1e-9));
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void What_the_mask_holds_stays_to_the_bit(RelaxationMethod method)
    {
        var structure = Rattle.Apply(TestSystems.Diamond(2, 2, 2), 0.1, 4);
        RandomStream random = new(8, "mask");
        bool[] mask = [.. Enumerable.Range(0, 192).Select(_ => random.NextDouble() < 0.6)];
        structure = structure.With(new LogicalColumn("move_mask", 3, mask));
        RelaxationOptions options = new() { Method = method, ForceTolerance = 1e-4 };
        var result = new FrameRelaxation(options, TestSystems.SiliconPotential, null).Run(structure, 0, 1, (_, _) => { }, default).First;
        Assert.Equal(RelaxationEnd.Converged, result.End);
        for (var k = 0; k < 192; k++)
        {
            if (mask[k]) Assert.InRange(Math.Abs(result.Forces[k]), 0, 1e-4);
            else Assert.Equal(structure.Positions[k], result.Positions[k]);
        }

        Assert.Contains(Enumerable.Range(0, 192), k => !mask[k] && Math.Abs(result.Forces[k]) > 0.1);
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void Forces_that_are_no_derivatives_end_without_converging(RelaxationMethod method)
    {
        var structure = Rattle.Apply(TestSystems.Diamond(1, 1, 1), 0.1, 4);
        RelaxationOptions options = new() { Method = method, Evaluations = 6000, Saddle = SaddleCheck.Ignore };
        var result = new FrameRelaxation(options, new Uphill(), null).Run(structure, 0, 1, (_, _) => { }, default).First;
        Assert.NotEqual(RelaxationEnd.Converged, result.End);
        Assert.True(result.Last.Evaluations <= 6002);
        Assert.Equal(result.Path[^1].Energy, result.Last.Energy);
    }

    [Fact]
    public void Many_starts_end_in_the_same_crystal_with_both_methods()
    {
        var crystal = 64 * PerAtom();
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var start = Rattle.Apply(Scaled(2), 0.25, seed);
            foreach (var method in new[] { RelaxationMethod.Lbfgs, RelaxationMethod.Fire })
            {
                RelaxationOptions options = new() { Method = method, ForceTolerance = 1e-3, Saddle = SaddleCheck.Ignore };
                var first = new FrameRelaxation(options, TestSystems.SiliconPotential, null).Run(start, 0, seed, (_, _) => { }, default).First;
                TestContext.Current.TestOutputHelper!.WriteLine($"{seed} {method}: {first.Last.Energy - crystal} after {first.Last.Evaluations}");
                Assert.Equal(RelaxationEnd.Converged, first.End);
                Assert.Equal(crystal, first.Last.Energy, 1e-4);
            }
        }
    }

    private static double[] Row(Vector3D v) => [v.X, v.Y, v.Z];

    private static Structure Scaled(int cells)
    {
        var crystal = TestSystems.Diamond(cells, cells, cells);
        return new(crystal.AtomicNumbers.ToArray(), [.. crystal.Positions.ToArray().Select(x => x * Edge / 5.431)], Edge / 5.431 * crystal.Cell!.Value, Periodicity.Full);
    }

    private static Structure Vacancy() => Vacancies.Remove(Scaled(3), [100]);

    private static double PerAtom() => -2 * 2.1683;

    /// <summary>Silicon whose forces point the wrong way.</summary>
    private sealed class Uphill : IPotential
    {
        public string Family => "test";

        public double Cutoff => TestSystems.SiliconPotential.Cutoff;

        public IReadOnlyList<int> Elements => [14];

        public Precision Precision => Precision.Double;

        public IPotential InPrecision(Precision precision) => this;

        public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

        public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
        {
            TestSystems.SiliconPotential.Evaluate(atoms, list, result);
            for (var i = 0; i < atoms.Count; i++) (result.Fx[i], result.Fy[i], result.Fz[i]) = (-result.Fx[i], -result.Fy[i], -result.Fz[i]);
        }
    }
}
