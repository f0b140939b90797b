using BenchmarkDotNet.Attributes;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Bench;

/// <summary>
/// Building a neighbour list, and gathering all neighbours from it, for atoms at random at 0.05 atoms/Å³ with a cutoff of 6 Å:
/// 45 neighbours an atom, on one thread. Times are for all atoms.
/// </summary>
[MemoryDiagnoser]
public class NeighbourListBenchmark
{
    private const double Cutoff = 6;
    private const double Density = 0.05;
    private readonly NeighbourBuffer _buffer = new();
    private NeighbourList _list = null!;
    private Atoms _atoms = null!;

    /// <summary>Number of atoms.</summary>
    [Params(1_000, 10_000, 100_000, 1_000_000)]
    public int Count { get; set; }

    /// <summary>Pairs from both ends or once only.</summary>
    [Params(NeighbourListKind.Full, NeighbourListKind.Half)]
    public NeighbourListKind Kind { get; set; }

    /// <summary>Whether atoms that follow each other are close, as in a crystal or a replicated cell, or anywhere.</summary>
    [Params(true, false)]
    public bool Ordered { get; set; }

    /// <summary>Places the atoms and builds the list once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var edge = Math.Cbrt(Count / Density);
        var positions = new double[3 * Count];
        for (var k = 0; k < positions.Length; k++) positions[k] = edge * random.NextDouble();
        if (Ordered) Arrange(positions, edge, random);
        _atoms = new Atoms(new Structure(new byte[Count], positions, edge * Matrix3D.Identity, Periodicity.Full));
        _list = new NeighbourList(Cutoff, 0, Kind);
        _list.Build(_atoms);
    }

    /// <summary>The list from nothing but its buffers.</summary>
    [Benchmark]
    public int Build()
    {
        _list.Build(_atoms);
        return _list.Pairs;
    }

    /// <summary>Displacements and distances of all pairs.</summary>
    [Benchmark]
    public int Gather()
    {
        var n = 0;
        for (var i = 0; i < Count; i++) n += _list.Gather(i, _atoms, Cutoff, _buffer);
        return n;
    }

    // One atom anywhere in each cell of a simple cubic lattice, row by row.
    private static void Arrange(double[] positions, double edge, Random random)
    {
        var sites = (int)Math.Ceiling(Math.Cbrt(positions.Length / 3));
        for (var i = 0; i < positions.Length / 3; i++)
        {
            int[] site = [i / (sites * sites), i / sites % sites, i % sites];
            for (var axis = 0; axis < 3; axis++) positions[3 * i + axis] = edge / sites * (site[axis] + random.NextDouble());
        }
    }
}
