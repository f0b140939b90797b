using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>
/// Atoms that move: positions, velocities, masses, and the forces on them. Work on atoms is cut into blocks whose sums are added in order, so that one thread and many give
/// the same bits. Not thread-safe.
/// </summary>
public sealed class MolecularSystem
{
    private const int AtomsAtOnce = 4096;

    private readonly IPotential _potential;
    private readonly WorkerPool? _pool;
    private readonly double[] _partial;
    private readonly Action<int, int> _kick;
    private readonly Action<int, int> _drift;
    private readonly Action<int, int> _kinetic;
    private readonly Action<int, int> _kickAndDrift;
    private readonly Action<int, int> _scaleAll;
    private readonly Action<int, int> _runBody;
    private readonly Action<int, int> _strain;
    private readonly Action<int, int> _driftStrained;
    private readonly Action<int, int> _kickStrained;
    private readonly Action<int, int> _kineticTensor;
    private readonly Matrix3D[] _partialTensor;
    private readonly Matrix3D _inverseOfFirstCell;
    private readonly SkinTuner? _tuner;
    private readonly int _mobile;
    private bool _isBegun;
    private double _drifted;
    private double _scale;
    private Action<int, int, int>? _blockBody;
    private double _time;
    private Matrix3D _first;
    private Matrix3D _second;

    /// <summary>Takes the atoms, finds their neighbours and evaluates the forces.</summary>
    /// <param name="atoms">The atoms; from now on they are moved here.</param>
    /// <param name="velocities">x y z of each in turn, Å/fs.</param>
    /// <param name="potential">What acts between them.</param>
    /// <param name="skin">Skin of the neighbour list, Å; null to have it tuned as the run goes.</param>
    /// <param name="pool">Workers, or null for this thread alone.</param>
    /// <param name="listPositions">Positions, x y z of each atom in turn, at which the neighbour list was built; null for those of the atoms. A continued run gives those of the run before.</param>
    /// <param name="listCell">The cell, lattice vectors as rows, Å, in which it was built; null for that of the atoms.</param>
    /// <param name="skinState">State of the tuning of the skin, <see cref="SkinState"/> of the run before; null to begin it.</param>
    /// <param name="frozen">Atoms that do not move, whatever acts on them, or null.</param>
    /// <param name="firstCell">The cell that the run began with, Å; null for that of the atoms.</param>
    /// <exception cref="InputException">The potential does not know an element, or the cell is singular.</exception>
    public MolecularSystem(Atoms atoms, double[] velocities, IPotential potential, double? skin, WorkerPool? pool = null, double[]? listPositions = null, Matrix3D? listCell = null, Matrix3D? firstCell = null, double[]? skinState = null, bool[]? frozen = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(velocities.Length, 3 * atoms.Count);
        (Atoms, Velocities, _potential, _pool) = (atoms, velocities, potential, pool);
        Masses = [.. atoms.AtomicNumbers.Select(z => Element.Mass(z))];
        for (var i = 0; i < atoms.Count; i++)
        {
            if (!(Masses[i] > 0)) throw new InputException($"atom {i} ({Element.Symbol(atoms.AtomicNumbers[i])}) has no mass, so it cannot move", remedy: "replace it by an element");
        }

        _inverseOfFirstCell = atoms.Periodicity == Periodicity.Full ? (firstCell ?? atoms.Cell).Inverse() : Matrix3D.Identity;
        InverseMasses = [.. Masses.Select((m, i) => frozen?[i] == true ? 0 : 1 / m)];
        _mobile = frozen?.Count(f => !f) ?? atoms.Count;
        if (HasFrozen) IsWholeAtRest = false;
        if (skin is null)
        {
            _tuner = new SkinTuner(potential.Cutoff);
            if (skinState is { Length: > 0 }) _tuner.State = skinState;
        }

        List = new NeighbourList(potential.Cutoff, skin ?? _tuner!.Skin);
        Result = new EvaluationResult(pool);
        ListPositions = new double[3 * atoms.Count];
        (_partial, _partialTensor) = (new double[Blocks], new Matrix3D[Blocks]);
        (_kick, _drift, _kinetic) = (KickBlock, DriftBlock, KineticBlock);
        (_kickAndDrift, _scaleAll, _runBody) = (KickAndDriftBlock, ScaleBlock, RunBody);
        (_strain, _driftStrained, _kickStrained, _kineticTensor) = (StrainBlock, DriftStrainedBlock, KickStrainedBlock, KineticTensorBlock);
        if (listPositions is not null)
        {
            var (present, cell) = (Positions(), atoms.Cell);
            SetPositions(listPositions);
            atoms.Cell = listCell ?? cell;
            Build();
            SetPositions(present);
            atoms.Cell = cell;
        }

        UpdateForces();
    }

    /// <summary>The atoms, with positions that are never wrapped.</summary>
    public Atoms Atoms { get; }

    /// <summary>x y z of each velocity in turn, Å/fs.</summary>
    public double[] Velocities { get; }

    /// <summary>Mass of each atom, amu.</summary>
    public double[] Masses { get; }

    /// <summary>1/mass of each atom, 1/amu; 0 for those that are frozen.</summary>
    internal double[] InverseMasses { get; }

    /// <summary>Whether there are atoms that do not move.</summary>
    public bool HasFrozen => _mobile < Atoms.Count;

    /// <summary>The neighbour list.</summary>
    public NeighbourList List { get; private set; }

    /// <summary>State of the tuning of the skin; empty where the skin is given.</summary>
    public double[] SkinState => _tuner?.State ?? [];

    /// <summary>How many neighbour lists have been built.</summary>
    public int Builds { get; private set; }

    /// <summary>Energy, forces and virial of the present positions.</summary>
    public EvaluationResult Result { get; }

    /// <summary>x y z of each atom when the list was built, Å: from these a continued run finds the same list.</summary>
    public double[] ListPositions { get; }

    /// <summary>The cell in which the list was built, lattice vectors as rows, Å.</summary>
    public Matrix3D ListCell { get; private set; }

    /// <summary>Whether the motion of the whole is at rest and stays so, and its three degrees of freedom do not count.</summary>
    public bool IsWholeAtRest { get; set; } = true;

    /// <summary>Degrees of freedom: 3 for each atom that moves, less 3 where the whole is at rest.</summary>
    public int DegreesOfFreedom => 3 * _mobile - (IsWholeAtRest ? Math.Min(3 * _mobile, 3) : 0);

    /// <summary>Blocks of atoms.</summary>
    internal int Blocks => (Atoms.Count + AtomsAtOnce - 1) / AtomsAtOnce;

    /// <summary>Potential energy, eV.</summary>
    public double PotentialEnergy => Result.Energy;

    /// <summary>Kinetic energy, eV.</summary>
    public double KineticEnergy()
    {
        For(_kinetic);
        double sum = 0;
        foreach (var part in _partial) sum += part;
        return sum;
    }

    /// <summary>Temperature, K: 2K/(N_f k_B).</summary>
    public double Temperature(double kineticEnergy) => DegreesOfFreedom == 0 ? 0 : 2 * kineticEnergy / (DegreesOfFreedom * DynamicsUnits.Boltzmann);

    /// <summary>Pressure, eV/Å³: (2K + tr W)/3V; NaN without a cell that is periodic along all axes.</summary>
    public double Pressure(double kineticEnergy)
    {
        if (Atoms.Periodicity != Periodicity.Full) return double.NaN;
        var w = Result.Virial;
        return (2 * kineticEnergy + w.A.X + w.B.Y + w.C.Z) / (3 * Math.Abs(Atoms.Cell.Determinant));
    }

    /// <summary>Volume of the cell, Å³; NaN without a cell that is periodic along all axes.</summary>
    public double Volume => Atoms.Periodicity == Periodicity.Full ? Math.Abs(Atoms.Cell.Determinant) : double.NaN;

    /// <summary>Pressure tensor, eV/Å³: (Σ m v⊗v + W)/V, minus the derivative of the energy with respect to strain over the volume.</summary>
    public Matrix3D PressureTensor()
    {
        For(_kineticTensor);
        Matrix3D sum = default;
        foreach (var part in _partialTensor) sum = Sum(sum, part);
        return (1 / Volume) * Sum(sum, Result.Virial);
    }

    /// <summary>The largest force on an atom, eV/Å; NaN if any is not a number.</summary>
    public double LargestForce(out int atom)
    {
        double largest = 0;
        atom = 0;
        for (var i = 0; i < Atoms.Count; i++)
        {
            var (x, y, z) = (Result.Fx[i], Result.Fy[i], Result.Fz[i]);
            var square = x * x + y * y + z * z;
            if (square <= largest) continue;
            (largest, atom) = (square, i);
            if (double.IsNaN(square)) break;
        }

        return Math.Sqrt(largest);
    }

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

    /// <summary>Evaluates the forces at the present positions, with a new neighbour list where it needs one.</summary>
    public void UpdateForces()
    {
        var isOutdated = List.NeedsRebuild(Atoms);
        if (_isBegun && _tuner?.Count(isOutdated) == true) List = new NeighbourList(_potential.Cutoff, _tuner.Skin);
        _isBegun = true;
        if (isOutdated) Build();
        else if (!List.HasCellOf(Atoms)) List.Refresh(Atoms);
        _potential.Evaluate(Atoms, List, Result);
    }

    /// <summary>Runs a body once for each block of atoms, with the first atom and the one past the last.</summary>
    internal void ForBlocks(Action<int, int, int> body)
    {
        _blockBody = body;
        For(_runBody);
    }

    /// <summary>x y z of each position in turn, Å.</summary>
    internal double[] Positions()
    {
        var positions = new double[3 * Atoms.Count];
        CopyPositions(positions);
        return positions;
    }

    private void SetPositions(double[] positions)
    {
        for (var i = 0; i < Atoms.Count; i++) (Atoms.X[i], Atoms.Y[i], Atoms.Z[i]) = (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]);
    }

    private void CopyPositions(double[] positions)
    {
        for (var i = 0; i < Atoms.Count; i++) (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (Atoms.X[i], Atoms.Y[i], Atoms.Z[i]);
    }

    private void Build()
    {
        List.Build(Atoms, _pool);
        CopyPositions(ListPositions);
        ListCell = Atoms.Cell;
        Builds++;
    }

    private void For(Action<int, int> body)
    {
        if (_pool is not null) _pool.For(Blocks, body);
        else
        {
            for (var block = 0; block < Blocks; block++) body(block, 0);
        }
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

    private void RunBody(int block, int worker) => _blockBody!(block, block * AtomsAtOnce, Math.Min((block + 1) * AtomsAtOnce, Atoms.Count));

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

    private void KineticTensorBlock(int block, int worker)
    {
        Matrix3D sum = default;
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            var v = Velocity(i);
            var p = Masses[i] / DynamicsUnits.Acceleration * v;
            sum = Sum(sum, new(p.X * v, p.Y * v, p.Z * v));
        }

        _partialTensor[block] = sum;
    }

    private Vector3D Velocity(int i) => new(Velocities[3 * i], Velocities[3 * i + 1], Velocities[3 * i + 2]);

    private static Matrix3D Sum(in Matrix3D a, in Matrix3D b) => new(a.A + b.A, a.B + b.B, a.C + b.C);

    private void KineticBlock(int block, int worker)
    {
        double sum = 0;
        for (var i = block * AtomsAtOnce; i < Math.Min((block + 1) * AtomsAtOnce, Atoms.Count); i++)
        {
            double x = Velocities[3 * i], y = Velocities[3 * i + 1], z = Velocities[3 * i + 2];
            sum += Masses[i] * (x * x + y * y + z * z);
        }

        _partial[block] = 0.5 * sum / DynamicsUnits.Acceleration;
    }
}
