using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning;

/// <summary>
/// Farthest-point sampling: each point picked is the one whose distance to all picked before is largest. Incremental: every pick costs one pass over
/// the points, O(N·M·D) in all. The first pick is the point farthest from the mean; ties go to the lower index.
/// </summary>
public static class FarthestPointSampling
{
    private const int BlockRows = 128;

    /// <summary>Picks points.</summary>
    /// <param name="rows">Row-major features, <paramref name="count"/> × <paramref name="width"/>.</param>
    /// <param name="count">Number of points N.</param>
    /// <param name="width">Features per point D.</param>
    /// <param name="picks">Number of points to pick M, at most N.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="progress">Told after every pick; may be null.</param>
    /// <param name="cancellation">Checked before every pick.</param>
    /// <returns>The picked indices in order, and for each the distance (Euclidean) to the nearest point picked before it (for the first: to the mean).</returns>
    public static (int[] Order, double[] Distances) Select(double[] rows, int count, int width, int picks, WorkerPool pool, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picks, count);
        var order = new int[picks];
        var distances = new double[picks];
        if (picks == 0) return (order, distances);
        var squares = new double[count];
        var nearest = new double[count];
        var mean = new double[width];
        for (var i = 0; i < count; i++)
        {
            var row = rows.AsSpan(i * width, width);
            squares[i] = VectorKernels.Dot(row, row);
            for (var k = 0; k < width; k++) mean[k] += row[k] / count;
        }

        Array.Fill(nearest, double.PositiveInfinity);
        var blocks = (count + BlockRows - 1) / BlockRows;
        var blockBest = new int[blocks];
        var reference = mean;
        for (var m = 0; m < picks; m++)
        {
            cancellation.ThrowIfCancellationRequested();
            var point = reference;
            var square = VectorKernels.Dot(point, point);
            var first = m == 0;
            pool.For(blocks, (block, _) =>
            {
                var best = -1;
                for (var i = block * BlockRows; i < Math.Min(count, (block + 1) * BlockRows); i++)
                {
                    var distance = Math.Max(0, squares[i] + square - 2 * VectorKernels.Dot(rows.AsSpan(i * width, width), point));
                    nearest[i] = Math.Min(nearest[i], distance);
                    if (best < 0 || nearest[i] > nearest[best]) best = i;
                }

                blockBest[block] = best;
            }, cancellation);
            var pick = blockBest[0];
            foreach (var candidate in blockBest) pick = nearest[candidate] > nearest[pick] ? candidate : pick;
            (order[m], distances[m]) = (pick, Math.Sqrt(nearest[pick]));
            // The distances to the mean only choose the first point.
            if (first) Array.Fill(nearest, double.PositiveInfinity);
            nearest[pick] = -1;
            reference = rows[(pick * width)..((pick + 1) * width)];
            progress?.Invoke(m + 1);
        }

        return (order, distances);
    }
}
