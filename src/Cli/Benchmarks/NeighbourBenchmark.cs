using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>Neighbour lists of atoms at random, 0.05 atoms/Å³, 6 Å, one core.</summary>
internal static class NeighbourBenchmark
{
    private const double Density = 0.05;
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    public static Benchmark Create() => new("neighbours", "neighbour lists at 0.05 atoms/Å³ and 6 Å on one core, atoms in order of place and in none", ["ordered", "random"], Run);

    private static IEnumerable<Measurement> Run(string name, CancellationToken cancellation)
    {
        double? smallest = null;
        foreach (var count in Sizes)
        {
            var atoms = Place(count, name == "ordered");
            var list = new NeighbourList(6);
            var first = System.Diagnostics.Stopwatch.StartNew();
            list.Build(atoms, cancellation: cancellation);
            first.Stop();
            var each = Clock.Best(() => list.Build(atoms, cancellation: cancellation), cancellation) / count * 1e9;
            var what = count.ToString("N0", CultureInfo.InvariantCulture) + " atoms";
            yield return new(name, what + ", first build", first.Elapsed.TotalSeconds, "s");
            yield return new(name, what + ", build", each, "ns/atom", smallest is null ? "" : "10,000 atoms", smallest);
            smallest ??= each;
        }
    }

    // In order: one atom anywhere in each cell of a cubic lattice, row by row.
    private static Atoms Place(int count, bool ordered)
    {
        var stream = new RandomStream(1, "neighbour benchmark");
        var edge = Math.Cbrt(count / Density);
        var sites = (int)Math.Ceiling(Math.Cbrt(count));
        var positions = new double[3 * count];
        for (var i = 0; i < count; i++)
        {
            int[] site = [i / (sites * sites), i / sites % sites, i % sites];
            for (var axis = 0; axis < 3; axis++) positions[3 * i + axis] = ordered ? edge / sites * (site[axis] + stream.NextDouble()) : edge * stream.NextDouble();
        }

        return new Atoms(new Structure(new byte[count], positions, edge * Matrix3D.Identity, Periodicity.Full));
    }
}
