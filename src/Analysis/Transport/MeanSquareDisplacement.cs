using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>How mean-square displacements are computed and fitted.</summary>
public sealed record DisplacementOptions
{
    /// <summary>The elements whose motion is wanted; null for all.</summary>
    public IReadOnlyList<string>? Elements { get; init; }

    /// <summary>Whose centre of mass stays in place: symbols separated by commas, <c>all</c>, or <c>none</c>; null for the elements not asked for, or all atoms where all are.</summary>
    public string? Host { get; init; }

    /// <summary>First lag of the fit as a fraction of the run.</summary>
    public double FitStart { get; init; } = 0.1;

    /// <summary>Last lag of the fit as a fraction of the run.</summary>
    public double FitEnd { get; init; } = 0.5;

    /// <summary>Least mean-square displacement at the end of the fit of an element that moves, Å².</summary>
    public double Threshold { get; init; } = 3;

    /// <summary>Whether positions are led back over the borders of the cell.</summary>
    public Unwrapping Unwrap { get; init; }
}

/// <summary>How the atoms of one element move.</summary>
/// <param name="Symbol">The element.</param>
/// <param name="Atoms">Number of its atoms.</param>
/// <param name="Msd">Mean-square displacement by lag in frames, from 0, Å².</param>
/// <param name="Error">Standard error of each, of independent walkers with normal steps.</param>
/// <param name="Path">Sum of the displacements of its atoms since the first frame, Å: x of all frames, then y, then z.</param>
/// <param name="Diffusion">The tracer diffusion coefficient.</param>
public sealed record SpeciesDisplacement(string Symbol, int Atoms, double[] Msd, double[] Error, double[] Path, DiffusionCoefficient Diffusion);

/// <summary>
/// Mean-square displacements of the elements of a trajectory, averaged over all origins in time, and the tracer diffusion coefficients from them. With D_k = Σ_i |r_i(k)|² and the
/// autocorrelation A(m) = Σ_i Σ_k r_i(k)·r_i(k + m), MSD(m) = [S(m) − 2A(m)]/(N − m), where S(m) is a running sum of D, and A comes from power spectra of series padded to twice their length:
/// Kneller, Keiner, Kneller and Schiller, Comput. Phys. Commun. 91, 191 (1995), doi:10.1016/0010-4655(95)00048-K. Spectra are added before they are transformed back.
/// </summary>
public sealed class MeanSquareDisplacement
{
    private MeanSquareDisplacement(double timeStep, int frames, string host, IReadOnlyList<SpeciesDisplacement> species, long crossings, DisplacementOptions options)
    {
        (TimeStep, Frames, Host, Species, Crossings, Options) = (timeStep, frames, host, species, crossings, options);
    }

    /// <summary>Interval between frames, fs.</summary>
    public double TimeStep { get; }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Whose centre of mass stays in place.</summary>
    public string Host { get; }

    /// <summary>The elements asked for.</summary>
    public IReadOnlyList<SpeciesDisplacement> Species { get; }

    /// <summary>How many steps over the borders of the cell were undone.</summary>
    public long Crossings { get; }

    /// <summary>The options.</summary>
    public DisplacementOptions Options { get; }

    /// <summary>Goes through a trajectory.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="options">The options.</param>
    /// <param name="pool">The workers; the result does not depend on their number.</param>
    /// <param name="progress">Told how far the work has come, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">An element is not there, the run is too short, positions are not finite, or wrapped positions cannot be led back.</exception>
    public static MeanSquareDisplacement Compute(Trajectory trajectory, DisplacementOptions options, WorkerPool pool, IProgress<ProgressUpdate>? progress = null, CancellationToken cancellation = default)
    {
        var species = ElementChoice.Of(trajectory.Species, options.Elements);
        DiffusionFit fit = new(trajectory.Frames, options.FitStart, options.FitEnd);
        BlockWork work = new(pool, trajectory.Frames, progress, cancellation);
        DisplacementSeries series = new(trajectory, options.Unwrap);
        var (host, name) = ElementChoice.Host(trajectory, species, options.Host);
        if (host.Length > 0) series.RemoveDrift(host, work);
        DisplacementSums sums = new(fit, work);
        List<SpeciesDisplacement> all = [];
        foreach (var s in species) all.Add(sums.Compute(trajectory.Species.Symbol(s), trajectory.AtomsOf(s), series.Read, trajectory.TimeStep, options.Threshold, trajectory.Name));
        return new(trajectory.TimeStep, trajectory.Frames, name, all, series.Crossings, options);
    }

    /// <summary>The motion of walkers whose paths are at hand.</summary>
    /// <param name="paths">Component k of walker a in frame f at (3a + k) × <paramref name="frames"/> + f, Å.</param>
    /// <param name="walkers">Number of walkers.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="timeStep">Interval between frames, fs.</param>
    /// <param name="fit">The fit, for as many frames.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="threshold">Least mean-square displacement at the end of the fit of something that moves, Å².</param>
    /// <param name="name">What the walkers are called.</param>
    public static SpeciesDisplacement OfPaths(double[] paths, int walkers, int frames, double timeStep, DiffusionFit fit, WorkerPool pool, double threshold = 0, string name = "X")
    {
        DisplacementSums sums = new(fit, new BlockWork(pool, frames, null, default));
        return sums.Compute(name, [.. Enumerable.Range(0, walkers)], (atoms, series) =>
        {
            for (var row = 0; row < 3 * atoms.Length; row++)
            {
                var from = paths.AsSpan((3 * atoms[row / 3] + row % 3) * frames, frames);
                for (var f = 0; f < frames; f++) series[row * frames + f] = from[f] - from[0];
            }
        }, timeStep, threshold, name);
    }

    /// <summary>Warnings, a sentence each.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Crossings > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"positions are wrapped into the cell: {Crossings} steps over its borders were undone by minimum image.");
        }

        foreach (var s in Species)
        {
            foreach (var warning in s.Diffusion.Warnings(s.Symbol, Options.Threshold)) yield return warning;
        }
    }
}
