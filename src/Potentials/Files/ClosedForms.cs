using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Closed forms in descriptions: their keys, with units, and the potentials they become.</summary>
internal static class ClosedForms
{
    private static readonly string[] PairForm = ["pairs", "cutoff", "ending", "elements"];

    private static readonly Dictionary<string, (string[] Keys, Func<ClosedFormKeys, IPotential> Make)> Known = new()
    {
        ["lennard-jones"] = (["pairs", "cutoff", "ending", "mixing"], keys => new LennardJones(
            keys.Pairs([new("epsilon", 1, 0), new("sigma", 0, 1)], (a, b, v, own) => new LennardJonesPair(a, b, v[0], v[1]) { Cutoff = own }),
            keys.Length("cutoff"),
            keys.Ending(PairEnding.Shifted),
            keys.Logical("mixing", false))),
        ["morse"] = (PairForm, keys => new Morse(
            keys.Pairs([new("depth", 1, 0), new("steepness", 0, -1), new("distance", 0, 1)], (a, b, v, own) => v[1] > 0 ? new MorsePair(a, b, v[0], v[1], v[2]) { Cutoff = own } : throw new ArgumentException("the steepness must be positive")),
            keys.Length("cutoff"),
            keys.Ending(PairEnding.Shifted),
            keys.Elements(required: false))),
        ["buckingham"] = (PairForm, keys => new Buckingham(
            keys.Pairs([new("a", 1, 0), new("rho", 0, 1), new("c", 1, 6)], (a, b, v, own) => new BuckinghamPair(a, b, v[0], v[1], v[2]) { Cutoff = own }),
            keys.Length("cutoff"),
            keys.Ending(PairEnding.Shifted),
            keys.Elements(required: false))),
        ["harmonic"] = (PairForm, keys => new HarmonicPairs(
            keys.Pairs([new("stiffness", 1, -2), new("distance", 0, 1)], (a, b, v, own) => new HarmonicPair(a, b, v[0], v[1]) { Cutoff = own }),
            keys.Length("cutoff"),
            keys.Ending(PairEnding.Cut),
            keys.Elements(required: false))),
        ["dispersion"] = (PairForm, keys => new DampedDispersion(
            keys.Pairs([new("c6", 1, 6), new("damping", 0, -1, double.PositiveInfinity)], (a, b, v, own) => new DispersionPair(a, b, v[0], v[1]) { Cutoff = own }),
            keys.Length("cutoff"),
            keys.Ending(PairEnding.Shifted),
            keys.Elements(required: false))),
        ["coulomb"] = (["charges", "cutoff", "accuracy", "method"], keys => new Coulomb(
            keys.Charges(),
            keys.Length("cutoff", 10),
            keys.Number("accuracy", 1e-6),
            keys.Word("method", CoulombMethod.Automatic, ("automatic", CoulombMethod.Automatic), ("ewald", CoulombMethod.Ewald), ("particle-mesh", CoulombMethod.ParticleMesh)))),
        ["zbl"] = (["elements", "inner", "outer"], keys => new ZblRepulsion(keys.Elements(required: true)!, keys.Length("inner"), keys.Length("outer"))),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>Reads one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">Its keys.</param>
    /// <param name="units">Units of its numbers.</param>
    public static IPotential Read(string name, ConfigNode node, PotentialUnits units)
    {
        var (map, (keys, make)) = (ConfigValues.Map(node, name), Known[name]);
        ConfigValues.CheckKeys(map, name, keys);
        try
        {
            return make(new ClosedFormKeys(map, name, units));
        }
        catch (ArgumentException fault)
        {
            throw node.Origin.Fault($"{name}: {fault.Message.Split(" (Parameter")[0].TrimEnd('.')}", "correct its numbers", fault);
        }
    }
}
