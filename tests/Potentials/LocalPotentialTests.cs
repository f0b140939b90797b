using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class LocalPotentialTests
{
    private static readonly LennardJones Argon = new(18, 0.0104, 3.4, 7.5);

    private static Atoms Gas(ulong seed, int count, double edge, bool periodic)
    {
        var stream = new RandomStream(seed, "gas");
        var cell = new Matrix3D(new(edge, 0, 0), new(0.2 * edge, 0.9 * edge, 0), new(-0.1 * edge, 0.15 * edge, 1.1 * edge));
        // On a jittered lattice, so that no two atoms are so close that the differences lose their digits.
        var sites = (int)Math.Ceiling(Math.Cbrt(count));
        var positions = new double[3 * count];
        for (var i = 0; i < count; i++)
        {
            double Fraction(int site) => (site + 0.2 * stream.NextDouble()) / sites;
            var r = cell.Transform(new(Fraction(i % sites), Fraction(i / sites % sites), Fraction(i / sites / sites)));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        return new(new Structure([.. Enumerable.Repeat((byte)18, count)], positions, cell, periodic ? Periodicity.Full : Periodicity.None));
    }

    [Theory]
    [InlineData(1, 4.2, true)]
    [InlineData(8, 8.0, true)]
    [InlineData(27, 12.0, true)]
    [InlineData(20, 12.0, false)]
    public void Forces_and_virial_are_derivatives_of_the_energy(int count, double edge, bool periodic) =>
        Derivatives.Check(Argon, Gas((ulong)count, count, edge, periodic), 1e-7, 1e-6);

    [Fact]
    public void A_dimer_has_the_energy_of_its_pair()
    {
        var dimer = new Atoms(new Structure([18, 18], [0, 0, 0, 3.4 * Math.Pow(2, 1 / 6.0), 0, 0]));
        var result = Derivatives.Evaluate(new LennardJones(18, 0.0104, 3.4, 7.5, shifted: false), dimer);
        Assert.Equal(-0.0104, result.Energy, 1e-15);
        Assert.Equal(-0.0052, result.LocalEnergies[1], 1e-15);
        Assert.Equal(0, result.Fx[0], 1e-15);
    }

    [Fact]
    public void One_thread_and_many_give_the_same_bits()
    {
        var atoms = Gas(5, 700, 33, true);
        var one = Derivatives.Evaluate(Argon, atoms);
        foreach (var threads in new[] { 2, 3, 7 })
        {
            using var pool = new WorkerPool(threads);
            var many = new EvaluationResult(pool);
            var list = new NeighbourList(Argon.Cutoff);
            list.Build(atoms, pool, TestContext.Current.CancellationToken);
            for (var again = 0; again < 2; again++)
            {
                Argon.Evaluate(atoms, list, many);
                Assert.Equal((one.Energy, one.Virial), (many.Energy, many.Virial));
                Assert.Equal(one.Fx[..700], many.Fx[..700]);
                Assert.Equal(one.LocalEnergies[..700], many.LocalEnergies[..700]);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_buffers_have_grown()
    {
        var atoms = Gas(5, 700, 33, true);
        var list = new NeighbourList(Argon.Cutoff, 1);
        list.Build(atoms, null, TestContext.Current.CancellationToken);
        var result = new EvaluationResult();
        Argon.Evaluate(atoms, list, result);
        Argon.Evaluate(atoms, list, result);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Argon.Evaluate(atoms, list, result);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_list_of_another_cell_is_refused()
    {
        var atoms = Gas(5, 27, 12, true);
        var list = new NeighbourList(Argon.Cutoff);
        list.Build(atoms, null, TestContext.Current.CancellationToken);
        atoms.Cell = new(1.01 * atoms.Cell.A, atoms.Cell.B, atoms.Cell.C);
        Assert.Throws<InvalidOperationException>(() => Argon.Evaluate(atoms, list, new EvaluationResult()));
    }

    [Fact]
    public void An_unknown_element_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => Derivatives.Evaluate(Argon, new Atoms(new Structure([18, 3], [0, 0, 0, 3, 0, 0]))));
        Assert.Contains("atom 1 is Li", fault.Message, StringComparison.Ordinal);
    }
}
