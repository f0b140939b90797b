using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class CoulombTests
{
    private static readonly Dictionary<int, double> Unlike = new() { [11] = 1, [17] = -1 };

    /// <summary>Crystals of unit charges, replicated, with their Madelung constants to ten digits (referred to the nearest distance).</summary>
    private static Atoms Crystal(string name, int times = 1)
    {
        double[][] faces = [[0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]];
        var (edge, at, shift) = name switch { "NaCl" => (2.0, faces, 0.5), "CsCl" => (2 / Math.Sqrt(3), [[0, 0, 0]], 0.5), _ => (4 / Math.Sqrt(3), faces, 0.25) };
        double[] moved = name == "NaCl" ? [0.5, 0, 0] : [shift, shift, shift];
        const double Scale = 2.82;
        var (species, positions) = (new List<byte>(), new List<double>());
        for (var cell = 0; cell < times * times * times; cell++)
        {
            int[] corner = [cell % times, cell / times % times, cell / times / times];
            foreach (var site in at)
            {
                for (var kind = 0; kind < 2; kind++)
                {
                    species.Add((byte)(kind == 0 ? 11 : 17));
                    for (var axis = 0; axis < 3; axis++) positions.Add(Scale * edge * (corner[axis] + site[axis] + kind * moved[axis]));
                }
            }
        }

        return new(new Structure([.. species], [.. positions], Scale * edge * times * Matrix3D.Identity, Periodicity.Full));
    }

    internal static Atoms Jittered(ulong seed, int count, double spacing, bool periodic = true)
    {
        var atoms = RandomCrystals.Make(seed, count, spacing, periodic, [11, 17]);
        for (var i = 0; i < count; i++) atoms.AtomicNumbers[i] = (byte)(i % 2 == 0 ? 11 : 17);
        return atoms;
    }

    [Theory]
    [InlineData("NaCl", 1.747564594633)]
    [InlineData("CsCl", 1.762674773071)]
    [InlineData("ZnS", 1.638055053389)]
    public void Crystals_have_their_Madelung_constants(string name, double madelung)
    {
        foreach (var method in new[] { CoulombMethod.Ewald, CoulombMethod.ParticleMesh })
        {
            var result = Derivatives.Evaluate(new Coulomb(Unlike, 9, 1e-11, method), Crystal(name));
            var pairs = Crystal(name).Count / 2;
            Assert.Equal(madelung, -result.Energy / pairs * 2.82 / Coulomb.Constant, 1e-10);
            for (var i = 0; i < 2 * pairs; i++) Assert.Equal(result.Energy / (2 * pairs), result.LocalEnergies[i], 1e-9);
            // E ∝ 1/a: the trace of the virial is the energy.
            Assert.Equal(result.Energy, result.Virial.A.X + result.Virial.B.Y + result.Virial.C.Z, 1e-8);
        }
    }

    [Fact]
    public void The_energy_does_not_depend_on_the_splitting()
    {
        // A charged cell too: the background makes up for it.
        foreach (var charges in new[] { Unlike, new() { [11] = 1.5, [17] = -0.8 } })
        {
            var atoms = Jittered(1, 27, 2.8);
            var reference = Derivatives.Evaluate(new Coulomb(charges, 16, 1e-12, CoulombMethod.Ewald, 0.34), atoms);
            foreach (var alpha in new[] { 0.4, 0.5, 0.7 })
            {
                var result = Derivatives.Evaluate(new Coulomb(charges, 16, 1e-12, CoulombMethod.Ewald, alpha), atoms);
                Assert.Equal(reference.Energy, result.Energy, 1e-9 * Math.Abs(reference.Energy));
                for (var i = 0; i < 27; i++) Assert.Equal(reference.Fx[i], result.Fx[i], 1e-9);
                for (var row = 0; row < 3; row++) Assert.True((reference.Virial[row] - result.Virial[row]).Norm < 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(CoulombMethod.Ewald, 2, true, false)]
    [InlineData(CoulombMethod.Ewald, 9, true, true)]
    [InlineData(CoulombMethod.Ewald, 9, false, true)]
    [InlineData(CoulombMethod.ParticleMesh, 2, true, false)]
    [InlineData(CoulombMethod.ParticleMesh, 9, true, true)]
    public void Forces_and_virial_are_derivatives_of_the_energy(CoulombMethod method, int count, bool periodic, bool charged)
    {
        var potential = new Coulomb(charged ? new Dictionary<int, double> { [11] = 1.2, [17] = -0.9 } : Unlike, 7, 1e-13, method);
        for (ulong seed = 0; seed < 2; seed++) Derivatives.Check(potential, Jittered(seed, count, 2.8, periodic), 1e-6, 2e-6);
    }

    [Fact]
    public void Charges_of_atoms_are_taken_from_their_column()
    {
        var atoms = Jittered(3, 8, 2.8);
        var byElement = Derivatives.Evaluate(new Coulomb(Unlike, 7, 1e-8), atoms);
        var structure = new Structure([.. atoms.AtomicNumbers], [.. Enumerable.Range(0, 8).SelectMany(i => new[] { atoms.X[i], atoms.Y[i], atoms.Z[i] })], atoms.Cell, atoms.Periodicity,
            [new RealColumn("charge", 1, [.. atoms.AtomicNumbers.Select(z => Unlike[z])])]);
        var byAtom = Derivatives.Evaluate(new Coulomb(null, 7, 1e-8), new Atoms(structure));
        Assert.Equal((byElement.Energy, byElement.Fx[3]), (byAtom.Energy, byAtom.Fx[3]));
        Assert.Contains("no charges", Assert.Throws<InputException>(() => Derivatives.Evaluate(new Coulomb(null, 7, 1e-8), atoms)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_sum_is_refused()
    {
        var slab = new Atoms(new Structure([11, 17], [0, 0, 0, 2.8, 0, 0], 6 * Matrix3D.Identity, new Periodicity(true, true, false)));
        Assert.Contains("some axes only", Assert.Throws<InputException>(() => Derivatives.Evaluate(new Coulomb(Unlike, 5), slab)).Message, StringComparison.Ordinal);
        Assert.Contains("atom 1 is Si", Assert.Throws<InputException>(() => Derivatives.Evaluate(new Coulomb(Unlike, 5), RandomCrystals.Dimer(11, 14, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Coulomb(Unlike, 5, 0));
        Assert.Throws<ArgumentException>(() => new Coulomb(Unlike, 0));
        Assert.Throws<ArgumentException>(() => new Coulomb(new Dictionary<int, double>(), 5));
        Assert.Throws<ArgumentException>(() => new Coulomb(new Dictionary<int, double> { [3] = double.NaN }, 5));
    }

    [Fact]
    public void A_cluster_is_summed_as_it_stands() =>
        Assert.Equal(-Coulomb.Constant / 30, Derivatives.Evaluate(new Coulomb(Unlike, 5), RandomCrystals.Dimer(11, 17, 30)).Energy, 1e-14);

    [Theory]
    [InlineData(CoulombMethod.Ewald, 1e-4)]
    [InlineData(CoulombMethod.Ewald, 1e-6)]
    [InlineData(CoulombMethod.Ewald, 1e-8)]
    [InlineData(CoulombMethod.ParticleMesh, 1e-4)]
    [InlineData(CoulombMethod.ParticleMesh, 1e-6)]
    [InlineData(CoulombMethod.ParticleMesh, 1e-8)]
    [InlineData(CoulombMethod.ParticleMesh, 1e-10)]
    public void Forces_are_as_accurate_as_asked_for(CoulombMethod method, double accuracy)
    {
        foreach (var (count, spacing, cutoff) in new[] { (216, 2.8, 8.0), (343, 2.0, 6.0), (512, 2.3, 10.0) })
        {
            // No order: charges at random, the worst that the estimates are made for.
            var atoms = RandomCrystals.Make(7, count, spacing, true, [11, 17], 0.6);
            var exact = Derivatives.Evaluate(new Coulomb(Unlike, 12, 1e-13, CoulombMethod.Ewald), atoms);
            var found = Derivatives.Evaluate(new Coulomb(Unlike, cutoff, accuracy, method), atoms);
            double squares = 0;
            for (var i = 0; i < count; i++) squares += new Vector3D(found.Fx[i] - exact.Fx[i], found.Fy[i] - exact.Fy[i], found.Fz[i] - exact.Fz[i]) is var d ? Vector3D.Dot(d, d) : 0;
            var error = Math.Sqrt(squares / count) / Coulomb.Constant;
            TestContext.Current.TestOutputHelper?.WriteLine($"{method} {accuracy} {count}: {error:E2}");
            Assert.True(error < accuracy, $"{count} atoms: {error} where {accuracy} was asked for");
        }
    }

    [Fact]
    public void Every_instruction_set_and_any_number_of_threads_give_the_same()
    {
        foreach (var method in new[] { CoulombMethod.Ewald, CoulombMethod.ParticleMesh })
        {
            var potential = new Coulomb(Unlike, 8, 1e-6, method);
            var atoms = Jittered(9, 729, 2.8);
            var one = Derivatives.Evaluate(potential, atoms);
            var list = new NeighbourList(potential.Cutoff);
            list.Build(atoms);
            foreach (var threads in new[] { 2, 5 })
            {
                using var pool = new WorkerPool(threads);
                var many = new EvaluationResult(pool);
                for (var again = 0; again < 2; again++)
                {
                    potential.Evaluate(atoms, list, many);
                    Assert.Equal((one.Energy, one.Virial), (many.Energy, many.Virial));
                    Assert.Equal(one.Fx[..729], many.Fx[..729]);
                }
            }

            // The reciprocal sum alone, on every width.
            if (method != CoulombMethod.Ewald) continue;
            var charges = atoms.AtomicNumbers.Select(z => Unlike[z]).ToArray();
            EvaluationResult? scalar = null;
            foreach (var instructions in InstructionSet.Supported)
            {
                var result = new EvaluationResult();
                result.Reserve(atoms.Count);
                result.Virial = new EwaldSum(potential, result, instructions).Add(atoms, charges);
                scalar ??= result;
                for (var i = 0; i < 729; i++) Assert.Equal((scalar.Fx[i], scalar.LocalEnergies[i]), (result.Fx[i], result.LocalEnergies[i]), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(CoulombMethod.Ewald)]
    [InlineData(CoulombMethod.ParticleMesh)]
    public void Nothing_is_allocated_after_the_first_evaluation(CoulombMethod method)
    {
        var potential = new Coulomb(Unlike, 6, 1e-5, method);
        var atoms = Jittered(2, 125, 2.8);
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        var result = new EvaluationResult();
        potential.Evaluate(atoms, list, result);
        potential.Evaluate(atoms, list, result);
        var before = GC.GetAllocatedBytesForCurrentThread();
        potential.Evaluate(atoms, list, result);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Above_5000_charges_the_mesh_is_taken_and_agrees()
    {
        var atoms = Crystal("NaCl", 9);
        Assert.Equal(5832, atoms.Count);
        var automatic = Derivatives.Evaluate(new Coulomb(Unlike, 9, 1e-6), atoms);
        Assert.Equal(Derivatives.Evaluate(new Coulomb(Unlike, 9, 1e-6, CoulombMethod.ParticleMesh), atoms).Energy, automatic.Energy);
        Assert.Equal(1.747564594633, -automatic.Energy / 2916 * 2.82 / Coulomb.Constant, 1e-6);
    }
}
