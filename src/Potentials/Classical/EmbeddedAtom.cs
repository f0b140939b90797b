using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The embedded-atom method (Daw and Baskes 1984, doi:10.1103/PhysRevB.29.6443) from tables: E = Σ_i F_i(ρ_i) + Σ_{i&lt;j} φ_ij(r_ij), ρ_i = Σ_j ρ_j(r_ij). With densities that
/// depend on both elements it is the form of Finnis and Sinclair (1984, doi:10.1080/01418618408244210).
/// </summary>
public sealed class EmbeddedAtom : LocalPotential
{
    private readonly EmbeddedAtomTables _tables;
    private readonly int[] _elements;

    /// <summary>Takes the tables.</summary>
    internal EmbeddedAtom(EmbeddedAtomTables tables)
    {
        _tables = tables;
        _elements = [.. tables.Elements];
    }

    /// <inheritdoc/>
    public override string Family => "eam";

    /// <inheritdoc/>
    public override double Cutoff => _tables.Cutoff;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements => _elements;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        new("elements", string.Join(", ", _elements.Select(z => Element.Symbol(z)))),
        new("cutoff", string.Create(CultureInfo.InvariantCulture, $"{Cutoff} Å")),
        new("form", _tables.HasDensityOfPairs ? "Finnis–Sinclair: the density depends on both elements" : "embedded atom"),
        new("grid of densities", string.Create(CultureInfo.InvariantCulture, $"{_tables.DensityCount} points up to {_tables.Embedding[0].End}")),
        new("grid of distances", string.Create(CultureInfo.InvariantCulture, $"{_tables.DistanceCount} points up to {_tables.Density[0].End} Å")),
        .. _tables.Comments.Where(c => c.Length > 0).Select((c, k) => KeyValuePair.Create($"comment {k + 1}", c)),
    ];

    /// <inheritdoc/>
    protected internal override object? CreateWorkspace() => new Workspace();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        var slopes = ((Workspace)workspace!).Reserve(environment.Count);
        var (n, own) = (_elements.Length, environment.Species);
        double density = 0, energy = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var (other, r) = (environment.NeighbourSpecies[k], environment.Distance[k]);
            density += _tables.Density[other * n + own].Value(r, out var densitySlope);
            // The table holds rφ(r).
            var z = _tables.Pair[other * n + own].Value(r, out var zSlope) / r;
            energy += 0.5 * z;
            slopes[k] = (densitySlope, 0.5 * (zSlope - z) / r);
        }

        var embedding = _tables.Embedding[own];
        energy += embedding.Value(Math.Max(density, 0), out var embeddingSlope);
        if (density > embedding.End) energy += embeddingSlope * (density - embedding.End);
        if (density < 0) embeddingSlope = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var g = (embeddingSlope * slopes[k].Density + slopes[k].Pair) / environment.Distance[k];
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return energy;
    }

    private sealed class Workspace
    {
        private (double Density, double Pair)[] _slopes = new (double, double)[64];

        public (double Density, double Pair)[] Reserve(int count)
        {
            if (_slopes.Length < count) _slopes = new (double, double)[2 * count];
            return _slopes;
        }
    }
}

/// <summary>The tables of an embedded-atom potential.</summary>
/// <param name="Elements">Atomic numbers.</param>
/// <param name="Cutoff">Å.</param>
/// <param name="Embedding">F(ρ), eV, of each element.</param>
/// <param name="Density">ρ(r) at [neighbour, atom], row by row.</param>
/// <param name="Pair">rφ(r), eV·Å, of each two elements, symmetric.</param>
/// <param name="HasDensityOfPairs">Whether ρ depends on both elements.</param>
/// <param name="DensityCount">Points of F.</param>
/// <param name="DistanceCount">Points of ρ and φ.</param>
/// <param name="Comments">The first lines of the file.</param>
internal sealed record EmbeddedAtomTables(
    IReadOnlyList<int> Elements, double Cutoff, TabulatedFunction[] Embedding, TabulatedFunction[] Density, TabulatedFunction[] Pair, bool HasDensityOfPairs, int DensityCount, int DistanceCount,
    IReadOnlyList<string> Comments);
