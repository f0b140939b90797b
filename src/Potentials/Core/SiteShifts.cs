using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Numbers of the shifts of a block's sites while it is built. A pair (i, j, S) of a list has atom i where it stands; with i wrapped into the cell by the shift −W the site of j is
/// r_j + (S − W)·cell.
/// </summary>
internal sealed class SiteShifts
{
    /// <summary>Stands for a number not yet asked for.</summary>
    public const int Unknown = -2;

    private readonly Dictionary<LatticeShift, int> _numbers = [];
    private readonly Dictionary<LatticeShift, int> _cells = [];
    private int[][] _maps = [];
    private int _images;

    /// <summary>Forgets the block before.</summary>
    public void Begin(NeighbourList list)
    {
        _numbers.Clear();
        _cells.Clear();
        _images = list.Shifts.Length;
    }

    /// <summary>For an atom taken from a cell, the number of the site's shift for each image of the list, to be filled in.</summary>
    public int[] NumbersFrom(LatticeShift cell)
    {
        if (_cells.TryGetValue(cell, out var known)) return _maps[known];
        var number = _cells.Count;
        _cells.Add(cell, number);
        if (_maps.Length <= number) Array.Resize(ref _maps, 2 * number + 4);
        if (_maps[number] is not { } map || map.Length < _images) _maps[number] = map = new int[_images + _images / 4];
        Array.Fill(map, Unknown, 0, _images);
        return map;
    }

    /// <summary>The number of a shift in the block, which takes it up where it is new; −1 for none.</summary>
    public int NumberOf(LatticeShift shift, BlockNeighbours.Block block)
    {
        if (shift == default) return -1;
        if (_numbers.TryGetValue(shift, out var known)) return known;
        if (block.ShiftCount == block.Shifts.Length) block.Shifts = [.. block.Shifts, .. new LatticeShift[Math.Max(32, block.ShiftCount)]];
        _numbers.Add(shift, block.ShiftCount);
        block.Shifts[block.ShiftCount] = shift;
        return block.ShiftCount++;
    }
}
