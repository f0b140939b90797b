using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The translations that map a crystal onto itself: the lattice of its smallest cells, in whole numbers of a fraction of the given cell. The translations
/// within a cell form a group, so that each is a whole number of N-ths of the cell vectors, N being how many there are.
/// </summary>
internal sealed class PureTranslations
{
    private PureTranslations(int order, long[][] basis, int[] representatives) => (Order, Basis, Representatives) = (order, basis, representatives);

    /// <summary>How many translations there are within the cell; 1 where it is primitive.</summary>
    public int Order { get; }

    /// <summary>A basis of the lattice in Hermite normal form: rows in units of 1/<see cref="Order"/> of the cell vectors.</summary>
    public long[][] Basis { get; }

    /// <summary>One atom, the first, of each set that the translations map onto each other.</summary>
    public int[] Representatives { get; }

    /// <summary>Finds the translations of a crystal.</summary>
    /// <param name="structure">The crystal; it is periodic along all axes.</param>
    /// <param name="tolerance">How far, Å, an atom may be from where a translation puts it.</param>
    public static PureTranslations Find(Structure structure, double tolerance)
    {
        var search = new SiteSearch(structure, tolerance);
        var rarest = Enumerable.Range(0, structure.Count).GroupBy(i => structure.AtomicNumbers[i]).MinBy(g => (g.Count(), g.Key))!.ToArray();
        var maps = new List<(Vector3D Shift, int[] Map)>();
        foreach (var j in rarest)
        {
            var shift = search.Fraction(j) - search.Fraction(rarest[0]);
            if (search.Map(shift) is { } map) maps.Add((shift, map));
        }

        // Within the tolerance some atoms may follow a translation and not its multiple; what is no group is no lattice.
        var order = maps.Count;
        if (order <= 1) return Identity(structure);
        var steps = maps.ConvertAll(m => Round(order * m.Shift));
        var basis = IntegerLattice.HermiteForm([[order, 0, 0], [0, order, 0], [0, 0, order], .. steps]);
        var volume = basis[0][0] * basis[1][1] * basis[2][2];
        var far = maps.Where((m, k) => search.Length(m.Shift - (1.0 / order) * new Vector3D(steps[k][0], steps[k][1], steps[k][2])) > tolerance * order);
        if (volume * order != (long)order * order * order || far.Any()) return Identity(structure);
        var seen = new bool[structure.Count];
        var representatives = new List<int>();
        for (var i = 0; i < structure.Count; i++)
        {
            if (seen[i]) continue;
            representatives.Add(i);
            foreach (var (_, map) in maps) seen[map[i]] = true;
        }

        return new(order, basis, [.. representatives]);
    }

    private static PureTranslations Identity(Structure structure) => new(1, [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [.. Enumerable.Range(0, structure.Count)]);

    private static long[] Round(Vector3D v) => [(long)Math.Round(v.X), (long)Math.Round(v.Y), (long)Math.Round(v.Z)];
}
