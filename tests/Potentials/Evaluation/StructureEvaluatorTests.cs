using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public sealed class StructureEvaluatorTests : IDisposable
{
    private static readonly ToyModel Toy = new([18, 10], 6, 0.3, [new([0, 0], [1, 4]), new([0.2], [0.5])]);

    private readonly WorkerPool _pool = new(3);

    public void Dispose() => _pool.Dispose();

    private static Structure Frame(ulong seed, int count, bool periodic = true)
    {
        var stream = new RandomStream(seed, "frames");
        var edge = 4 * Math.Ceiling(Math.Cbrt(count));
        var sites = (int)(edge / 4);
        var positions = new double[3 * count];
        var species = new byte[count];
        for (var i = 0; i < count; i++)
        {
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (4 * (i % sites) + stream.NextDouble(), 4 * (i / sites % sites) + stream.NextDouble(), 4 * (i / sites / sites) + stream.NextDouble());
            species[i] = stream.NextDouble() < 0.6 ? (byte)18 : (byte)10;
        }

        return new Structure(species, positions, edge * Matrix3D.Identity, periodic ? Periodicity.Full : Periodicity.None);
    }

    private EvaluatedStructure[] Evaluate(IEnumerable<Structure> frames, EvaluationOptions options, IPotential? potential = null) =>
        [.. new StructureEvaluator(potential ?? Toy, _pool, options).Evaluate(frames, TestContext.Current.CancellationToken)];

    [Fact]
    public void Frames_come_in_order_with_the_values_of_single_evaluations()
    {
        Structure[] frames = [.. Enumerable.Range(0, 300).Select(k => Frame((ulong)k, 1 + k % 7)), Frame(1, 2500), new Structure([], []), Frame(2, 5, false), Frame(3, 3000), Frame(4, 2)];
        var done = Evaluate(frames, new EvaluationOptions { Grades = false });
        Assert.Equal(Enumerable.Range(0, frames.Length), done.Select(d => d.Frame));
        for (var k = 0; k < frames.Length; k++)
        {
            if (frames[k].Count == 0) continue;
            var one = Derivatives.Evaluate(Toy, new Atoms(frames[k]));
            Assert.Same(frames[k], done[k].Structure);
            Assert.Equal((one.Energy, one.Virial), (done[k].Energy, done[k].Virial));
            Assert.Equal(one.Fy[0], done[k].Forces[1]);
            Assert.Null(done[k].Extrapolation);
        }

        Assert.Equal(0, done[301].Energy);
        Assert.Null(done[302].Stress);
        Assert.Equal(-done[304].Virial.A.X, done[304].Stress!.Value.A.X * 512, 1e-12);
    }

    [Fact]
    public void The_first_fault_in_the_order_of_frames_is_reported_with_its_frame()
    {
        Structure[] frames = [.. Enumerable.Range(0, 40).Select(k => Frame((ulong)k, 6)), new Structure([18, 3], [0, 0, 0, 3, 0, 0]), new Structure([5], [0, 0, 0])];
        Assert.StartsWith("frame 40: atom 1 is Li", Assert.Throws<InputException>(() => Evaluate(frames, new EvaluationOptions())).Message, StringComparison.Ordinal);
        Structure[] together = [new Structure([18, 18, 18], [0, 0, 0, 3, 0, 0, 3, 0, 0])];
        Assert.Contains("atom 1 (Ar) is not a finite number; its nearest neighbour is atom 2 at distance 0", Assert.Throws<InputException>(() => Evaluate(together, new EvaluationOptions(), new LennardJones(18, 1, 3, 7))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Atoms_are_graded_by_their_distance_from_the_box()
    {
        // One neighbour at r = 3: q₀ = 1/16, q₁ = 3/16. Argon is inside; neon's q₀ is (0.2 − 1/16)/0.3 below. At 0.6 Å argon has q₀ = 0.6561, q₁ = 0.39366.
        var frames = new[] { new Structure([18, 10], [0, 0, 0, 3, 0, 0]), new Structure([18, 10], [0, 0, 0, 0.6, 0, 0]), new Structure([18], [0, 0, 0]) };
        var narrow = new ToyModel([18, 10], 6, 0.3, [new([0, 0], [0.4, 0.2]), new([0.2], [0.5])]);
        var done = Evaluate(frames, new EvaluationOptions(), narrow);
        Assert.Equal(0, done[0].Extrapolation![0]);
        Assert.Equal((0.2 - 1 / 16.0) / 0.3, done[0].Extrapolation![1], 1e-12);
        Assert.Equal((0.39366 - 0.2) / 0.2, done[1].Extrapolation![0], 1e-12);
        Assert.Equal((0.6561 - 0.5) / 0.3, done[1].Extrapolation![1], 1e-12);
        Assert.Equal(0, done[2].Extrapolation![0]);
        var tally = new ExtrapolationTally();
        foreach (var frame in done) tally.Add(frame);
        Assert.Equal((5, 3, 2), (tally.Atoms, tally.Outside, tally.Frames));
        Assert.Equal([(18, 0, 1L, 1, 0), (18, 1, 1L, 1, 0), (10, 0, 2L, 1, 1)], tally.Features.OrderByDescending(f => f.Element).Select(f => (f.Element, f.Feature, f.Count, f.Frame, f.Atom)));
        Assert.Equal(3, tally.Sentences().Count());
        Assert.Contains("Ne, descriptor 0: 0.6561 lies outside the training range 0.2 to 0.5 by 0.52 of it (frame 1, atom 1, the farthest of 2 atoms).", tally.Sentences());
        var info = done[1].ToStructure();
        Assert.Equal([2L], ((IntegerInfo)info.FindInfo("extrapolating_atoms")!).Values);
        Assert.Equal(done[1].Extrapolation, ((RealColumn)info.FindColumn("extrapolation")!).Values);
    }

    [Theory]
    [InlineData(0.5, 0, 1, 0)]
    [InlineData(1 + 1e-14, 0, 1, 0)]
    [InlineData(1.5, 0, 1, 0.5)]
    [InlineData(-3, -1, 3, 0.5)]
    [InlineData(6, 4, 4, 0.5)]
    [InlineData(0.25, 0, 0, 0.25)]
    [InlineData(double.NaN, 0, 1, double.PositiveInfinity)]
    public void The_distance_from_a_range_is_in_units_of_its_width(double value, double minimum, double maximum, double grade) => Assert.Equal(grade, BoxGrade.Of(value, minimum, maximum), 1e-12);

    [Fact]
    public void Training_structures_are_graded_at_most_1_and_compressed_ones_more()
    {
        Structure[] training = [.. Enumerable.Range(0, 20).Select(k => Frame((ulong)k, 30))];
        var sets = ActiveSets.Build(Toy, training, _pool, TestContext.Current.CancellationToken);
        Assert.Equal(3, sets.Find(0, 18)!.Active.Length);
        Assert.Null(sets.Find(0, 3));
        var options = new EvaluationOptions { ActiveSets = sets, Grades = false };
        Assert.All(Evaluate(training, options), f => Assert.All(f.Optimality!, g => Assert.InRange(g, 0, 1.001)));
        var close = Evaluate([new Structure([18, 18, 10], [0, 0, 0, 1, 0, 0, 0, 1, 0])], options)[0];
        Assert.All(close.Optimality!, g => Assert.True(g > 1.5));
        Assert.Contains("max_d_optimality", close.ToStructure().Info.Select(p => p.Key));
        var unseen = Evaluate([new Structure([18], [0, 0, 0])], new EvaluationOptions { ActiveSets = ActiveSets.Build(Toy, [new Structure([10, 10], [0, 0, 0, 3, 0, 0])], null, TestContext.Current.CancellationToken) })[0];
        Assert.Equal(double.PositiveInfinity, unseen.Optimality![0]);
    }

    [Fact]
    public void Descriptors_are_kept_raw_or_scaled_and_end_with_NaN()
    {
        var frame = new Structure([18, 10], [0, 0, 0, 3, 0, 0]);
        var raw = Evaluate([frame], new EvaluationOptions { Descriptors = DescriptorForm.Raw })[0].Descriptors!;
        Assert.Equal([0.0625, 0.1875, 0.0625, double.NaN], raw);
        var scaled = Evaluate([frame], new EvaluationOptions { Descriptors = DescriptorForm.Scaled })[0].Descriptors!;
        Assert.Equal([0.625, 1.875, 0.625, double.NaN], scaled);
        var inBohr = UnitConversion.Convert(Toy, PotentialUnits.EvAngstrom, PotentialUnits.HartreeBohr);
        var far = Evaluate([new Structure([18, 10], [0, 0, 0, 3 / Unit.Bohr, 0, 0])], new EvaluationOptions { Descriptors = DescriptorForm.Raw }, inBohr)[0].Descriptors!;
        for (var k = 0; k < 3; k++) Assert.Equal(raw[k], far[k], 1e-14);
        Assert.Throws<InputException>(() => new StructureEvaluator(new LennardJones(18, 1, 3, 7), _pool, new EvaluationOptions { Descriptors = DescriptorForm.Raw }));
        Assert.Throws<InputException>(() => new StructureEvaluator(new SumPotential([new(Toy), new(Toy)]), _pool, new EvaluationOptions { Descriptors = DescriptorForm.Raw }));
    }

    [Fact]
    public void What_a_structure_brings_along_is_renamed_and_nothing_occurs_twice()
    {
        var column = new RealColumn("forces", 3, [1, 2, 3]);
        var source = new Structure([18], [0, 0, 0], 20 * Matrix3D.Identity, Periodicity.Full, [column, new RealColumn("local_energy", 1, [7]), new TextColumn("site", 1, ["a"])], [new("energy", new RealInfo(-1)), new("tag", new TextInfo("x")), new("max_extrapolation", new RealInfo(9)), new("virial", new RealInfo([1, 2, 3, 4, 5, 6, 7, 8, 9]))]);
        var written = Evaluate([Evaluate([source], new EvaluationOptions())[0].ToStructure()], new EvaluationOptions())[0].ToStructure();
        Assert.Equal(["REF_forces", "REF_local_energy", "site", "REF_extrapolation", "forces", "local_energy", "extrapolation"], written.Columns.Select(c => c.Name));
        Assert.Equal([1, 2, 3], ((RealColumn)written.FindColumn("REF_forces")!).Values);
        Assert.Equal(["REF_energy", "tag", "REF_max_extrapolation", "REF_virial", "REF_stress", "REF_extrapolating_atoms", "energy", "stress", "virial", "max_extrapolation", "extrapolating_atoms"], written.Info.Select(p => p.Key));
        Assert.Equal(-1, StructureLabels.Energy(written));
    }

    [Fact]
    public void Errors_against_labels_are_root_mean_square_absolute_and_mean()
    {
        var frame = new Structure([18, 10], [0, 0, 0, 3, 0, 0]);
        var done = Evaluate([frame], new EvaluationOptions())[0];
        Structure Labelled(double energy, double force) => frame.With([new RealColumn("forces", 3, [.. done.Forces.Select((f, k) => k == 4 ? double.NaN : f - force)])], [new("energy", new RealInfo(done.Energy - energy))]);
        var errors = new LabelErrors();
        foreach (var labelled in Evaluate([Labelled(0.6, 0.1), Labelled(-0.2, 0.3), frame], new EvaluationOptions())) errors.Add(labelled);
        Assert.Equal((2, 10, 0), (errors.EnergyPerAtom.Count, errors.Forces.Count, errors.Stress.Count));
        Assert.Equal((0.3, 0.1, 0.2), (errors.EnergyPerAtom.Mean + 0.2, errors.EnergyPerAtom.Mean, errors.EnergyPerAtom.MeanAbsolute), Near);
        Assert.Equal(Math.Sqrt(0.05), errors.EnergyPerAtom.RootMeanSquare, 1e-12);
        Assert.Equal(Math.Sqrt(0.05), errors.Forces.RootMeanSquare, 1e-12);
        Assert.Equal(0.2, errors.Forces.MeanAbsolute, 1e-12);
    }

    private static bool Near((double, double, double) a, (double, double, double) b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-12;
}
