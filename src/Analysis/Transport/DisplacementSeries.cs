using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// Displacements of atoms over all frames: led back over the borders of the cell where the file wraps them, without the drift of a host, from where they were at first.
/// A step over the border is undone by the lattice vector of the frame in which it is seen, which is right in cells that change too:
/// von Bülow, Bullerjahn and Hummer, J. Chem. Phys. 153, 021101 (2020), doi:10.1063/5.0008316. Thread-safe after <see cref="RemoveDrift"/>.
/// </summary>
internal sealed class DisplacementSeries
{
    // Programs wrap now and then, not in each step, so that atoms lie a little outside; what is not wrapped goes further.
    private const double OutsideAllowed = 0.1;
    private const int FramesLookedAt = 64;

    // Half a cell vector is where a step can no longer be told from its image; steps beyond a third say that some may be beyond a half.
    private const double LongestStep = 1.0 / 3;

    private readonly Trajectory _trajectory;
    private readonly Matrix3D[] _inverse;
    private double[] _drift = [];
    private long _crossings;

    public DisplacementSeries(Trajectory trajectory, Unwrapping unwrapping)
    {
        _trajectory = trajectory;
        var periodic = trajectory.Start.Periodicity.Any;
        if (unwrapping == Unwrapping.Yes && !periodic) throw new InputException("the frames have no cell over whose borders atoms could be led back", trajectory.Name, remedy: "leave out --unwrap yes");
        Unwraps = periodic && unwrapping != Unwrapping.No;
        _inverse = Unwraps ? [.. trajectory.Cells.Select(c => c.Inverse())] : [];
        if (Unwraps && unwrapping == Unwrapping.Auto) Unwraps = LiesInTheCell();
    }

    /// <summary>Whether positions are led back.</summary>
    public bool Unwraps { get; }

    /// <summary>How many steps over a border were undone.</summary>
    public long Crossings => Interlocked.Read(ref _crossings);

    /// <summary>Reads displacements of some atoms.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="series">As <see cref="Trajectory.ReadSeries"/>.</param>
    public void Read(ReadOnlySpan<int> atoms, Span<double> series)
    {
        _trajectory.ReadSeries("positions", atoms, series);
        var frames = _trajectory.Frames;
        if (Unwraps)
        {
            for (var a = 0; a < atoms.Length; a++) Unwrap(atoms[a], series.Slice(3 * a * frames, frames), series.Slice((3 * a + 1) * frames, frames), series.Slice((3 * a + 2) * frames, frames));
        }

        for (var row = 0; row < 3 * atoms.Length; row++)
        {
            var values = series.Slice(row * frames, frames);
            var first = values[0];
            if (_drift.Length == 0)
            {
                for (var f = 0; f < frames; f++) values[f] -= first;
            }
            else
            {
                var drift = _drift.AsSpan(row % 3 * frames, frames);
                for (var f = 0; f < frames; f++) values[f] -= first + drift[f];
            }
        }
    }

    /// <summary>From now on displacements are those relative to the centre of mass of the host.</summary>
    /// <param name="host">Its atoms.</param>
    /// <param name="work">The workers.</param>
    public void RemoveDrift(int[] host, BlockWork work) => _drift = HostDrift.Of(_trajectory, host, Read, work);

    private void Unwrap(int atom, Span<double> x, Span<double> y, Span<double> z)
    {
        Vector3D shift = default, before = new(x[0], y[0], z[0]);
        var crossings = 0L;
        var periodicity = _trajectory.Start.Periodicity;
        var longest = 0.0;
        for (var f = 1; f < x.Length; f++)
        {
            var k = _inverse.Length == 1 ? 0 : f;
            Vector3D now = new(x[f], y[f], z[f]);
            var step = _inverse[k].Transform(now - before);
            Vector3D whole = new(periodicity.A ? Math.Round(step.X) : 0, periodicity.B ? Math.Round(step.Y) : 0, periodicity.C ? Math.Round(step.Z) : 0);
            if (whole != default)
            {
                crossings++;
                shift -= _trajectory.Cells[k].Transform(whole);
            }

            if (periodicity.A) longest = Math.Max(longest, Math.Abs(step.X - whole.X));
            if (periodicity.B) longest = Math.Max(longest, Math.Abs(step.Y - whole.Y));
            if (periodicity.C) longest = Math.Max(longest, Math.Abs(step.Z - whole.Z));
            before = now;
            (x[f], y[f], z[f]) = (now.X + shift.X, now.Y + shift.Y, now.Z + shift.Z);
        }

        if (crossings == 0) return;
        if (longest > LongestStep)
        {
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"positions are wrapped into the cell, and atom {atom} moves by {longest:F2} of a cell vector between two frames: which image it went to cannot be told"),
                _trajectory.Name, remedy: "write frames more often or positions that are not wrapped, or take them as they stand with --unwrap no");
        }

        Interlocked.Add(ref _crossings, crossings);
    }

    private bool LiesInTheCell()
    {
        var (frames, periodicity) = (_trajectory.Frames, _trajectory.Start.Periodicity);
        static bool Out(double s) => s is < -OutsideAllowed or > 1 + OutsideAllowed;
        for (var k = 0; k < Math.Min(FramesLookedAt, frames); k++)
        {
            var f = (int)((long)k * (frames - 1) / Math.Max(1, Math.Min(FramesLookedAt, frames) - 1));
            var xyz = _trajectory.ReadPositions(f);
            var inverse = _inverse[_inverse.Length == 1 ? 0 : f];
            for (var i = 0; i < xyz.Length; i += 3)
            {
                var s = inverse.Transform(new(xyz[i], xyz[i + 1], xyz[i + 2]));
                if ((periodicity.A && Out(s.X)) || (periodicity.B && Out(s.Y)) || (periodicity.C && Out(s.Z))) return false;
            }
        }

        return true;
    }
}
