using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class BindingEnergyPredictionTests(SmallTraining training) : IClassFixture<SmallTraining>, IDisposable
{
    private const double Tolerance = 1e-9;

    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);
    private readonly List<string> _warnings = [];

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a00004")] // not among the training data
    [InlineData("c-LiSi-0.05")]
    public void Rotation_translation_and_order_of_atoms_leave_the_energies(string group)
    {
        var frame = Frames.Of(group)[0];
        var expected = Predict(frame);
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var rotation = Rotation(random);
            var (shift, order) = (new Vector3D(20 * random.NextDouble() - 10, 7 * random.NextDouble(), -9 * random.NextDouble()), Enumerable.Range(0, frame.Count).ToArray());
            random.Shuffle(order);
            var moved = new Structure(
                [.. order.Select(i => frame.AtomicNumbers[i])],
                [.. order.SelectMany(i => rotation.Transform(frame.Position(i) + shift) is var v ? new[] { v.X, v.Y, v.Z } : [])],
                frame.Cell!.Value * rotation,
                frame.Periodicity);
            var actual = Predict(moved);
            for (var k = 0; k < order.Length; k++) Same(expected, order[k], actual, k);
        }
    }

    [Theory]
    [InlineData("a00004", 2, 1, 1)]
    [InlineData("c-Si-0.05", 1, 3, 2)]
    [InlineData("c-Li-0.05", 3, 2, 1)]
    public void A_supercell_has_the_energies_of_its_cell(string group, int a, int b, int c)
    {
        var frame = Frames.Of(group)[0];
        var expected = Predict(frame);
        var cell = frame.Cell!.Value;
        Vector3D[] shifts = [.. from x in Enumerable.Range(0, a) from y in Enumerable.Range(0, b) from z in Enumerable.Range(0, c) select x * cell.A + y * cell.B + z * cell.C];
        var super = new Structure(
            [.. shifts.SelectMany(_ => frame.AtomicNumbers.ToArray())],
            [.. shifts.SelectMany(s => Enumerable.Range(0, frame.Count).SelectMany(i => frame.Position(i) + s is var v ? new[] { v.X, v.Y, v.Z } : []))],
            new Matrix3D(a * cell.A, b * cell.B, c * cell.C),
            frame.Periodicity);
        var actual = Predict(super);
        for (var k = 0; k < super.Count; k++) Same(expected, k % frame.Count, actual, k);
    }

    [Fact]
    public void One_predictor_gives_the_same_bits_for_a_structure_whatever_came_before()
    {
        var predictor = training.Model.CreatePredictor(_pool);
        Structure[] frames = Frames.Of("c-Li-0", "a00004", "c-Si-0", "a00001", "c-LiSi-0");
        var once = frames.Select(f => Predict(f)).ToArray();
        foreach (var k in new[] { 3, 0, 4, 1, 2, 0, 3 })
        {
            var again = predictor.Predict(frames[k], cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(once[k].Energies, again.Energies);
            Assert.Equal(once[k].Deviations, again.Deviations);
        }
    }

    [Fact]
    public void A_training_atom_is_surer_than_a_compressed_one()
    {
        var frame = Frames.Of("c-LiSi-0")[0];
        var squeezed = new Structure([.. frame.AtomicNumbers], [.. frame.Positions.ToArray().Select(x => 0.6 * x)], 0.6 * frame.Cell!.Value, frame.Periodicity);
        var (known, strange) = (Predict(frame), Predict(squeezed));
        for (var i = 0; i < frame.Count; i++)
        {
            Assert.InRange(known.Deviations[i], 1e-6, 0.5 * strange.Deviations[i]);
            Assert.InRange(known.Distances[i], 0, strange.Distances[i]);
        }
    }

    [Fact]
    public void A_squeezed_pair_lies_outside_the_training_range_and_training_frames_lie_inside()
    {
        var all = PredictFile(Frames.Write(_folder["training.extxyz"], Frames.Of(Frames.Groups).Where((_, k) => !HeldOut()[k])));
        Assert.Empty(_warnings);
        Assert.All(all.SelectMany(p => p.Deviations), d => Assert.InRange(d, 1e-6, 10));

        PredictFile(_folder.Write("pair.extxyz", "2\nLattice=\"20 0 0 0 20 0 0 0 20\"\nSi 0 0 0\nSi 1.3 0 0\n"));
        var warning = Assert.Single(_warnings);
        Assert.StartsWith("2 of 2 Si environments lie outside the model's training range; the farthest is atom ", warning, StringComparison.Ordinal);
        Assert.Contains(" of frame 0, at ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_that_the_model_has_not_seen_is_refused_with_file_and_line()
    {
        var file = _folder.Write("oxide.extxyz", "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\n2\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\nO 1.6 0 0\n");
        var fault = Assert.Throws<InputException>(() => PredictFile(file));
        Assert.Equal(("frame 1, atom 1 is O, an element that the model has not seen (it knows Li, Si)", file, 4L), (fault.What, fault.File, fault.Line));
    }

    [Fact]
    public void Elements_that_have_no_level_are_NaN_with_one_warning()
    {
        var silicon = Frames.Of(Frames.Groups).Select(f => f.With(new RealColumn("binding_energy", 1, [.. Enumerable.Range(0, f.Count).Select(i => f.AtomicNumbers[i] == 14 ? ((RealColumn)f.FindColumn("binding_energy")!).Values[i] : double.NaN)])));
        training.Run(_folder["run"], 1, SmallTraining.Small(Frames.Write(_folder["silicon.extxyz"], silicon), []));
        var model = BindingEnergyModelFile.Read(_folder["run", "model.json"]);
        Assert.Equal([14], model.Elements.Select(e => e.AtomicNumber));
        Assert.Equal([3, 14], model.Species);
        var frames = Frames.Of("c-LiSi-0", "c-Li-0", "c-Si-0");
        var predictions = PredictFile(Frames.Write(_folder["some.extxyz"], frames), model);
        var lithium = 0;
        foreach (var (p, f) in predictions.Zip(frames))
        {
            for (var i = 0; i < f.Count; i++)
            {
                Assert.Equal(f.AtomicNumbers[i] == 3, double.IsNaN(p.Energies[i]));
                Assert.Equal(f.AtomicNumbers[i] == 3, double.IsNaN(p.Deviations[i]));
                lithium += f.AtomicNumbers[i] == 3 ? 1 : 0;
            }
        }

        Assert.Equal($"{lithium} atoms are of elements for which the model has no level; their binding energies are NaN.", Assert.Single(_warnings));
    }

    [Fact]
    public void What_is_written_keeps_order_and_positions_and_renames_the_reference()
    {
        Structure[] frames = Frames.Of("a00004", "c-Si-0");
        StructureFile.Write(_folder["out.extxyz"], PredictFile(Frames.Write(_folder["in.extxyz"], frames)).Select(PredictedStructures.Annotate), "extxyz", cancellationToken: TestContext.Current.CancellationToken);
        var header = File.ReadLines(_folder["out.extxyz"]).ElementAt(1);
        Assert.Contains(":REF_binding_energy:R:1", header, StringComparison.Ordinal);
        Assert.EndsWith(":binding_energy:R:1:binding_energy_std:R:1", header.Split(' ').First(w => w.StartsWith("Properties=", StringComparison.Ordinal)), StringComparison.Ordinal);
        foreach (var (before, after) in frames.Zip(StructureFile.Read(_folder["out.extxyz"], cancellationToken: TestContext.Current.CancellationToken)))
        {
            Assert.Equal(before.AtomicNumbers.ToArray(), after.AtomicNumbers.ToArray());
            Assert.Equal(before.Positions.ToArray(), after.Positions.ToArray());
            Assert.Equal(before.Cell, after.Cell);
            Assert.Equal(((RealColumn)before.FindColumn("binding_energy")!).Values, ((RealColumn)after.FindColumn("REF_binding_energy")!).Values);
            Assert.Equal(Predict(before).Energies, ((RealColumn)after.FindColumn("binding_energy")!).Values);
            Assert.Equal(Predict(before).Deviations, ((RealColumn)after.FindColumn("binding_energy_std")!).Values);
            Assert.Equal(after.Columns.Count, after.Columns.Select(c => c.Name).Distinct().Count());
        }

        // Predicted once more: our own columns are replaced, the first reference stays.
        var twice = PredictedStructures.Annotate(PredictFile(_folder["out.extxyz"])[0]);
        Assert.Equal(["forces", "REF_forces", "REF_binding_energy", "binding_energy", "binding_energy_std"], twice.Columns.Select(c => c.Name).Prepend("forces").Distinct());
        Assert.Equal(((RealColumn)frames[0].FindColumn("binding_energy")!).Values, ((RealColumn)twice.FindColumn("REF_binding_energy")!).Values);
    }

    private BindingEnergyPrediction Predict(Structure structure) => training.Model.CreatePredictor(_pool).Predict(structure, cancellation: TestContext.Current.CancellationToken);

    private BindingEnergyPrediction[] PredictFile(string file, BindingEnergyModel? model = null) =>
        [.. PredictedStructures.Predict(model ?? training.Model, file, _pool, null, _warnings.Add, TestContext.Current.CancellationToken)];

    private bool[] HeldOut() => BindingEnergyData.Read(training.Data, "binding_energy", "group", TestContext.Current.CancellationToken).HeldOut(training.Options.TestFraction, "c-", 7);

    private static void Same(BindingEnergyPrediction expected, int i, BindingEnergyPrediction actual, int k)
    {
        Assert.Equal(expected.Energies[i], actual.Energies[k], Tolerance);
        Assert.Equal(expected.Deviations[i], actual.Deviations[k], 1e-7); // a difference of nearly equal numbers under a root
    }

    // A rotation about a random axis (Rodrigues), reflected half of the time.
    private static Matrix3D Rotation(Random random)
    {
        var axis = new Vector3D(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        axis = 1 / axis.Norm * axis;
        var (sine, cosine) = Math.SinCos(6 * random.NextDouble());
        Vector3D Turn(Vector3D v) => cosine * v + sine * Vector3D.Cross(axis, v) + (1 - cosine) * Vector3D.Dot(axis, v) * axis;
        var matrix = new Matrix3D(Turn(new(1, 0, 0)), Turn(new(0, 1, 0)), Turn(new(0, 0, 1)));
        return random.Next(2) == 0 ? matrix : -1 * matrix;
    }
}
