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
    private double _time;

    /// <summary>Takes the atoms, finds their neighbours and evaluates the forces.</summary>
    /// <param name="atoms">The atoms; from now on they are moved here.</param>
    /// <param name="velocities">x y z of each in turn, Å/fs.</param>
    /// <param name="potential">What acts between them.</param>
    /// <param name="skin">Skin of the neighbour list, Å.</param>
    /// <param name="pool">Workers, or null for this thread alone.</param>
    /// <param name="listPositions">Positions, x y z of each atom in turn, at which the neighbour list was built; null for those of the atoms. A continued run gives those of the run before.</param>
    /// <exception cref="InputException">The potential does not know an element, or the cell is singular.</exception>
    public MolecularSystem(Atoms atoms, double[] velocities, IPotential potential, double skin, WorkerPool? pool = null, double[]? listPositions = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(velocities.Length, 3 * atoms.Count);
        (Atoms, Velocities, _potential, _pool) = (atoms, velocities, potential, pool);
        Masses = [.. atoms.AtomicNumbers.Select(z => Element.Mass(z))];
        for (var i = 0; i < atoms.Count; i++)
        {
            if (!(Masses[i] > 0)) throw new InputException($"atom {i} ({Element.Symbol(atoms.AtomicNumbers[i])}) has no mass, so it cannot move", remedy: "replace it by an element");
        }

        List = new NeighbourList(potential.Cutoff, skin);
        Result = new EvaluationResult(pool);
        ListPositions = new double[3 * atoms.Count];
        _partial = new double[Blocks];
        (_kick, _drift, _kinetic) = (KickBlock, DriftBlock, KineticBlock);
        if (listPositions is not null)
        {
            var present = Positions();
            SetPositions(listPositions);
            Build();
            SetPositions(present);
        }

        UpdateForces();
    }

    /// <summary>The atoms, with positions that are never wrapped.</summary>
    public Atoms Atoms { get; }

    /// <summary>x y z of each velocity in turn, Å/fs.</summary>
    public double[] Velocities { get; }

    /// <summary>Mass of each atom, amu.</summary>
    public double[] Masses { get; }

    /// <summary>The neighbour list.</summary>
    public NeighbourList List { get; }

    /// <summary>Energy, forces and virial of the present positions.</summary>
    public EvaluationResult Result { get; }

    /// <summary>x y z of each atom when the list was built, Å: from these a continued run finds the same list.</summary>
    public double[] ListPositions { get; }

    /// <summary>Whether the motion of the whole is at rest and stays so, and its three degrees of freedom do not count.</summary>
    public bool IsWholeAtRest { get; set; } = true;

    /// <summary>Degrees of freedom: 3 for each atom, less 3 where the whole is at rest.</summary>
    public int DegreesOfFreedom => 3 * Atoms.Count - (IsWholeAtRest ? Math.Min(3 * Atoms.Count, 3) : 0);

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

    /// <summary>r += v · time.</summary>
    public void Drift(double time)
    {
        _time = time;
        For(_drift);
    }

    /// <summary>Multiplies all velocities.</summary>
    public void ScaleVelocities(double factor)
    {
        for (var k = 0; k < Velocities.Length; k++) Velocities[k] *= factor;
    }

    /// <summary>Evaluates the forces at the present positions, with a new neighbour list where it needs one.</summary>
    public void UpdateForces()
    {
        if (List.NeedsRebuild(Atoms)) Build();
        _potential.Evaluate(Atoms, List, Result);
    }

    /// <summary>Runs a body once for each block of atoms, with the first atom and the one past the last.</summary>
    internal void ForBlocks(Action<int, int, int> body) => For((block, _) => body(block, block * AtomsAtOnce, Math.Min((block + 1) * AtomsAtOnce, Atoms.Count)));

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
            var factor = _time / Masses[i];
            Velocities[3 * i] += factor * Result.Fx[i];
            Velocities[3 * i + 1] += factor * Result.Fy[i];
            Velocities[3 * i + 2] += factor * Result.Fz[i];
        }
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
