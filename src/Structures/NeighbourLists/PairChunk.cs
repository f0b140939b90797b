namespace Lithoscope.Structures;

/// <summary>The pairs of one block of sorted atoms, atom after atom. They stay where the search puts them: the memory of a large list is touched once.</summary>
internal sealed class PairChunk
{
    /// <summary>Second atom of each pair.</summary>
    public int[] Neighbour { get; private set; } = [];

    /// <summary>Number of each pair's shift.</summary>
    public int[] Image { get; private set; } = [];

    /// <summary>Makes room, keeping the first <paramref name="used"/> pairs.</summary>
    /// <param name="count">Pairs there must be room for.</param>
    /// <param name="used">Pairs found so far.</param>
    /// <param name="expected">Pairs the whole block is likely to have.</param>
    public void Reserve(long count, int used, int expected)
    {
        if (count <= Neighbour.Length) return;
        var room = (int)Math.Min(Math.Max(count + count / 4, expected), Array.MaxLength);
        // Pinned arrays are not moved, hence not copied, by the garbage collector.
        var (neighbour, image) = (GC.AllocateUninitializedArray<int>(room, pinned: true), GC.AllocateUninitializedArray<int>(room, pinned: true));
        Neighbour.AsSpan(0, used).CopyTo(neighbour);
        Image.AsSpan(0, used).CopyTo(image);
        (Neighbour, Image) = (neighbour, image);
    }
}

/// <summary>Where the pairs of an atom stand.</summary>
/// <param name="Chunk">Number of the chunk, which is that of the block of sorted atoms.</param>
/// <param name="Offset">Where they begin in it.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct PairRow(int Chunk, int Offset, int Length);
