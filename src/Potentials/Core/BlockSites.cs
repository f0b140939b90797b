using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The sites of a block as they lie at present: one worker's copy. [site][x, y, z, 0], so that a site is one load.</summary>
internal sealed unsafe class BlockSites
{
    /// <summary>Doubles a site takes.</summary>
    public const int Stride = 4;

    private AlignedBuffer<double> _positions = new(0);
    private Vector3D[] _shifts = [];

    /// <summary>The block.</summary>
    public BlockNeighbours.Block Block { get; private set; } = null!;

    /// <summary>The atoms.</summary>
    public PlacedAtoms Atoms { get; private set; } = null!;

    /// <summary>Positions relative to where the first atom of the block stands, Å: so far from the origin no digits are lost.</summary>
    public double* Positions => _positions.Pointer;

    /// <summary>Index of the element at each site among those of the potential.</summary>
    public int[] Species { get; private set; } = [];

    /// <summary>Takes the positions of a block's sites.</summary>
    /// <param name="block">The block.</param>
    /// <param name="atoms">The atoms in order of blocks.</param>
    /// <param name="list">The list that the blocks were made from.</param>
    public void Load(BlockNeighbours.Block block, PlacedAtoms atoms, NeighbourList list)
    {
        (Block, Atoms) = (block, atoms);
        if (Species.Length < block.Sites)
        {
            Species = new int[block.Sites + block.Sites / 4];
            _positions = new(Stride * Species.Length);
        }

        if (_shifts.Length < block.ShiftCount) _shifts = new Vector3D[block.Shifts.Length];
        for (var k = 0; k < block.ShiftCount; k++) _shifts[k] = list.VectorOf(block.Shifts[k]);
        var origin = atoms.Position(block.First);
        var at = _positions.Pointer;
        for (var s = 0; s < block.Sites; s++, at += Stride)
        {
            var place = block.Place[s];
            var position = atoms.Position(place) - origin;
            if (block.Image[s] >= 0) position += _shifts[block.Image[s]];
            (at[0], at[1], at[2]) = (position.X, position.Y, position.Z);
            Species[s] = atoms.Species[place];
        }
    }
}
