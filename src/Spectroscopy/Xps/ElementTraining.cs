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
/// <param name="Loss">What compression errs by; null without one.</param>
/// <param name="CrossValidated">Levels as cross-validation predicts them; null without it.</param>
internal sealed record TrainedElement(ElementModel Model, IReadOnlyList<HyperparameterChoice> Choices, HyperparameterChoice Chosen, PredictedLevels Training, PredictedLevels Test, ElementCurves? Curves, CompressionLoss? Loss, CrossValidatedLevels? CrossValidated);

/// <summary>What compression takes from scalar products p·p′ of pairs of environments, held-out ones where there are any.</summary>
/// <param name="Compression">The compression.</param>
/// <param name="Rms">Root mean square difference.</param>
/// <param name="Largest">Largest difference.</param>
internal sealed record CompressionLoss(FeatureCompression Compression, double Rms, double Largest);

/// <summary>Trains the model of one element: fit, training range, reference, test, learning curves.</summary>
internal sealed class ElementTraining(XpsTrainOptions options, BindingEnergyData data, bool[] heldOut, CoreLevel level, int atomicNumber, StepContext context)
{
    public TrainedElement Run()
    {
        var (pool, cancellation) = (context.Pool, context.Cancellation);
        ElementSamples training = new(data, atomicNumber, f => !heldOut[f]), test = new(data, atomicNumber, f => heldOut[f]);
        var fit = new ElementFit(options, data, level, level.Name, context);
        if (fit.Fault(training) is { } fault) throw new InputException(fault.What, data.Source, remedy: fault.Remedy);
        var fitted = fit.Fit(training, options.LearningCurve.Largest);
        var (process, soap) = (fitted.Process, fitted.Features.Soap);
        var testRows = test.Spectra(data, fitted.Features, _ => { }, cancellation);
        var range = Range(training, fitted.Rows, fitted.Order[..process.SparseCount], process.Basis, pool, cancellation);
        var model = new ElementModel(atomicNumber, level, soap, process, range, Reference(process, training, fitted.Rows), fitted.Features.Compression);
        context.Report($"{level.Name}: fit", 1, 1, $"{process.SparseCount} sparse points");
        var curves = test.Count == 0 ? null : new LearningCurves(training, fitted.Rows, test, testRows, fitted.Features.Length, fitted.Chosen)
            .Measure(options.LearningCurve, fitted.Order, $"{level.Name}: learning curves", context);
        var validated = options.CrossValidation.Folds == 0 ? null : new CrossValidation(options, data, level, atomicNumber, context).Run();
        return new TrainedElement(model, fitted.Choices, fitted.Chosen, fitted.LeftOut, fit.Predict(process, test, testRows), curves, CompressionLoss(fitted.Features, test.Count > 1 ? test : training), validated);
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

    private CompressionLoss? CompressionLoss(SoapFeatures features, ElementSamples samples)
    {
        if (features.Compression is not { } compression) return null;
        var rows = samples.Spectra(data, new SoapFeatures(features.Soap, context.Pool), _ => { }, context.Cancellation);
        var (rms, largest) = compression.KernelError(rows, samples.Count, context.Seed);
        return new(compression, rms, largest);
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
