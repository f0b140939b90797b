using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A parameter of a pair of elements, in units of energy^<paramref name="Energy"/> · length^<paramref name="Length"/>.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Energy">Power of the unit of energy.</param>
/// <param name="Length">Power of the unit of length.</param>
/// <param name="Default">Its value where it is not given; null where it must be.</param>
internal sealed record PairKey(string Key, int Energy, int Length, double? Default = null);

/// <summary>The keys of a closed form, as values in our units.</summary>
internal sealed class ClosedFormKeys(ConfigMap map, string name, PotentialUnits units)
{
    /// <summary>A length that must be given, Å.</summary>
    public double Length(string key) => map.Find(key) is { } node ? ConfigValues.Real(node, key) * Factor(0, 1) : throw map.Origin.Fault($"the key '{key}' of '{name}' is missing", $"give {key} in {(units == PotentialUnits.EvAngstrom ? "Å" : "Bohr")}");

    /// <summary>A length, Å.</summary>
    public double Length(string key, double standard) => map.Find(key) is null ? standard : Length(key);

    /// <summary>A number without unit.</summary>
    public double Number(string key, double standard) => map.Find(key) is { } node ? ConfigValues.Real(node, key) : standard;

    /// <summary>How pair functions end.</summary>
    public PairEnding Ending(PairEnding standard) =>
        Word("ending", standard, ("cut", PairEnding.Cut), ("shifted", PairEnding.Shifted), ("force-shifted", PairEnding.ForceShifted));

    /// <summary>One of a few words.</summary>
    public T Word<T>(string key, T standard, params (string Text, T Value)[] words)
    {
        if (map.Find(key) is not { } node) return standard;
        var text = node is ConfigScalar scalar ? scalar.Text : "";
        foreach (var word in words)
        {
            if (word.Text == text) return word.Value;
        }

        string[] known = [.. words.Select(w => w.Text)];
        throw node.Origin.Fault($"'{key}' must be one of {string.Join(", ", known)}, not {node.Kind}", NearestName.Remedy(text, "word", known));
    }

    /// <summary>The charge of each element by atomic number, e, or null where atoms have their own.</summary>
    public IReadOnlyDictionary<int, double>? Charges()
    {
        if (map.Find("charges") is not { } node) return null;
        var charges = new Dictionary<int, double>();
        foreach (var entry in ConfigValues.Map(node, "charges").Entries)
        {
            if (!Element.TryParse(entry.Key, out var z) || z == 0) throw entry.Origin.Fault($"'{entry.Key}' is not an element", "write, for instance, charges: {Na: 1, Cl: -1}");
            charges.Add(z, ConfigValues.Real(entry.Value, "charges." + entry.Key));
        }

        return charges;
    }

    /// <summary>true or false.</summary>
    public bool Logical(string key, bool standard) => map.Find(key) is { } node ? ConfigValues.Logical(node, key) : standard;

    /// <summary>A list of elements, or null.</summary>
    public IReadOnlyList<int>? Elements(bool required)
    {
        if (map.Find("elements") is not { } node) return required ? throw map.Origin.Fault($"the key 'elements' of '{name}' is missing", "write, for instance, elements: [Li, Si]") : null;
        if (node is not ConfigList list) throw node.Origin.Fault($"'elements' must be a list such as [Li, Si], not {node.Kind}");
        var elements = new List<int>();
        foreach (var item in list.Items)
        {
            if (item is not ConfigScalar scalar || !Element.TryParse(scalar.Text, out var z)) throw item.Origin.Fault($"{item.Kind} is not an element", "write, for instance, elements: [Li, Si]");
            if (elements.Contains(z)) throw item.Origin.Fault($"{Element.Symbol(z)} stands in 'elements' twice", "name each element once");
            elements.Add(z);
        }

        return elements;
    }

    /// <summary>The parameters of pairs of elements.</summary>
    /// <param name="parameters">What is given for each.</param>
    /// <param name="make">Makes a record of the elements, the values in our units, and the pair's own cutoff, Å, or null.</param>
    public IReadOnlyList<T> Pairs<T>(IReadOnlyList<PairKey> parameters, Func<int, int, double[], double?, T> make)
    {
        if (map.Find("pairs") is not { } node) throw map.Origin.Fault($"the key 'pairs' of '{name}' is missing", $"write pairs: {{Li-Si: {{{string.Join(", ", parameters.Select(p => p.Key + ": …"))}}}}}");
        var pairs = new List<T>();
        foreach (var entry in ConfigValues.Map(node, "pairs").Entries)
        {
            if (entry.Key.Split('-') is not [var first, var second] || !Element.TryParse(first, out var a) || !Element.TryParse(second, out var b))
            {
                throw entry.Origin.Fault($"'{entry.Key}' is not a pair of elements", "write it as Li-Si");
            }

            var own = ConfigValues.Map(entry.Value, entry.Key);
            ConfigValues.CheckKeys(own, entry.Key, [.. parameters.Select(p => p.Key), "cutoff"]);
            var values = new double[parameters.Count];
            for (var k = 0; k < values.Length; k++)
            {
                var p = parameters[k];
                if (own.Find(p.Key) is { } value) values[k] = ConfigValues.Real(value, p.Key) * Factor(p.Energy, p.Length);
                else values[k] = p.Default ?? throw own.Origin.Fault($"the key '{p.Key}' of the pair {entry.Key} is missing", "give it");
            }

            pairs.Add(make(a, b, values, own.Find("cutoff") is { } cutoff ? ConfigValues.Real(cutoff, "cutoff") * Factor(0, 1) : null));
        }

        return pairs.Count > 0 ? pairs : throw node.Origin.Fault($"'pairs' of '{name}' is empty", "give at least one pair of elements");
    }

    private double Factor(int energy, int length) =>
        units == PotentialUnits.EvAngstrom ? 1 : Math.Pow(Unit.Hartree, energy) * Math.Pow(Unit.Bohr, length);
}
