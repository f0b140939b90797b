using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

// How atoms and cell are moved: each a passage through the atoms, block by block.
public sealed partial class MolecularSystem
{
    private readonly Action<int, int> _kick;
    private readonly Action<int, int> _drift;
    private readonly Action<int, int> _kickAndDrift;
    private readonly Action<int, int> _scaleAll;
    private readonly Action<int, int> _strain;
    private readonly Action<int, int> _driftStrained;
    private readonly Action<int, int> _kickStrained;
    private double _drifted;
    private double _scale;
    private double _time;
    private Matrix3D _first;
    private Matrix3D _second;

    /// <summary>v += F/m · time.</summary>
    public void Kick(double time)
    {
        _time = time * DynamicsUnits.Acceleration;
        For(_kick);
    }

    /// <summary>v += F/m · kick, then r += v · drift, in one passage.</summary>
    public void KickAndDrift(double kick, double drift)
    {
        (_time, _drifted) = (kick * DynamicsUnits.Acceleration, drift);
        For(_kickAndDrift);
    }

    /// <summary>r += v · time.</summary>
    public void Drift(double time)
    {
        _time = time;
        For(_drift);
    }

    /// <summary>Strains the cell and all in it, r ← r·F and h ← h·F, and turns velocities, v ← v·G.</summary>
    /// <param name="f">F, for row vectors.</param>
    /// <param name="g">G.</param>
    public void Strain(in Matrix3D f, in Matrix3D g)
    {
        (_first, _second) = (f, g);
        For(_strain);
        Atoms.Cell *= f;
    }

    /// <summary>
    /// Turns the whole so that what has become of the cell since the beginning, h₀⁻¹h, is symmetric: strains that are symmetric one by one add up to rotations, which atoms that are never wrapped
    /// would take for motion. Forces must be evaluated after it.
    /// </summary>
    /// <returns>The rotation R, r ← r·R.</returns>
    internal Matrix3D SetUpright()
    {
        var q = StrainFunctions.Rotation(_inverseOfFirstCell * Atoms.Cell).Transpose();
        Strain(q, q);
        return q;
    }

    /// <summary>r ← r·F + v·G, and h ← h·F: motion in a cell that is being strained.</summary>
    /// <param name="f">F, for row vectors.</param>
    /// <param name="g">G, fs.</param>
    internal void DriftStrained(in Matrix3D f, in Matrix3D g)
    {
        (_first, _second) = (f, g);
        For(_driftStrained);
        Atoms.Cell *= f;
    }

    /// <summary>v ← v·F + (F_i/m)·G: acceleration in a cell that is being strained.</summary>
    /// <param name="f">F, for row vectors.</param>
    /// <param name="g">G, fs.</param>
    internal void KickStrained(in Matrix3D f, in Matrix3D g)
    {
        (_first, _second) = (f, DynamicsUnits.Acceleration * g);
        For(_kickStrained);
    }

    /// <summary>Multiplies all velocities.</summary>
    public void ScaleVelocities(double factor)
    {
        _scale = factor;
        For(_scaleAll);
    }

    private void KickBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var factor = _time * InverseMasses[i];
            Velocities[3 * i] += factor * Result.Fx[i];
            Velocities[3 * i + 1] += factor * Result.Fy[i];
            Velocities[3 * i + 2] += factor * Result.Fz[i];
        }
    }

    private void KickAndDriftBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var factor = _time * InverseMasses[i];
            Atoms.X[i] += _drifted * (Velocities[3 * i] += factor * Result.Fx[i]);
            Atoms.Y[i] += _drifted * (Velocities[3 * i + 1] += factor * Result.Fy[i]);
            Atoms.Z[i] += _drifted * (Velocities[3 * i + 2] += factor * Result.Fz[i]);
        }
    }

    private void ScaleBlock(int block, int worker)
    {
        for (var k = 3 * block * AtomsAtOnce; k < 3 * Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); k++) Velocities[k] *= _scale;
    }

    private void DriftBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            Atoms.X[i] += _time * Velocities[3 * i];
            Atoms.Y[i] += _time * Velocities[3 * i + 1];
            Atoms.Z[i] += _time * Velocities[3 * i + 2];
        }
    }

    private void StrainBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var (r, v) = (_first.Transform(Atoms.Position(i)), _second.Transform(Velocity(i)));
            (Atoms.X[i], Atoms.Y[i], Atoms.Z[i]) = (r.X, r.Y, r.Z);
            (Velocities[3 * i], Velocities[3 * i + 1], Velocities[3 * i + 2]) = (v.X, v.Y, v.Z);
        }
    }

    private void DriftStrainedBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var r = _first.Transform(Atoms.Position(i)) + _second.Transform(Velocity(i));
            (Atoms.X[i], Atoms.Y[i], Atoms.Z[i]) = (r.X, r.Y, r.Z);
        }
    }

    private void KickStrainedBlock(int block, int worker)
    {
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var v = _first.Transform(Velocity(i)) + InverseMasses[i] * _second.Transform(new(Result.Fx[i], Result.Fy[i], Result.Fz[i]));
            (Velocities[3 * i], Velocities[3 * i + 1], Velocities[3 * i + 2]) = (v.X, v.Y, v.Z);
        }
    }
}
