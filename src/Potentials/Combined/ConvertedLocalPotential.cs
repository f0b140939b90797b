namespace Lithoscope.Potentials;

/// <summary>A local potential whose numbers are in other units: the surroundings of each atom are scaled before it sees them, energy and derivatives afterwards.</summary>
/// <param name="inner">The potential.</param>
/// <param name="length">Its unit of length in that of the atoms.</param>
/// <param name="energy">Its unit of energy in that of the results.</param>
internal sealed class ConvertedLocalPotential(LocalPotential inner, double length, double energy) : LocalPotential, ICombinedPotential
{
    public IReadOnlyList<IPotential> Parts => [inner];

    public override string Family => inner.Family;

    public override double Cutoff { get; } = inner.Cutoff * length;

    public override IReadOnlyList<int> Elements => inner.Elements;

    public override Precision Precision => inner.Precision;

    public override IPotential InPrecision(Precision precision) =>
        inner.InPrecision(precision) is LocalPotential other && !ReferenceEquals(other, inner) ? new ConvertedLocalPotential(other, length, energy) : this;

    public override int DescriptorCount(int species) => inner.DescriptorCount(species);

    public override FeatureBox? FeatureBox(int species) => inner.FeatureBox(species);

    public override IReadOnlyList<KeyValuePair<string, string>> Describe() => ConvertedPotential.Describe(inner, length);

    protected internal override object? CreateWorkspace() => inner.CreateWorkspace();

    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        environment.Scale(1 / length, inner.Cutoff);
        var value = inner.AtomEnergy(environment, workspace);
        environment.Scale(length, Cutoff);
        var force = energy / length;
        for (var k = 0; k < environment.Count; k++)
        {
            environment.Gx[k] *= force;
            environment.Gy[k] *= force;
            environment.Gz[k] *= force;
        }

        return energy * value;
    }

    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values)
    {
        environment.Scale(1 / length, inner.Cutoff);
        inner.Descriptors(environment, workspace, scaled, values);
        environment.Scale(length, Cutoff);
    }
}
