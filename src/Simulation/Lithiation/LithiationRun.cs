using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>One composition, relaxed. All of it goes into the checkpoint.</summary>
/// <param name="Inserted">Atoms of the inserted element in all.</param>
/// <param name="Voids">The spheres in whose centres atoms were put to get here, in turn; none for the first composition.</param>
/// <param name="Relaxed">Where the relaxation led; inserted atoms are the last.</param>
internal sealed record LithiationPoint(int Inserted, EmptySphere[] Voids, RelaxedAtoms Relaxed);

/// <summary>
/// Inserts atoms one by one: the cell grows, the new atom goes into the centre of the largest empty sphere, and all positions are relaxed. The way of Chevrier and Dahn
/// (J. Electrochem. Soc. 156, A454, doi:10.1149/1.3111037), who put lithium into the largest void of silicon, let the volume grow and relaxed.
/// </summary>
internal sealed class LithiationRun(LithiationOptions options, LithiationPlan plan, IPotential potential, StepContext context)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(0.5);

    private readonly FrameRelaxation _relaxation = new(
        new RelaxationOptions
        {
            Cell = options.Cell, ForceTolerance = options.ForceTolerance, StressTolerance = options.StressTolerance, Evaluations = options.Evaluations, LongestStep = options.LongestStep,
            Rattle = options.Rattle, Saddle = SaddleCheck.Ignore, Skin = options.Skin,
        },
        potential, context.Pool);

    private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();
    private TimeSpan _reported = -BetweenReports;

    /// <summary>Why it ended before its last composition, or null.</summary>
    public string? Stop { get; private set; }

    /// <summary>Goes from composition to composition, the one at the beginning included; those of the checkpoint are not computed again.</summary>
    public IEnumerable<(Structure Structure, LithiationPoint Point)> Run(Structure start)
    {
        // Columns of the file say nothing of atoms that are to come.
        Structure bare = new(start.AtomicNumbers.ToArray(), start.Positions.ToArray(), start.Cell, start.Periodicity, [], start.Info, start.Origin, start.Remarks);
        var (structure, inserted, number) = (bare, plan.First, 0);
        EmptySphere[] voids = [];
        while (true)
        {
            var (before, count, spheres) = (structure, inserted, voids);
            var point = context.Checkpoint.GetOrCompute(
                string.Create(CultureInfo.InvariantCulture, $"composition{number}"),
                () => new LithiationPoint(count, spheres, _relaxation.Run(before, number, context.Seed, (p, _) => Say(count, p), context.Cancellation).First));
            structure = FrameRelaxation.With(structure, point.Relaxed);
            yield return (structure, point);
            Stop = Collapse(structure);
            if (Stop is not null || inserted == plan.Last) yield break;
            (structure, voids) = Insert(structure, Math.Min(options.InsertionsPerStep, plan.Last - inserted));
            if (Stop is not null) yield break;
            inserted += voids.Length;
            number++;
        }
    }

    private (Structure Structure, EmptySphere[] Voids) Insert(Structure structure, int count)
    {
        var cell = structure.Cell!.Value;
        var volume = Math.Abs(cell.Determinant);
        var scale = Math.Cbrt((volume + count * plan.Growth) / volume);
        List<double> positions = new(structure.Count + 3 * count);
        foreach (var x in structure.Positions) positions.Add(scale * x);
        var grown = Compose(structure, scale * cell, positions);
        var voids = new EmptySphere[count];
        for (var k = 0; k < count; k++)
        {
            voids[k] = LargestVoid.Find(grown, context.Cancellation);
            if (voids[k].Radius < plan.MinimumDistance)
            {
                Stop = string.Create(CultureInfo.InvariantCulture, $"the largest void has a radius of {voids[k].Radius:F3} Å, less than the {plan.MinimumDistance:G4} Å of 'min_distance'; raise 'volume_per_atom' or lower 'min_distance'");
                break;
            }

            positions.AddRange([voids[k].Centre.X, voids[k].Centre.Y, voids[k].Centre.Z]);
            grown = Compose(structure, scale * cell, positions);
        }

        return (grown, voids);
    }

    private Structure Compose(Structure structure, Matrix3D cell, List<double> positions)
    {
        var numbers = new byte[positions.Count / 3];
        Array.Fill(numbers, plan.Insert);
        structure.AtomicNumbers.CopyTo(numbers);
        return new(numbers, [.. positions], cell, Periodicity.Full, [], structure.Info, structure.Origin, structure.Remarks);
    }

    // A potential that was never shown such distances may have no repulsion there: what follows would mean nothing.
    private string? Collapse(Structure structure)
    {
        double Limit(PairDistance pair) => options.StopFraction * (Element.CovalentRadius(pair.First) + Element.CovalentRadius(pair.Second));
        // Of unknown radii, NaN, nothing can be said.
        var closest = PairDistance.Smallest(structure, potential.Cutoff).FirstOrDefault(p => (p.First == plan.Insert || p.Second == plan.Insert) && p.Distance < Limit(p));
        return closest is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Element.Symbol(closest.First)} and {Element.Symbol(closest.Second)} relaxed to {closest.Distance:F3} Å, closer than {options.StopFraction:G4} of the sum of their covalent radii, {Limit(closest):F3} Å; ")
                + "add a repulsion to the potential, or lower 'stop_fraction' if such bonds belong there";
    }

    private void Say(int count, RelaxationPoint point)
    {
        if (_clock.Elapsed - _reported < BetweenReports) return;
        _reported = _clock.Elapsed;
        context.Report("insertion", count - plan.First, plan.Last - plan.First, string.Create(CultureInfo.InvariantCulture, $"x = {(double)count / plan.Hosts:F3}, {point.Evaluations} evaluations, largest force {point.Force:G3} eV/Å"));
    }
}
