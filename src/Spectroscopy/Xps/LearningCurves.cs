using Lithoscope.Learning;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Errors on the held-out levels of fits on parts of the training data.</summary>
/// <param name="Size">Training environments, or frames.</param>
/// <param name="Rmse">RMSE of each draw, eV.</param>
/// <param name="Percentile95">95th percentile of the absolute error of each draw, eV.</param>
public sealed record CurvePoint(int Size, double[] Rmse, double[] Percentile95);

/// <summary>The curves of one element.</summary>
/// <param name="Farthest">Environments chosen by farthest-point sampling: one fit at each size.</param>
/// <param name="Random">Environments drawn at random: many fits at each size.</param>
/// <param name="Frames">Whole frames drawn at random, against the number of frames.</param>
public sealed record ElementCurves(CurvePoint[] Farthest, CurvePoint[] Random, CurvePoint[] Frames);

/// <summary>
/// Measures learning curves at fixed hyper-parameters with the full regression; memory is that of the largest fit, not of all pairs of environments. Draws are keyed by seed, size and number, so that they do not depend on threads or on a resume.
/// </summary>
internal sealed class LearningCurves
{
    private readonly ElementSamples _training;
    private readonly double[] _rows;
    private readonly ElementSamples _test;
    private readonly double[] _testRows;
    private readonly int _width;
    private readonly double _zeta;
    private readonly NoiseModel _noise;

    public LearningCurves(ElementSamples training, double[] rows, ElementSamples test, double[] testRows, int width, HyperparameterChoice choice) =>
        (_training, _rows, _test, _testRows, _width, _zeta, _noise) = (training, rows, test, testRows, width, choice.Zeta, new NoiseModel(choice.Noise, choice.FrameOffset));

    public ElementCurves Measure(LearningCurveOptions options, int[] farthestOrder, string stage, StepContext context)
    {
        var largest = Math.Min(options.Largest, farthestOrder.Length);
        var sizes = Sizes(Math.Max(8, largest / 64), largest, options.Sizes);
        int[][] frames = [.. Enumerable.Range(0, _training.Count).GroupBy(i => _training.Frame[i]).Select(g => g.ToArray())];
        var frameSizes = Sizes(Math.Min(4, frames.Length), frames.Length, options.Sizes);
        // The cost of a fit is the cube of its size, and so is its share of the bar.
        var total = sizes.Sum(s => (1.0 + (s < _training.Count ? options.Draws : 0)) * Cube(s)) + frameSizes.Sum(f => (f < frames.Length ? options.Draws : 1) * Cube((double)f / frames.Length * largest));
        double done = 0;
        CurvePoint Point(string kind, int size, int draws, double cost, Func<int, int[]> subset)
        {
            var point = context.Checkpoint.GetOrCompute($"{stage} {kind} {size}", () =>
            {
                var errors = new (double Rmse, double Percentile)[draws];
                context.Pool.For(draws, (draw, _) => errors[draw] = Evaluate(subset(draw)), context.Cancellation);
                return new CurvePoint(size, [.. errors.Select(e => e.Rmse)], [.. errors.Select(e => e.Percentile)]);
            });
            done += draws * cost;
            context.Report(stage, done, total, $"{size} {(kind == "frames" ? "frames" : "environments")}");
            return point;
        }

        int[] Draw(string purpose, int bound, int size, int draw) => new RandomStream(context.Seed, $"{purpose} {size}", (ulong)draw).Sample(bound, size);
        var farthest = sizes.Select(s => Point("farthest", s, 1, Cube(s), _ => farthestOrder[..s])).ToArray();
        var random = sizes.Select(s => Point("random", s, s < _training.Count ? options.Draws : 1, Cube(s), d => Draw(stage + " environments", _training.Count, s, d))).ToArray();
        var byFrame = frameSizes.Select(f => Point("frames", f, f < frames.Length ? options.Draws : 1, Cube((double)f / frames.Length * largest), d => FramesUpTo(frames, Draw(stage + " frames", frames.Length, f, d), options.Largest))).ToArray();
        return new ElementCurves(farthest, random, byFrame);
    }

    // Sizes evenly spaced on a logarithmic scale, both ends included.
    internal static int[] Sizes(int first, int last, int count)
    {
        if (last <= first) return [last];
        var sizes = Enumerable.Range(0, count).Select(k => (int)Math.Round(first * Math.Pow((double)last / first, k / (count - 1.0))));
        return [.. sizes.Distinct()];
    }

    private static double Cube(double size) => size * size * size;

    private static int[] FramesUpTo(int[][] frames, int[] drawn, int most)
    {
        var all = drawn.Order().SelectMany(f => frames[f]).ToArray();
        if (all.Length <= most) return all;
        // Too many environments for one fit: every k-th of them, so that all frames stay.
        return [.. Enumerable.Range(0, most).Select(k => all[(int)((long)k * all.Length / most)])];
    }

    private (double Rmse, double Percentile) Evaluate(int[] subset)
    {
        var n = subset.Length;
        var rows = ElementSamples.Take(_rows, _width, subset);
        var packed = new PackedMatrix(rows, n, _width);
        var kernel = Kernel(packed, rows, n);
        double[] targets = [.. subset.Select(i => _training.Energies[i])];
        int[] frames = [.. subset.Select(i => _training.Frame[i])];
        var model = KernelRidgeRegression.Fit(kernel, targets, frames, _noise, SparseGaussianProcess.ConstantVariance);
        var testKernel = Kernel(packed, _testRows, _test.Count);
        var predictions = new double[_test.Count];
        for (var t = 0; t < predictions.Length; t++) predictions[t] = model.Predict(testKernel.AsSpan(t * n, n));
        var metrics = RegressionMetrics.Of(predictions, _test.Energies);
        return (metrics.Rmse, metrics.Percentile95);
    }

    // On the calling worker alone: draws run beside one another.
    private double[] Kernel(PackedMatrix packed, double[] rows, int count)
    {
        var kernel = new double[checked(count * packed.Rows)];
        packed.Multiply(rows, count, _width, kernel, packed.Rows);
        KernelProducts.Power(kernel, _zeta);
        return kernel;
    }
}
