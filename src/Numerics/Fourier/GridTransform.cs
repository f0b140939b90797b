namespace Lithoscope.Numerics;

/// <summary>
/// Fourier transforms of a grid of three dimensions, cut into pieces of work that do not depend on each other: along the third axis a piece is a plane of the first, along
/// the second too, and along the first a piece is a plane of the second. Immutable; each worker brings a workspace.
/// </summary>
public abstract unsafe class GridTransform
{
    private protected GridTransform(int first, int second, int third) => (First, Second, Third, Row) = (first, second, third, (third + 7) / 8 * 8);

    /// <summary>Points along the first axis.</summary>
    public int First { get; }

    /// <summary>Points along the second axis.</summary>
    public int Second { get; }

    /// <summary>Points along the third axis.</summary>
    public int Third { get; }

    /// <summary>Length of a row in memory: <see cref="Third"/> rounded up to a multiple of eight. What lies between is of no meaning and must be finite.</summary>
    public int Row { get; }

    /// <summary>Numbers that a workspace holds.</summary>
    public abstract int Workspace { get; }

    /// <summary>The least number of points that can be transformed and is not below <paramref name="least"/>.</summary>
    public static int PointsFrom(int least) => LineTransform<Double1>.LengthFrom(least);

    /// <summary>Prepares transforms.</summary>
    /// <param name="first">Points along the first axis, a product of twos, threes and fives.</param>
    /// <param name="second">Points along the second axis, likewise.</param>
    /// <param name="third">Points along the third axis, likewise.</param>
    /// <param name="instructions">The width of vectors; null for the active one.</param>
    public static GridTransform Create(int first, int second, int third, InstructionSetKind? instructions = null) => (instructions ?? InstructionSet.Active) switch
    {
        InstructionSetKind.Vector512 => new GridTransform<Double8>(first, second, third),
        InstructionSetKind.Vector256 => new GridTransform<Double4>(first, second, third),
        _ => new GridTransform<Double1>(first, second, third),
    };

    /// <summary>Transforms a plane of the first axis along the second and third axes, forwards: Σ x e^(−2πijk/n).</summary>
    /// <param name="re">Real parts of the whole grid, first × second × <see cref="Row"/>.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="plane">The plane.</param>
    /// <param name="workspace">The worker's workspace.</param>
    public abstract void Plane(double* re, double* im, int plane, double* workspace);

    /// <summary>Transforms along the first axis, for one index of the second axis.</summary>
    /// <param name="re">Real parts of the whole grid.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="second">Index along the second axis.</param>
    /// <param name="workspace">The worker's workspace.</param>
    public abstract void Columns(double* re, double* im, int second, double* workspace);
}

/// <summary>The transforms on lanes of one kind.</summary>
internal sealed unsafe class GridTransform<TLanes>(int first, int second, int third) : GridTransform(first, second, third)
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private readonly LineTransform<TLanes> _first = new(first);
    private readonly LineTransform<TLanes> _second = new(second);
    private readonly LineTransform<TLanes> _third = new(third);

    private int Longest => Math.Max(First, Math.Max(Second, Third));

    /// <inheritdoc/>
    public override int Workspace => 4 * TLanes.Count * Longest;

    /// <inheritdoc/>
    public override void Plane(double* re, double* im, int plane, double* workspace)
    {
        var w = TLanes.Count;
        var length = w * Longest;
        double* lineRe = workspace, lineIm = workspace + length;
        var start = (long)plane * Second * Row;
        // Rows: so many at once as there are lanes, turned so that each has a lane of its own.
        for (var row = 0; row < Second; row += w)
        {
            var rows = Math.Min(w, Second - row);
            for (var k = 0; k < Third; k++)
            {
                for (var lane = 0; lane < w; lane++)
                {
                    var at = start + (long)(row + Math.Min(lane, rows - 1)) * Row + k;
                    (lineRe[k * w + lane], lineIm[k * w + lane]) = (re[at], im[at]);
                }
            }

            _third.Transform(lineRe, lineIm, workspace + 2 * length, workspace + 3 * length);
            for (var k = 0; k < Third; k++)
            {
                for (var lane = 0; lane < rows; lane++)
                {
                    var at = start + (long)(row + lane) * Row + k;
                    (re[at], im[at]) = (lineRe[k * w + lane], lineIm[k * w + lane]);
                }
            }
        }

        for (var column = 0; column < Row; column += w) Lines(_second, re, im, start + column, Row, workspace, length);
    }

    /// <inheritdoc/>
    public override void Columns(double* re, double* im, int second, double* workspace)
    {
        for (var column = 0; column < Row; column += TLanes.Count) Lines(_first, re, im, (long)second * Row + column, (long)Second * Row, workspace, TLanes.Count * Longest);
    }

    private static void Lines(LineTransform<TLanes> transform, double* re, double* im, long start, long stride, double* workspace, int length)
    {
        double* lineRe = workspace, lineIm = workspace + length;
        for (var k = 0; k < transform.Length; k++)
        {
            TLanes.Load(re + start + k * stride).Store(lineRe + k * TLanes.Count);
            TLanes.Load(im + start + k * stride).Store(lineIm + k * TLanes.Count);
        }

        transform.Transform(lineRe, lineIm, workspace + 2 * length, workspace + 3 * length);
        for (var k = 0; k < transform.Length; k++)
        {
            TLanes.Load(lineRe + k * TLanes.Count).Store(re + start + k * stride);
            TLanes.Load(lineIm + k * TLanes.Count).Store(im + start + k * stride);
        }
    }
}
