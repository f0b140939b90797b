using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Bonds among the atoms of some elements: atoms closer than a distance that depends on their elements. A node is such an atom; each bond stands at both of its ends, with the lattice
/// vector by which the image of the second node is shifted, so that paths through the boundaries of the cell are told from paths within it.
/// </summary>
internal sealed class BondNetwork
{
    private readonly int[] _first;
    private readonly int[] _end;
    private readonly LatticeShift[] _shift;

    private BondNetwork(int[] atom, int[] first, int[] end, LatticeShift[] shift) => (Atom, _first, _end, _shift) = (atom, first, end, shift);

    /// <summary>The atom of each node.</summary>
    public int[] Atom { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => Atom.Length;

    /// <summary>The nodes at the other ends of the bonds of a node.</summary>
    public ReadOnlySpan<int> Ends(int node) => _end.AsSpan(_first[node], _first[node + 1] - _first[node]);

    /// <summary>The shifts of the images at the other ends.</summary>
    public ReadOnlySpan<LatticeShift> Shifts(int node) => _shift.AsSpan(_first[node], _first[node + 1] - _first[node]);

    /// <summary>Number of bonds of a node.</summary>
    public int Degree(int node) => _first[node + 1] - _first[node];

    /// <summary>Finds the bonds.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="species">Its elements.</param>
    /// <param name="cutoffs">Largest length of a bond for each unordered pair of elements, Å; 0 where there are none.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BondNetwork Build(Structure frame, SpeciesTable species, double[] cutoffs, WorkerPool pool, CancellationToken cancellation)
    {
        var takes = new bool[species.Count];
        foreach (var pair in species.AllPairs())
        {
            if (cutoffs[SpeciesTable.Pair(pair.A, pair.B)] > 0) takes[pair.A] = takes[pair.B] = true;
        }

        int[] atom = [.. Enumerable.Range(0, frame.Count).Where(i => takes[species.Of[i]])];
        var (numbers, positions) = (new byte[atom.Length], new double[3 * atom.Length]);
        for (var n = 0; n < atom.Length; n++)
        {
            numbers[n] = frame.AtomicNumbers[atom[n]];
            frame.Positions.Slice(3 * atom[n], 3).CopyTo(positions.AsSpan(3 * n));
        }

        Atoms atoms = new(new Structure(numbers, positions, frame.Cell, frame.Periodicity));
        NeighbourList list = new(cutoffs.Max());
        list.Build(atoms, pool, cancellation);
        var first = new int[atom.Length + 1];
        var (end, shift) = (new List<int>(list.Pairs), new List<LatticeShift>(list.Pairs));
        NeighbourBuffer buffer = new();
        for (var n = 0; n < atom.Length; n++)
        {
            var found = list.Gather(n, atoms, list.Cutoff, buffer);
            var images = list.ImagesOf(n);
            for (var p = 0; p < found; p++)
            {
                if (!(buffer.Distance[p] < cutoffs[SpeciesTable.Pair(species.Of[atom[n]], species.Of[atom[buffer.Index[p]]])])) continue;
                end.Add(buffer.Index[p]);
                shift.Add(list.Shifts[images[buffer.Pair[p]]]);
            }

            first[n + 1] = end.Count;
        }

        return new(atom, first, [.. end], [.. shift]);
    }
}
