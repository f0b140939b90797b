using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>The kernels against the plain definition, on every instruction set of the machine.</summary>
public class NepKernelTests
{
    public static TheoryData<InstructionSetKind> Kinds() => [.. InstructionSet.Supported];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_double_kernels_agree_with_the_definition(InstructionSetKind kind) => Compare(kind, Precision.Double, 1e-13);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_single_kernels_agree_with_the_definition_to_single_precision(InstructionSetKind kind) => Compare(kind, Precision.Single, 1e-5);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_double_golden_cases_agree_on_every_instruction_set(InstructionSetKind kind)
    {
        var faults = new List<string>();
        foreach (var (potential, structure, name) in NepGoldenTests.Cases()) NepGoldenTests.Compare(new NepPotential(potential.Model, Precision.Double, kind), structure, name, new(1e-9, 1e-8, 1e-7), faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void In_single_golden_cases_keep_the_stated_error(InstructionSetKind kind)
    {
        double energy = 0, force = 0;
        foreach (var (potential, structure, name) in NepGoldenTests.Cases())
        {
            var atoms = new Atoms(StructureFile.Read(structure).Single());
            var exact = Derivatives.Evaluate(potential, atoms);
            var single = Derivatives.Evaluate(new NepPotential(potential.Model, Precision.Single, kind), atoms);
            var (energyError, forceError) = (Math.Abs(single.Energy - exact.Energy) / atoms.Count, LargestForceError(single, exact, atoms.Count));
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: energy {energyError:g3} eV/atom, force {forceError:g3} eV/Å");
            (energy, force) = (Math.Max(energy, energyError), Math.Max(force, forceError));
        }

        Assert.True(energy < 1e-5, $"energy {energy} eV/atom");
        Assert.True(force < 1e-4, $"force {force} eV/Å");
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_evaluation()
    {
        var synthetic = SyntheticNep.All[2];
        var atoms = synthetic.Atoms(60, 11, periodic: true);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            var potential = synthetic.Read().InPrecision(precision);
            var list = new NeighbourList(potential.Cutoff);
            list.Build(atoms);
            var result = new EvaluationResult();
            for (var i = 0; i < 3; i++) potential.Evaluate(atoms, list, result);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++) potential.Evaluate(atoms, list, result);
            // What Evaluate itself needs to check the elements.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 1500);
        }
    }

    private static void Compare(InstructionSetKind kind, Precision precision, double tolerance)
    {
        foreach (var synthetic in SyntheticNep.All)
        {
            var model = synthetic.Read().Model;
            var potential = new NepPotential(model, precision, kind);
            var definition = new Definition(model);

            // One potential sees few neighbours, then many, then none.
            foreach (var (count, edge, periodic) in new[] { (3, 7.0, false), (40, 8.5, true), (2, 3.1, true), (1, 5.0, false), (25, 9.0, false) })
            {
                var atoms = synthetic.Atoms(count, edge, periodic);
                var (exact, found) = (Derivatives.Evaluate(definition, atoms), Derivatives.Evaluate(potential, atoms));
                var scale = Math.Max(1, Enumerable.Range(0, count).Max(i => Math.Max(Math.Abs(exact.LocalEnergies[i]), Math.Max(Math.Abs(exact.Fx[i]), Math.Max(Math.Abs(exact.Fy[i]), Math.Abs(exact.Fz[i]))))));
                for (var i = 0; i < count; i++) Assert.True(Math.Abs(exact.LocalEnergies[i] - found.LocalEnergies[i]) < tolerance * scale, $"{synthetic}: energy of atom {i} of {count}: {found.LocalEnergies[i]} for {exact.LocalEnergies[i]}");
                var error = LargestForceError(found, exact, count);
                Assert.True(error < 20 * tolerance * scale, $"{synthetic}: forces on {count} atoms differ by {error}, the scale being {scale}");
            }
        }
    }

    private static double LargestForceError(EvaluationResult found, EvaluationResult exact, int count) =>
        Enumerable.Range(0, count).Max(i => Math.Max(Math.Abs(found.Fx[i] - exact.Fx[i]), Math.Max(Math.Abs(found.Fy[i] - exact.Fy[i]), Math.Abs(found.Fz[i] - exact.Fz[i]))));

    /// <summary>A potential evaluated by its plain definition.</summary>
    private sealed class Definition(NepModel model) : LocalPotential
    {
        public override string Family => "nep";

        public override double Cutoff => model.Cutoff;

        public override IReadOnlyList<int> Elements => model.Elements;

        public override IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

        protected internal override object? CreateWorkspace() => new NepDefinition(model);

        protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace) => ((NepDefinition)workspace!).Energy(environment);
    }
}
