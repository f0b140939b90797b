using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Pushes atoms apart that are closer than their smallest distance: harmonic repulsion of overlapping balls, minimised by damped dynamics with an
/// adaptive step (FIRE: Bitzek et al. 2006, doi:10.1103/PhysRevLett.97.170201, with its constants; the repulsion is that of
/// O'Hern et al. 2003, doi:10.1103/PhysRevE.68.011306). All sums run over the list in its order, on one thread: the same input gives the same bits.
/// </summary>
internal sealed class OverlapRelaxation(Atoms atoms, int[] species, PairDistances distances)
{
    // Balls are a little larger than asked for, so that contact is reached in finite time.
    private const double Margin = 1.01;
    // Moving atoms into the cell afterwards rounds their distances.
    private const double Kept = 1 + 1e-9;
    private const double FirstStep = 0.1;
    private const double LongestStep = 0.7;
    private const double LongestMove = 0.2;

    private readonly double[] _vx = new double[atoms.Count], _vy = new double[atoms.Count], _vz = new double[atoms.Count];
    private readonly double[] _fx = new double[atoms.Count], _fy = new double[atoms.Count], _fz = new double[atoms.Count];

    /// <summary>The pair that is closest for its species after the last step: its distance over the smallest allowed, and the species.</summary>
    public (double Ratio, int First, int Second) Closest { get; private set; }

    /// <summary>Moves the atoms until all distances are kept.</summary>
    /// <param name="steps">At most so many steps.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <returns>Whether all distances are kept.</returns>
    public bool Run(int steps, CancellationToken cancellation)
    {
        if (distances.Largest == 0) return true;
        var list = new NeighbourList(Margin * distances.Largest, 0.3 * distances.Largest, NeighbourListKind.Half);
        var (dt, mixing, downhill) = (FirstStep, 0.1, 0);
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            list.Update(atoms, cancellation: cancellation);
            Push(list);
            if (Closest.Ratio >= Kept) return true;
            double power = 0, speed = 0, force = 0;
            for (var i = 0; i < atoms.Count; i++)
            {
                power += _fx[i] * _vx[i] + _fy[i] * _vy[i] + _fz[i] * _vz[i];
                speed += _vx[i] * _vx[i] + _vy[i] * _vy[i] + _vz[i] * _vz[i];
                force += _fx[i] * _fx[i] + _fy[i] * _fy[i] + _fz[i] * _fz[i];
            }

            if (power > 0)
            {
                if (++downhill > 5) (dt, mixing) = (Math.Min(1.1 * dt, LongestStep), 0.99 * mixing);
            }
            else
            {
                (dt, mixing, downhill) = (0.5 * dt, 0.1, 0);
                dt = Math.Max(dt, 1e-3);
            }

            var (keep, turn) = power > 0 ? (1 - mixing, force > 0 ? mixing * Math.Sqrt(speed / force) : 0) : (0, 0);
            Move(dt, keep, turn);
        }

        return false;
    }

    // Unit masses and a unit spring: half the overlap squared is the energy of a pair.
    private void Push(NeighbourList list)
    {
        Array.Clear(_fx);
        Array.Clear(_fy);
        Array.Clear(_fz);
        var (ratio, first, second) = (double.PositiveInfinity, 0, 0);
        for (var i = 0; i < atoms.Count; i++)
        {
            var neighbours = list.NeighboursOf(i);
            for (var p = 0; p < neighbours.Length; p++)
            {
                var j = neighbours[p];
                var allowed = distances[species[i], species[j]];
                var d = list.Displacement(atoms, i, p);
                var square = Vector3D.Dot(d, d);
                var reach = Margin * allowed;
                if (square >= reach * reach) continue;
                var r = Math.Sqrt(square);
                if (r < ratio * allowed) (ratio, first, second) = (r / allowed, species[i], species[j]);
                var n = r > 0 ? (1 / r) * d : new Vector3D(1, 0, 0);
                var f = (reach - r) * n;
                (_fx[i], _fy[i], _fz[i]) = (_fx[i] - f.X, _fy[i] - f.Y, _fz[i] - f.Z);
                (_fx[j], _fy[j], _fz[j]) = (_fx[j] + f.X, _fy[j] + f.Y, _fz[j] + f.Z);
            }
        }

        Closest = (ratio, first, second);
    }

    private void Move(double dt, double keep, double turn)
    {
        for (var i = 0; i < atoms.Count; i++)
        {
            _vx[i] = keep * _vx[i] + (turn + dt) * _fx[i];
            _vy[i] = keep * _vy[i] + (turn + dt) * _fy[i];
            _vz[i] = keep * _vz[i] + (turn + dt) * _fz[i];
            var length = dt * Math.Sqrt(_vx[i] * _vx[i] + _vy[i] * _vy[i] + _vz[i] * _vz[i]);
            var scale = length > LongestMove ? dt * LongestMove / length : dt;
            atoms.X[i] += scale * _vx[i];
            atoms.Y[i] += scale * _vy[i];
            atoms.Z[i] += scale * _vz[i];
        }
    }
}
