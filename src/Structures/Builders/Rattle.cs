using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Atoms displaced at random, each Cartesian component by a normal distribution. What <c>move_mask</c> holds stays where it is.</summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Rattle
{
    // With a minimum distance, displacements beyond six standard deviations (one in 10⁸) are drawn again, so that neighbours are known beforehand.
    private const double Farthest = 6;
    private const int Attempts = 1000;

    /// <summary>Displaces the atoms.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="deviation">The standard deviation of each component, Å.</param>
    /// <param name="seed">The seed; the same seed gives the same bits.</param>
    /// <param name="minimumDistance">No two atoms come closer, Å, periodic images included: a displacement that would is drawn again; 0 for no limit.</param>
    /// <param name="draw">Which of several independent draws from that seed.</param>
    /// <param name="cancellation">Checked every 2¹⁴ atoms.</param>
    /// <exception cref="InputException">
    /// A number is not possible, two atoms are closer than the limit from the start, or an atom finds no place in a thousand attempts.
    /// </exception>
    public static Structure Apply(Structure structure, double deviation, ulong seed, double minimumDistance = 0, int draw = 0, CancellationToken cancellation = default)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation))) throw BuilderChecks.Fault(structure, "the standard deviation is not a length", "give it in Å, such as 0.05");
        if (!(minimumDistance >= 0 && double.IsFinite(minimumDistance))) throw BuilderChecks.Fault(structure, "the minimum distance is not a length", "give it in Å, such as 1.8");
        var atoms = new Atoms(structure);
        var mask = structure.FindColumn("move_mask") as LogicalColumn;
        var limit = minimumDistance > 0 && deviation > 0 ? new DistanceLimit(structure, atoms, minimumDistance, 2 * Farthest * deviation, cancellation) : null;
        for (var i = 0; i < atoms.Count; i++)
        {
            if ((i & 0x3FFF) == 0) cancellation.ThrowIfCancellationRequested();
            var random = new RandomStream(seed, "rattle", ((ulong)draw << 32) | (uint)i);
            var start = atoms.Position(i);
            var attempt = 0;
            do
            {
                if (attempt++ == Attempts) throw Crowded(structure, i, minimumDistance);
                var (dx, dy, dz) = (deviation * random.NextNormal(), deviation * random.NextNormal(), deviation * random.NextNormal());
                if (limit is not null && dx * dx + dy * dy + dz * dz > Farthest * Farthest * deviation * deviation) continue;
                (atoms.X[i], atoms.Y[i], atoms.Z[i]) = (Moves(mask, i, 0) ? start.X + dx : start.X, Moves(mask, i, 1) ? start.Y + dy : start.Y, Moves(mask, i, 2) ? start.Z + dz : start.Z);
                if (limit is null || limit.Holds(atoms, i)) break;
            }
            while (true);
        }

        var positions = new double[3 * atoms.Count];
        for (var i = 0; i < atoms.Count; i++) (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = atoms.Position(i);
        return new(
            structure.AtomicNumbers.ToArray(), positions, structure.Cell, structure.Periodicity,
            CarriedProperties.Columns(structure, [.. Enumerable.Range(0, structure.Count)]), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    private static bool Moves(LogicalColumn? mask, int atom, int axis) => mask?.Width switch
    {
        1 => mask.Values[atom],
        3 => mask.Values[3 * atom + axis],
        _ => true,
    };

    private static InputException Crowded(Structure structure, int atom, double distance) => BuilderChecks.Fault(
        structure, string.Create(CultureInfo.InvariantCulture, $"atom {atom} finds no place at {distance} Å from its neighbours in {Attempts} attempts"), "ask for a smaller displacement or a smaller minimum distance");

    /// <summary>Whether an atom keeps its distance from those that can come near it at all.</summary>
    private sealed class DistanceLimit
    {
        private readonly NeighbourList _list;
        private readonly double _square;

        public DistanceLimit(Structure structure, Atoms atoms, double distance, double reach, CancellationToken cancellation)
        {
            _list = new NeighbourList(distance + reach);
            _square = distance * distance;
            _list.Build(atoms, cancellation: cancellation);
            for (var i = 0; i < atoms.Count; i++)
            {
                if (!Holds(atoms, i)) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"atom {i} is closer than {distance} Å to another before any is moved"), "ask for a smaller minimum distance");
            }
        }

        public bool Holds(Atoms atoms, int i)
        {
            for (var p = 0; p < _list.NeighboursOf(i).Length; p++)
            {
                var d = _list.Displacement(atoms, i, p);
                if (Vector3D.Dot(d, d) < _square) return false;
            }

            return true;
        }
    }
}
