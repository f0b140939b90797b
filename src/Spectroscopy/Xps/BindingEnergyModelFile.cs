using System.Text.Json;
using System.Text.Json.Serialization;
using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>
/// Reads and writes a <see cref="BindingEnergyModel"/>: <c>model.json</c> with everything a person may want to know, and the large arrays in a safetensors
/// file beside it.
/// </summary>
public static class BindingEnergyModelFile
{
    private const string Format = "lithoscope.model";
    private const string Kind = "xps.binding_energy";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Document(string Format, int Version, string Kind, string LevelNote, string[] Species, string Tensors, string TensorsSha256, Part[] Elements);

    private sealed record Part(string Element, string Level, Soap Descriptor, Regression Regression, double Range, ReferencePhase? Reference);

    // Models written before there was a choice of these do not have them.
    private sealed record Soap(double Cutoff, double Width, int RadialCount, int MaximumDegree, string RadialBasis = "gaussian", RadialScaling? RadialScaling = null, Compression? Compression = null);

    private sealed record Compression(string Method, int Length);

    // Models written before there was a calibration do not have it.
    private sealed record Regression(double Zeta, int SparsePoints, double Jitter, double Constant, double NoiseVariance, double FrameOffsetRatio, double SignalVariance, double Calibration = 1);

    /// <summary>Writes the model; the tensors first, so that a model.json that is there is whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Path of the JSON file; the tensors go to the same name with <c>.safetensors</c>.</param>
    public static void Write(BindingEnergyModel model, string path)
    {
        var tensors = new Dictionary<string, Tensor>();
        var parts = new List<Part>();
        foreach (var element in model.Elements)
        {
            var (process, soap) = (element.Process, element.Soap.Options);
            var (count, width) = (process.Basis.Count, process.Basis.Width);
            tensors[element.Symbol + ".sparse_points"] = new Tensor(process.Basis.Points, count, width);
            tensors[element.Symbol + ".kernel_weights"] = new Tensor(process.KernelWeights, count);
            tensors[element.Symbol + ".posterior_factor"] = new Tensor(process.Posterior.Lower.ToArray(), count + 1, count + 1);
            if (element.Compression is { } compression) tensors[element.Symbol + ".compression"] = new Tensor(compression.Matrix.ToArray(), compression.Length, compression.Width);
            parts.Add(new Part(element.Symbol, element.Level.Name, new Soap(soap.Cutoff, soap.Width, soap.RadialCount, soap.MaximumDegree, NameOf(soap.RadialBasis), soap.RadialScaling, element.Compression is { } c ? new Compression(NameOf(c.Method), c.Length) : null),
                new Regression(process.Zeta, count, process.Basis.Jitter, process.Constant, process.Noise.Variance, process.Noise.OffsetRatio, process.SignalVariance, process.Calibration), element.Range, element.Reference));
        }

        var file = Path.ChangeExtension(Path.GetFileName(path), ".safetensors");
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file);
        SafeTensors.Write(beside, tensors);
        var document = new Document(Format, Version, Kind, model.LevelNote, [.. model.Species.Select(z => Element.Symbol(z))], file, FileHash.Sha256(beside), [.. parts]);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(document, Json) + "\n");
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InputException">Missing, damaged, of another kind, or without its tensors.</exception>
    public static BindingEnergyModel Read(string path)
    {
        var document = Parse(path);
        int[] species = [.. document.Species.Select(s => Number(s, path))];
        int[] own = [.. document.Elements.Select(e => Number(e.Element, path))];
        if (own.Length == 0 || !species.SequenceEqual(species.Distinct().Order()) || own.Distinct().Count() < own.Length || own.Except(species).Any())
        {
            throw Damaged(path, "its elements are none, repeated, out of order or not among its species", null);
        }

        foreach (var part in document.Elements) CheckNumbers(part, path);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, document.Tensors);
        var tensors = SafeTensors.Read(beside).Tensors;
        ElementModel[] elements = [.. document.Elements.Select(part =>
        {
            try
            {
                return Build(part, species, tensors, path);
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or OverflowException)
            {
                throw Damaged(path, $"the part of {part.Element} does not hold together", fault);
            }
        })];
        // Last, so that tensors that are wrong in themselves are named: these are sound, but of another model.
        if (FileHash.Sha256(beside) != document.TensorsSha256) throw new InputException($"the tensors in {document.Tensors} are not those the model was written with", path, remedy: "keep the two files of a training together");
        return new BindingEnergyModel([.. elements.OrderBy(e => e.AtomicNumber)], species, document.LevelNote);
    }

    private static Document Parse(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using (var probe = JsonDocument.Parse(bytes)) CheckKind(probe.RootElement, path);
            var document = JsonSerializer.Deserialize<Document>(bytes, Json)!;
            // What the constructors require to be there may still be null.
            if (document is not { LevelNote: not null, Species: not null, Tensors: not null, TensorsSha256: not null, Elements: not null }
                || document.Elements.Any(e => e is not { Element: not null, Level: not null, Descriptor: not null, Regression: not null, Reference: null or { Group: not null } }))
            {
                throw Damaged(path, "a part is missing", null);
            }

            if (document.Tensors.Length == 0 || document.Tensors.Contains('\0', StringComparison.Ordinal) || Path.GetFileName(document.Tensors) != document.Tensors) throw Damaged(path, "its tensors are not in a file beside it", null);
            return document;
        }
        catch (JsonException fault)
        {
            throw Damaged(path, "it is not the JSON expected" + (fault.Path is { Length: > 1 } at ? $" at {at}" : ""), fault);
        }
        catch (InvalidOperationException fault)
        {
            throw Damaged(path, "it holds text that is not UTF-8", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the model cannot be read", path, remedy: "give the path of a model.json", inner: fault);
        }
    }

    private static void CheckKind(JsonElement root, string path)
    {
        JsonElement Value(string key) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(key, out var value) ? value : default;
        string? Text(string key) => Value(key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        if (Text("format") != Format) throw new InputException("this is not a model of this program", path, remedy: "give the model.json that xps.train wrote");
        if (Text("kind") != Kind) throw new InputException($"this is a model of kind '{Text("kind")}', not of binding energies", path, remedy: "give the model.json that xps.train wrote");
        if (!(Value("version") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var number) && number == Version))
        {
            throw new InputException($"the model's version is not {Version}", path, remedy: "train it again or use the program that wrote it");
        }
    }

    // Before anything is built of them: a digit too many would cost hours and gigabytes.
    private static void CheckNumbers(Part part, string path)
    {
        var (soap, regression) = (part.Descriptor, part.Regression);
        if (!(HyperparameterLimits.IsCutoff(soap.Cutoff) && HyperparameterLimits.IsWidth(soap.Width)
            && soap.RadialCount is >= 1 and <= HyperparameterLimits.MostRadialFunctions && soap.MaximumDegree is >= 0 and <= HyperparameterLimits.LargestDegree
            && TryName<RadialBasisKind>(soap.RadialBasis, out _) && (soap.RadialScaling is not { } scaling || scaling.IsValid())
            && (soap.Compression is not { } c || (TryName<CompressionMethod>(c.Method, out _) && c.Length >= 1))))
        {
            throw Damaged(path, $"the descriptor of {part.Element} has impossible numbers", null);
        }

        if (!(HyperparameterLimits.IsZeta(regression.Zeta) && HyperparameterLimits.IsNoise(regression.NoiseVariance) && HyperparameterLimits.IsFrameOffset(regression.FrameOffsetRatio)
            && regression.SparsePoints is >= 1 and <= HyperparameterLimits.MostSparsePoints && regression.Jitter is >= 0 and <= 1 && double.IsFinite(regression.Constant)
            && regression.SignalVariance > 0 && double.IsFinite(regression.SignalVariance) && regression.Calibration > 0 && double.IsFinite(regression.Calibration)))
        {
            throw Damaged(path, $"the regression of {part.Element} has impossible numbers", null);
        }

        if (!(part.Range >= 0 && double.IsFinite(part.Range + (part.Reference?.Calculated ?? 0) + (part.Reference?.Predicted ?? 0)))) throw Damaged(path, $"range or reference of {part.Element} are impossible", null);
    }

    private static ElementModel Build(Part part, int[] species, IReadOnlyDictionary<string, Tensor> tensors, string path)
    {
        TryName<RadialBasisKind>(part.Descriptor.RadialBasis, out var basisKind);
        var soap = new SoapPowerSpectrum(new SoapOptions { Cutoff = part.Descriptor.Cutoff, Width = part.Descriptor.Width, RadialCount = part.Descriptor.RadialCount, MaximumDegree = part.Descriptor.MaximumDegree, RadialBasis = basisKind, RadialScaling = part.Descriptor.RadialScaling, Species = species });
        var (regression, count) = (part.Regression, part.Regression.SparsePoints);
        double[] Values(string name, params int[] shape) =>
            tensors.TryGetValue($"{part.Element}.{name}", out var tensor) && tensor.Data is double[] values && tensor.Shape.SequenceEqual(shape) && values.All(double.IsFinite)
                ? values
                : throw Damaged(path, $"tensor {part.Element}.{name} is missing, not finite, or not of shape [{string.Join(", ", shape)}]", null);
        FeatureCompression? compression = null;
        if (part.Descriptor.Compression is { } shortened)
        {
            TryName<CompressionMethod>(shortened.Method, out var method);
            compression = new FeatureCompression(method, Values("compression", shortened.Length, soap.Length), shortened.Length, soap.Length);
        }

        var width = compression?.Length ?? soap.Length;
        var basis = new SparseBasis(Values("sparse_points", count, width), count, width, regression.Zeta, regression.Jitter);
        var posterior = Cholesky.FromLower(Values("posterior_factor", count + 1, count + 1), count + 1);
        var process = new SparseGaussianProcess(basis, Values("kernel_weights", count), regression.Constant, posterior, new NoiseModel(regression.NoiseVariance, regression.FrameOffsetRatio), regression.SignalVariance, regression.Calibration);
        return new ElementModel(Number(part.Element, path), Level(part, path), soap, process, part.Range, part.Reference, compression);
    }

    private static CoreLevel Level(Part part, string path)
    {
        try
        {
            var level = CoreLevel.Parse(part.Level);
            if (level.Element == part.Element) return level;
        }
        catch (InputException)
        {
            // the sentence below says more
        }

        throw Damaged(path, $"'{part.Level}' is no level of {part.Element}", null);
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static bool TryName<T>(string? name, out T value)
        where T : struct, Enum
    {
        value = Enum.GetValues<T>().FirstOrDefault(v => NameOf(v) == name);
        return NameOf(value) == name;
    }

    private static int Number(string? symbol, string path) => Element.TryParse(symbol, out var z) && z > 0 && Element.Symbol(z) == symbol ? z : throw Damaged(path, $"'{symbol}' is no element", null);

    private static InputException Damaged(string path, string what, Exception? inner) => new("the model is damaged: " + what, path, remedy: "copy or train it again", inner: inner);
}
