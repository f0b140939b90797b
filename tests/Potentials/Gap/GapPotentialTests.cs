using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class GapPotentialTests
{
    public static TheoryData<string> Kinds => new("pair", "triplet", "triplet of one element", "soap", "soap of two species", "soap with ard_se", "everything");

    private static GapModel Named(string kind) => kind switch
    {
        "pair" => GapModels.Model(GapModels.Coordinates(GapModels.Pair, GapCovariance.SquaredExponential, 10, 1)),
        "triplet" => GapModels.Model(GapModels.Coordinates(GapModels.Triplet, GapCovariance.SquaredExponential, 10, 2), GapModels.Coordinates("soap cutoff=1.2 n_max=1 l_max=0 atom_sigma=0.5", GapCovariance.DotProduct, 0, 2)),
        "triplet of one element" => GapModels.Model(GapModels.Coordinates("angle_3b cutoff=3.9 Z=3 Z1=14 Z2=14", GapCovariance.SquaredExponential, 10, 2)),
        "soap" => GapModels.Model(GapModels.Coordinates(GapModels.Soap, GapCovariance.DotProduct, 11, 3)),
        "soap of two species" => GapModels.Model(GapModels.Coordinates(GapModels.TwoSpeciesSoap, GapCovariance.DotProduct, 10, 4, zeta: 2.5)),
        "soap with ard_se" => GapModels.Model(GapModels.Coordinates(GapModels.TwoSpeciesSoap, GapCovariance.SquaredExponential, 10, 5)),
        _ => GapModels.Everything(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Energies_are_those_of_the_formulas(string kind)
    {
        var model = Named(kind);
        foreach (var instructions in InstructionSet.Supported)
        {
            var potential = new GapPotential(model, instructions);
            for (var seed = 1UL; seed <= 3; seed++)
            {
                // The second is smaller than the cutoff, the third a cluster.
                var atoms = GapModels.Structure(seed, seed == 2 ? 2 : 7, seed == 2 ? 3.2 : 6.5, seed < 3);
                var expected = GapDefinition.Energy(model, atoms);
                var found = Derivatives.Evaluate(potential, atoms).Energy;
                Assert.True(Math.Abs(found - expected) < 1e-10 * Math.Max(1, Math.Abs(expected)), $"{instructions}, structure {seed}: {found} against {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forces_and_virials_are_derivatives_of_the_energy(string kind)
    {
        var potential = new GapPotential(Named(kind));
        foreach (var (count, edge, periodic) in new[] { (8, 6.6, true), (2, 3.3, true), (9, 6.4, false) })
        {
            // Second derivatives jump where cutoff functions begin and end: no pair may be there, or differences lose their order.
            var seed = 10UL;
            while (HasPairAtJump(potential, GapModels.Structure(seed, count, edge, periodic))) seed++;
            Derivatives.Check(potential, GapModels.Structure(seed, count, edge, periodic), 2e-8, 2e-7, 4e-4);
        }
    }

    private static bool HasPairAtJump(GapPotential potential, Atoms atoms)
    {
        var buffer = new NeighbourBuffer();
        var list = new NeighbourList(potential.Cutoff + 0.1);
        list.Build(atoms);
        var jumps = potential.Model.Coordinates.Select(c => GapDescriptor.Parse(c.Descriptor, (what, _) => throw new InvalidOperationException(what))).SelectMany(d => new[] { d.Cutoff, d.Cutoff - d.TransitionWidth }).ToList();
        for (var i = 0; i < atoms.Count; i++)
        {
            var count = list.Gather(i, atoms, list.Cutoff, buffer);
            for (var k = 0; k < count; k++)
            {
                if (jumps.Exists(j => Math.Abs(j - buffer.Distance[k]) < 2e-3)) return true;
            }
        }

        return false;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forces_agree_on_every_instruction_set(string kind)
    {
        var model = Named(kind);
        var atoms = GapModels.Structure(21, 12, 7.2, true);
        var definition = Derivatives.Evaluate(new GapPotential(model, InstructionSetKind.Scalar), atoms);
        foreach (var instructions in InstructionSet.Supported)
        {
            var result = Derivatives.Evaluate(new GapPotential(model, instructions), atoms);
            for (var i = 0; i < atoms.Count; i++)
            {
                Assert.Equal(definition.LocalEnergies[i], result.LocalEnergies[i], 1e-11);
                Assert.Equal(definition.Fx[i], result.Fx[i], 1e-11);
                Assert.Equal(definition.Fy[i], result.Fy[i], 1e-11);
                Assert.Equal(definition.Fz[i], result.Fz[i], 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(4.2)] // SOAP's cutoff
    [InlineData(4.2 - 1.1)] // where its switching begins
    [InlineData(4.0)]
    [InlineData(3.4)]
    public void Energy_and_forces_are_continuous_where_an_atom_crosses_a_cutoff(double distance)
    {
        var potential = new GapPotential(GapModels.Everything());
        EvaluationResult At(double r) => Derivatives.Evaluate(potential, new Atoms(new Structure([14, 3, 14], [0, 0, 0, 0.1, 2.2, 0.3, r, 0, 0])));
        var (below, above) = (At(distance - 1e-7), At(distance + 1e-7));
        Assert.Equal(below.Energy, above.Energy, 1e-5 * 2e-1);
        for (var i = 0; i < 3; i++) Assert.Equal(below.Fx[i], above.Fx[i], 1e-4 * 2e-1);
    }

    [Fact]
    public void A_sparse_point_has_similarity_1_and_a_stranger_less()
    {
        var model = Named("soap");
        var potential = new GapPotential(model);
        // The sparse points are the atoms of this structure: see GapModels.
        var known = GapModels.Structure(103, 6, 6, true);
        Assert.All(potential.Similarities(known, GapModels.List(potential, known)), s => Assert.Equal(1, s, 1e-9));
        var compressed = GapModels.Structure(3, 8, 3.5, true);
        Assert.All(potential.Similarities(compressed, GapModels.List(potential, compressed)), s => Assert.InRange(s, 0, 0.9));
    }

    [Fact]
    public void Descriptors_stand_in_the_order_of_files()
    {
        var model = Named("soap of two species");
        var potential = new GapPotential(model);
        var soap = (SoapDescriptor)GapDescriptor.Parse(model.Coordinates[0].Descriptor, (what, _) => throw new InvalidOperationException(what));
        var atoms = GapModels.Structure(31, 7, 6.5, true);
        var rows = potential.Descriptors(atoms, GapModels.List(potential, atoms), false);
        for (var i = 0; i < atoms.Count; i++)
        {
            var row = rows.AsSpan(i * soap.Dimensions, soap.Dimensions);
            if (atoms.AtomicNumbers[i] != 3) Assert.True(double.IsNaN(row[0]));
            else
            {
                var expected = GapDefinition.Vector(soap, atoms, i);
                for (var d = 0; d < soap.Dimensions; d++) Assert.Equal(expected[d], row[d], 1e-11);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        var potential = new GapPotential(GapModels.Everything());
        var atoms = GapModels.Structure(41, 20, 9, true);
        var (list, result) = (GapModels.List(potential, atoms), new EvaluationResult());
        for (var k = 0; k < 3; k++) potential.Evaluate(atoms, list, result);
        var before = GC.GetAllocatedBytesForCurrentThread();
        potential.Evaluate(atoms, list, result);
        // What evaluating any potential takes: a closure and the table of elements.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
    }

    [Fact]
    public void One_thread_and_many_give_the_same_bits()
    {
        var potential = new GapPotential(GapModels.Everything());
        var atoms = GapModels.Structure(51, 150, 15, true);
        var one = Derivatives.Evaluate(potential, atoms);
        using var pool = new WorkerPool(3);
        var many = new EvaluationResult(pool);
        potential.Evaluate(atoms, GapModels.List(potential, atoms), many);
        Assert.Equal((one.Energy, one.Virial), (many.Energy, many.Virial));
        Assert.Equal(one.Fx[..150], many.Fx[..150]);
    }

    [Fact]
    public void Only_elements_that_a_descriptor_speaks_of_are_known()
    {
        var model = GapModels.Model(GapModels.Coordinates("distance_2b cutoff=3 Z1=14 Z2=14", GapCovariance.SquaredExponential, 3, 1));
        Assert.Equal([14], new GapPotential(model).Elements);
        Assert.Equal([3, 14], new GapPotential(GapModels.Everything()).Elements);
    }
}
