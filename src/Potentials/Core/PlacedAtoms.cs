using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The atoms as they lie at present, in the order of blocks: what a block reads of them is together in memory.</summary>
internal sealed unsafe class PlacedAtoms
{
    private AlignedBuffer<double> _positions = new(0); // [place][x, y, z, 0]

    /// <summary>The atom at each place.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>Index of each atom's element among those of the potential.</summary>
    public int[] Species { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Reserve(BlockNeighbours blocks, int count)
    {
        Order = blocks.Order;
        if (Species.Length >= count) return;
        (Species, _positions) = (new int[count], new(BlockSites.Stride * count));
    }

    /// <summary>Takes the atoms at places <paramref name="from"/> to <paramref name="to"/>, exclusive.</summary>
    public void Load(Atoms atoms, ReadOnlySpan<int> speciesOfElement, int from, int to)
    {
        var at = _positions.Pointer + (long)BlockSites.Stride * from;
        for (var place = from; place < to; place++, at += BlockSites.Stride)
        {
            var i = Order[place];
            (at[0], at[1], at[2]) = (atoms.X[i], atoms.Y[i], atoms.Z[i]);
            Species[place] = speciesOfElement[atoms.AtomicNumbers[i]];
        }
    }

    /// <summary>The position of the atom at a place, Å.</summary>
    public Vector3D Position(int place)
    {
        var at = _positions.Pointer + (long)BlockSites.Stride * place;
        return new(at[0], at[1], at[2]);
    }
}
