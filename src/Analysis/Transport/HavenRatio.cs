using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// How the charge diffuses, and so conducts: Dσ = lim ⟨|Σ_i q_i Δr_i|²⟩/(6 t Σ_i q_i²), beside the tracer coefficient D* = Σ_i q_i² D_i/Σ_i q_i² of the same ions. The Haven ratio
/// H = D*/Dσ is 1 where ions move independently and below 1 where they move together.
/// Murch, Solid State Ionics 7, 177 (1982), doi:10.1016/0167-2738(82)90050-9.
/// </summary>
/// <param name="Tracer">D*, Å²/ps.</param>
/// <param name="TracerError">Its standard error, Å²/ps.</param>
/// <param name="Charge">Dσ from the collective displacement.</param>
/// <param name="Msd">Mean-square displacement of the charge by lag in frames, over Σ q², Å².</param>
/// <param name="Error">Standard error of each, of a walker with normal steps.</param>
/// <param name="Value">H.</param>
/// <param name="ValueError">Its standard error.</param>
/// <param name="Lower">Lower end of its 95 % confidence interval; NaN where Dσ is not determined.</param>
/// <param name="Upper">Upper end.</param>
public sealed record HavenRatio(double Tracer, double TracerError, DiffusionCoefficient Charge, double[] Msd, double[] Error, double Value, double ValueError, double Lower, double Upper)
{
    // Of the displacement of the ions: what is left of a sum that vanishes is rounding of positions and velocities, far below what any correlation leaves.
    private const double LeastDisplacement = 1e-9;

    /// <summary>Computes it.</summary>
    /// <param name="ions">The ions' displacements and charges, e.</param>
    /// <param name="frames">Frames of the run.</param>
    /// <param name="timeStep">Interval between frames, fs.</param>
    /// <param name="fit">The fit of the collective displacement.</param>
    /// <param name="pool">The workers.</param>
    /// <exception cref="InputException">All charges are zero, or momentum keeps the charge in place.</exception>
    public static HavenRatio Compute(IReadOnlyList<(SpeciesDisplacement Motion, double Charge)> ions, int frames, double timeStep, DiffusionFit fit, WorkerPool pool)
    {
        var weight = ions.Sum(i => i.Motion.Atoms * i.Charge * i.Charge);
        if (!(weight > 0)) throw new InputException("no ion has a charge", remedy: "give charges such as --charges Li=1");
        var path = new double[3 * frames];
        foreach (var (motion, charge) in ions)
        {
            for (var k = 0; k < path.Length; k++) path[k] += charge / Math.Sqrt(weight) * motion.Path[k];
        }

        var collective = MeanSquareDisplacement.OfPaths(path, 1, frames, timeStep, fit, pool, name: "the charge");
        var share = ions.Select(i => i.Motion.Atoms * i.Charge * i.Charge / weight).ToArray();
        var tracer = ions.Select((i, k) => share[k] * i.Motion.Diffusion.Value).Sum();
        var error = Math.Sqrt(ions.Select((i, k) => Math.Pow(share[k] * i.Motion.Diffusion.Error, 2)).Sum());
        var d = collective.Diffusion;
        var moved = ions.Sum(i => i.Motion.Atoms * i.Charge * i.Charge * i.Motion.Msd[fit.Lags[^1]]) / weight;
        if (!(d.Displacement > LeastDisplacement * moved))
        {
            throw new InputException("the charge does not move at all, though ions do: their total momentum is that of the whole, which is conserved", remedy: "give charges of one kind of several, or another --host");
        }

        var ratio = tracer / d.Value;
        var freedom = 2 * tracer * tracer / (error * error);
        // D̂*/D* and D̂σ/Dσ as χ²(ν)/ν, taken as independent: their ratio is Fisher's F.
        var known = d.IsDetermined && tracer > 0 && freedom >= 4;
        return new(
            tracer, error, d, collective.Msd, collective.Error, ratio, Math.Abs(ratio) * Math.Sqrt(2 / freedom + 2 / d.Freedom),
            known ? ratio / SamplingDistributions.FisherQuantile(0.975, freedom, d.Freedom) : double.NaN,
            known ? ratio / SamplingDistributions.FisherQuantile(0.025, freedom, d.Freedom) : double.NaN);
    }
}
