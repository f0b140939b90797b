using System.Globalization;
using Lithoscope.Descriptors;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>One element's part of a potential, in eV and Å: symmetry functions, their scaling, the network, and what turns its output into an energy.</summary>
/// <param name="Element">Atomic number.</param>
/// <param name="Functions">Symmetry functions in n2p2's order.</param>
/// <param name="Scaling">Their scaling.</param>
/// <param name="Network">The network.</param>
/// <param name="EnergyScale">Energy of one unit of the network's output, eV.</param>
/// <param name="EnergyOffset">Energy added for each atom, eV.</param>
internal sealed record N2p2ElementModel(int Element, IReadOnlyList<SymmetryFunction> Functions, N2p2Scaling Scaling, FeedForwardNetwork Network, double EnergyScale, double EnergyOffset);

/// <summary>A potential as it is evaluated, in eV and Å.</summary>
/// <param name="Elements">The parts, in order of atomic numbers.</param>
/// <param name="Cutoff">The largest cutoff of any function, Å.</param>
/// <param name="Description">What it holds, for people.</param>
internal sealed record N2p2Model(IReadOnlyList<N2p2ElementModel> Elements, double Cutoff, IReadOnlyList<KeyValuePair<string, string>> Description)
{
    /// <summary>Puts the parts together and converts units.</summary>
    public static N2p2Model Of(N2p2Settings settings, N2p2Scaling[] scaling, FeedForwardNetwork[] networks, PotentialUnits units)
    {
        var (length, energy) = units == PotentialUnits.HartreeBohr ? (Unit.Bohr, Unit.Hartree) : (1.0, 1.0);
        N2p2ElementModel[] elements =
        [
            .. settings.Elements.Select((z, k) => new N2p2ElementModel(
                z,
                [.. settings.Functions[k].Select(f => f.InAngstrom(length))],
                scaling[k],
                networks[k],
                energy / settings.EnergyFactor,
                energy * (settings.MeanEnergy + settings.AtomEnergies[k]))),
        ];
        return new(elements, elements.Max(e => e.Functions.Max(f => f.Radial.Cutoff)), Describe(settings, units, length));
    }

    private static List<KeyValuePair<string, string>> Describe(N2p2Settings settings, PotentialUnits units, double length)
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        var list = new List<KeyValuePair<string, string>>
        {
            new("units of the files", units == PotentialUnits.HartreeBohr ? "Hartree and Bohr" : "eV and Å, as the files do not say theirs"),
            new("cutoff function", $"{settings.Cutoff} (cutoff_type {Number((int)settings.Cutoff)}), inner radius {Number(settings.InnerShare)} of the cutoff"),
            new("scaling", $"{settings.Scaling}, to {Number(settings.ScaledRange.Minimum)} … {Number(settings.ScaledRange.Maximum)}"),
            new("normalisation", $"mean_energy {Number(settings.MeanEnergy)}, conv_energy {Number(settings.EnergyFactor)}, conv_length {Number(settings.LengthFactor)}"),
        };
        for (var k = 0; k < settings.Elements.Length; k++)
        {
            var (symbol, functions) = (Element.Symbol(settings.Elements[k]), settings.Functions[k]);
            var types = functions.GroupBy(f => f.Type).Select(g => $"{g.Count()} of type {g.Key}");
            list.Add(new($"functions of {symbol}", $"{functions.Count}: {string.Join(", ", types)}; cutoff up to {Number(functions.Max(f => f.Function.Radial.Cutoff) * length)} Å"));
            list.Add(new($"network of {symbol}", $"{functions.Count}-{string.Join('-', settings.Layers[k].Select(l => l.Neurons))}, {string.Join(", ", settings.Layers[k].Select(l => l.Activation))}{(settings.NormaliseNodes ? ", sums divided by the number of neurons" : "")}"));
            list.Add(new($"energy of a free {symbol} atom", Number(settings.AtomEnergies[k])));
        }

        return list;
    }
}
