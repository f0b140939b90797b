using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Learning;

namespace Lithoscope.Spectroscopy;

/// <summary>The numbers of a training: for summary.json and for the screen.</summary>
internal sealed class XpsTrainSummary(XpsTrainOptions options, BindingEnergyData data, bool[] heldOut, TrainedElement[] trained, ulong seed)
{
    public JsonObject Numbers()
    {
        var levels = new JsonObject();
        foreach (var t in trained)
        {
            var (process, chosen) = (t.Model.Process, t.Chosen);
            levels[t.Model.Level.Name] = new JsonObject
            {
                ["training"] = Errors(t.Training),
                ["test"] = t.Test.Samples.Count == 0 ? null : Errors(t.Test),
                ["test_error_over_predicted_std"] = t.Test.Samples.Count == 0 ? null : Math.Sqrt(t.Test.Calibration().MeanSquare),
                ["calibration"] = new JsonObject
                {
                    ["factor"] = process.Calibration,
                    ["robust_factor"] = Reliability.RobustFactor(t),
                    ["groups_left_out"] = new JsonObject { ["before"] = Uncertainty(t.Training.Calibration(1 / process.Calibration)), ["after"] = Uncertainty(t.Training.Calibration()) },
                    ["test"] = t.Test.Samples.Count == 0 ? null : new JsonObject { ["before"] = Uncertainty(t.Test.Calibration(1 / process.Calibration)), ["after"] = Uncertainty(t.Test.Calibration()) },
                },
                ["cross_validation"] = t.CrossValidated is { } cross ? CrossValidated(cross) : null,
                ["hyperparameters"] = Hyperparameters(chosen),
                ["compression"] = t.Loss is { } loss ? new JsonObject { ["from"] = loss.Compression.Width, ["to"] = loss.Compression.Length, ["kernel_error_rms"] = loss.Rms, ["kernel_error_largest"] = loss.Largest } : null,
                ["sparse_points"] = process.SparseCount,
                ["noise_std_ev"] = process.NoiseDeviation,
                ["frame_offset_std_ev"] = process.OffsetDeviation,
                ["reference"] = t.Model.Reference is { } r ? new JsonObject { ["group"] = r.Group, ["calculated_ev"] = r.Calculated, ["predicted_ev"] = r.Predicted } : null,
                ["learning_curve"] = LearningLaw.Of(t) is { } law ? new JsonObject { ["exponent"] = law.Exponent, ["goal_ev"] = 0.1, ["frames_for_goal"] = law.FramesFor(0.1) } : null,
            };
        }

        return new JsonObject
        {
            ["frames"] = data.Frames.Count,
            ["training_frames"] = heldOut.Count(h => !h),
            ["test_frames"] = heldOut.Count(h => h),
            ["levels"] = levels,
        };
    }

    public IReadOnlyList<string> Lines()
    {
        var lines = new List<string>
        {
            $"{data.Frames.Count} frames of {(data.Source is { } file ? Path.GetFileName(file) : $"{options.Data.Count} files")}: {heldOut.Count(h => !h)} for training, {heldOut.Count(h => h)} held out by group",
        };
        foreach (var t in trained)
        {
            var name = t.Model.Level.Name;
            if (t.CrossValidated is { } cross) lines.Add(CrossValidationSentence(name, cross));
            if (t.Loss is { } loss) lines.Add(Text($"{name}: {loss.Compression.Width} numbers an environment shortened to {loss.Compression.Length}, which changes p·p′ by {loss.Rms:E1} rms and {loss.Largest:E1} at most"));
            if (t.Test.Samples.Count == 0)
            {
                lines.Add(Text($"{name} RMSE {t.Training.Raw.Rmse:F3} eV leaving groups of the training data out; nothing was held out"));
                lines.Add("       " + Reliability.Sentence(t));
                continue;
            }

            var (raw, aligned) = (t.Test.Raw, t.Test.Aligned);
            lines.Add(Text($"{name} RMSE {raw.Rmse:F3}{PlusMinus(t.Test.RmseError(seed))} eV, MAE {raw.Mae:F3} eV on {raw.Count} held-out levels, whose spread is {raw.Spread:F3} eV"));
            lines.Add(Text($"       with one fitted offset a frame RMSE {aligned.Rmse:F3}{PlusMinus(t.Test.AlignedRmseError(seed))} eV, MAE {aligned.Mae:F3} eV") + (double.IsNaN(t.Test.OffsetShare) ? "" : Text($"; {100 * t.Test.OffsetShare:F0} % of the squared error is the frames' offset ({t.Test.OffsetDeviation:F3} eV)")));
            lines.Add("       " + Reliability.Sentence(t));
            if (LearningLaw.Of(t) is { } law) lines.Add("       " + law.Sentence(0.1));
            if (t.Curves is { } curves) lines.Add("       " + SelectionVerdict.Of(curves).Sentence);
        }

        return lines;
    }

    private string CrossValidationSentence(string name, CrossValidatedLevels cross)
    {
        var (errors, calibration) = (cross.Errors, cross.Levels.Calibration());
        return Text($"{name} cross-validated MAE {errors.Mae:F3}{PlusMinus(cross.MaeError(seed))} eV, RMSE {errors.Rmse:F3}{PlusMinus(cross.RmseError(seed))} eV: {errors.Count} levels, {cross.Groups} groups in {cross.Folds.Count} folds, ")
            + Text($"spread {errors.Spread:F3} eV; {100 * calibration.Coverage68:F0} % lie within 68 % intervals, {100 * calibration.Coverage95:F0} % within 95 %");
    }

    private static JsonObject Hyperparameters(HyperparameterChoice chosen) => new()
    {
        ["cutoff"] = chosen.Cutoff, ["width"] = chosen.Width, ["zeta"] = chosen.Zeta, ["noise"] = chosen.Noise, ["frame_offset"] = chosen.FrameOffset,
    };

    private JsonObject CrossValidated(CrossValidatedLevels cross)
    {
        var (errors, mae, rmse) = (cross.Errors, cross.MaeError(seed), cross.RmseError(seed));
        return new JsonObject
        {
            ["count"] = errors.Count,
            ["groups"] = cross.Groups,
            ["spread_ev"] = errors.Spread,
            ["mae_ev"] = errors.Mae,
            ["mae_standard_error_ev"] = double.IsNaN(mae) ? null : mae,
            ["rmse_ev"] = errors.Rmse,
            ["rmse_standard_error_ev"] = double.IsNaN(rmse) ? null : rmse,
            ["percentile95_ev"] = errors.Percentile95,
            ["calibration"] = Uncertainty(cross.Levels.Calibration()),
            ["folds"] = new JsonArray([.. cross.Folds.Select(f => new JsonObject { ["groups"] = f.Groups, ["count"] = f.Errors.Count, ["mae_ev"] = f.Errors.Mae, ["rmse_ev"] = f.Errors.Rmse, ["hyperparameters"] = Hyperparameters(f.Chosen) })]),
        };
    }

    private static JsonObject Uncertainty(CalibrationMetrics m) => new()
    {
        ["mean_square_error_over_std"] = m.MeanSquare,
        ["spread_of_error_over_std"] = m.Spread,
        ["coverage_68"] = m.Coverage68,
        ["coverage_95"] = m.Coverage95,
        ["rank_correlation"] = double.IsNaN(m.RankCorrelation) ? null : m.RankCorrelation,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // The error bar of an RMSE; none where a single frame gives no measure of it.
    private static string PlusMinus(double error) => double.IsNaN(error) ? "" : Text($" ± {error:F3}");

    private JsonObject Errors(PredictedLevels levels)
    {
        static JsonObject Metrics(RegressionMetrics m, double error) => new() { ["rmse_ev"] = m.Rmse, ["rmse_standard_error_ev"] = double.IsNaN(error) ? null : error, ["mae_ev"] = m.Mae, ["percentile95_ev"] = m.Percentile95 };
        return new JsonObject
        {
            ["count"] = levels.Samples.Count,
            ["spread_ev"] = levels.Raw.Spread,
            ["raw"] = Metrics(levels.Raw, levels.RmseError(seed)),
            ["offset_fitted_per_frame"] = Metrics(levels.Aligned, levels.AlignedRmseError(seed)),
            ["offset_share_of_squared_error"] = double.IsNaN(levels.OffsetShare) ? null : levels.OffsetShare,
        };
    }
}

/// <summary>RMSE = a · frames^(−exponent), fitted to the logarithms of the mean RMSE over the upper half of the sizes.</summary>
/// <param name="Prefactor">a, eV.</param>
/// <param name="Exponent">The exponent; not positive where more frames did not help.</param>
/// <param name="Frames">Training frames there are.</param>
/// <param name="Reached">RMSE with all of them, eV.</param>
internal sealed record LearningLaw(double Prefactor, double Exponent, int Frames, double Reached)
{
    public static LearningLaw? Of(TrainedElement element)
    {
        if (element.Curves is not { Frames.Length: >= 3 } curves) return null;
        var points = curves.Frames[(curves.Frames.Length / 2)..];
        if (points.Length < 2) points = curves.Frames[^2..];
        double[] x = [.. points.Select(p => Math.Log(p.Size))], y = [.. points.Select(p => Math.Log(p.Rmse.Average()))];
        double mx = x.Average(), my = y.Average();
        var slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
        return new LearningLaw(Math.Exp(my - slope * mx), -slope, curves.Frames[^1].Size, curves.Frames[^1].Rmse.Average());
    }

    /// <summary>Frames at which the law reaches a goal; null where it never does or is not to be believed so far away.</summary>
    public double? FramesFor(double goal)
    {
        if (Reached <= goal) return Frames;
        var frames = Exponent > 0.01 ? Math.Pow(Prefactor / goal, 1 / Exponent) : double.PositiveInfinity;
        return frames < 1e6 ? Math.Ceiling(Math.Max(frames, Frames)) : null;
    }

    public string Sentence(double goal) => Reached <= goal
        ? string.Create(CultureInfo.InvariantCulture, $"the goal of {goal:G2} eV is met with {Frames} training frames (learning curve: RMSE ∝ frames^−{Exponent:F2})")
        : FramesFor(goal) is { } frames
            ? string.Create(CultureInfo.InvariantCulture, $"the goal of {goal:G2} eV would take about {frames:F0} training frames ({Frames} now; RMSE ∝ frames^−{Exponent:F2} over the upper half of the curve)")
            : string.Create(CultureInfo.InvariantCulture, $"the learning curve (RMSE ∝ frames^−{Exponent:F2}) does not lead to {goal:G2} eV by more frames alone");
}

/// <summary>Where farthest-point sampling beats random selection.</summary>
/// <param name="Sentence">What the report says.</param>
internal sealed record SelectionVerdict(string Sentence)
{
    public static SelectionVerdict Of(ElementCurves curves)
    {
        // The last size is all there is: nothing is chosen.
        var pairs = curves.Farthest.Zip(curves.Random).Where(p => p.Second.Rmse.Length > 1).ToArray();
        if (pairs.Length == 0) return new("farthest-point sampling was not compared: there are too few environments");
        int[] rmse = [.. pairs.Where(p => p.First.Rmse[0] < p.Second.Rmse.Average()).Select(p => p.First.Size)];
        int[] tail = [.. pairs.Where(p => p.First.Percentile95[0] < p.Second.Percentile95.Average()).Select(p => p.First.Size)];
        string Where(int[] sizes) => sizes.Length == pairs.Length ? $"at all {pairs.Length} sizes" : sizes.Length == 0 ? $"at none of {pairs.Length} sizes" : $"at {sizes.Length} of {pairs.Length} sizes ({string.Join(", ", sizes)} environments)";
        return new($"farthest-point sampling beats the mean of {pairs[0].Second.Rmse.Length} random draws in RMSE {Where(rmse)}, in the 95th percentile {Where(tail)}");
    }
}
