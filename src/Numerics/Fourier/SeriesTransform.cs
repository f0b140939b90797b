namespace Lithoscope.Numerics;

/// <summary>
/// Fourier transforms of series, X_k = Σ_j x_j e^(−2πijk/n), several at once, one to a lane: for correlation functions of many atoms. Immutable and thread-safe.
/// </summary>
public abstract unsafe class SeriesTransform
{
    private protected SeriesTransform(int points, int lanes) => (Points, Lanes) = (points, lanes);

    /// <summary>n.</summary>
    public int Points { get; }

    /// <summary>Series transformed at once.</summary>
    public int Lanes { get; }

    /// <summary>The least number of points that can be transformed and is not below <paramref name="least"/>.</summary>
    public static int PointsFrom(int least) => LineTransform<Double1>.LengthFrom(least);

    /// <summary>Prepares transforms.</summary>
    /// <param name="points">n, a product of twos, threes and fives.</param>
    /// <param name="instructions">The width of vectors; null for the active one, scalar for one series at a time.</param>
    /// <exception cref="ArgumentOutOfRangeException">n has another prime factor, or is not positive.</exception>
    public static SeriesTransform Create(int points, InstructionSetKind? instructions = null) => (instructions ?? InstructionSet.Active) switch
    {
        InstructionSetKind.Vector512 => new SeriesTransform<Double8>(points),
        InstructionSetKind.Vector256 => new SeriesTransform<Double4>(points),
        _ => new SeriesTransform<Double1>(points),
    };

    /// <summary>Transforms in place.</summary>
    /// <param name="re">Real parts, n × <see cref="Lanes"/>: element k of all series stands together. Aligned to 64 bytes, as <see cref="AlignedBuffer{T}"/> is.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="workRe">Room for as many.</param>
    /// <param name="workIm">Likewise.</param>
    public abstract void Transform(double* re, double* im, double* workRe, double* workIm);

    /// <summary>Σ_k x_k cos(2πjk/n) of a real series for all j: of a power spectrum n times the cyclic autocorrelation.</summary>
    /// <param name="values">The series, as many values as points.</param>
    public static double[] Cosines(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        LineTransform<Double1> transform = new(n);
        AlignedBuffer<double> room = new(checked(4 * n));
        values.CopyTo(room.Span);
        transform.Transform(room.Pointer, room.Pointer + n, room.Pointer + 2 * n, room.Pointer + 3 * n);
        var result = room.Span[..n].ToArray();
        GC.KeepAlive(room);
        return result;
    }
}

/// <summary>The transforms on lanes of one kind.</summary>
internal sealed unsafe class SeriesTransform<TLanes>(int points) : SeriesTransform(points, TLanes.Count)
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private readonly LineTransform<TLanes> _line = new(points);

    /// <inheritdoc/>
    public override void Transform(double* re, double* im, double* workRe, double* workIm) => _line.Transform(re, im, workRe, workIm);
}
