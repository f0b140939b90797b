using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A potential whose energy is a sum over atoms, each share of which depends on the atom's neighbours alone: E = Σ_i E_i({r_ij}). A family says what E_i and its
/// derivatives with respect to the r_ij are; going through the atoms in parallel, forces and virial are done here.
/// </summary>
/// <remarks>
/// Atoms are cut into blocks in order of place whose size depends on their number alone. A block collects the forces on its atoms and on the images around it; what an
/// atom has in several blocks is then added in their order. So one thread and many give the same bits.
/// </remarks>
public abstract class LocalPotential : IPotential
{
    private int[]? _speciesOfElement;

    /// <inheritdoc/>
    public abstract string Family { get; }

    /// <inheritdoc/>
    public abstract double Cutoff { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public virtual Precision Precision => Precision.Double;

    /// <inheritdoc/>
    public virtual IPotential InPrecision(Precision precision) => this;

    /// <summary>Numbers that describe the surroundings of an atom of a species, before they enter the regression; 0 where there are none.</summary>
    /// <param name="species">Index in <see cref="Elements"/>.</param>
    public virtual int DescriptorCount(int species) => 0;

    /// <summary>The least and largest raw value of each descriptor in the training set, or null where the model does not keep them.</summary>
    /// <param name="species">Index in <see cref="Elements"/>.</param>
    public virtual FeatureBox? FeatureBox(int species) => null;

    /// <inheritdoc/>
    public abstract IReadOnlyList<KeyValuePair<string, string>> Describe();

    /// <summary>A workspace for one worker, or null where none is needed.</summary>
    protected internal virtual object? CreateWorkspace() => null;

    /// <summary>The energy of one atom, eV, and its derivatives, which are added to those of the environment.</summary>
    /// <param name="environment">The atom and its neighbours closer than <see cref="Cutoff"/>.</param>
    /// <param name="workspace">What <see cref="CreateWorkspace"/> made for this worker.</param>
    protected internal abstract double AtomEnergy(LocalEnvironment environment, object? workspace);

    /// <summary>The descriptors of one atom, in the order of the potential's home program.</summary>
    /// <param name="environment">The atom and its neighbours.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="scaled">Whether as the regression sees them.</param>
    /// <param name="values"><see cref="DescriptorCount"/> values.</param>
    protected internal virtual void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values) =>
        throw new NotSupportedException($"{Family} has no descriptors.");

    /// <inheritdoc/>
    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        Check(atoms, list);
        result.Reserve(atoms.Count);
        result.Scratch(this, static (potential, own) => new LocalEvaluation(potential, own)).Run(atoms, list);
    }

    /// <summary>The descriptors of every atom, a row each; rows of species with fewer descriptors end with NaN.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="list">A full neighbour list of them.</param>
    /// <param name="scaled">Whether as the regression sees them.</param>
    /// <returns>Row-major, atoms × the largest number of descriptors.</returns>
    public double[] Descriptors(Atoms atoms, NeighbourList list, bool scaled)
    {
        Check(atoms, list);
        var width = Enumerable.Range(0, Elements.Count).Max(DescriptorCount);
        var rows = new double[checked(atoms.Count * width)];
        Array.Fill(rows, double.NaN);
        var (environment, workspace, species) = (new LocalEnvironment(), CreateWorkspace(), SpeciesOfElement());
        for (var i = 0; i < atoms.Count; i++)
        {
            environment.Load(i, atoms, list, Cutoff, species);
            Descriptors(environment, workspace, scaled, rows.AsSpan(i * width, DescriptorCount(environment.Species)));
        }

        return rows;
    }

    /// <summary>For each atomic number the index in <see cref="Elements"/>, or −1.</summary>
    internal int[] SpeciesOfElement()
    {
        if (_speciesOfElement is { } known) return known;
        var species = new int[Element.MaximumAtomicNumber + 1];
        Array.Fill(species, -1);
        for (var k = 0; k < Elements.Count; k++) species[Elements[k]] = k;
        return _speciesOfElement = species;
    }

    private void Check(Atoms atoms, NeighbourList list)
    {
        if (list.Kind != NeighbourListKind.Full) throw new ArgumentException("The list must hold every pair from both ends.", nameof(list));
        if (list.Cutoff < Cutoff) throw new ArgumentException("The list does not reach to the potential's cutoff.", nameof(list));
        if (list.Count != atoms.Count) throw new ArgumentException("The list is not that of these atoms.", nameof(list));
        if (!list.HasCellOf(atoms)) throw new InvalidOperationException("The cell has changed: build or refresh the list before the potential is evaluated.");
        var species = SpeciesOfElement();
        for (var i = 0; i < atoms.Count; i++)
        {
            if (species[atoms.AtomicNumbers[i]] >= 0) continue;
            throw new InputException($"atom {i} is {Element.Symbol(atoms.AtomicNumbers[i])}, which the potential does not know (it knows {string.Join(", ", Elements.Select(z => Element.Symbol(z)))})", remedy: "remove it or use a potential with this element");
        }
    }
}
