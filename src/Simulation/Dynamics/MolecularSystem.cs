using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>The neighbour list of a run that is continued: from what it was built, so that the same is found again.</summary>
/// <param name="Positions">x y z of each atom in turn when it was built, Å.</param>
/// <param name="Cell">The cell in which it was built, lattice vectors as rows, Å.</param>
/// <param name="FirstCell">The cell that the run began with, Å.</param>
/// <param name="SkinState">State of the tuning of the skin; empty where the skin is given.</param>
public sealed record ContinuedList(double[] Positions, Matrix3D Cell, Matrix3D FirstCell, double[] SkinState);

/// <summary>
/// Atoms that move: positions, velocities, masses, and the forces on them. Work on atoms is cut into blocks whose sums are added in order, so that one thread and many give
/// the same bits. Not thread-safe.
/// </summary>
public sealed partial class MolecularSystem
{
    private const int AtomsAtOnce = 4096;

    private readonly IPotential _potential;
    private readonly WorkerPool? _pool;
    private readonly double[] _partial;
    private readonly Action<int, int> _kinetic;
    private readonly Action<int, int> _runBody;
    private readonly Action<int, int> _kineticTensor;
    private readonly Matrix3D[] _partialTensor;
    private readonly Matrix3D _inverseOfFirstCell;
    private readonly SkinTuner? _tuner;
    private readonly int _mobile;
    private bool _isBegun;
    private Action<int, int, int>? _blockBody;

    /// <summary>Takes the atoms, finds their neighbours and evaluates the forces.</summary>
    /// <param name="atoms">The atoms; from now on they are moved here.</param>
    /// <param name="velocities">x y z of each in turn, Å/fs.</param>
    /// <param name="potential">What acts between them.</param>
    /// <param name="skin">Skin of the neighbour list, Å; null to have it tuned as the run goes.</param>
    /// <param name="pool">Workers, or null for this thread alone.</param>
    /// <param name="frozen">Atoms that do not move, whatever acts on them, or null.</param>
    /// <param name="continued">What a continued run takes over from the run before, or null.</param>
    /// <exception cref="InputException">The potential does not know an element, or the cell is singular.</exception>
    public MolecularSystem(Atoms atoms, double[] velocities, IPotential potential, double? skin, WorkerPool? pool = null, bool[]? frozen = null, ContinuedList? continued = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(velocities.Length, 3 * atoms.Count);
        (Atoms, Velocities, _potential, _pool) = (atoms, velocities, potential, pool);
        Masses = [.. atoms.AtomicNumbers.Select(z => Element.Mass(z))];
        for (var i = 0; i < atoms.Count; i++)
        {
            if (!(Masses[i] > 0)) throw new InputException($"atom {i} ({Element.Symbol(atoms.AtomicNumbers[i])}) has no mass, so it cannot move", remedy: "replace it by an element");
        }

        _inverseOfFirstCell = atoms.Periodicity == Periodicity.Full ? (continued?.FirstCell ?? atoms.Cell).Inverse() : Matrix3D.Identity;
        InverseMasses = [.. Masses.Select((m, i) => frozen?[i] == true ? 0 : 1 / m)];
        _mobile = frozen?.Count(f => !f) ?? atoms.Count;
        if (HasFrozen) IsWholeAtRest = false;
        if (skin is null)
        {
            _tuner = new SkinTuner(potential.Cutoff);
            if (continued is { SkinState.Length: > 0 }) _tuner.State = continued.SkinState;
        }

        List = new NeighbourList(potential.Cutoff, skin ?? _tuner!.Skin);
        Result = new EvaluationResult(pool);
        ListPositions = new double[3 * atoms.Count];
        (_partial, _partialTensor) = (new double[Blocks], new Matrix3D[Blocks]);
        (_kick, _drift, _kinetic) = (KickBlock, DriftBlock, KineticBlock);
        (_kickAndDrift, _scaleAll, _runBody) = (KickAndDriftBlock, ScaleBlock, RunBody);
        (_strain, _driftStrained, _kickStrained, _kineticTensor) = (StrainBlock, DriftStrainedBlock, KickStrainedBlock, KineticTensorBlock);
        if (continued is not null)
        {
            var (present, cell) = (Positions(), atoms.Cell);
            SetPositions(continued.Positions);
            atoms.Cell = continued.Cell;
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

    private void RunBody(int block, int worker) => _blockBody!(block, block * AtomsAtOnce, Math.Min((block + 1) * AtomsAtOnce, Atoms.Count));

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
