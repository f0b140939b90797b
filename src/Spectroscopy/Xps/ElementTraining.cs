using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>All that training one element gives.</summary>
/// <param name="Model">The model, fitted on the training data.</param>
/// <param name="Choices">What the search tried; <paramref name="Chosen"/> is the best of it.</param>
/// <param name="Chosen">The hyper-parameters of the model.</param>
/// <param name="Training">Training levels with their leave-group-out predictions.</param>
/// <param name="Test">Held-out levels with predictions of the model.</param>
/// <param name="Curves">Learning curves; null without held-out levels.</param>
internal sealed record TrainedElement(ElementModel Model, IReadOnlyList<HyperparameterChoice> Choices, HyperparameterChoice Chosen, PredictedLevels Training, PredictedLevels Test, ElementCurves? Curves);

/// <summary>Levels with predictions, and what they are off by.</summary>
/// <param name="Samples">The levels.</param>
/// <param name="Energies">Predicted binding energies, eV.</param>
/// <param name="Deviations">Predicted standard deviations, eV; NaN where there are none.</param>
internal sealed record PredictedLevels(ElementSamples Samples, double[] Energies, double[] Deviations)
{
    /// <summary>Errors as they are.</summary>
    public RegressionMetrics Raw => RegressionMetrics.Of(Energies, Samples.Energies);

    /// <summary>Errors once one offset is fitted to each frame.</summary>
    public RegressionMetrics Aligned => RegressionMetrics.Of(RegressionMetrics.AlignByGroup(Energies, Samples.Energies, Samples.Frame), Samples.Energies);

    /// <summary>Standard error of the raw RMSE, eV, from resampling the frames.</summary>
    public double RmseError(ulong seed) => RegressionMetrics.RmseStandardError(Energies, Samples.Energies, Samples.Frame, seed);

    /// <summary>Standard error of the RMSE with offsets fitted, eV.</summary>
    public double AlignedRmseError(ulong seed) => RegressionMetrics.RmseStandardError(RegressionMetrics.AlignByGroup(Energies, Samples.Energies, Samples.Frame), Samples.Energies, Samples.Frame, seed);

    /// <summary>
    /// The share of the mean squared error that is due to offsets of the frames: what fitting one to each takes away, less the share F/N that F fitted numbers would take from
    /// N independent errors by chance. NaN where every frame has one level or there is no error.
    /// </summary>
    public double OffsetShare
    {
        get
        {
            var (n, frames) = (Samples.Count, Samples.Frame.Distinct().Count());
            var within = Aligned.Rmse * Aligned.Rmse * n / (n - frames);
            return n == frames || Raw.Rmse == 0 ? double.NaN : Math.Max(0, 1 - within / (Raw.Rmse * Raw.Rmse));
        }
    }

    /// <summary>Standard deviation of the frames' offsets that the share amounts to, eV.</summary>
    public double OffsetDeviation => Raw.Rmse * Math.Sqrt(OffsetShare);

    /// <summary>Root mean square of error over predicted deviation, with a common offset of the given standard deviation added to it.</summary>
    public double Calibration(double offsetDeviation)
    {
        double sum = 0;
        for (var i = 0; i < Energies.Length; i++) sum += Math.Pow(Energies[i] - Samples.Energies[i], 2) / (Deviations[i] * Deviations[i] + offsetDeviation * offsetDeviation);
        return Math.Sqrt(sum / Energies.Length);
    }
}

/// <summary>Trains the model of one element: search, sparse points, fit, test, learning curves.</summary>
internal sealed class ElementTraining(XpsTrainOptions options, BindingEnergyData data, bool[] heldOut, CoreLevel level, int atomicNumber, StepContext context)
{
    // Below the rounding of any calculation of a core level, eV.
    private const double SmallestSpread = 1e-9;

    public TrainedElement Run()
    {
        var (pool, cancellation) = (context.Pool, context.Cancellation);
        ElementSamples training = new(data, atomicNumber, f => !heldOut[f]), test = new(data, atomicNumber, f => heldOut[f]);
        if (training.Count == 0) throw new InputException($"no {level.Name} level is left for training", options.Data, remedy: "lower 'test_fraction' or give more frames");
        if (training.GroupNames.Length < 2)
        {
            throw new InputException($"the {level.Name} levels for training are all of one group, so hyper-parameters cannot be judged by leaving groups out", options.Data, remedy: "give more groups, or set 'group: null' to make each frame its own");
        }

        if (training.Energies.Max() - training.Energies.Min() < SmallestSpread)
        {
            throw new InputException($"the {level.Name} levels for training do not differ, so there is nothing to learn from them", options.Data, remedy: "give more frames, or NaN in place of these levels");
        }

        var choices = new HyperparameterSearch(options, data, training, data.AllElements, $"{level.Name}: search", context).Run();
        var chosen = choices.MinBy(c => c.Rmse)!;
        var soap = HyperparameterSearch.Soap(options.Descriptor, chosen.Cutoff, chosen.Width, data.AllElements);
        var features = new SoapFeatures(soap, pool);
        var fitStage = $"{level.Name}: fit";
        var rows = training.Spectra(data, features, done => context.Report(fitStage, 0.2 * done / training.Count, 1), cancellation);
        var testRows = test.Spectra(data, features, _ => { }, cancellation);

        var points = Math.Min(options.Regression.SparsePoints, training.Count);
        var ordered = Math.Min(training.Count, Math.Max(points, options.LearningCurve.Largest));
        var order = context.Checkpoint.GetOrCompute($"{level.Name}: order", () =>
            FarthestPointSampling.Select(rows, training.Count, soap.Length, ordered, pool, picked => context.Report(fitStage, 0.2 + 0.6 * picked / ordered, 1, "farthest-point sampling"), cancellation).Order);
        var basis = new SparseBasis(ElementSamples.Take(rows, soap.Length, order.AsSpan(0, points)), points, soap.Length, chosen.Zeta);
        var whitened = new SparseFit(basis, rows, training.Energies, training.Groups, training.Frame, pool, cancellation).Whiten(chosen.FrameOffset, pool, cancellation);
        var left = whitened.Leave(chosen.Noise, pool, cancellation);
        var process = whitened.Solve(chosen.Noise, left.SignalVariance);
        context.Report(fitStage, 0.95, 1);
        var range = Range(training, rows, order.AsSpan(0, points).ToArray(), basis, pool, cancellation);
        var trained = new PredictedLevels(training, [.. training.Energies.Zip(left.Residuals, (y, r) => y - r)], [.. Enumerable.Repeat(double.NaN, training.Count)]);
        var tested = Predict(process, test, testRows);
        var model = new ElementModel(atomicNumber, level, soap, process, range, Reference(process, training, rows));
        context.Report(fitStage, 1, 1, $"{points} sparse points");
        var curves = test.Count == 0 ? null : new LearningCurves(training, rows, test, testRows, soap.Length, chosen)
            .Measure(options.LearningCurve, order, $"{level.Name}: learning curves", context);
        return new TrainedElement(model, choices, chosen, trained, tested, curves);
    }

    private PredictedLevels Predict(SparseGaussianProcess process, ElementSamples samples, double[] rows)
    {
        double[] energies = new double[samples.Count], deviations = new double[samples.Count];
        var width = process.Basis.Width;
        KernelProducts.ForBlocks(samples.Count, context.Pool, context.Cancellation, (start, count) =>
            process.Predict(rows.AsSpan(start * width, count * width), count, energies.AsSpan(start, count), deviations.AsSpan(start, count), default));
        return new PredictedLevels(samples, energies, deviations);
    }

    // The largest distance of a training environment to the sparse points of other groups: what the model was asked to bridge when groups were left out.
    private static double Range(ElementSamples training, double[] rows, int[] sparse, SparseBasis basis, WorkerPool pool, CancellationToken cancellation)
    {
        var nearest = new double[training.Count];
        KernelProducts.ForBlocks(training.Count, pool, cancellation, (start, count) =>
        {
            var similarities = new double[count * basis.Count];
            basis.Similarities(rows.AsSpan(start * basis.Width, count * basis.Width), count, similarities);
            for (var i = 0; i < count; i++)
            {
                var best = double.NegativeInfinity;
                for (var s = 0; s < basis.Count; s++)
                {
                    if (training.Groups[sparse[s]] != training.Groups[start + i]) best = Math.Max(best, similarities[i * basis.Count + s]);
                }

                nearest[start + i] = double.IsNegativeInfinity(best) ? 0 : ElementModel.Distance(best);
            }
        });
        return nearest.Max();
    }

    private ReferencePhase? Reference(SparseGaussianProcess process, ElementSamples training, double[] rows)
    {
        if (!options.References.TryGetValue(level.Element, out var group)) return null;
        int[] samples = [.. Enumerable.Range(0, training.Count).Where(i => training.GroupNames[training.Groups[i]] == group)];
        var means = new double[samples.Length];
        process.Predict(ElementSamples.Take(rows, process.Basis.Width, samples), samples.Length, means, default, default);
        return new ReferencePhase(group, samples.Average(i => training.Energies[i]), means.Average());
    }
}
