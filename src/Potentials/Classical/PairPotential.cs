using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A potential of pairs: E = Σ_{i&lt;j} φ_ij(r_ij), with a function of each pair of elements. Elements without a function between them do not interact.</summary>
public abstract class PairPotential : LocalPotential
{
    private readonly PairTable _table;
    private readonly int[] _species;

    // Families stand in this library.
    private protected PairPotential(string family, PairEnding ending, PairTable table)
    {
        (Family, Ending, _table, Cutoff) = (family, ending, table, table.Cutoff);
        _species = SpeciesOfElement();
    }

    /// <inheritdoc/>
    public sealed override string Family { get; }

    /// <inheritdoc/>
    public sealed override double Cutoff { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<int> Elements => _table.Elements;

    /// <summary>How the functions end at their cutoffs.</summary>
    public PairEnding Ending { get; }

    /// <summary>φ(r) of two elements, ending included.</summary>
    /// <param name="first">Atomic number of the one.</param>
    /// <param name="second">Atomic number of the other.</param>
    /// <param name="r">Distance, Å.</param>
    /// <returns>φ, eV, and dφ/dr, eV/Å; zero from the cutoff on.</returns>
    /// <exception cref="ArgumentException">An element that the potential does not know.</exception>
    public (double Value, double Slope) Pair(int first, int second, double r)
    {
        if (_table.Elements.AsSpan().IndexOf(first) < 0 || _table.Elements.AsSpan().IndexOf(second) < 0) throw new ArgumentException("the potential does not know this pair of elements");
        return (_table.Value(_species[first], _species[second], r, out var slope), slope);
    }

    /// <inheritdoc/>
    protected internal sealed override double AtomEnergy(LocalEnvironment environment, object? workspace) => _table.AtomEnergy(environment);

    /// <summary>Index of an element in the table of pairs.</summary>
    internal int SpeciesOf(int atomicNumber) => _species[atomicNumber];

    /// <summary>The energy of an atom of another potential, eV, whose neighbours may be farther than <see cref="Cutoff"/>; derivatives are added to those of the environment.</summary>
    /// <param name="environment">The atom and its neighbours.</param>
    /// <param name="species">For each species of the environment, the index of its element here.</param>
    internal double AddAtomEnergy(LocalEnvironment environment, int[] species)
    {
        double energy = 0;
        var distances = environment.Distance.AsSpan(0, environment.Count);
        for (var k = 0; k < distances.Length; k++)
        {
            var r = distances[k];
            if (r >= Cutoff) continue;
            energy += 0.5 * _table.Value(species[environment.Species], species[environment.NeighbourSpecies[k]], r, out var slope);
            var g = 0.5 * slope / r;
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return energy;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        new("elements", string.Join(", ", Elements.Select(z => Element.Symbol(z)))),
        new("cutoff", Number(Cutoff) + " Å"),
        new("ending", Ending switch { PairEnding.Cut => "cut", PairEnding.Shifted => "shifted", _ => "force-shifted" }),
        .. DescribePairs(),
    ];

    private protected abstract IEnumerable<KeyValuePair<string, string>> DescribePairs();

    private protected static string Name(PairParameters pair) => $"{Element.Symbol(pair.First)}–{Element.Symbol(pair.Second)}";

    private protected static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A potential of pairs of one closed form.</summary>
/// <typeparam name="TParameters">The record of a pair's parameters.</typeparam>
public abstract class PairPotential<TParameters> : PairPotential
    where TParameters : PairParameters
{
    private protected PairPotential(string family, IReadOnlyList<TParameters> pairs, PairEnding ending, PairTable table)
        : base(family, ending, table) => Pairs = pairs;

    /// <summary>The parameters.</summary>
    public IReadOnlyList<TParameters> Pairs { get; }

    private protected abstract string DescribePair(TParameters pair);

    private protected sealed override IEnumerable<KeyValuePair<string, string>> DescribePairs() =>
        Pairs.Select(p => KeyValuePair.Create(Name(p), DescribePair(p) + (p.Cutoff is { } own ? $", cutoff {Number(own)} Å" : "")));
}
