using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning;

/// <summary>
/// Training samples in the features of one <see cref="SparseBasis"/>, sorted by group and frame: fits with any noise, whose offset belongs to a frame, and leaves
/// whole groups of frames out without refitting.
/// With H = Φ̃ (λ + Φ̃ᵀΦ̃)⁻¹ Φ̃ᵀ the residuals of a group that was left out are (1 − H_gg)⁻¹ (ỹ − ŷ)_g, exactly (for fixed sparse points and mean ȳ).
/// </summary>
public sealed class SparseFit
{
    private readonly SparseBasis _basis;
    private readonly double[] _features;
    private readonly double[] _centred;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _frameStarts;
    private readonly double _mean;

    /// <summary>Computes the features of all samples.</summary>
    /// <param name="basis">Sparse points.</param>
    /// <param name="rows">Row-major samples, N × width of the basis.</param>
    /// <param name="targets">N targets.</param>
    /// <param name="groups">Group of each sample: what is left out together.</param>
    /// <param name="frames">Frame of each sample, within one group: what shares an offset.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="cancellation">Checked between blocks.</param>
    public SparseFit(SparseBasis basis, double[] rows, double[] targets, int[] groups, int[] frames, WorkerPool pool, CancellationToken cancellation = default)
    {
        _basis = basis;
        var n = targets.Length;
        var width = basis.Count + 1;
        _order = [.. Enumerable.Range(0, n).OrderBy(i => groups[i]).ThenBy(i => frames[i])];
        _starts = Starts(k => groups[_order[k]]);
        _frameStarts = Starts(k => (groups[_order[k]], frames[_order[k]]));
        _mean = targets.Average();
        _centred = new double[n];
        var sorted = new double[n * basis.Width];
        for (var k = 0; k < n; k++)
        {
            _centred[k] = targets[_order[k]] - _mean;
            rows.AsSpan(_order[k] * basis.Width, basis.Width).CopyTo(sorted.AsSpan(k * basis.Width));
        }

        _features = new double[checked(n * width)];
        KernelProducts.ForBlocks(n, pool, cancellation, (start, count) => basis.FeaturesOf(sorted.AsSpan(start * basis.Width, count * basis.Width), count, _features.AsSpan(start * width, count * width)));
    }

    // 1 − |v|², what the sparse points do not span of the sample in place k, in units of s².
    private double NotSpanned(int k)
    {
        var v = _features.AsSpan(k * (_basis.Count + 1), _basis.Count);
        return Math.Max(0, 1 - VectorKernels.Dot(v, v));
    }

    private int[] Starts<T>(Func<int, T> key)
    {
        var starts = Enumerable.Range(0, _order.Length).Where(k => k == 0 || !EqualityComparer<T>.Default.Equals(key(k), key(k - 1)));
        return [.. starts, _order.Length];
    }

    /// <summary>What one choice of noise gives.</summary>
    /// <param name="Residuals">Leave-group-out residuals y − f, in the order of the samples.</param>
    /// <param name="SignalVariance">s² that makes the whitened leave-group-out residuals have the variance predicted for them.</param>
    /// <param name="Deviations">
    /// What a fit without the sample's group states as the standard deviation of its level, without the offset of its frame; empty unless asked for.
    /// </param>
    public sealed record LeaveGroupOut(double[] Residuals, double SignalVariance, double[] Deviations)
    {
        /// <summary>Root mean square of the residuals.</summary>
        public double Rmse => Math.Sqrt(Residuals.Sum(r => r * r) / Residuals.Length);
    }

    /// <summary>Whitened normal equations for one offset ratio; the noise variance may then vary cheaply.</summary>
    /// <param name="offsetRatio">ρ of the noise model.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="cancellation">Checked between blocks.</param>
    public Whitened Whiten(double offsetRatio, WorkerPool pool, CancellationToken cancellation = default)
    {
        var width = _basis.Count + 1;
        var features = (double[])_features.Clone();
        var targets = (double[])_centred.Clone();
        var noise = new NoiseModel(1, offsetRatio);
        pool.For(_frameStarts.Length - 1, (f, _) =>
        {
            var (start, count) = (_frameStarts[f], _frameStarts[f + 1] - _frameStarts[f]);
            noise.Whiten(features.AsSpan(start * width, count * width), count, width);
            noise.Whiten(targets.AsSpan(start, count), count, 1);
        }, cancellation);
        return new Whitened(this, features, targets, offsetRatio, pool, cancellation);
    }

    /// <summary>The whitened samples and their normal matrix Φ̃ᵀΦ̃.</summary>
    public sealed class Whitened
    {
        private readonly SparseFit _fit;
        private readonly double[] _features;
        private readonly double[] _targets;
        private readonly double[] _normal;
        private readonly double[] _right;
        private readonly double _offsetRatio;

        internal Whitened(SparseFit fit, double[] features, double[] targets, double offsetRatio, WorkerPool pool, CancellationToken cancellation)
        {
            (_fit, _features, _targets, _offsetRatio) = (fit, features, targets, offsetRatio);
            var (n, width) = (targets.Length, fit._basis.Count + 1);
            var transposed = new double[features.Length];
            for (var i = 0; i < n; i++)
            {
                for (var k = 0; k < width; k++) transposed[k * n + i] = features[i * width + k];
            }

            _normal = KernelProducts.Gram(transposed, width, new PackedMatrix(transposed, width, n), pool, cancellation);
            _right = new double[width];
            for (var k = 0; k < width; k++) _right[k] = VectorKernels.Dot(transposed.AsSpan(k * n, n), targets);
        }

        /// <summary>Leaves out each group in turn.</summary>
        /// <param name="variance">λ of the noise model.</param>
        /// <param name="pool">Workers.</param>
        /// <param name="cancellation">Checked between groups.</param>
        /// <param name="deviations">Whether the standard deviations of the predictions are wanted too.</param>
        public LeaveGroupOut Leave(double variance, WorkerPool pool, CancellationToken cancellation = default, bool deviations = false)
        {
            var posterior = Posterior(variance);
            var width = _right.Length;
            var weights = (double[])_right.Clone();
            posterior.SolveLower(weights);
            var starts = _fit._starts;
            var noise = new NoiseModel(variance, _offsetRatio);
            var residuals = new double[_targets.Length];
            var variances = new double[deviations ? _targets.Length : 0];
            var misfit = new double[starts.Length - 1];
            pool.For(starts.Length - 1, (g, _) =>
            {
                var (start, count) = (starts[g], starts[g + 1] - starts[g]);
                var rows = _features.AsSpan(start * width, count * width).ToArray();
                posterior.SolveLowerRows(rows, count);
                var remainder = new double[count * count]; // 1 − H_gg
                new PackedMatrix(rows, count, width).Multiply(rows, count, width, remainder, count, -1);
                var left = new double[count];
                for (var i = 0; i < count; i++)
                {
                    remainder[i * count + i] += 1;
                    left[i] = _targets[start + i] - VectorKernels.Dot(rows.AsSpan(i * width, width), weights);
                }

                var inside = (double[])left.Clone();
                var factor = Cholesky.FactorWithJitter(remainder, count, 1e-14).Factor;
                factor.Solve(left);
                // r̃ᵀ (1 − H) r̃ with r̃ = (1 − H)⁻¹ (ỹ − ŷ)
                misfit[g] = VectorKernels.Dot(left, inside);
                for (var f = Array.BinarySearch(_fit._frameStarts, start); _fit._frameStarts[f] < start + count; f++)
                {
                    var (first, samples) = (_fit._frameStarts[f], _fit._frameStarts[f + 1] - _fit._frameStarts[f]);
                    noise.Colour(left.AsSpan(first - start, samples), samples, 1);
                    if (deviations) Variances(factor, noise, first - start, samples, count, variances.AsSpan(first, samples));
                }

                for (var i = 0; i < count; i++) residuals[_fit._order[start + i]] = left[i];
            }, cancellation);
            var signal = misfit.Sum() / (variance * _targets.Length);
            var stated = new double[variances.Length];
            for (var k = 0; k < stated.Length; k++) stated[_fit._order[k]] = Math.Sqrt(signal * (_fit.NotSpanned(k) + variances[k]));
            return new LeaveGroupOut(residuals, signal, stated);
        }

        // λ (1 + |u|²) for the samples of one frame, in units of s². The whitened residuals of the group have the covariance λ (1 − H_gg)⁻¹, and W⁻¹ (1 − H_gg)⁻¹ W⁻¹, coloured,
        // has 1 + ρ + |u|² on its diagonal.
        private static void Variances(Cholesky remainder, NoiseModel noise, int first, int samples, int count, Span<double> variances)
        {
            for (var i = 0; i < samples; i++)
            {
                var column = new double[count];
                column[first + i] = 1;
                noise.Colour(column.AsSpan(first, samples), samples, 1);
                remainder.SolveLower(column);
                variances[i] = noise.Variance * (VectorKernels.Dot(column, column) - noise.OffsetRatio);
            }
        }

        /// <summary>Fits the weights.</summary>
        /// <param name="variance">λ of the noise model.</param>
        /// <param name="signalVariance">s², in squared units of the target.</param>
        public SparseGaussianProcess Solve(double variance, double signalVariance)
        {
            var posterior = Posterior(variance);
            var weights = (double[])_right.Clone();
            posterior.Solve(weights);
            return new SparseGaussianProcess(_fit._basis, posterior, weights, _fit._mean, new NoiseModel(variance, _offsetRatio), signalVariance);
        }

        private Cholesky Posterior(double variance)
        {
            var width = _right.Length;
            var matrix = (double[])_normal.Clone();
            for (var k = 0; k < width; k++) matrix[k * width + k] += variance;
            return Cholesky.FactorWithJitter(matrix, width, 1e-12 * variance).Factor;
        }
    }
}
