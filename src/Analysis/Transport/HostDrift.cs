using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>The motion of the centre of mass of some atoms.</summary>
internal static class HostDrift
{
    /// <summary>Mass-weighted mean of series over atoms: x of all frames, then y, then z.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="host">The atoms.</param>
    /// <param name="read">Reads series.</param>
    /// <param name="work">The workers.</param>
    /// <exception cref="InputException">An atom has no mass.</exception>
    public static double[] Of(Trajectory trajectory, int[] host, ReadSeries read, BlockWork work)
    {
        var frames = trajectory.Frames;
        var sum = new double[3 * frames];
        double Mass(int atom) => Element.Mass(trajectory.Start.AtomicNumbers[atom]);
        var total = host.Sum(Mass);
        if (!double.IsFinite(total)) throw new InputException("the host holds atoms without mass", trajectory.Name, remedy: "choose another with --host");
        work.Run("drift of the host", host, () => new double[3 * frames], (_, atoms, series, part) =>
        {
            Array.Clear(part);
            read(atoms, series);
            for (var row = 0; row < 3 * atoms.Length; row++)
            {
                var (weight, offset) = (Mass(atoms[row / 3]) / total, row % 3 * frames);
                var values = series.AsSpan(row * frames, frames);
                for (var f = 0; f < frames; f++) part[offset + f] += weight * values[f];
            }
        }, part =>
        {
            for (var k = 0; k < sum.Length; k++) sum[k] += part[k];
        });
        return sum;
    }
}
