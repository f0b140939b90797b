using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Levels of one element, each predicted by a model that has not seen its group.</summary>
/// <param name="Levels">The levels with their predictions.</param>
/// <param name="Fold">Number of the fold of each level.</param>
/// <param name="Folds">The folds.</param>
internal sealed record CrossValidatedLevels(PredictedLevels Levels, int[] Fold, IReadOnlyList<CrossValidationFold> Folds)
{
    /// <summary>Errors as they are.</summary>
    public RegressionMetrics Errors => Levels.Raw;

    /// <summary>Number of groups.</summary>
    public int Groups => Levels.Samples.GroupNames.Length;

    /// <summary>Standard error of the MAE, eV, from resampling the groups: the frames of a group err alike.</summary>
    public double MaeError(ulong seed) => RegressionMetrics.MaeStandardError(Levels.Energies, Levels.Samples.Energies, Levels.Samples.Groups, seed);

    /// <summary>Standard error of the RMSE, eV, from resampling the groups.</summary>
    public double RmseError(ulong seed) => RegressionMetrics.RmseStandardError(Levels.Energies, Levels.Samples.Energies, Levels.Samples.Groups, seed);
}

/// <summary>One fold: what the others led to, and how it did here.</summary>
/// <param name="Groups">Groups predicted.</param>
/// <param name="Chosen">The hyper-parameters that leaving groups of the other folds out led to.</param>
/// <param name="Errors">Errors on the levels predicted.</param>
internal sealed record CrossValidationFold(int Groups, HyperparameterChoice Chosen, RegressionMetrics Errors);

/// <summary>
/// Cross-validation by group: search, fit and calibration on all folds but one, prediction of that one, in turn. Nothing of a group, nor of hyper-parameters that were
/// chosen by it, is in its prediction. Groups that are kept in training are in every fit and are not predicted.
/// </summary>
internal sealed class CrossValidation(XpsTrainOptions options, BindingEnergyData data, CoreLevel level, int atomicNumber, StepContext context)
{
    private const int FewestGroups = 3;

    /// <summary>Cross-validates; null, with a warning, where there are too few groups.</summary>
    public CrossValidatedLevels? Run()
    {
        var all = new ElementSamples(data, atomicNumber, f => !IsKept(f));
        if (all.GroupNames.Length < FewestGroups)
        {
            context.Warn($"{level.Name} is not cross-validated: {all.GroupNames.Length} groups are too few.");
            return null;
        }

        var count = Math.Min(options.CrossValidation.Folds, all.GroupNames.Length);
        var foldOf = FoldsOf(all.GroupNames, count);
        double[] energies = new double[all.Count], deviations = new double[all.Count], totals = new double[all.Count];
        int[] fold = [.. all.Groups.Select(g => foldOf[all.GroupNames[g]])];
        var folds = new List<CrossValidationFold>();
        for (var k = 0; k < count; k++)
        {
            var held = k;
            bool IsHeld(int frame) => !IsKept(frame) && foldOf.TryGetValue(data.Groups[frame], out var own) && own == held;
            ElementSamples training = new(data, atomicNumber, f => !IsHeld(f)), test = new(data, atomicNumber, IsHeld);
            var fit = new ElementFit(options, data, level, $"{level.Name}: fold {k + 1} of {count}", context);
            if (fit.Fault(training) is { } fault) throw new InputException($"without fold {k + 1} of the cross-validation, {fault.What}", data.Source, remedy: "raise 'cross_validation.folds', or set it to 0");
            var fitted = fit.Fit(training, 0);
            var predicted = fit.Predict(fitted.Process, test, test.Spectra(data, fitted.Features, _ => { }, context.Cancellation));
            folds.Add(new(test.GroupNames.Length, fitted.Chosen, predicted.Raw));
            for (int i = 0, at = 0; i < all.Count; i++)
            {
                if (fold[i] != k) continue;
                // Both are in the order of the file.
                (energies[i], deviations[i], totals[i]) = (predicted.Energies[at], predicted.Deviations[at], predicted.TotalDeviations[at]);
                at++;
            }

            context.Report($"{level.Name}: cross-validation", k + 1, count);
        }

        return new(new PredictedLevels(all, energies, deviations, totals), fold, folds);
    }

    private bool IsKept(int frame) => options.KeepInTraining is { Length: > 0 } prefix && data.Groups[frame].StartsWith(prefix, StringComparison.Ordinal);

    // Folds of as many groups as can be, in an order that depends on the seed and the names alone.
    private Dictionary<string, int> FoldsOf(string[] groups, int count) =>
        groups.OrderBy(g => GroupSplit.Position(g, context.Seed)).ThenBy(g => g, StringComparer.Ordinal).Select((g, place) => (g, place)).ToDictionary(p => p.g, p => p.place % count, StringComparer.Ordinal);
}
