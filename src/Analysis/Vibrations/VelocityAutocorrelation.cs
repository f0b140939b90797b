using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>How velocity autocorrelation functions are computed.</summary>
public sealed record VelocityOptions
{
    /// <summary>The elements whose motion is wanted; null for all.</summary>
    public IReadOnlyList<string>? Elements { get; init; }

    /// <summary>Whose centre of mass is at rest: symbols separated by commas, <c>all</c>, or <c>none</c>.</summary>
    public string Host { get; init; } = "none";

    /// <summary>Longest lag, ps; null for half a block.</summary>
    public double? Length { get; init; }

    /// <summary>Into how many stretches of equal length the run is cut; errors come from their scatter.</summary>
    public int Blocks { get; init; } = 10;
}

/// <summary>The velocity autocorrelation of one element.</summary>
/// <param name="Symbol">The element.</param>
/// <param name="Atoms">Number of its atoms.</param>
/// <param name="Mass">Mass of an atom, amu.</param>
/// <param name="Blocks">⟨v(0)·v(t)⟩ for an atom by lag in frames, Å²/fs², in each block of time.</param>
public sealed record SpeciesVelocities(string Symbol, int Atoms, double Mass, IReadOnlyList<double[]> Blocks)
{
    /// <summary>Mean over blocks.</summary>
    public double[] Mean() => BlockScatter.Mean(Blocks);

    /// <summary>Standard errors of the means.</summary>
    public double[] Error() => BlockScatter.Error(Blocks);

    /// <summary>Running integral (1/3)∫⟨v(0)·v(t)⟩dt by the trapezoidal rule in each block, Å²/ps by lag: the diffusion coefficient of Green and Kubo where it has become constant.</summary>
    /// <param name="timeStep">Interval between frames, fs.</param>
    public IReadOnlyList<double[]> Integrals(double timeStep) => [.. Blocks.Select(c =>
    {
        var integral = new double[c.Length];
        for (var m = 1; m < c.Length; m++) integral[m] = integral[m - 1] + 1000 * timeStep / 6 * (c[m - 1] + c[m]);
        return integral;
    })];
}

/// <summary>
/// Velocity autocorrelation functions ⟨v(0)·v(t)⟩ of elements, over all origins within blocks of time, from power spectra of series padded with zeros.
/// Their integral over time is three times the diffusion coefficient: Kubo, J. Phys. Soc. Jpn. 12, 570 (1957), doi:10.1143/JPSJ.12.570.
/// </summary>
public sealed class VelocityAutocorrelation
{
    private VelocityAutocorrelation(double timeStep, int length, string host, IReadOnlyList<SpeciesVelocities> species) => (TimeStep, Length, Host, Species) = (timeStep, length, host, species);

    /// <summary>Interval between frames, fs.</summary>
    public double TimeStep { get; }

    /// <summary>Longest lag, frames.</summary>
    public int Length { get; }

    /// <summary>Whose centre of mass is at rest.</summary>
    public string Host { get; }

    /// <summary>The elements.</summary>
    public IReadOnlyList<SpeciesVelocities> Species { get; }

    /// <summary>Goes through a trajectory opened with the column <c>velocities</c>.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="options">The options.</param>
    /// <param name="pool">The workers; the result does not depend on their number.</param>
    /// <param name="progress">Told how far the work has come, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">An element is not there, the run is too short for the blocks or the blocks for the longest lag, or a velocity is not finite.</exception>
    public static VelocityAutocorrelation Compute(Trajectory trajectory, VelocityOptions options, WorkerPool pool, IProgress<ProgressUpdate>? progress = null, CancellationToken cancellation = default)
    {
        var species = ElementChoice.Of(trajectory.Species, options.Elements);
        VelocitySums sums = new(new BlockWork(pool, trajectory.Frames, progress, cancellation), trajectory.Frames, trajectory.TimeStep, options, trajectory.Name);
        void Plain(ReadOnlySpan<int> atoms, Span<double> series) => trajectory.ReadSeries("velocities", atoms, series);
        var (host, name) = ElementChoice.Host(trajectory, species, options.Host);
        var drift = host.Length > 0 ? HostDrift.Of(trajectory, host, Plain, sums.Work) : [];
        void Read(ReadOnlySpan<int> atoms, Span<double> series)
        {
            Plain(atoms, series);
            // Both hold x, y and z of all frames in turn.
            for (var at = 0; drift.Length > 0 && at < 3 * atoms.Length * trajectory.Frames; at++) series[at] -= drift[at % drift.Length];
        }

        SpeciesVelocities[] all = [.. species.Select(s => sums.Compute(trajectory.Species.Symbol(s), Element.Mass(trajectory.Species.Elements[s]), trajectory.AtomsOf(s), Read))];
        return new(trajectory.TimeStep, sums.Length, name, all);
    }

    /// <summary>The autocorrelation of velocities that are at hand.</summary>
    /// <param name="velocities">Component k of atom a in frame f at (3a + k) × <paramref name="frames"/> + f, Å/fs.</param>
    /// <param name="atoms">Number of atoms.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="timeStep">Interval between frames, fs.</param>
    /// <param name="mass">Mass of an atom, amu.</param>
    /// <param name="options">The options; elements and host are of no meaning.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="name">What the atoms are called.</param>
    /// <exception cref="InputException">As of <see cref="Compute"/>.</exception>
    public static VelocityAutocorrelation OfVelocities(double[] velocities, int atoms, int frames, double timeStep, double mass, VelocityOptions options, WorkerPool pool, string name = "X")
    {
        VelocitySums sums = new(new BlockWork(pool, frames, null, default), frames, timeStep, options, name);
        var species = sums.Compute(name, mass, [.. Enumerable.Range(0, atoms)], (some, series) =>
        {
            for (var a = 0; a < some.Length; a++) velocities.AsSpan(3 * some[a] * frames, 3 * frames).CopyTo(series[(3 * a * frames)..]);
        });
        return new(timeStep, sums.Length, "none", [species]);
    }
}
