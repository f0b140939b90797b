using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Grades of atoms in a configuration that is at hand: by D-optimality (<see cref="ActiveSet"/>) where a training set is given, else by how far features lie outside the ranges that the
/// model keeps, in units of these. For one caller; nothing is allocated for each configuration but what features outside take.
/// </summary>
public sealed class ExtrapolationGrades
{
    private readonly GradeEvaluation _evaluation;
    private readonly bool _isOptimality;
    private double[] _grades = [];

    /// <summary>Prepares workspaces.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="sets">Active sets of its training set, or null.</param>
    /// <param name="pool">Workers, or null.</param>
    /// <exception cref="InputException">There are no active sets, and the potential keeps no ranges of its features.</exception>
    public ExtrapolationGrades(IPotential potential, ActiveSets? sets, WorkerPool? pool)
    {
        _isOptimality = sets is not null;
        _evaluation = new GradeEvaluation(potential, pool, boxes: sets is null, sets);
        if (sets is null && !_evaluation.HasBoxes) throw new InputException("grades are asked for, and this potential keeps no ranges of its features", remedy: "name its training set");
    }

    /// <summary>How the grades are made, in words.</summary>
    public string Kind => _isOptimality ? "D-optimality" : "feature box";

    /// <summary>The grade of each atom; valid until the next call.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="list">A list that reaches to the potential's cutoff.</param>
    public ReadOnlySpan<double> Evaluate(Atoms atoms, NeighbourList list)
    {
        if (_grades.Length != atoms.Count) _grades = new double[atoms.Count];
        Array.Clear(_grades);
        _evaluation.Run(atoms, list, 0, _isOptimality ? null : _grades, _isOptimality ? _grades : null);
        return _grades;
    }
}
