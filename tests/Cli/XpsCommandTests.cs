using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary><c>lithoscope xps train|predict</c> on a handful of frames.</summary>
public sealed class XpsCommandTests(XpsCommandTests.Trained trained) : IClassFixture<XpsCommandTests.Trained>, IDisposable
{
    private const string Recipe = """
        recipe: 1
        seed: 7
        do: xps.train
        data: frames.extxyz
        keep_in_training: c-
        references: {Si: c-Si-0, Li: c-Li-0}
        descriptor: {cutoff: [4], radial_count: 4, maximum_degree: 3}
        regression: {zeta: [2], noise: [1e-3], frame_offset: [1], sparse_points: 40, search_points: 40}
        learning_curve: {sizes: 2, draws: 2, largest: 40}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_is_run_limited_to_its_kind()
    {
        Assert.True(trained.Code == ExitCodes.Done, trained.Error);
        Assert.Contains(trained.Output.Split('\n'), l => l.StartsWith("Si 2p RMSE ", StringComparison.Ordinal));
        Assert.True(File.Exists(trained.Model));
        var other = _folder.Write("r.yaml", $"recipe: 1\ndo: xps.predict\nmodel: {trained.Model}\nstructures: {trained.Frames}\n");
        var (code, output, error) = CliHarness.Run(["xps", "train", other, "-o", _folder["run"]], [.. StepKinds.All().Kinds]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains("this command runs only xps.train", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_writes_the_two_columns_beside_the_reference()
    {
        var (code, output, error) = Predict(trained.Frames);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Equal($"{trained.Atoms} atoms in {trained.Count} frames: {_folder["out.extxyz"]}{Environment.NewLine}", output);
        var columns = StructureFile.Read(_folder["out.extxyz"], cancellationToken: TestContext.Current.CancellationToken).First().Columns;
        Assert.Equal(["REF_forces", "REF_binding_energy", "binding_energy", "binding_energy_std"], columns.Select(c => c.Name));
        Assert.All(columns.Skip(1), c => Assert.Equal(1, Assert.IsType<RealColumn>(c).Width));
        Assert.Contains("REF_binding_energy:R:1:binding_energy:R:1:binding_energy_std:R:1", File.ReadLines(_folder["out.extxyz"]).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_reads_POSCAR_too()
    {
        var (code, _, error) = Predict(_folder.Write("POSCAR", "diamond\n5.469\n0 .5 .5\n.5 0 .5\n.5 .5 0\nSi\n2\nDirect\n0 0 0\n.25 .25 .25\n"));
        Assert.True(code == ExitCodes.Done, error);
        var predicted = (RealColumn)StructureFile.Read(_folder["out.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single().FindColumn("binding_energy")!;
        Assert.All(predicted.Values, v => Assert.InRange(v, 88, 93));
    }

    [Fact]
    public void An_unknown_element_ends_with_one_sentence_code_2_and_no_file()
    {
        var structures = _folder.Write("oxide.extxyz", "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\n2\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\nO 1.6 0 0\n");
        var (code, output, error) = Predict(structures);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Equal($"error: {structures}, line 4: frame 1, atom 1 is O, an element that the model has not seen (it knows Li, Si); remove the frame or train a model with this element.", error.TrimEnd().Split('\n')[^1]);
        Assert.Equal([structures], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Environments_outside_the_training_range_are_warned_of_once_the_file_is_written()
    {
        var (code, _, error) = Predict(_folder.Write("pair.extxyz", "2\nLattice=\"20 0 0 0 20 0 0 0 20\"\nSi 0 0 0\nSi 1.3 0 0\n"));
        Assert.Equal(ExitCodes.Done, code);
        Assert.StartsWith("warning: 2 of 2 Si environments lie outside the model's training range", error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "in.extxyz", "out.extxyz", "--model is empty")]
    [InlineData("model.json", "", "out.extxyz", "--structures is empty")]
    [InlineData("model.json", "in.extxyz", "", "--output is empty")]
    public void An_empty_name_as_from_an_unset_variable_is_refused(string model, string structures, string target, string sentence)
    {
        var (code, _, error) = CliHarness.Run(["xps", "predict", "--model", model, "--structures", structures, "-o", target]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.json", "in.extxyz", "out.extxyz", "the model cannot be read")]
    [InlineData("model.json", "none.extxyz", "out.extxyz", "there is no such file")]
    [InlineData("model.json", "in.extxyz", "in.extxyz", "the output would replace the structures")]
    [InlineData("model.json", "in.extxyz", "model.json", "the output would replace the model")]
    [InlineData("model.json", "in.extxyz", "model.safetensors", "the output would replace the model")]
    [InlineData("model.json", "in.extxyz", ".", "there is a folder of that name")]
    [InlineData("model.json", "in.extxyz", "out.cif", "predictions are written as extended XYZ")]
    [InlineData("in.extxyz", "in.extxyz", "out.extxyz", "the model is damaged")]
    public void A_fault_ends_with_one_sentence_and_code_2(string model, string structures, string target, string sentence)
    {
        File.Copy(trained.Model, _folder["model.json"]);
        File.Copy(Path.ChangeExtension(trained.Model, ".safetensors"), _folder["model.safetensors"]);
        _folder.Write("in.extxyz", "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\n");
        var before = Directory.GetFiles(_folder.Path).ToDictionary(f => f, File.ReadAllBytes);
        var (code, output, error) = CliHarness.Run(["xps", "predict", "--model", _folder[model], "--structures", _folder[structures], "-o", _folder[target]]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(before.Keys.Order(), Directory.GetFiles(_folder.Path).Order());
        Assert.All(before, f => Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
    }

    private (int Code, string Output, string Error) Predict(string structures) =>
        CliHarness.Run(["xps", "predict", "--model", trained.Model, "--structures", structures, "-o", _folder["out.extxyz"], "--threads", "2"]);

    /// <summary>A model trained through the command line, once.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Trained()
        {
            Structure[] frames = [.. StructureFile.Read(Repository.Find("data", "lisi", "frames.extxyz")).Where(f => f.FindInfo("group") is TextInfo { Values: [var g] } && (g is "a00000" or "a00001" or "a00002" or "a00003" || g.StartsWith("c-Si", StringComparison.Ordinal) || g.StartsWith("c-Li-", StringComparison.Ordinal)))];
            (Count, Atoms) = (frames.Length, frames.Sum(f => f.Count));
            StructureFile.Write(Frames, frames, "extxyz");
            (Code, Output, Error) = CliHarness.Run(["xps", "train", _folder.Write("train.yaml", Recipe), "-o", _folder["run"], "--threads", "1"], [.. StepKinds.All().Kinds]);
        }

        public int Count { get; }

        public int Atoms { get; }

        public int Code { get; }

        public string Output { get; }

        public string Error { get; }

        public string Frames => _folder["frames.extxyz"];

        public string Model => _folder["run", "model.json"];

        public void Dispose() => _folder.Dispose();
    }
}
