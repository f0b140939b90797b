using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>
/// Enthalpy H = E + PV of atoms, and of their cell where it may change, as a function of one list of variables, and its gradient. The first three of each atom are its position u, Å, in
/// the cell as it was at first; the last nine are q = c·S of the symmetric strain S, so that r = u·(1 + S) and cell = cell₀·(1 + S). No rotation is among them. c = √N (V₀/N)^⅓ makes them as
/// stiff as the positions. Not thread-safe.
/// </summary>
internal sealed class RelaxationProblem
{
    // Cells beyond these multiples of the first volume are no longer what was asked about.
    private const double Smallest = 0.2;
    private const double Largest = 5;

    private readonly IPotential _potential;
    private readonly CellRelaxation _freedom;
    private readonly WorkerPool? _pool;
    private readonly NeighbourList _list;
    private readonly Matrix3D _cell;
    private readonly double _volume;
    private readonly double _pressure;
    private readonly bool[]? _moves;

    /// <summary>Takes the atoms, which are moved from now on.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="moves">Whether each component may move, or null where all may.</param>
    /// <param name="potential">What acts between them.</param>
    /// <param name="freedom">What of the cell may change.</param>
    /// <param name="pressure">Pressure, eV/Å³.</param>
    /// <param name="skin">Skin of the neighbour list while the cell stays, Å.</param>
    /// <param name="pool">Workers, or null.</param>
    public RelaxationProblem(Atoms atoms, bool[]? moves, IPotential potential, CellRelaxation freedom = CellRelaxation.Fixed, double pressure = 0, double skin = 0.5, WorkerPool? pool = null)
    {
        (Atoms, _moves, _potential, _freedom, _pool) = (atoms, moves, potential, freedom, pool);
        (_cell, _volume) = (atoms.Cell, Math.Abs(atoms.Cell.Determinant));
        _pressure = freedom == CellRelaxation.Fixed ? 0 : pressure;
        _list = new NeighbourList(potential.Cutoff, freedom == CellRelaxation.Fixed ? skin : 0);
        Result = new EvaluationResult(pool);
        LengthOfStrain = Math.Cbrt(_volume / Math.Max(1, atoms.Count));
        CellScale = Math.Sqrt(atoms.Count) * LengthOfStrain;
        X = new double[3 * atoms.Count + (freedom == CellRelaxation.Fixed ? 0 : 9)];
        Gradient = new double[X.Length];
        for (var i = 0; i < atoms.Count; i++) (X[3 * i], X[3 * i + 1], X[3 * i + 2]) = (atoms.X[i], atoms.Y[i], atoms.Z[i]);
    }

    /// <summary>The atoms where they were last evaluated.</summary>
    public Atoms Atoms { get; }

    /// <summary>Energy, forces and virial there.</summary>
    public EvaluationResult Result { get; }

    /// <summary>The variables; minimisers change them and call <see cref="Evaluate"/>.</summary>
    public double[] X { get; }

    /// <summary>Derivatives of the enthalpy with respect to the variables.</summary>
    public double[] Gradient { get; }

    /// <summary>E + PV, eV.</summary>
    public double Enthalpy { get; private set; }

    /// <summary>The largest force on an atom, of components that may move, eV/Å.</summary>
    public double LargestForce { get; private set; }

    /// <summary>The largest component of stress plus pressure that the cell may answer to, eV/Å³; 0 where it may not change.</summary>
    public double LargestStress { get; private set; }

    /// <summary>How often it has been evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Differences of energy below this are rounding, eV.</summary>
    public double Noise => (_potential.Precision == Precision.Single ? 1e-7 : 1e-13) * (Math.Abs(Result.Energy) + Atoms.Count);

    private double LengthOfStrain { get; }

    private double CellScale { get; }

    private bool HasCell => X.Length > 3 * Atoms.Count;

    /// <summary>The longest displacement of an atom that a step stands for, Å; of the cell the largest strain times the cube root of the volume of an atom.</summary>
    public double Displacement(double[] step)
    {
        double longest = 0;
        for (var k = 0; k < 3 * Atoms.Count; k += 3) longest = Math.Max(longest, Math.Sqrt(step[k] * step[k] + step[k + 1] * step[k + 1] + step[k + 2] * step[k + 2]));
        for (var k = 3 * Atoms.Count; k < X.Length; k++) longest = Math.Max(longest, Math.Abs(step[k]) / CellScale * LengthOfStrain);
        return longest;
    }

    /// <summary>Evaluates enthalpy and gradient at <see cref="X"/>.</summary>
    /// <returns>False where they are not finite or the cell has collapsed or burst: the point must be left.</returns>
    public bool Evaluate(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Evaluations++;
        var deformation = Deformation();
        var factor = deformation.Determinant;
        if (HasCell && !(factor is > Smallest and < Largest && deformation.A.X > 0 && deformation.B.Y > 0 && deformation.C.Z > 0)) return false;
        for (var k = 0; k < 3 * Atoms.Count; k++)
        {
            if (!double.IsFinite(X[k])) return false;
        }

        if (HasCell) Atoms.Cell = _cell * deformation;
        for (var i = 0; i < Atoms.Count; i++)
        {
            Vector3D u = new(X[3 * i], X[3 * i + 1], X[3 * i + 2]);
            var r = HasCell ? deformation.Transform(u) : u;
            (Atoms.X[i], Atoms.Y[i], Atoms.Z[i]) = (r.X, r.Y, r.Z);
        }

        _list.Update(Atoms, _pool, cancellation);
        _potential.Evaluate(Atoms, _list, Result);
        var volume = _volume * factor;
        Enthalpy = Result.Energy + _pressure * (HasCell ? volume : 0);
        TakeForces(deformation);
        if (HasCell) TakeStress(deformation, volume);
        return double.IsFinite(Enthalpy + LargestForce + LargestStress);
    }

    private Matrix3D Deformation()
    {
        if (!HasCell) return Matrix3D.Identity;
        var q = X.AsSpan(3 * Atoms.Count);
        var c = 1 / CellScale;
        return new(new(1 + c * q[0], c * q[1], c * q[2]), new(c * q[3], 1 + c * q[4], c * q[5]), new(c * q[6], c * q[7], 1 + c * q[8]));
    }

    // dE/du = −f·(1 + S), as 1 + S is symmetric.
    private void TakeForces(in Matrix3D deformation)
    {
        double largest = 0;
        var isFinite = true;
        for (var i = 0; i < Atoms.Count; i++)
        {
            Vector3D f = new(Result.Fx[i], Result.Fy[i], Result.Fz[i]);
            var whole = HasCell ? deformation.Transform(f) : f;
            Vector3D free = new(Moves(3 * i) ? whole.X : 0, Moves(3 * i + 1) ? whole.Y : 0, Moves(3 * i + 2) ? whole.Z : 0);
            (Gradient[3 * i], Gradient[3 * i + 1], Gradient[3 * i + 2]) = (-free.X, -free.Y, -free.Z);
            var felt = free == whole ? f : free; // what holds an atom along axes of the first cell is compared along these
            var square = Vector3D.Dot(felt, felt);
            isFinite &= double.IsFinite(square);
            largest = Math.Max(largest, square);
        }

        LargestForce = isFinite ? Math.Sqrt(largest) : double.NaN;
    }

    // A change dS of the strain is the strain ε = (1 + S)⁻¹dS of the present cell, and dH = −Σ (W − PV)_ab ε_ab.
    private void TakeStress(in Matrix3D deformation, double volume)
    {
        var w = Result.Virial;
        var pv = _pressure * volume;
        Matrix3D excess = new(new(w.A.X - pv, 0.5 * (w.A.Y + w.B.X), 0.5 * (w.A.Z + w.C.X)), new(0.5 * (w.A.Y + w.B.X), w.B.Y - pv, 0.5 * (w.B.Z + w.C.Y)), new(0.5 * (w.A.Z + w.C.X), 0.5 * (w.B.Z + w.C.Y), w.C.Z - pv));
        var slope = deformation.Inverse() * excess;
        if (_freedom == CellRelaxation.Isotropic)
        {
            slope = (slope.A.X + slope.B.Y + slope.C.Z) / 3 * Matrix3D.Identity;
            excess = (excess.A.X + excess.B.Y + excess.C.Z) / 3 * Matrix3D.Identity;
        }

        var transposed = slope.Transpose();
        double largest = 0;
        for (var row = 0; row < 3; row++)
        {
            var g = -0.5 / CellScale * (slope[row] + transposed[row]);
            var at = 3 * Atoms.Count + 3 * row;
            (Gradient[at], Gradient[at + 1], Gradient[at + 2]) = (g.X, g.Y, g.Z);
            largest = Math.Max(largest, Math.Max(Math.Abs(excess[row].X), Math.Max(Math.Abs(excess[row].Y), Math.Abs(excess[row].Z))));
        }

        LargestStress = largest / volume;
    }

    private bool Moves(int component) => _moves is null || _moves[component];
}
