using System.Text.Json.Nodes;
using Lithoscope.Learning;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>The step <c>xps.train</c>: from frames with core-level binding energies to a model, its errors on held-out frames and its learning curves.</summary>
public sealed class XpsTrainStep : StepKind<XpsTrainOptions>
{
    private const string Predictions = "predictions.csv";
    private const string CurvesFile = "learning_curves.csv";
    private const string CrossFile = "cross_validation.csv";

    /// <inheritdoc/>
    public override string Name => "xps.train";

    /// <inheritdoc/>
    public override string Summary => "Train a model of core-level binding energies and measure it on held-out frames.";

    /// <inheritdoc/>
    public override void Validate(XpsTrainOptions options, StepValidation validation)
    {
        foreach (var file in options.Data) validation.DeclareInput("data", file);
        Check(options.Descriptor.Cutoff, "descriptor.cutoff", HyperparameterLimits.IsCutoff, "must lie between 0 and 20 Å", validation);
        Check(options.Descriptor.Width, "descriptor.width", HyperparameterLimits.IsWidth, "must lie between 0.2 and 2 Å", validation);
        Check(options.Regression.Zeta, "regression.zeta", HyperparameterLimits.IsZeta, "must lie between 0 and 16", validation);
        Check(options.Regression.Noise, "regression.noise", HyperparameterLimits.IsNoise, "must lie between 0 and 1", validation);
        Check(options.Regression.FrameOffset, "regression.frame_offset", HyperparameterLimits.IsFrameOffset, "must lie between 0 and 10⁶", validation);
        foreach (var (element, _) in options.References)
        {
            if (!Element.TryParse(element, out var z) || z == 0) validation.Fail("references", $"names '{element}', which is no element");
            if (Element.Symbol(z) != element) validation.Fail("references", $"names '{element}'", $"write {Element.Symbol(z)}");
        }

        if (Path.GetExtension(options.Model) != ".json" || Path.GetFileName(options.Model) != options.Model) validation.Fail("model", "must be a file name that ends in .json");
        validation.DeclareOutput("model", options.Model);
        validation.DeclareOutput("tensors", Path.ChangeExtension(options.Model, ".safetensors"));
        validation.DeclareOutput("predictions", Predictions);
        validation.DeclareOutput("learning_curves", CurvesFile);
        if (options.CrossValidation.Folds == 1) validation.Fail("cross_validation.folds", "must be 0 or at least 2");
        if (options.CrossValidation.Folds > 0) validation.DeclareOutput("cross_validation", CrossFile);
        var combinations = options.Descriptor.Cutoff.Count * options.Descriptor.Width.Count * options.Regression.Zeta.Count * options.Regression.Noise.Count * options.Regression.FrameOffset.Count;
        validation.Describe($"searches {combinations} combinations of hyper-parameters for each element, then fits with up to {options.Regression.SparsePoints} sparse points");
        if (options.CrossValidation.Folds > 0) validation.Describe($"does the same in {options.CrossValidation.Folds} folds, to cross-validate");
        validation.Describe($"measures learning curves at {options.LearningCurve.Sizes} sizes with {options.LearningCurve.Draws} draws, up to {options.LearningCurve.Largest} environments (cost N³/3 each)");
    }

    /// <inheritdoc/>
    public override StepResult Run(XpsTrainOptions options, StepContext context)
    {
        context.Report("read data", 0, 1);
        var data = BindingEnergyData.Read(options.Data, options.Column, options.Group, options.JoinSameMolecules, context.Cancellation);
        var heldOut = data.HeldOut(options.TestFraction, options.KeepInTraining, context.Seed);
        context.Report("read data", 1, 1, $"{data.Frames.Count} frames");
        if (heldOut.All(h => h)) throw new InputException("all frames are held out", data.Source, remedy: "lower 'test_fraction'");
        if (!heldOut.Any(h => h) && options.CrossValidation.Folds == 0) context.Warn("No frame is held out, so there is no test: give more groups or raise test_fraction.");
        CheckReferences(options, data, heldOut);
        CoreLevel[] levels = [.. data.Elements.Select(z => Level(z, data))];
        var trained = data.Elements.Zip(levels, (z, level) => new ElementTraining(options, data, heldOut, level, z, context).Run()).ToArray();
        var model = new BindingEnergyModel([.. trained.Select(t => t.Model)], data.AllElements, options.LevelNote);
        var path = context.Folder.PathOf(options.Model);
        BindingEnergyModelFile.Write(model, path);
        AtomicFile.WriteText(context.Folder.PathOf(Predictions), PredictionsCsv(data, trained));
        AtomicFile.WriteText(context.Folder.PathOf(CurvesFile), CurvesCsv(trained));
        if (options.CrossValidation.Folds > 0) AtomicFile.WriteText(context.Folder.PathOf(CrossFile), CrossCsv(data, trained));
        var summary = new XpsTrainSummary(options, data, heldOut, trained, context.Seed);
        var outputs = new Dictionary<string, string>
        {
            ["model"] = path,
            ["tensors"] = Path.ChangeExtension(path, ".safetensors"),
            ["predictions"] = context.Folder.PathOf(Predictions),
            ["learning_curves"] = context.Folder.PathOf(CurvesFile),
        };
        if (options.CrossValidation.Folds > 0) outputs["cross_validation"] = context.Folder.PathOf(CrossFile);
        return new StepResult
        {
            Outputs = outputs,
            Summary = summary.Numbers(),
            SummaryLines = summary.Lines(),
            ReportSections = new XpsTrainReport(options, data, heldOut, trained, context.Seed).Sections(),
        };
    }

    // The shell that the labels are of: 1s up to neon, 2p for the third row.
    private static CoreLevel Level(int atomicNumber, BindingEnergyData data) => atomicNumber switch
    {
        <= 10 => new CoreLevel(Element.Symbol(atomicNumber), "1s"),
        <= 18 => new CoreLevel(Element.Symbol(atomicNumber), "2p"),
        _ => throw new InputException($"{Element.Symbol(atomicNumber)} has binding energies, but which level they are of is known only up to argon", data.Source, remedy: "write NaN for its atoms"),
    };

    // Before the search, which takes minutes.
    private static void CheckReferences(XpsTrainOptions options, BindingEnergyData data, bool[] heldOut)
    {
        foreach (var (element, group) in options.References)
        {
            Element.TryParse(element, out var z);
            if (data.Levels(z).Any(l => !heldOut[l.Frame] && data.Groups[l.Frame] == group)) continue;
            throw new InputException($"the reference phase of {element}, group '{group}', is not among the training data", data.Source, remedy: "correct 'references' or add it to 'keep_in_training'");
        }
    }

    private static void Check(IReadOnlyList<double> values, string key, Func<double, bool> allowed, string what, StepValidation validation)
    {
        if (values.Any(v => !allowed(v))) validation.Fail(key, what);
    }

    private static string PredictionsCsv(BindingEnergyData data, TrainedElement[] trained)
    {
        var rows = trained.SelectMany(t => new[] { (Set: "training", t.Training), (Set: "test", t.Test) }.SelectMany(p => Enumerable.Range(0, p.Item2.Samples.Count).Select(i =>
            new object?[]
            {
                p.Item2.Samples.Frame[i], p.Item2.Samples.Atom[i], t.Model.Symbol, data.Groups[p.Item2.Samples.Frame[i]], p.Set,
                p.Item2.Samples.Energies[i], p.Item2.Energies[i], p.Item2.Deviations[i],
            })));
        return CsvWriter.Write(["frame", "atom", "element", "group", "set", "binding_energy_ev", "predicted_ev", "predicted_std_ev"], rows);
    }

    private static string CrossCsv(BindingEnergyData data, TrainedElement[] trained)
    {
        var rows = trained.Where(t => t.CrossValidated is not null).SelectMany(t => Enumerable.Range(0, t.CrossValidated!.Fold.Length).Select(i =>
        {
            var (levels, fold) = (t.CrossValidated.Levels, t.CrossValidated.Fold[i]);
            return new object?[] { levels.Samples.Frame[i], levels.Samples.Atom[i], t.Model.Symbol, data.Groups[levels.Samples.Frame[i]], fold + 1, levels.Samples.Energies[i], levels.Energies[i], levels.Deviations[i] };
        }));
        return CsvWriter.Write(["frame", "atom", "element", "group", "fold", "binding_energy_ev", "predicted_ev", "predicted_std_ev"], rows);
    }

    private static string CurvesCsv(TrainedElement[] trained)
    {
        var rows = trained.Where(t => t.Curves is not null).SelectMany(t => new[] { ("farthest", t.Curves!.Farthest), ("random", t.Curves.Random), ("frames", t.Curves.Frames) }
            .SelectMany(c => c.Item2.SelectMany(p => Enumerable.Range(0, p.Rmse.Length).Select(d => new object?[] { t.Model.Level.Name, c.Item1, p.Size, d, p.Rmse[d], p.Percentile95[d] }))));
        return CsvWriter.Write(["level", "selection", "size", "draw", "rmse_ev", "percentile95_ev"], rows);
    }
}
