namespace Lithoscope.Structures;

/// <summary>
/// The neighbours of one atom within a cutoff, as arrays of equal length for vectorised kernels. One buffer per worker; filled by
/// <see cref="NeighbourList.Gather"/>. The arrays may be replaced by larger ones when it is filled: take them anew each time.
/// They have room for <see cref="Count"/> rounded up to a multiple of sixteen; values from <see cref="Count"/> on mean nothing.
/// </summary>
public sealed class NeighbourBuffer
{
    /// <summary>Number of neighbours.</summary>
    public int Count { get; internal set; }

    /// <summary>x of each neighbour's image as seen from the atom, r_j + S·cell − r_i, Å.</summary>
    public double[] Dx { get; private set; } = new double[64];

    /// <summary>y of each displacement, Å.</summary>
    public double[] Dy { get; private set; } = new double[64];

    /// <summary>z of each displacement, Å.</summary>
    public double[] Dz { get; private set; } = new double[64];

    /// <summary>Length of each displacement, Å.</summary>
    public double[] Distance { get; private set; } = new double[64];

    /// <summary>Index of each neighbour.</summary>
    public int[] Index { get; private set; } = new int[64];

    /// <summary>Where each pair stands in <see cref="NeighbourList.NeighboursOf"/> and <see cref="NeighbourList.ImagesOf"/>.</summary>
    public int[] Pair { get; private set; } = new int[64];

    internal void Reserve(int count)
    {
        // Vector forms store whole vectors past the last neighbour.
        if (count + 16 <= Dx.Length) return;
        var room = (count + count / 4 + 31) / 16 * 16;
        (Dx, Dy, Dz, Distance) = (new double[room], new double[room], new double[room], new double[room]);
        (Index, Pair) = (new int[room], new int[room]);
    }
}
