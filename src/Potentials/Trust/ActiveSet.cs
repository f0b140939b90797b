using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>
/// The environments of one element in a training set that span the largest volume in the space of descriptors, and how far others lie outside what they span. With
/// b = (1, g) for descriptors g and the rows b of the active environments as a square matrix A, any environment is the combination c = b·A⁻¹ of the active ones, whose
/// coefficients add up to 1. Its grade is γ = max_j |c_j|: at most 1 for every environment of the training set, and the factor by which |det A| would grow if it took the
/// place of an active one (D-optimality; Podryabinkin and Shapeev 2017, doi:10.1016/j.commatsci.2017.08.031). Above 1 a model that is linear in g extrapolates.
/// </summary>
/// <remarks>
/// <para>For given active environments the grade does not change when descriptors are mixed linearly, so raw ones serve as well as scaled ones. The volume is largest in the sense
/// that no exchange of one environment enlarges it by more than a thousandth. Networks are not linear in their descriptors: there γ measures where training data are, not the size of an error.</para>
/// <para>Where the training set does not span a direction, a row of length <see cref="Regularisation"/> along a descriptor (in units of its training range) stays in A: the
/// slightest step in that direction gives a large grade.</para>
/// </remarks>
public sealed class ActiveSet
{
    /// <summary>Length of the rows that A begins with, in units of each descriptor's training range.</summary>
    public const double Regularisation = 1e-6;

    // Exchanges that add less than this to the volume are not made: grades of the training set stay below 1.001.
    private const double Growth = 1.001;

    private readonly double[] _centre;
    private readonly double[] _scale;
    private readonly double[] _inverse; // A⁻¹, column after column: column j gives coefficient j
    private readonly int _size;

    /// <summary>Chooses the active environments by exchanges that enlarge the volume (MaxVol; Goreinov et al. 2010, doi:10.1142/9789812836021_0015).</summary>
    /// <param name="rows">Descriptors of the training environments, row after row.</param>
    /// <param name="width">Descriptors in a row.</param>
    /// <param name="cancellation">Checked between exchanges.</param>
    /// <exception cref="ArgumentException">No rows, or rows that are not whole.</exception>
    public ActiveSet(ReadOnlySpan<double> rows, int width, CancellationToken cancellation = default)
    {
        if (width < 1 || rows.Length == 0 || rows.Length % width != 0) throw new ArgumentException("There must be at least one whole row of descriptors.", nameof(rows));
        Count = rows.Length / width;
        _size = width + 1;
        (_centre, _scale, Box) = Ranges(rows, width);
        var b = new double[checked(Count * _size)];
        for (var i = 0; i < Count; i++) Fill(rows.Slice(i * width, width), b.AsSpan(i * _size, _size));
        var active = new double[_size * _size];
        for (var j = 0; j < _size; j++) active[j * _size + j] = Regularisation;
        Active = new int[_size];
        Array.Fill(Active, -1);
        // Coefficients are updated exchange by exchange; computed afresh they show whether rounding has hidden an exchange.
        for (var pass = 0; pass < 5; pass++)
        {
            var exchanges = new MaximumVolume(Multiply(b, MatrixInverse.Of(active, _size), Count, _size), Count, _size).Run(Active, Growth, cancellation);
            for (var j = 0; j < _size; j++)
            {
                if (Active[j] >= 0) b.AsSpan(Active[j] * _size, _size).CopyTo(active.AsSpan(j * _size, _size));
            }

            if (exchanges == 0) break;
        }

        _inverse = Transpose(MatrixInverse.Of(active, _size), _size);
    }

    /// <summary>Training environments.</summary>
    public int Count { get; }

    /// <summary>The rows that are active, −1 where a direction is not spanned; their number is that of the descriptors plus one.</summary>
    public int[] Active { get; }

    /// <summary>The least and largest value of each descriptor.</summary>
    public FeatureBox Box { get; }

    /// <summary>The grade γ of an environment.</summary>
    /// <param name="descriptors">Its descriptors.</param>
    public double Grade(ReadOnlySpan<double> descriptors)
    {
        Span<double> b = _size <= 512 ? stackalloc double[_size] : new double[_size];
        Fill(descriptors, b);
        double largest = 0;
        for (var j = 0; j < _size; j++)
        {
            double c = 0;
            var column = _inverse.AsSpan(j * _size, _size);
            for (var k = 0; k < column.Length; k++) c += b[k] * column[k];
            largest = Math.Max(largest, Math.Abs(c));
        }

        return double.IsNaN(largest) ? double.PositiveInfinity : largest;
    }

    private void Fill(ReadOnlySpan<double> descriptors, Span<double> b)
    {
        b[0] = 1;
        for (var k = 0; k < descriptors.Length; k++) b[k + 1] = (descriptors[k] - _centre[k]) / _scale[k];
    }

    private static (double[] Centre, double[] Scale, FeatureBox Box) Ranges(ReadOnlySpan<double> rows, int width)
    {
        double[] least = rows[..width].ToArray(), most = rows[..width].ToArray();
        for (var at = width; at < rows.Length; at += width)
        {
            for (var k = 0; k < width; k++) (least[k], most[k]) = (Math.Min(least[k], rows[at + k]), Math.Max(most[k], rows[at + k]));
        }

        var (centre, scale) = (new double[width], new double[width]);
        for (var k = 0; k < width; k++)
        {
            centre[k] = 0.5 * (least[k] + most[k]);
            var (range, size) = (most[k] - least[k], Math.Abs(centre[k]));
            // A descriptor that never changes, but for rounding, is measured in units of its value.
            scale[k] = range > 1e-12 * size ? range : size > 0 ? size : 1;
        }

        return (centre, scale, new FeatureBox(least, most));
    }

    private static double[] Multiply(double[] rows, double[] matrix, int count, int size)
    {
        var product = new double[count * size];
        for (var i = 0; i < count; i++)
        {
            var target = product.AsSpan(i * size, size);
            for (var k = 0; k < size; k++)
            {
                var factor = rows[i * size + k];
                var row = matrix.AsSpan(k * size, size);
                for (var j = 0; j < size; j++) target[j] += factor * row[j];
            }
        }

        return product;
    }

    private static double[] Transpose(double[] matrix, int size)
    {
        var turned = new double[matrix.Length];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) turned[j * size + i] = matrix[i * size + j];
        }

        return turned;
    }
}
