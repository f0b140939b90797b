using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Gathers the atoms of a block, site by site, and what the user should know about them.</summary>
internal sealed class CifAtoms(Matrix3D? cell, IReadOnlyList<CifSite> sites)
{
    // Occupancies are rounded: three thirds may be 0.99 or 1.01.
    private const double FullOccupancy = 1.02;
    private const int NamedSites = 5;

    private readonly SiteGrid? _grid = cell is { } c ? new(c) : null;
    private readonly List<int> _siteOfAtom = [];
    private readonly List<double> _positions = [];
    private readonly List<string> _shared = [];
    private readonly List<string> _repeated = [];

    /// <summary>Number of atoms.</summary>
    public int Count => _siteOfAtom.Count;

    /// <summary>Whether all positions are finite.</summary>
    public bool AllFinite => _positions.TrueForAll(double.IsFinite);

    /// <summary>Adds the atoms of a site, unless they are there already.</summary>
    public void Add(int index, IReadOnlyList<SymmetryOperation> operations)
    {
        var site = sites[index];
        if (cell is not { } vectors)
        {
            AddAtom(site.Position, index);
            return;
        }

        var orbit = SiteOrbit.Positions(site.Position, operations, vectors);
        var others = _grid!.Find(orbit[0]).ToList();
        // The same element at a place that is full: the file lists images that its operations give too.
        if (others.Exists(o => sites[o].AtomicNumber == site.AtomicNumber) && others.Sum(o => sites[o].Occupancy) + site.Occupancy > FullOccupancy)
        {
            _repeated.Add(site.Label);
            return;
        }

        if (others.Count > 0) _shared.Add(site.Label + " with " + string.Join(", ", others.Take(NamedSites).Select(o => sites[o].Label)));
        foreach (var position in orbit)
        {
            _grid.Add(position, index);
            AddAtom(vectors.Transform(position), index);
        }
    }

    /// <summary>What the user should know.</summary>
    public IEnumerable<string> Remarks()
    {
        var partial = sites.Where(s => s.Occupancy != 1).Select(s => s.Label).ToList();
        if (partial.Count > 0) yield return $"Partly occupied sites are kept whole, with their share in column occupancy: {Named(partial)}.";
        if (_shared.Count > 0) yield return $"Sites share one position, and all their atoms are kept: {Named(_shared)}.";
        if (_repeated.Count > 0) yield return $"Sites that repeat atoms of other sites are left out: {Named(_repeated)}.";
    }

    /// <summary>The structure.</summary>
    public Structure Build(IReadOnlyList<KeyValuePair<string, InfoValue>> info, StructureOrigin origin, IReadOnlyList<string> remarks)
    {
        var columns = new List<AtomColumn> { new TextColumn("label", 1, [.. _siteOfAtom.Select(s => sites[s].Label)]) };
        if (sites.Any(s => s.Occupancy != 1)) columns.Add(new RealColumn("occupancy", 1, [.. _siteOfAtom.Select(s => sites[s].Occupancy)]));
        return new([.. _siteOfAtom.Select(s => sites[s].AtomicNumber)], [.. _positions], cell, cell is null ? Periodicity.None : Periodicity.Full, columns, info, origin, remarks);
    }

    private void AddAtom(Vector3D r, int site)
    {
        _siteOfAtom.Add(site);
        _positions.AddRange([r.X, r.Y, r.Z]);
    }

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(NamedSites)) + (names.Count > NamedSites ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - NamedSites} more") : "");
}
