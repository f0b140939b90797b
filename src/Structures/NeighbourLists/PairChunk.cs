namespace Lithoscope.Structures;

/// <summary>The pairs of one block of sorted atoms, atom after atom, before their places in the list are known. Kept for the next build.</summary>
internal sealed class PairChunk
{
    /// <summary>Second atom of each pair.</summary>
    public int[] Neighbour { get; private set; } = [];

    /// <summary>Number of each pair's shift.</summary>
    public int[] Image { get; private set; } = [];

    /// <summary>Makes room, keeping the first <paramref name="used"/> pairs.</summary>
    public void Reserve(long count, int used)
    {
        if (count <= Neighbour.Length) return;
        var room = (int)Math.Min(count + count / 4, Array.MaxLength);
        var (neighbour, image) = (GC.AllocateUninitializedArray<int>(room), GC.AllocateUninitializedArray<int>(room));
        Neighbour.AsSpan(0, used).CopyTo(neighbour);
        Image.AsSpan(0, used).CopyTo(image);
        (Neighbour, Image) = (neighbour, image);
    }

    /// <summary>Copies the pairs of these atoms to where <paramref name="first"/> says.</summary>
    public void CopyTo(ReadOnlySpan<int> atoms, int[] first, int[] neighbour, int[] image)
    {
        var from = 0;
        foreach (var i in atoms)
        {
            var n = first[i + 1] - first[i];
            Neighbour.AsSpan(from, n).CopyTo(neighbour.AsSpan(first[i]));
            Image.AsSpan(from, n).CopyTo(image.AsSpan(first[i]));
            from += n;
        }
    }
}
