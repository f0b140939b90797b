using System.Globalization;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class BindingEnergyModelFileTests(SmallTraining training) : IClassFixture<SmallTraining>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _json = File.ReadAllBytes(training.ModelPath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_written_and_read_again_predicts_the_same_bits()
    {
        BindingEnergyModelFile.Write(training.Model, _folder["copy.json"]);
        var copy = BindingEnergyModelFile.Read(_folder["copy.json"]);
        using var pool = new WorkerPool(1);
        foreach (var frame in Frames.Of("a00004", "c-LiSi-0.05"))
        {
            var (before, after) = (training.Model.CreatePredictor(pool).Predict(frame), copy.CreatePredictor(pool).Predict(frame));
            Assert.Equal(Bits(before.Energies), Bits(after.Energies));
            Assert.Equal(Bits(before.Deviations), Bits(after.Deviations));
            Assert.Equal(Bits(before.Distances), Bits(after.Distances));
        }

        Assert.Equal(training.Model.Elements.Select(e => (e.AtomicNumber, e.Level, e.Range, e.Reference)), copy.Elements.Select(e => (e.AtomicNumber, e.Level, e.Range, e.Reference)));
        Assert.Equal(training.Model.LevelNote, copy.LevelNote);
        Assert.Equal(training.Model.Species, copy.Species);
        BindingEnergyModelFile.Write(copy, _folder["third.json"]);
        Assert.Equal(File.ReadAllBytes(_folder["copy.safetensors"]), File.ReadAllBytes(_folder["third.safetensors"]));
        Assert.Equal(File.ReadAllText(_folder["copy.json"]).Replace("copy.", "third.", StringComparison.Ordinal), File.ReadAllText(_folder["third.json"]));
    }

    [Theory]
    [InlineData("\"lithoscope.model\"", "\"other.model\"", "this is not a model of this program")]
    [InlineData("\"format\"", "\"Format\"", "this is not a model of this program")]
    [InlineData("\"xps.binding_energy\"", "\"potential.nep\"", "this is a model of kind 'potential.nep', not of binding energies")]
    [InlineData("\"version\": 1", "\"version\": 2", "the model's version is not 1")]
    [InlineData("\"version\": 1", "\"version\": \"1\"", "the model's version is not 1")]
    [InlineData("\"version\": 1", "\"version\": 1.5", "the model's version is not 1")]
    [InlineData("\"version\": 1", "\"version\": null", "the model's version is not 1")]
    [InlineData("\"level_note\"", "\"note\"", "the model is damaged: ")]
    [InlineData("\"cutoff\"", "\"cut_off\"", "the model is damaged: ")]
    [InlineData("\"zeta\": ", "\"surprise\": 1, \"zeta\": ", "the model is damaged: ")]
    [InlineData("\"species\": [", "\"species\": [\"Si\", ", "the model is damaged: ")]
    [InlineData("\"species\": [", "\"species\": [null, ", "the model is damaged: ")]
    [InlineData("\"species\": [", "\"species\": [\"Qq\", ", "the model is damaged: 'Qq' is no element")]
    [InlineData("\"element\": \"Li\"", "\"element\": \"Si\"", "the model is damaged: ")]
    [InlineData("\"element\": \"Li\"", "\"element\": null", "the model is damaged: ")]
    [InlineData("\"level\": \"Li 1s\"", "\"level\": \"Si 2p\"", "the model is damaged: ")]
    [InlineData("\"level\": \"Li 1s\"", "\"level\": \"deep\"", "the model is damaged: ")]
    [InlineData("\"radial_count\": 4", "\"radial_count\": 0", "the model is damaged: ")]
    [InlineData("\"radial_count\": 4", "\"radial_count\": 444444444", "the model is damaged: ")]
    [InlineData("\"maximum_degree\": 3", "\"maximum_degree\": -1", "the model is damaged: ")]
    [InlineData("\"maximum_degree\": 3", "\"maximum_degree\": 2147483647", "the model is damaged: ")]
    [InlineData("\"width\": 0.5", "\"width\": 1e-300", "the model is damaged: ")]
    [InlineData("\"width\": 0.5", "\"width\": -0.5", "the model is damaged: ")]
    [InlineData("\"cutoff\": 4", "\"cutoff\": 1e3004", "the model is damaged: ")]
    [InlineData("\"cutoff\": 4", "\"cutoff\": 4000", "the model is damaged: ")]
    [InlineData("\"sparse_points\": ", "\"sparse_points\": 1", "the model is damaged: ")]
    [InlineData("\"sparse_points\": ", "\"sparse_points\": -", "the model is damaged: ")]
    [InlineData("\"noise_variance\": ", "\"noise_variance\": -", "the model is damaged: ")]
    [InlineData("\"signal_variance\": ", "\"signal_variance\": -", "the model is damaged: ")]
    [InlineData("\"signal_variance\": ", "\"signal_variance\": 1e999, \"signal_variance\": 1e9990", "the model is damaged: ")]
    [InlineData("\"calibration\": ", "\"calibration\": -", "the model is damaged: ")]
    [InlineData("\"range\": ", "\"range\": -", "the model is damaged: ")]
    [InlineData("\"group\": \"c-Si-0\"", "\"group\": null", "the model is damaged: ")]
    [InlineData("\"tensors\": \"model.safetensors\"", "\"tensors\": null", "the model is damaged: ")]
    [InlineData("\"tensors\": \"model.safetensors\"", "\"tensors\": \"\"", "the model is damaged: ")]
    [InlineData("\"tensors\": \"model.safetensors\"", "\"tensors\": \"a\\u0000b\"", "the model is damaged: ")]
    [InlineData("\"tensors\": \"model.safetensors\"", "\"tensors\": \"/etc/passwd\"", "the model is damaged: ")]
    public void A_model_that_was_altered_is_refused_in_one_sentence(string old, string altered, string sentence)
    {
        var text = Encoding.UTF8.GetString(_json);
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        var file = Place(Encoding.UTF8.GetBytes(text[..at] + altered + text[(at + old.Length)..]));
        var fault = Assert.Throws<InputException>(() => BindingEnergyModelFile.Read(file));
        Assert.StartsWith(sentence, fault.What, StringComparison.Ordinal);
        Assert.Equal(file, fault.File);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void A_model_from_before_there_was_a_calibration_is_read_with_a_factor_of_one()
    {
        var text = Encoding.UTF8.GetString(_json);
        var old = System.Text.RegularExpressions.Regex.Replace(text, @",\s*""calibration"": [^\s]+", "");
        Assert.Equal(training.Model.Elements.Count, System.Text.RegularExpressions.Regex.Count(text, "\"calibration\""));
        Assert.DoesNotContain("calibration", old, StringComparison.Ordinal);
        var model = BindingEnergyModelFile.Read(Place(Encoding.UTF8.GetBytes(old)));
        Assert.All(model.Elements, e => Assert.Equal(1, e.Process.Calibration));
        using var pool = new WorkerPool(1);
        var frame = Frames.Of("a00004").Single();
        var (before, after) = (model.CreatePredictor(pool).Predict(frame), training.Model.CreatePredictor(pool).Predict(frame));
        Assert.Equal(before.Energies, after.Energies);
        for (var i = 0; i < frame.Count; i++) Assert.Equal(training.Model.Find(frame.AtomicNumbers[i])!.Process.Calibration * before.Deviations[i], after.Deviations[i], 1e-14);
    }

    [Fact]
    public void A_model_without_elements_or_tensors_is_refused()
    {
        BindingEnergyModelFile.Write(training.Model with { Elements = [] }, _folder["model.json"]);
        Refused(_folder["model.json"]);
        var file = Place(_json);
        File.Delete(_folder["model.safetensors"]);
        Assert.Equal(_folder["model.safetensors"], Refused(file).File);
        Assert.Equal(_folder["none.json"], Refused(_folder["none.json"]).File);
        Assert.Equal(_folder.Path, Refused(_folder.Path).File);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        for (var length = 0; length < _json.Length - 1; length += length < 40 ? 1 : 37) Refused(Place(_json[..length]));
        Place(_json);
        var tensors = File.ReadAllBytes(_folder["model.safetensors"]);
        foreach (var length in new[] { 0, 1, 7, 8, 9, 100, tensors.Length / 2, tensors.Length - 8, tensors.Length - 1 })
        {
            File.WriteAllBytes(_folder["model.safetensors"], tensors[..length]);
            Assert.Equal(_folder["model.safetensors"], Refused(_folder["model.json"]).File);
        }
    }

    [Theory]
    [InlineData("Si.sparse_points", double.NaN)]
    [InlineData("Si.kernel_weights", double.PositiveInfinity)]
    [InlineData("Li.posterior_factor", double.NaN)]
    [InlineData("Li.posterior_factor", -1.0)]
    public void Impossible_numbers_in_a_tensor_are_refused(string name, double value)
    {
        var file = Place(_json);
        Retensor(name, t => new Tensor((double[])[value, .. ((double[])t.Data)[1..]], [.. t.Shape]));
        Assert.Contains(value < 0 ? "Li" : name, Refused(file).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_another_shape_type_or_name_are_refused()
    {
        foreach (var name in SafeTensors.Read(Path.ChangeExtension(training.ModelPath, ".safetensors")).Tensors.Keys)
        {
            var file = Place(_json);
            Retensor(name, t => new Tensor(t.Data, t.Data.Length));
            if (!name.EndsWith("weights", StringComparison.Ordinal)) Assert.Contains(name, Refused(file).What, StringComparison.Ordinal);
            Retensor(name, t => new Tensor(t.Data, 1, t.Data.Length));
            Assert.Contains(name, Refused(file).What, StringComparison.Ordinal);
            Retensor(name, t => new Tensor(((double[])t.Data).Select(v => (float)v).ToArray(), [.. t.Shape]));
            Assert.Contains(name, Refused(file).What, StringComparison.Ordinal);
            Retensor(name, _ => null);
            Assert.Contains(name, Refused(file).What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tensors_of_another_training_are_refused()
    {
        var file = Place(_json);
        Retensor("Si.kernel_weights", t => new Tensor(((double[])t.Data).Select(v => 1.5 * v).ToArray(), [.. t.Shape]));
        Assert.Contains("not those the model was written with", Refused(file).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_thousand_mutations_end_in_a_model_or_a_sentence()
    {
        const int Seed = 20240611;
        var random = new Random(Seed);
        var file = Place(_json);
        var (read, refused) = (0, 0);
        using var pool = new WorkerPool(1);
        var frame = Frames.Of("c-LiSi-0")[0];
        for (var round = 0; round < 2000; round++)
        {
            var mutated = Mutate(_json, random);
            File.WriteAllBytes(file, mutated);
            try
            {
                // A model that is accepted must also work.
                _ = BindingEnergyModelFile.Read(file).CreatePredictor(pool).Predict(frame);
                read++;
            }
            catch (InputException fault)
            {
                Assert.False(string.IsNullOrEmpty(fault.File));
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {Seed}, round {round}: {fault}\n{Encoding.UTF8.GetString(mutated)}");
            }
        }

        Assert.InRange(refused, 1000, 1999);
        Assert.Equal(2000, read + refused);
    }

    private static byte[] Mutate(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"0123456789-+.eE\"\\{}[],:nulltrue"[random.Next(31)]);
                    break;
                case 3: // a number becomes another
                    var digits = Enumerable.Range(0, bytes.Count).Where(i => bytes[i] is >= (byte)'0' and <= (byte)'9').ToArray();
                    bytes[digits[random.Next(digits.Length)]] = (byte)random.Next('0', '9' + 1);
                    break;
                case 4: // a piece is left out
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                    break;
                case 5: // a piece comes twice
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default: // an extreme number
                    var colon = bytes.IndexOf((byte)':', at);
                    if (colon >= 0) bytes.InsertRange(colon + 1, Encoding.ASCII.GetBytes(new[] { "1e", "-", "9999999999", "1e-30", "null, \"x\":", "\"\\ud800\", \"x\":" }[random.Next(6)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private string Place(byte[] json)
    {
        File.Copy(Path.ChangeExtension(training.ModelPath, ".safetensors"), _folder["model.safetensors"], overwrite: true);
        File.WriteAllBytes(_folder["model.json"], json);
        return _folder["model.json"];
    }

    // Replaces, or for null leaves out, one tensor of the whole file.
    private void Retensor(string name, Func<Tensor, Tensor?> change)
    {
        var tensors = SafeTensors.Read(Path.ChangeExtension(training.ModelPath, ".safetensors")).Tensors.ToDictionary();
        if (change(tensors[name]) is { } changed) tensors[name] = changed;
        else tensors.Remove(name);
        SafeTensors.Write(_folder["model.safetensors"], tensors);
    }

    private static InputException Refused(string file)
    {
        var fault = Assert.Throws<InputException>(() => BindingEnergyModelFile.Read(file));
        Assert.False(string.IsNullOrEmpty(fault.File));
        return fault;
    }

    private static IEnumerable<string> Bits(double[] values) => values.Select(v => BitConverter.DoubleToInt64Bits(v).ToString("x", CultureInfo.InvariantCulture));
}
