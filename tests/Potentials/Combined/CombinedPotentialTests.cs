using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class CombinedPotentialTests
{
    private static readonly LennardJones Argon = new(18, 0.0104, 3.4, 7.5);
    private static readonly ZblRepulsion Repulsion = new([18], 2.5, 4.5);
    private static readonly ToyModel Toy = new([18], 5, 0.3);

    private static Atoms Crystal(ulong seed, bool periodic)
    {
        var stream = new RandomStream(seed, "combined");
        var cell = new Matrix3D(new(7.9, 0.3, -0.2), new(0.8, 7.2, 0.4), new(-0.5, 0.6, 8.3));
        var positions = new double[24];
        for (var i = 0; i < 8; i++)
        {
            double Place(int site) => (site + 0.15 * stream.NextDouble()) / 2;
            var r = cell.Transform(new(Place(i % 2), Place(i / 2 % 2), Place(i / 4)));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        return new(new Structure([.. Enumerable.Repeat((byte)18, 8)], positions, cell, periodic ? Periodicity.Full : Periodicity.None));
    }

    [Fact]
    public void A_sum_is_the_weighted_sum_of_its_terms_with_one_list()
    {
        var sum = new SumPotential([new(Argon, 2), new(Repulsion), new(Toy, -0.5)]);
        Assert.Equal(7.5, sum.Cutoff);
        var atoms = Crystal(1, true);
        var (a, b, c, s) = (Derivatives.Evaluate(Argon, atoms), Derivatives.Evaluate(Repulsion, atoms), Derivatives.Evaluate(Toy, atoms), Derivatives.Evaluate(sum, atoms));
        Assert.Equal(2 * a.Energy + b.Energy - 0.5 * c.Energy, s.Energy, 1e-13);
        Assert.Equal(2 * a.Virial.B.Z + b.Virial.B.Z - 0.5 * c.Virial.B.Z, s.Virial.B.Z, 1e-12);
        Assert.Equal(s.Energy, s.LocalEnergies[..8].Sum(), 1e-12);
        for (var i = 0; i < 8; i++) Assert.Equal(2 * a.Fy[i] + b.Fy[i] - 0.5 * c.Fy[i], s.Fy[i], 1e-13);
    }

    [Fact]
    public void Pair_functions_that_reach_no_further_join_a_local_potential_in_one_passage()
    {
        // Elements in another order than that of the pair functions, and one that only they know.
        var learned = new ToyModel([18, 10], 5, 0.3);
        var repulsion = new ZblRepulsion([10, 18, 36], 2.5, 4.5);
        var atoms = Crystal(5, true);
        for (var i = 0; i < 3; i++) atoms.AtomicNumbers[i] = 10;
        var (joined, sum) = (SumPotential.WithPairs(learned, repulsion), new SumPotential([new(learned), new(repulsion)]));
        Assert.IsNotType<SumPotential>(joined);
        Assert.Equal((sum.Cutoff, sum.Family), (joined.Cutoff, joined.Family));
        Assert.Equal(sum.Describe(), joined.Describe());
        var (a, b) = (Derivatives.Evaluate(sum, atoms), Derivatives.Evaluate(joined, atoms));
        Assert.Equal(a.Energy, b.Energy, 1e-12);
        Assert.Equal(a.Virial.A.Y, b.Virial.A.Y, 1e-12);
        for (var i = 0; i < 8; i++) Assert.Equal((a.LocalEnergies[i], a.Fx[i]), (b.LocalEnergies[i], b.Fx[i]), (x, y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-12);
        Derivatives.Check((LocalPotential)joined, atoms, 1e-7, 1e-6);
        // Pair functions that reach further are a sum as any other.
        Assert.IsType<SumPotential>(SumPotential.WithPairs(learned, new ZblRepulsion([10, 18], 2.5, 5.5)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forces_and_virials_of_sums_and_committees_are_derivatives(bool periodic)
    {
        Derivatives.Check(new SumPotential([new(Argon), new(Toy, -1.5)]), Crystal(2, periodic), 1e-7, 1e-6);
        Derivatives.Check(new CommitteePotential([Toy, new SumPotential([new(Argon), new(Repulsion)])]), Crystal(3, periodic), 1e-7, 1e-6);
    }

    [Fact]
    public void A_committee_gives_mean_and_sample_deviation()
    {
        // E = a q² is proportional to a: deviations are those of a, 1, 2 and 6 with mean 3 and sample variance 7.
        var committee = new CommitteePotential([new ToyModel([18], 5, 1), new ToyModel([18], 5, 2), new ToyModel([18], 5, 6)]);
        var atoms = Crystal(4, true);
        var (one, all) = (Derivatives.Evaluate(new ToyModel([18], 5, 1), atoms), Derivatives.Evaluate(committee, atoms));
        Assert.Equal(3 * one.Energy, all.Energy, 1e-12);
        Assert.Equal(3 * one.Virial.A.Y, all.Virial.A.Y, 1e-12);
        Assert.Equal(Math.Sqrt(7) * one.Energy, all.Spread!.Energy, 1e-12);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(3 * one.Fx[i], all.Fx[i], 1e-12);
            Assert.Equal(Math.Sqrt(7) * one.LocalEnergies[i], all.Spread.LocalEnergies[i], 1e-12);
            Assert.Equal(Math.Sqrt(7) * new Vector3D(one.Fx[i], one.Fy[i], one.Fz[i]).Norm, all.Spread.Forces[i], 1e-12);
        }

        var sum = Derivatives.Evaluate(new SumPotential([new(committee, -2), new(Argon)]), atoms);
        Assert.Equal(2 * all.Spread.Energy, sum.Spread!.Energy, 1e-12);
        Assert.Equal(2 * all.Spread.Forces[3], sum.Spread.Forces[3], 1e-12);
        Assert.Null(Derivatives.Evaluate(Argon, atoms).Spread);
    }

    [Fact]
    public void Hartree_and_Bohr_are_converted_there_and_back()
    {
        // The same Lennard-Jones potential with its numbers in Hartree and Bohr.
        var numbers = new LennardJones(18, 0.0104 / Unit.Hartree, 3.4 / Unit.Bohr, 7.5 / Unit.Bohr);
        var atoms = Crystal(5, true);
        var expected = Derivatives.Evaluate(Argon, atoms);
        IPotential[] same =
        [
            UnitConversion.Convert(numbers, PotentialUnits.HartreeBohr, PotentialUnits.EvAngstrom),
            new ConvertedPotential(numbers, Unit.Bohr, Unit.Hartree),
            UnitConversion.Convert(UnitConversion.Convert(Argon, PotentialUnits.EvAngstrom, PotentialUnits.HartreeBohr), PotentialUnits.HartreeBohr, PotentialUnits.EvAngstrom),
            UnitConversion.Convert(new SumPotential([new(numbers, 3), new(numbers, -2)]), PotentialUnits.HartreeBohr, PotentialUnits.EvAngstrom),
        ];
        foreach (var potential in same)
        {
            Assert.Equal(7.5, potential.Cutoff, 1e-12);
            for (var again = 0; again < 2; again++)
            {
                var found = Derivatives.Evaluate(potential, atoms);
                Assert.Equal(expected.Energy, found.Energy, 1e-13);
                Assert.Equal(expected.Virial.C.X, found.Virial.C.X, 1e-12);
                for (var i = 0; i < 8; i++) Assert.Equal(expected.Fz[i], found.Fz[i], 1e-13);
            }
        }

        Derivatives.Check(same[0], atoms, 1e-7, 1e-6);
        Derivatives.Check(same[1], atoms, 1e-7, 1e-6);
    }

    [Fact]
    public void One_thread_and_many_give_the_same_bits()
    {
        IPotential[] potentials = [new SumPotential([new(Argon), new(Toy, 0.7)]), new CommitteePotential([Toy, Argon]), new ConvertedPotential(Argon, Unit.Bohr, Unit.Hartree)];
        var atoms = new Atoms(Supercell.Create(new Structure([18, 18], [0.1, 0.2, 0.3, 2.6, 2.7, 2.9], 5.3 * Matrix3D.Identity, Periodicity.Full), 4, 5, 6));
        foreach (var potential in potentials)
        {
            using var pool = new WorkerPool(3);
            var list = new NeighbourList(potential.Cutoff);
            list.Build(atoms, cancellation: TestContext.Current.CancellationToken);
            var (one, many) = (new EvaluationResult(), new EvaluationResult(pool));
            potential.Evaluate(atoms, list, one);
            potential.Evaluate(atoms, list, many);
            Assert.Equal((one.Energy, one.Virial), (many.Energy, many.Virial));
            Assert.Equal(one.Fx[..atoms.Count], many.Fx[..atoms.Count]);
        }
    }

    [Fact]
    public void Potentials_without_a_common_element_are_refused()
    {
        var fault = Assert.Throws<InputException>(() => new SumPotential([new(Argon), new(new ToyModel([3], 5, 1))]));
        Assert.Contains("no element in common", fault.Message, StringComparison.Ordinal);
        Assert.Equal([18], new SumPotential([new(new ToyModel([3, 18], 5, 1)), new(Argon)]).Elements);
    }
}

