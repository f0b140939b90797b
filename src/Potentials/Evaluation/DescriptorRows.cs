using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The descriptors of many atoms, computed by all workers. For one caller.</summary>
internal sealed class DescriptorRows
{
    private const int BlockSize = 16;

    private readonly LocalPotential _potential;
    private readonly WorkerPool? _pool;
    private readonly int[] _species;
    private readonly (LocalEnvironment Environment, object? Workspace)[] _workers;

    public DescriptorRows(LocalPotential potential, WorkerPool? pool)
    {
        (_potential, _pool, _species) = (potential, pool, potential.SpeciesOfElement());
        _workers = [.. Enumerable.Range(0, pool?.Threads ?? 1).Select(_ => (new LocalEnvironment(), potential.CreateWorkspace()))];
        Width = Enumerable.Range(0, potential.Elements.Count).Max(potential.DescriptorCount);
    }

    /// <summary>The largest number of descriptors of any species.</summary>
    public int Width { get; }

    public LocalPotential Potential => _potential;

    /// <summary>Index of an element among those of the potential.</summary>
    public int SpeciesOf(byte atomicNumber) => _species[atomicNumber];

    /// <summary>Computes rows of <see cref="Width"/> values; those of species with fewer end with NaN.</summary>
    public void Compute(Atoms atoms, NeighbourList list, int first, int count, bool scaled, double[] rows)
    {
        void Block(int block, int worker)
        {
            var (environment, workspace) = _workers[worker];
            for (var k = block * BlockSize; k < Math.Min(count, (block + 1) * BlockSize); k++)
            {
                environment.Load(first + k, atoms, list, _potential.Cutoff, _species);
                var row = rows.AsSpan(k * Width, Width);
                var length = _potential.DescriptorCount(environment.Species);
                _potential.Descriptors(environment, workspace, scaled, row[..length]);
                row[length..].Fill(double.NaN);
            }
        }

        var blocks = (count + BlockSize - 1) / BlockSize;
        if (_pool is not null) _pool.For(blocks, Block);
        else
        {
            for (var block = 0; block < blocks; block++) Block(block, 0);
        }
    }
}
