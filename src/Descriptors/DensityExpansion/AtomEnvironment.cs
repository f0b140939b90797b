namespace Lithoscope.Descriptors;

/// <summary>The neighbours of one atom as structure of arrays: displacements from the centre and the channel each belongs to. A reusable buffer, one per worker.</summary>
public sealed class AtomEnvironment
{
    /// <summary>Number of neighbours.</summary>
    public int Count { get; private set; }

    /// <summary>x of each displacement, Å; the first <see cref="Count"/> entries count.</summary>
    public double[] X { get; private set; } = new double[128];

    /// <summary>y of each displacement, Å.</summary>
    public double[] Y { get; private set; } = new double[128];

    /// <summary>z of each displacement, Å.</summary>
    public double[] Z { get; private set; } = new double[128];

    /// <summary>Length of each displacement, Å.</summary>
    public double[] R { get; private set; } = new double[128];

    /// <summary>Channel (species index of the descriptor) of each neighbour.</summary>
    public int[] Channel { get; private set; } = new int[128];

    /// <summary>Forgets all neighbours.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a neighbour.</summary>
    /// <param name="x">x of the displacement, Å.</param>
    /// <param name="y">y of the displacement, Å.</param>
    /// <param name="z">z of the displacement, Å.</param>
    /// <param name="channel">Its channel.</param>
    public void Add(double x, double y, double z, int channel)
    {
        if (Count == X.Length) Grow();
        (X[Count], Y[Count], Z[Count], R[Count], Channel[Count]) = (x, y, z, Math.Sqrt(x * x + y * y + z * z), channel);
        Count++;
    }

    private void Grow()
    {
        var size = 2 * X.Length;
        double[] Larger(double[] old)
        {
            Array.Resize(ref old, size);
            return old;
        }

        (X, Y, Z, R) = (Larger(X), Larger(Y), Larger(Z), Larger(R));
        var channel = Channel;
        Array.Resize(ref channel, size);
        Channel = channel;
    }
}
