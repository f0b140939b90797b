using System.Globalization;
using System.Xml;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Reads models from QUIP's XML: the elements Potential and GAP_params with everything in them; sparse points stand in files beside it.</summary>
/// <remarks>Document types, entities of the file's own and network access are off; side files lie in the folder of the XML file.</remarks>
internal sealed class GapReader
{
    private const string Check = "check that the file is a model as gap_fit writes it";
    private const int MostPoints = 10_000_000;

    private readonly XmlReader _xml;
    private readonly string _file;
    private readonly Func<string, Stream?> _side;
    private readonly Dictionary<string, GapModel> _models = [];
    private List<string>? _labels;

    private GapReader(XmlReader xml, string file, Func<string, Stream?> side) => (_xml, _file, _side) = (xml, file, side);

    /// <summary>Reads a file and the files beside it.</summary>
    /// <exception cref="InputException">Something in them is wrong.</exception>
    public static GapModel Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path, name => Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "", name)));
        static FileStream? Open(string side) => File.Exists(side) ? File.OpenRead(side) : null;
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The XML.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="side">Opens a side file by name; null where there is none.</param>
    public static GapModel Read(Stream stream, string file, Func<string, Stream?> side)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CheckCharacters = false,
        };
        using var xml = XmlReader.Create(stream, settings);
        try
        {
            return new GapReader(xml, file, side).ReadFile();
        }
        catch (XmlException fault)
        {
            throw new InputException("the XML is malformed or cut off here", file, Math.Max(1, fault.LineNumber), "copy the file again from where it came from", fault);
        }
    }

    private GapModel ReadFile()
    {
        _xml.MoveToContent();
        foreach (var name in Children())
        {
            if (name == "Potential") ReadPotential();
            else if (name == "GAP_params") ReadParameters();
        }

        // The rest of the file must be XML too: one that is cut off after the model is not whole.
        while (_xml.Read())
        {
        }

        if (_models.Count == 0) throw new InputException("the file has no element GAP_params", _file, remedy: Check);
        var labels = _labels ?? [.. _models.Keys];
        var parts = new List<GapModel>();
        foreach (var label in labels)
        {
            if (label.Length == 0 && _models.Count == 1) parts.Add(_models.First().Value);
            else if (_models.TryGetValue(label, out var model)) parts.Add(model);
            else throw new InputException($"the potential is made of {GapDescriptor.Quote(label)}, but no GAP_params has that label", _file, remedy: Check);
        }

        if (parts.Count == 1) return parts[0];
        if (_labels is null) throw new InputException("the file has several GAP_params and no element Potential that says which of them to use", _file, remedy: Check);
        var energies = new Dictionary<int, double>();
        foreach (var z in parts[0].AtomEnergies.Keys.Where(z => parts.TrueForAll(p => p.AtomEnergies.ContainsKey(z)))) energies[z] = parts.Sum(p => p.AtomEnergies[z]);
        return new GapModel { Label = parts[0].Label, AtomEnergies = energies, Coordinates = [.. parts.SelectMany(p => p.Coordinates)] };
    }

    private void ReadPotential()
    {
        if (_labels is not null) throw Fault("this is a second element Potential", "keep one potential in the file");
        _labels = [];
        AddParts(Attribute("init_args"), 0);
    }

    // IP GAP label=…, or Sum init_args_pot1={…} init_args_pot2={…} of these.
    private void AddParts(string text, int depth)
    {
        if (depth > 8) throw Fault("the sums in init_args are nested too deeply", Check);
        text = text.Trim();
        if (text.StartsWith("IP ", StringComparison.OrdinalIgnoreCase))
        {
            var part = new GapArguments(text[3..], Fault);
            if (!part.Name.Equals("GAP", StringComparison.OrdinalIgnoreCase)) throw Fault($"the potential has a part {GapDescriptor.Quote("IP " + part.Name)}, which is not supported", "use a model made of GAP alone");
            _labels!.Add(part.Text("label", ""));
            part.RefuseRest();
            return;
        }

        var sum = new GapArguments(text, Fault);
        if (!sum.Name.Equals("Sum", StringComparison.OrdinalIgnoreCase)) throw Fault($"the potential is a {GapDescriptor.Quote(sum.Name)}, which is not supported", "use a model made of GAP alone");
        string[] both = [sum.Text("init_args_pot1", null), sum.Text("init_args_pot2", null)];
        sum.RefuseRest();
        foreach (var part in both) AddParts(part, depth + 1);
    }

    private void ReadParameters()
    {
        var label = Attribute("label");
        Dictionary<int, double>? energies = null;
        List<GapCoordinates>? coordinates = null;
        foreach (var name in Children())
        {
            switch (name)
            {
                case "GAP_data": energies = energies is null ? ReadEnergies() : throw Fault("this is a second GAP_data", Check); break;
                case "gpSparse": coordinates = coordinates is null ? ReadSparse() : throw Fault("this is a second gpSparse", Check); break;
                case "command_line" or "XYZ_data": break;
                default: throw Fault($"the element {GapDescriptor.Quote(name)} in GAP_params is not known", Check);
            }
        }

        if (energies is null || coordinates is null) throw Fault("GAP_params lacks " + (energies is null ? "GAP_data" : "gpSparse"), Check);
        if (!_models.TryAdd(label, new GapModel { Label = label, AtomEnergies = energies, Coordinates = coordinates })) throw Fault($"a second GAP_params has the label {GapDescriptor.Quote(label)}", Check);
    }

    private Dictionary<int, double> ReadEnergies()
    {
        if (_xml.GetAttribute("do_core") is { } core && core.Trim() is not ("F" or "f" or "false")) throw Fault("do_core is not F: the model has a core potential, which is not supported", "use a model without one");
        var energies = new Dictionary<int, double>();
        foreach (var name in Children())
        {
            if (name != "e0") throw Fault($"the element {GapDescriptor.Quote(name)} in GAP_data is not known", Check);
            var z = Whole("Z", 1, Element.MaximumAtomicNumber);
            if (!energies.TryAdd(z, Real("value"))) throw Fault($"a second e0 for Z={z}", Check);
        }

        return energies;
    }

    private List<GapCoordinates> ReadSparse()
    {
        var announced = Whole("n_coordinate", 0, 10_000);
        var all = new List<GapCoordinates>();
        foreach (var name in Children())
        {
            if (name != "gpCoordinates") throw Fault($"the element {GapDescriptor.Quote(name)} in gpSparse is not known", Check);
            all.Add(ReadCoordinates());
        }

        return all.Count == announced ? all : throw Fault($"gpSparse announces {announced} gpCoordinates and has {all.Count}", Check);
    }

    private GapCoordinates ReadCoordinates()
    {
        var covariance = Whole("covariance_type", 0, 99) switch
        {
            1 => GapCovariance.SquaredExponential,
            2 => GapCovariance.DotProduct,
            3 => throw Fault("the covariance is bond_real_space (covariance_type 3), which is not supported", "use a model with ard_se or dot_product"),
            4 => throw Fault("the covariance is pp (covariance_type 4), which is not supported", "use a model with ard_se or dot_product"),
            var other => throw Fault($"covariance_type {other} is not known", "use a model with ard_se or dot_product"),
        };
        if (_xml.GetAttribute("sparsified") is { } sparsified && sparsified.Trim() is not ("T" or "t" or "true")) throw Fault("the regression is not sparsified", "use a model with sparse points");
        int dimensions = Whole("dimensions", 1, 100_000_000), points = Whole("n_sparseX", 0, MostPoints), permutations = Whole("n_permutations", 1, 1_000_000);
        var (delta, offset, zeta) = (Real("signal_variance"), _xml.GetAttribute("signal_mean") is null ? 0 : Real("signal_mean"), covariance == GapCovariance.DotProduct ? Real("zeta") : 1);
        if (!(zeta > 0 && zeta <= 1000)) throw Fault($"zeta={zeta} is not a positive exponent", Check);
        var (name, md5) = (SideFile(), _xml.GetAttribute("sparseX_md5sum")?.Trim());
        var line = Line;

        List<double> theta = [], weights = [], cutoffs = [];
        string? descriptor = null;
        var permuted = 0;
        foreach (var child in Children())
        {
            switch (child)
            {
                case "theta": ReadReals(theta, dimensions); break;
                case "descriptor": descriptor = descriptor is null ? ReadText() : throw Fault("this is a second descriptor", Check); break;
                case "permutation": permuted += IsIdentity(dimensions) ? 1 : 2; break;
                case "sparseX":
                    if (weights.Count == points) throw Fault($"there are more sparse points than the {points} of n_sparseX", Check);
                    if (Whole("i", 1, MostPoints) != weights.Count + 1) throw Fault($"sparse point {weights.Count + 1} has another number here", Check);
                    weights.Add(Real("alpha"));
                    cutoffs.Add(Real("sparseCutoff"));
                    break;
                default: throw Fault($"the element {GapDescriptor.Quote(child)} in gpCoordinates is not known", Check);
            }
        }

        if (descriptor is null) throw new InputException("gpCoordinates lacks its descriptor", _file, line, Check);
        var parsed = GapDescriptor.Parse(descriptor, (what, remedy) => new InputException(what, _file, line, remedy));
        if (parsed.Dimensions != dimensions) throw new InputException($"the descriptor has {parsed.Dimensions} numbers, but dimensions is {dimensions}", _file, line, Check);
        if (weights.Count != points) throw new InputException($"n_sparseX is {points}, but there are {weights.Count} sparse points", _file, line, Check);
        if (permutations > 1 || permuted > 1) throw new InputException("there are permutations beside the identity, which these descriptors have no need of", _file, line, Check);
        if (covariance == GapCovariance.SquaredExponential && (theta.Count != dimensions || !theta.TrueForAll(t => t > 0)))
            throw new InputException($"theta must be {dimensions} positive numbers", _file, line, Check);
        using var side = _side(name) ?? throw new InputException($"the file of sparse points {GapDescriptor.Quote(name)} is not beside the XML file", _file, line, "copy it there: without it the model cannot be evaluated");
        return new GapCoordinates
        {
            Descriptor = descriptor,
            Covariance = covariance,
            Delta = delta,
            Offset = offset,
            Zeta = zeta,
            LengthScales = theta,
            Dimensions = dimensions,
            Points = GapSideFile.Read(side, Path.Combine(Path.GetDirectoryName(_file) ?? "", name), (long)points * dimensions, md5),
            Weights = [.. weights],
            PointCutoffs = [.. cutoffs],
        };
    }

    private string SideFile()
    {
        var name = Attribute("sparseX_filename").Trim();
        var isPlain = name.Length is > 0 and < 256 && !Path.IsPathRooted(name) && !name.Contains('\\') && name.Split('/').All(p => p is not (".." or "")) && name.IndexOfAny(Path.GetInvalidPathChars()) < 0;
        return isPlain ? name : throw Fault($"sparseX_filename={GapDescriptor.Quote(name)} is not the name of a file beside this one", "give the name of a file in the folder of the XML file");
    }

    // The descriptors known here are symmetric by construction and have the identity alone.
    private bool IsIdentity(int dimensions)
    {
        var values = new List<double>();
        ReadReals(values, dimensions);
        return !values.Where((value, k) => value != k + 1).Any();
    }

    // Goes through the child elements; what is not read of one is passed over before the next.
    private IEnumerable<string> Children()
    {
        if (_xml.NodeType != XmlNodeType.Element || _xml.IsEmptyElement) yield break;
        var depth = _xml.Depth;
        if (depth > 32) throw Fault("elements are nested too deeply", Check);
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.Depth == depth + 1) yield return _xml.LocalName;
        }
    }

    // Text of the element at hand in pieces, the reader left at its end.
    private string ReadText()
    {
        if (_xml.IsEmptyElement) return "";
        var text = new System.Text.StringBuilder();
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace) text.Append(_xml.Value);
            if (text.Length > 1 << 24) throw Fault("the text here is too long", Check);
        }

        return text.ToString().Trim();
    }

    private void ReadReals(List<double> values, int most)
    {
        foreach (var word in ReadText().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (values.Count == most || !GapArguments.TryReal(word, out var value)) throw Fault($"{GapDescriptor.Quote(word)} is not one of the {most} numbers expected here", Check);
            values.Add(value);
        }
    }

    private string Attribute(string name) => _xml.GetAttribute(name) ?? throw Fault($"the attribute {name} of {_xml.LocalName} is missing", Check);

    private double Real(string name)
    {
        var text = Attribute(name).Trim();
        return GapArguments.TryReal(text, out var value) ? value : throw Fault($"{name}={GapDescriptor.Quote(text)} is not a finite number", Check);
    }

    private int Whole(string name, int least, int largest)
    {
        var text = Attribute(name).Trim();
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= largest) return value;
        throw Fault($"{name}={GapDescriptor.Quote(text)} is not a whole number from {least} to {largest}", Check);
    }

    private long Line => Math.Max(1, ((IXmlLineInfo)_xml).LineNumber);

    private InputException Fault(string what, string remedy) => new(what, _file, Line, remedy);
}
