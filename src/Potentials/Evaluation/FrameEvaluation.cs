using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Evaluates one frame after another for one caller, with the workers of a pool or on the caller's thread.</summary>
internal sealed class FrameEvaluation
{
    private readonly IPotential _potential;
    private readonly EvaluationOptions _options;
    private readonly EvaluationResult _result;
    private readonly NeighbourList _list;
    private readonly GradeEvaluation _grades;
    private readonly DescriptorRows? _rows;

    public FrameEvaluation(IPotential potential, WorkerPool? pool, EvaluationOptions options)
    {
        (_potential, _options, _result) = (potential, options, new EvaluationResult(pool));
        _list = new NeighbourList(potential.Cutoff);
        _grades = new GradeEvaluation(potential, pool, options.Grades, options.ActiveSets);
        if (options.Descriptors != DescriptorForm.None) _rows = new DescriptorRows(LearnedParts.Of(potential).Single(), pool);
    }

    public EvaluatedStructure Run(Structure structure, int frame, CancellationToken cancellation)
    {
        var atoms = new Atoms(structure);
        var count = atoms.Count;
        FrameFault.Check(structure, frame, () =>
        {
            _list.Build(atoms, _result.Pool, cancellation);
            _potential.Evaluate(atoms, _list, _result);
        });
        var forces = new double[3 * count];
        for (var i = 0; i < count; i++) (forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]) = (_result.Fx[i], _result.Fy[i], _result.Fz[i]);
        var energies = _result.LocalEnergies[..count];
        CheckFinite(structure, frame, atoms, energies, forces);
        var box = _grades.HasBoxes ? new double[count] : null;
        var optimality = _options.ActiveSets is null ? null : new double[count];
        var excesses = box is null && optimality is null ? [] : _grades.Run(atoms, _list, frame, box, optimality);
        double[]? rows = null;
        if (_rows is not null) _rows.Compute(atoms, _list, 0, count, _options.Descriptors == DescriptorForm.Scaled, rows = new double[checked(count * _rows.Width)]);
        return new EvaluatedStructure
        {
            Structure = structure,
            Frame = frame,
            Energy = _result.Energy,
            LocalEnergies = energies,
            Forces = forces,
            Virial = _result.Virial,
            Extrapolation = box,
            Excesses = excesses,
            Optimality = optimality,
            EnergyDeviation = _result.Spread?.Energy,
            LocalEnergyDeviations = _result.Spread?.LocalEnergies[..count],
            ForceDeviations = _result.Spread?.Forces[..count],
            Descriptors = rows,
        };
    }

    // Atoms in one place, above all: what no potential can make sense of is the input's fault.
    private void CheckFinite(Structure structure, int frame, Atoms atoms, double[] energies, double[] forces)
    {
        for (var i = 0; i < energies.Length; i++)
        {
            if (double.IsFinite(energies[i]) && double.IsFinite(forces[3 * i]) && double.IsFinite(forces[3 * i + 1]) && double.IsFinite(forces[3 * i + 2])) continue;
            var (nearest, other) = (double.PositiveInfinity, -1);
            var neighbours = _list.NeighboursOf(i);
            for (var p = 0; p < neighbours.Length; p++)
            {
                if (_list.Displacement(atoms, i, p).Norm is var r && r < nearest) (nearest, other) = (r, neighbours[p]);
            }

            var where = other < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; its nearest neighbour is atom {other} at distance {nearest:G6}");
            throw FrameFault.At(structure, frame, new InputException($"energy or force of atom {i} ({Element.Symbol(atoms.AtomicNumbers[i])}) is not a finite number{where}", remedy: "check the positions, the cell and their units"));
        }
    }
}
