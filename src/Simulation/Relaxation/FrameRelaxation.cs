using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Where one relaxation led, and the way there. All of it goes into the checkpoint.</summary>
internal sealed record RelaxedAtoms(RelaxationEnd End, double[] Positions, Matrix3D Cell, double[] Forces, Matrix3D Virial, RelaxationPoint[] Path)
{
    /// <summary>The last point.</summary>
    public RelaxationPoint Last => Path[^1];
}

/// <summary>A frame's result.</summary>
/// <param name="First">The relaxation of the structure.</param>
/// <param name="Check">The lowest of those from the displaced result, or null where there was none.</param>
/// <param name="IsLower">Whether the check ended lower by more than the tolerances explain: the first result is no minimum that withstands the displacement.</param>
/// <param name="IsFollowed">Whether the check's end is the result.</param>
internal sealed record RelaxedFrame(RelaxedAtoms First, RelaxedAtoms? Check, bool IsLower, bool IsFollowed)
{
    /// <summary>The result.</summary>
    public RelaxedAtoms Result => IsFollowed ? Check! : First;
}

/// <summary>Relaxes one structure after another with the same options.</summary>
internal sealed class FrameRelaxation(RelaxationOptions options, IPotential potential, WorkerPool? pool)
{
    // Softest bond that the forces left over are thought to pull, eV/Å².
    private const double Softest = 5;
    private const ulong CheckSeed = 0x9E37_79B9_7F4A_7C15;

    private readonly RelaxationLimits _limits = new(options.ForceTolerance, options.StressTolerance * Unit.Gigapascal, options.Evaluations, options.LongestStep);

    /// <summary>Relaxes a structure.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="frame">Its number, which with the seed keys its random displacements.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="report">Told of every accepted step.</param>
    /// <param name="cancellation">Checked before every evaluation.</param>
    /// <exception cref="InputException">The structure cannot be relaxed so.</exception>
    public RelaxedFrame Run(Structure structure, int frame, ulong seed, Action<RelaxationPoint, bool> report, CancellationToken cancellation)
    {
        var moves = Moves(structure);
        var start = options.Rattle > 0 ? Rattle.Apply(structure, options.Rattle, seed, 0, frame, cancellation) : structure;
        var first = Relax(start, moves, p => report(p, false), cancellation);
        if (options.Saddle == SaddleCheck.Ignore || first.End == RelaxationEnd.EvaluationLimit) return new(first, null, false, false);
        // What forces within the tolerance can still gain, ½f²/k for each atom, is no sign of a saddle.
        var explained = 1e-3 + structure.Count * options.ForceTolerance * options.ForceTolerance / (2 * Softest);
        var found = With(structure, first);
        RelaxedAtoms? lowest = null;
        for (var attempt = 0; attempt < options.SaddleAttempts; attempt++)
        {
            // A stream of its own: those of the displacements before relaxing belong to other draws.
            var displaced = Rattle.Apply(found, options.SaddleRattle, seed ^ CheckSeed, 0, options.SaddleAttempts * frame + attempt, cancellation);
            var check = Relax(displaced, moves, p => report(p, true), cancellation);
            if (lowest is null || check.Last.Enthalpy < lowest.Last.Enthalpy) lowest = check;
            if (lowest.Last.Enthalpy < first.Last.Enthalpy - explained) return new(first, lowest, true, options.Saddle == SaddleCheck.Follow);
        }

        return new(first, lowest, false, false);
    }

    /// <summary>The structure with the atoms and the cell of a result; what does not hold any more is dropped as builders do.</summary>
    public static Structure With(Structure structure, RelaxedAtoms relaxed)
    {
        var kept = Rattle.Apply(structure, 0, 0);
        return new Structure(structure.AtomicNumbers.ToArray(), [.. relaxed.Positions], structure.Cell is null ? null : relaxed.Cell, structure.Periodicity, [.. kept.Columns.Where(c => c.Name is not ("velocities" or "momenta"))], kept.Info, structure.Origin, structure.Remarks);
    }

    private RelaxedAtoms Relax(Structure structure, bool[]? moves, Action<RelaxationPoint> report, CancellationToken cancellation)
    {
        var problem = new RelaxationProblem(new Atoms(structure), moves, potential, options.Cell, options.Pressure * Unit.Gigapascal, options.Skin, pool);
        if (!problem.Evaluate(cancellation)) throw Fault(structure, "the energy or a force is not a number", "look for atoms in the same place");
        List<RelaxationPoint> path = [];
        void Accepted()
        {
            path.Add(RelaxationPoint.Of(problem));
            report(path[^1]);
        }

        Accepted();
        var end = options.Method == RelaxationMethod.Fire
            ? FireMinimiser.Run(problem, _limits, Accepted, cancellation)
            : LbfgsMinimiser.Run(problem, _limits, Accepted, cancellation);
        path.Add(RelaxationPoint.Of(problem)); // where it stands now, which a refused step may have left
        if (path.Count > 1 && path[^2] == path[^1]) path.RemoveAt(path.Count - 1);
        var (atoms, result) = (problem.Atoms, problem.Result);
        var (positions, forces) = (new double[3 * atoms.Count], new double[3 * atoms.Count]);
        for (var i = 0; i < atoms.Count; i++)
        {
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = atoms.Position(i);
            (forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]) = (result.Fx[i], result.Fy[i], result.Fz[i]);
        }

        return new(end, positions, atoms.Cell, forces, result.Virial, [.. path]);
    }

    private bool[]? Moves(Structure structure)
    {
        if (options.Cell != CellRelaxation.Fixed && structure.Periodicity != Periodicity.Full) throw Fault(structure, "its cell cannot be relaxed, as it does not repeat along all axes", "set cell: fixed");
        if (structure.FindColumn("move_mask") is not { } column) return null;
        if (column is not LogicalColumn { Width: 1 or 3 } mask) throw Fault(structure, "move_mask is neither one nor three truth values per atom", "declare it as move_mask:L:1 with T for atoms that move");
        return mask.Width == 3 ? mask.Values : [.. Enumerable.Range(0, 3 * structure.Count).Select(k => mask.Values[k / 3])];
    }

    private static InputException Fault(Structure structure, string what, string remedy) =>
        new(string.Create(CultureInfo.InvariantCulture, $"frame {structure.Origin.Frame}: {what}"), structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, remedy);
}
