using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A Gaussian approximation potential: E = Σ_i e0(Z_i) + Σ over regressions and their instances of f(q) Σ_s α_s f_s k(q, q_s), with pairs (distance_2b), triplets (angle_3b)
/// or whole surroundings (soap) as instances. Evaluated from the published formulas.
/// </summary>
/// <remarks>
/// Bartók, Payne, Kondor and Csányi, Phys. Rev. Lett. 104, 136403 (2010), doi:10.1103/PhysRevLett.104.136403; Bartók and Csányi, Int. J. Quantum Chem. 115, 1051 (2015),
/// doi:10.1002/qua.24927. In double precision alone: weights of a thousand eV and more cancel, which leaves nothing of single precision.
/// </remarks>
public sealed class GapPotential : LocalPotential
{
    private readonly GapTerm[] _terms;
    private readonly double[] _atomEnergies;

    /// <summary>Prepares a model for evaluation.</summary>
    /// <exception cref="InputException">A descriptor that is not known, or numbers of points that do not fit it.</exception>
    public GapPotential(GapModel model)
        : this(model, InstructionSet.Active)
    {
    }

    internal GapPotential(GapModel model, InstructionSetKind instructions)
    {
        Model = model;
        var descriptors = model.Coordinates.Select(c => (Coordinates: c, Descriptor: GapDescriptor.Parse(c.Descriptor, (what, remedy) => new InputException(what, remedy: remedy)))).ToList();
        foreach (var (c, descriptor) in descriptors)
        {
            var fits = descriptor.Dimensions == c.Dimensions && c.PointCutoffs.Length == c.Weights.Length && c.Points.Length == (long)c.Dimensions * c.Weights.Length
                && (c.Covariance != GapCovariance.SquaredExponential || c.LengthScales.Count == c.Dimensions);
            if (!fits) throw new InputException($"the numbers of weights, points and length scales do not fit a descriptor of {descriptor.Dimensions} numbers", remedy: "check the model");
        }

        // An element with an atomic energy that no descriptor speaks of would be an atom without forces.
        Elements = [.. model.AtomEnergies.Keys.Where(z => descriptors.Count == 0 || descriptors.Exists(d => d.Descriptor.Concerns(z))).Order()];
        if (Elements.Count == 0) throw new InputException("the model has no element with an atomic energy and a descriptor", remedy: "check the model");
        _atomEnergies = [.. Elements.Select(z => model.AtomEnergies[z])];
        _terms = [.. descriptors.Select(d => GapTerm.Create(d.Coordinates, d.Descriptor, Elements, instructions))];
        Cutoff = _terms.Length == 0 ? 1 : _terms.Max(t => t.Descriptor.Cutoff);
    }

    /// <summary>What the potential was made from.</summary>
    public GapModel Model { get; }

    /// <inheritdoc/>
    public override string Family => "gap";

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public override int DescriptorCount(int species) => _terms.OfType<SoapTerm>().Where(t => t.IsCentre(species)).Sum(t => t.Descriptor.Dimensions);

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> lines =
        [
            new("label", Model.Label),
            new("elements", string.Join(", ", Elements.Select(z => Element.Symbol(z)))),
            new("cutoff", Number(Cutoff) + " Å"),
            new("atomic energies", string.Join(", ", Elements.Select((z, k) => $"{Element.Symbol(z)} {Number(_atomEnergies[k])} eV"))),
        ];
        foreach (var c in Model.Coordinates)
        {
            var kernel = c.Covariance == GapCovariance.DotProduct ? $"dot_product, zeta {Number(c.Zeta)}" : $"ard_se, theta {string.Join(' ', c.LengthScales.Take(8).Select(Number))}";
            lines.Add(new("regression", $"{c.Descriptor}; {c.Weights.Length} sparse points of {c.Dimensions} numbers; {kernel}; delta {Number(c.Delta)} eV"));
        }

        return lines;
    }

    /// <summary>
    /// How near the surroundings of each atom are to what the model was made from: the largest similarity k/δ² of its SOAP vector, its pairs and its triplets to a sparse
    /// point, the least of these. 1 on a sparse point, towards 0 far from all of them, where the energy is that of the prior.
    /// </summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="list">A full neighbour list of them that reaches to <see cref="Cutoff"/>.</param>
    public double[] Similarities(Atoms atoms, NeighbourList list)
    {
        var (environment, workspaces, species) = (new LocalEnvironment(), (object[])CreateWorkspace(), SpeciesOfElement());
        var similarities = new double[atoms.Count];
        for (var i = 0; i < similarities.Length; i++)
        {
            if (species[atoms.AtomicNumbers[i]] < 0) throw new InputException($"atom {i} is {Element.Symbol(atoms.AtomicNumbers[i])}, which the potential does not know", remedy: "use a potential with this element");
            environment.Load(i, atoms, list, Cutoff, species);
            similarities[i] = 1;
            for (var k = 0; k < _terms.Length; k++) similarities[i] = Math.Min(similarities[i], _terms[k].Similarity(environment, workspaces[k]));
        }

        return similarities;
    }

    /// <inheritdoc/>
    protected internal override object CreateWorkspace() => _terms.Select(t => t.CreateWorkspace()).ToArray();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        var workspaces = (object[])workspace!;
        var energy = _atomEnergies[environment.Species];
        for (var k = 0; k < _terms.Length; k++) energy += _terms[k].AddEnergy(environment, workspaces[k]);
        return energy;
    }

    /// <inheritdoc/>
    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values)
    {
        var workspaces = (object[])workspace!;
        for (var k = 0; k < _terms.Length; k++)
        {
            if (_terms[k] is not SoapTerm soap || !soap.IsCentre(environment.Species)) continue;
            soap.Describe(environment, workspaces[k], values);
            values = values[soap.Descriptor.Dimensions..];
        }
    }
}
