using System.Text.Json.Nodes;

namespace Lithoscope.Analysis;

/// <summary>A diffusion coefficient from a straight line through the mean-square displacement, MSD = 6 D t + b.</summary>
/// <param name="Value">D, Å²/ps.</param>
/// <param name="Error">Its standard error, Å²/ps.</param>
/// <param name="Lower">Lower end of the 95 % confidence interval, Å²/ps.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Freedom">Degrees of freedom ν: D is distributed as χ²(ν)/ν times the true value.</param>
/// <param name="Intercept">b, Å².</param>
/// <param name="FitStart">First lag of the fit, ps.</param>
/// <param name="FitEnd">Last lag of the fit, ps.</param>
/// <param name="Displacement">Mean-square displacement at the end of the fit, Å².</param>
/// <param name="Exponent">Local exponent d ln MSD/d ln t in the window of the fit.</param>
/// <param name="ExponentError">Its standard error.</param>
/// <param name="Moves">Whether the displacement reaches the threshold; where it does not, D is not the diffusion coefficient of anything.</param>
public sealed record DiffusionCoefficient(
    double Value, double Error, double Lower, double Upper, double Freedom, double Intercept, double FitStart, double FitEnd, double Displacement, double Exponent, double ExponentError, bool Moves)
{
    /// <summary>1 Å²/ps in cm²/s.</summary>
    public const double SquareCentimetresPerSecond = 1e-4;

    // A tenth is what a fit over a factor of five in time can hardly tell from curvature of other origin; below four degrees of freedom the χ² interval spans more than a factor of ten.
    private const double LargestDeviation = 0.1;
    private const double FewestFreedom = 4;

    /// <summary>Whether the exponent is 1 within two standard errors or a tenth: whether the motion is diffusive on the scale of the fit.</summary>
    public bool IsDiffusive => Math.Abs(Exponent - 1) <= Math.Max(LargestDeviation, 2 * ExponentError);

    /// <summary>Whether the run is long enough to say more than the order of magnitude.</summary>
    public bool IsDetermined => Value > 0 && Freedom >= FewestFreedom;

    /// <summary>For summary.json.</summary>
    public JsonObject ToJson() => new()
    {
        ["D_cm2_s"] = AnalysisResult.Number(SquareCentimetresPerSecond * Value),
        ["D_error_cm2_s"] = AnalysisResult.Number(SquareCentimetresPerSecond * Error),
        ["D_95_cm2_s"] = new JsonArray(AnalysisResult.Number(SquareCentimetresPerSecond * Lower), AnalysisResult.Number(SquareCentimetresPerSecond * Upper)),
        ["D_A2_ps"] = AnalysisResult.Number(Value, Error),
        ["freedom"] = AnalysisResult.Number(Freedom),
        ["intercept_A2"] = AnalysisResult.Number(Intercept),
        ["fit_ps"] = new JsonArray(AnalysisResult.Number(FitStart), AnalysisResult.Number(FitEnd)),
        ["msd_at_end_A2"] = AnalysisResult.Number(Displacement),
        ["exponent"] = AnalysisResult.Number(Exponent, ExponentError),
        ["moves"] = Moves,
        ["diffusive"] = IsDiffusive,
    };

    /// <summary>What the user should know about it, a sentence each.</summary>
    /// <param name="what">Of what it is, such as <c>Li</c>.</param>
    /// <param name="threshold">The least displacement, Å².</param>
    public IEnumerable<string> Warnings(string what, double threshold)
    {
        if (!Moves)
        {
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} moves by {Displacement:G3} Å² in {FitEnd:G3} ps, less than {threshold:G3} Å²: its D is marked and stands for no diffusion; simulate longer or hotter.");
        }
        else if (!IsDiffusive)
        {
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} is not yet diffusive: its displacement grows as t^{Exponent:F2} (± {ExponentError:F2}) between {FitStart:G3} and {FitEnd:G3} ps.");
        }

        if (Moves && !IsDetermined) yield return $"the run is too short for more than the order of magnitude of D of {what}.";
    }
}
