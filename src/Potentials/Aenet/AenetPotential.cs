using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A potential of aenet: E = Σ_i (E_scale·network(descriptors of i) + E_shift + energy of the free atom). N. Artrith, A. Urban, Comput. Mater. Sci. 114, 135 (2016), doi:10.1016/j.commatsci.2015.11.047.
/// </summary>
internal sealed class AenetPotential : LocalPotential
{
    private readonly AenetAtom[] _atoms;
    private readonly AenetKernel[] _kernels;

    /// <summary>Takes models of elements that know each other.</summary>
    /// <param name="atoms">One for each element.</param>
    /// <param name="precision">Arithmetic.</param>
    /// <param name="instructions">Width of the kernels; null for the active one.</param>
    /// <param name="byDefinition">Whether descriptors are evaluated by their definition.</param>
    public AenetPotential(AenetAtom[] atoms, Precision precision = Precision.Double, InstructionSetKind? instructions = null, bool byDefinition = false)
    {
        (_atoms, Precision) = (atoms, precision);
        Elements = [.. atoms.Select(a => a.Element)];
        Cutoff = atoms.Max(a => a.Descriptor.Cutoff);
        _kernels = [.. atoms.Select(a => Kernel(a, precision, instructions, byDefinition))];
    }

    /// <inheritdoc/>
    public override string Family => "aenet";

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public override Precision Precision { get; }

    /// <summary>The models of the elements.</summary>
    internal IReadOnlyList<AenetAtom> Models => _atoms;

    /// <inheritdoc/>
    public override IPotential InPrecision(Precision precision) =>
        precision == Precision || (precision == Precision.Single && !_atoms.All(a => a.HasSingle)) ? this : new AenetPotential(_atoms, precision);

    /// <inheritdoc/>
    public override int DescriptorCount(int species) => _atoms[species].Descriptor.Count;

    /// <inheritdoc/>
    public override FeatureBox? FeatureBox(int species) => _atoms[species].Box;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        List<KeyValuePair<string, string>> lines = [new("elements", string.Join(", ", Elements.Select(Element.Symbol))), new("cutoff", Cutoff.ToString(CultureInfo.InvariantCulture) + " Å")];
        lines.AddRange(AenetSet.Remarks(_atoms));
        foreach (var atom in _atoms) lines.AddRange(atom.Describe());
        return lines;
    }

    /// <inheritdoc/>
    protected internal override object? CreateWorkspace() => _kernels.Select(k => k.CreateWorkspace()).ToArray();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace) =>
        _kernels[environment.Species].Energy(environment, ((object[])workspace!)[environment.Species]);

    /// <inheritdoc/>
    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values)
    {
        _kernels[environment.Species].Descriptors(environment, ((object[])workspace!)[environment.Species], values);
        if (scaled) _atoms[environment.Species].Standardise(values);
    }

    private AenetKernel Kernel(AenetAtom atom, Precision precision, InstructionSetKind? instructions, bool byDefinition)
    {
        int[] types = [.. Elements.Select(z => Array.IndexOf(atom.File.Setup.Environment, z))];
        return byDefinition ? new DefinitionKernel<Double1>(atom, types) : LaneChoice.Create(new AenetKernelFactory(atom, types), precision == Precision.Single, instructions);
    }
}
