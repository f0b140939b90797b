using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>What fitting the levels of one element gives.</summary>
/// <param name="Choices">What the search tried; <paramref name="Chosen"/> is the best of it.</param>
/// <param name="Chosen">The hyper-parameters of the process.</param>
/// <param name="Features">The descriptor.</param>
/// <param name="Rows">Descriptors of the training levels.</param>
/// <param name="Order">Training levels by farthest-point sampling; the sparse points are the first of them.</param>
/// <param name="Process">The regression, its deviations calibrated.</param>
/// <param name="LeftOut">Training levels as predicted with their group left out.</param>
internal sealed record FittedElement(IReadOnlyList<HyperparameterChoice> Choices, HyperparameterChoice Chosen, SoapFeatures Features, double[] Rows, int[] Order, SparseGaussianProcess Process, PredictedLevels LeftOut);

/// <summary>Fits the levels of one element: search for hyper-parameters, sparse points, regression, calibration. It sees nothing but the training levels.</summary>
/// <param name="options">Options of the step.</param>
/// <param name="data">All frames.</param>
/// <param name="level">The level.</param>
/// <param name="name">Name of this fit, for progress and checkpoints; no two of a step share it.</param>
/// <param name="context">The step.</param>
internal sealed class ElementFit(XpsTrainOptions options, BindingEnergyData data, CoreLevel level, string name, StepContext context)
{
    // Below the rounding of any calculation of a core level, eV.
    private const double SmallestSpread = 1e-9;

    /// <summary>Why these levels cannot be trained on, and what to do; null where they can.</summary>
    public (string What, string Remedy)? Fault(ElementSamples training)
    {
        if (training.Count == 0) return ($"no {level.Name} level is left for training", "lower 'test_fraction' or give more frames");
        if (training.GroupNames.Length < 2)
        {
            return ($"the {level.Name} levels for training are all of one group, so hyper-parameters cannot be judged by leaving groups out", "give more groups, or set 'group: null' to make each frame its own");
        }

        return training.Energies.Max() - training.Energies.Min() < SmallestSpread
            ? ($"the {level.Name} levels for training do not differ, so there is nothing to learn from them", "give more frames, or NaN in place of these levels")
            : null;
    }

    /// <summary>Fits.</summary>
    /// <param name="training">The levels.</param>
    /// <param name="ordered">So many levels are brought into the order of farthest-point sampling, the sparse points at least.</param>
    public FittedElement Fit(ElementSamples training, int ordered)
    {
        var (pool, cancellation) = (context.Pool, context.Cancellation);
        var choices = new HyperparameterSearch(options, data, training, $"{name}: search", context).Run();
        var chosen = choices.MinBy(c => c.Rmse)!;
        var stage = $"{name}: fit";
        var (features, rows) = HyperparameterSearch.Describe(options.Descriptor, chosen.Cutoff, chosen.Width, data, training, context, done => context.Report(stage, 0.2 * done / training.Count, 1));

        var points = Math.Min(options.Regression.SparsePoints, training.Count);
        ordered = Math.Min(training.Count, Math.Max(points, ordered));
        var order = context.Checkpoint.GetOrCompute($"{name}: order", () =>
            FarthestPointSampling.Select(rows, training.Count, features.Length, ordered, pool, picked => context.Report(stage, 0.2 + 0.6 * picked / ordered, 1, "farthest-point sampling"), cancellation).Order);
        var basis = new SparseBasis(ElementSamples.Take(rows, features.Length, order.AsSpan(0, points)), points, features.Length, chosen.Zeta);
        var whitened = new SparseFit(basis, rows, training.Energies, training.Groups, training.Frame, pool, cancellation).Whiten(chosen.FrameOffset, pool, cancellation);
        var left = whitened.Leave(chosen.Noise, pool, cancellation, deviations: true);
        var process = whitened.Solve(chosen.Noise, left.SignalVariance);
        process = process.Calibrated(CalibrationMetrics.Factor(left.Residuals, PredictedLevels.WithOffset(left.Deviations, process.OffsetDeviation)));
        var leftOut = new PredictedLevels(training, [.. training.Energies.Zip(left.Residuals, (y, r) => y - r)], [.. left.Deviations.Select(d => process.Calibration * d)], process.OffsetDeviation);
        context.Report(stage, 0.95, 1, $"{points} sparse points");
        return new FittedElement(choices, chosen, features, rows, order, process, leftOut);
    }

    /// <summary>Predicts levels from their power spectra.</summary>
    public PredictedLevels Predict(SparseGaussianProcess process, ElementSamples samples, double[] rows)
    {
        double[] energies = new double[samples.Count], deviations = new double[samples.Count];
        var width = process.Basis.Width;
        KernelProducts.ForBlocks(samples.Count, context.Pool, context.Cancellation, (start, count) =>
            process.Predict(rows.AsSpan(start * width, count * width), count, energies.AsSpan(start, count), deviations.AsSpan(start, count), default));
        return new PredictedLevels(samples, energies, deviations, process.OffsetDeviation);
    }
}
