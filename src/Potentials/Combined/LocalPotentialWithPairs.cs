using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A local potential plus pair functions that reach no further, evaluated in one passage through the atoms: what a wall against close approach costs is then little, where a
/// <see cref="SumPotential"/> goes through all neighbours once more.
/// </summary>
internal sealed class LocalPotentialWithPairs : LocalPotential, ICombinedPotential
{
    private readonly LocalPotential _inner;
    private readonly PairPotential _pairs;
    private readonly int[] _species;

    /// <summary>Takes both.</summary>
    /// <param name="inner">The local potential.</param>
    /// <param name="pairs">Functions of all pairs of its elements, with a cutoff no longer than its own.</param>
    public LocalPotentialWithPairs(LocalPotential inner, PairPotential pairs)
    {
        if (!Fits(inner, pairs)) throw new ArgumentException("The pair functions reach further than the potential, or lack elements.", nameof(pairs));
        (_inner, _pairs) = (inner, pairs);
        _species = [.. inner.Elements.Select(pairs.SpeciesOf)];
    }

    public IReadOnlyList<IPotential> Parts => [_inner, _pairs];

    public override string Family => "sum";

    public override double Cutoff => _inner.Cutoff;

    public override IReadOnlyList<int> Elements => _inner.Elements;

    public override Precision Precision => _inner.Precision;

    public static bool Fits(LocalPotential inner, PairPotential pairs) => pairs.Cutoff <= inner.Cutoff && inner.Elements.All(pairs.Elements.Contains);

    public override IPotential InPrecision(Precision precision) =>
        _inner.InPrecision(precision) is LocalPotential other && !ReferenceEquals(other, _inner) ? new LocalPotentialWithPairs(other, _pairs) : this;

    public override int DescriptorCount(int species) => _inner.DescriptorCount(species);

    public override FeatureBox? FeatureBox(int species) => _inner.FeatureBox(species);

    public override IReadOnlyList<KeyValuePair<string, string>> Describe() => new SumPotential([new(_inner), new(_pairs)]).Describe();

    protected internal override object? CreateWorkspace() => _inner.CreateWorkspace();

    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace) => _inner.AtomEnergy(environment, workspace) + _pairs.AddAtomEnergy(environment, _species);

    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values) => _inner.Descriptors(environment, workspace, scaled, values);
}
