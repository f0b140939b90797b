using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>The smallest distance of two elements.</summary>
/// <param name="First">The lower atomic number.</param>
/// <param name="Second">The higher one, or the same.</param>
/// <param name="Distance">Å.</param>
internal sealed record PairDistance(byte First, byte Second, double Distance)
{
    /// <summary>That of each pair of elements of which two atoms, images included, are closer than a limit, Å; by atomic number.</summary>
    public static IReadOnlyList<PairDistance> Smallest(Structure structure, double limit)
    {
        Atoms atoms = new(structure);
        NeighbourList list = new(limit);
        list.Build(atoms);
        SortedDictionary<(byte, byte), double> smallest = [];
        for (var i = 0; i < atoms.Count; i++)
        {
            var neighbours = list.NeighboursOf(i);
            for (var p = 0; p < neighbours.Length; p++)
            {
                var (a, b) = (structure.AtomicNumbers[i], structure.AtomicNumbers[neighbours[p]]);
                if (a > b) continue; // found from the other side
                var distance = list.Displacement(atoms, i, p).Norm;
                if (!smallest.TryGetValue((a, b), out var known) || distance < known) smallest[(a, b)] = distance;
            }
        }

        return [.. smallest.Select(p => new PairDistance(p.Key.Item1, p.Key.Item2, p.Value))];
    }
}
