using System.Globalization;
using Lithoscope.Potentials;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Looks after each step whether a run has left what can be trusted: numbers, temperature, forces, extrapolation, spread of a committee, atoms that are lost.</summary>
internal sealed class Guards
{
    private readonly MolecularDynamicsOptions _options;
    private readonly ExtrapolationGrades? _grades;
    private readonly bool[] _hadNeighbours;
    private readonly double _firstVolume;
    private int _builds = -1;

    /// <param name="options">The limits.</param>
    /// <param name="system">The atoms as the run begins or goes on.</param>
    /// <param name="start">The structure that the run began with.</param>
    /// <param name="grades">What grades atoms, or null.</param>
    /// <param name="tally">Where grades are counted.</param>
    public Guards(MolecularDynamicsOptions options, MolecularSystem system, Structure start, ExtrapolationGrades? grades, GradeTally tally)
    {
        _firstVolume = start.Periodicity == Periodicity.Full ? Math.Abs(start.Cell!.Value.Determinant) : double.NaN;
        (_options, _grades, Tally) = (options, grades, tally);
        _hadNeighbours = new bool[system.Atoms.Count];
    }

    /// <summary>Grades counted so far.</summary>
    public GradeTally Tally { get; }

    /// <summary>Remembers which atoms have neighbours in the structure that the run began with: atoms that had none cannot lose them.</summary>
    public void Remember(Structure start, double reach)
    {
        Atoms atoms = new(start);
        NeighbourList list = new(reach);
        list.Build(atoms);
        for (var i = 0; i < atoms.Count; i++) _hadNeighbours[i] = list.NeighboursOf(i).Length > 0;
    }

    /// <summary>What is wrong, as a clause, or null; grades of all atoms where these are what is wrong.</summary>
    public (string What, double[]? Grades)? Find(MolecularSystem system, double temperature, long step, int stage)
    {
        var limits = _options.StopAbove;
        var force = system.LargestForce(out var atom);
        if (!double.IsFinite(system.PotentialEnergy)) return ("the potential energy is not a number", null);
        if (!double.IsFinite(force)) return (string.Create(CultureInfo.InvariantCulture, $"the force on atom {atom} is not a number"), null);
        if (force > limits.Force) return (string.Create(CultureInfo.InvariantCulture, $"the force on atom {atom} is {force:G4} eV/Å, above stop_above.force of {limits.Force:G6} eV/Å"), null);
        if (!(temperature <= limits.Temperature)) return (string.Create(CultureInfo.InvariantCulture, $"the temperature is {temperature:G4} K, above stop_above.temperature of {limits.Temperature:G6} K"), null);
        var ratio = system.Volume / _firstVolume;
        if (ratio > limits.VolumeRatio || 1 / ratio > limits.VolumeRatio) return (string.Create(CultureInfo.InvariantCulture, $"the volume is {ratio:G4} times that at the start, beyond stop_above.volume_ratio of {limits.VolumeRatio:G6}"), null);
        if (FindLost(system) is { } lost) return (string.Create(CultureInfo.InvariantCulture, $"atom {lost} ({Element.Symbol(system.Atoms.AtomicNumbers[lost])}) has left all others behind"), null);
        if (limits.Spread is { } most && system.Result.Spread is { } spread && Largest(spread.Forces.AsSpan(0, system.Atoms.Count)) is var (apart, difference) && difference > most)
        {
            return (string.Create(CultureInfo.InvariantCulture, $"the committee's members differ by {difference:G4} eV/Å (standard deviation) in the force on atom {apart}, above stop_above.spread of {most:G6} eV/Å"), null);
        }

        if (_grades is null || step % _options.GuardEvery != 0) return null;
        var grades = _grades.Evaluate(system.Atoms, system.List);
        Tally.Add(stage, grades, _options.WarnAbove.Grade);
        if (limits.Grade is { } limit && Largest(grades) is var (farthest, grade) && grade > limit)
        {
            return (string.Create(CultureInfo.InvariantCulture, $"atom {farthest} ({Element.Symbol(system.Atoms.AtomicNumbers[farthest])}) has the extrapolation grade {grade:G4} ({_grades.Kind}), above stop_above.grade of {limit:G6}"), grades.ToArray());
        }

        return null;
    }

    private int? FindLost(MolecularSystem system)
    {
        if (!_options.StopOnLostAtom || system.Atoms.Periodicity == Periodicity.Full || system.Builds == _builds) return null;
        _builds = system.Builds;
        for (var i = 0; i < _hadNeighbours.Length; i++)
        {
            if (_hadNeighbours[i] && system.List.NeighboursOf(i).Length == 0) return i;
        }

        return null;
    }

    private static (int Atom, double Value) Largest(ReadOnlySpan<double> values)
    {
        var (atom, largest) = (0, double.NegativeInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > largest) (atom, largest) = (i, values[i]);
        }

        return (atom, largest);
    }
}
