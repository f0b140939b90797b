using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>An atom with its neighbours within the potential's cutoff, and room for the derivatives of its energy. A reusable buffer, one per worker.</summary>
/// <remarks>
/// Up to the next multiple of sixteen the arrays hold padding for kernels that work on whole vectors: neighbours of species 0 at exactly the cutoff, along x, whose
/// derivatives are ignored. The arrays may be replaced by larger ones from one atom to the next: take them anew each time.
/// </remarks>
public sealed partial class LocalEnvironment
{
    private const int Padding = 16;
    private readonly InstructionSetKind _instructions;
    private NeighbourBuffer? _gathered;
    private BlockSites? _sites;
    private int[] _index = [];

    /// <summary>Makes room.</summary>
    public LocalEnvironment()
        : this(InstructionSet.Active) { }

    internal LocalEnvironment(InstructionSetKind instructions) => _instructions = instructions;

    /// <summary>Index of the atom.</summary>
    public int Atom { get; private set; }

    /// <summary>Index of its element in <see cref="IPotential.Elements"/>.</summary>
    public int Species { get; private set; }

    /// <summary>Number of neighbours; images count one by one.</summary>
    public int Count { get; private set; }

    /// <summary>x of each neighbour as seen from the atom, Å.</summary>
    public double[] Dx { get; private set; } = [];

    /// <summary>y of each neighbour, Å.</summary>
    public double[] Dy { get; private set; } = [];

    /// <summary>z of each neighbour, Å.</summary>
    public double[] Dz { get; private set; } = [];

    /// <summary>Distance of each neighbour, Å.</summary>
    public double[] Distance { get; private set; } = [];

    /// <summary>Index of each neighbour's element in <see cref="IPotential.Elements"/>.</summary>
    public int[] NeighbourSpecies { get; private set; } = [];

    /// <summary>Derivative of the atom's energy with respect to the x of each neighbour, eV/Å. Zero when the energy is asked for; to be added to.</summary>
    public double[] Gx { get; private set; } = [];

    /// <summary>Derivative with respect to y, eV/Å.</summary>
    public double[] Gy { get; private set; } = [];

    /// <summary>Derivative with respect to z, eV/Å.</summary>
    public double[] Gz { get; private set; } = [];

    /// <summary>Index of each neighbour among the atoms; found when first asked for.</summary>
    public int[] Index
    {
        get
        {
            if (_sites is not null)
            {
                var (order, places) = (_sites.Atoms.Order, _sites.Block.Place);
                for (var k = 0; k < Count; k++) _index[k] = order[places[Site[k]]];
                _sites = null;
            }

            return _index;
        }
    }

    /// <summary>The site of each neighbour in the block of <see cref="Load(BlockSites, int, double)"/>.</summary>
    internal int[] Site { get; private set; } = [];

    /// <summary>Takes the neighbours of an atom.</summary>
    internal void Load(int atom, Atoms atoms, NeighbourList list, double cutoff, ReadOnlySpan<int> speciesOfElement)
    {
        (Atom, Species) = (atom, speciesOfElement[atoms.AtomicNumbers[atom]]);
        var buffer = _gathered ??= new NeighbourBuffer();
        Count = list.Gather(atom, atoms, cutoff, buffer);
        Reserve(Count);
        Array.Copy(buffer.Dx, Dx, Count);
        Array.Copy(buffer.Dy, Dy, Count);
        Array.Copy(buffer.Dz, Dz, Count);
        Array.Copy(buffer.Distance, Distance, Count);
        Array.Copy(buffer.Index, _index, Count);
        _sites = null;
        for (var k = 0; k < Count; k++) NeighbourSpecies[k] = speciesOfElement[atoms.AtomicNumbers[buffer.Index[k]]];
        Pad(cutoff);
    }

    /// <summary>Takes the neighbours of an atom of a block.</summary>
    /// <param name="sites">The block.</param>
    /// <param name="place">Place of the atom in the block.</param>
    /// <param name="cutoff">Neighbours closer than this, strictly, Å.</param>
    internal unsafe void Load(BlockSites sites, int place, double cutoff)
    {
        var block = sites.Block;
        (Atom, Species, _sites) = (sites.Atoms.Order[block.First + place], sites.Species[place], sites);
        var (first, length) = (block.RowStart[place], block.RowStart[place + 1] - block.RowStart[place]);
        Reserve(length);
        fixed (int* row = &block.Pairs[first])
        {
            Count = Gather(sites.Positions, row, length, place, cutoff * cutoff);
        }

        for (var k = 0; k < Count; k++) NeighbourSpecies[k] = sites.Species[Site[k]];
        Pad(cutoff);
    }

    private void Pad(double cutoff)
    {
        var padded = (Count + Padding - 1) / Padding * Padding;
        for (var k = Count; k < padded; k++) (Dx[k], Dy[k], Dz[k], Distance[k], NeighbourSpecies[k]) = (cutoff, 0, 0, cutoff, 0);
        Array.Clear(Gx, 0, padded);
        Array.Clear(Gy, 0, padded);
        Array.Clear(Gz, 0, padded);
    }

    private void Reserve(int count)
    {
        // Vector forms store whole vectors past the last neighbour.
        if (count + Padding <= Dx.Length) return;
        var room = (count + count / 4 + 2 * Padding) / Padding * Padding;
        (Dx, Dy, Dz, Distance) = (new double[room], new double[room], new double[room], new double[room]);
        (Gx, Gy, Gz) = (new double[room], new double[room], new double[room]);
        (Site, _index, NeighbourSpecies) = (new int[room], new int[room], new int[room]);
    }

    /// <summary>Multiplies all lengths; the padding comes to stand at <paramref name="cutoff"/>.</summary>
    internal void Scale(double factor, double cutoff)
    {
        for (var k = 0; k < Count; k++) (Dx[k], Dy[k], Dz[k], Distance[k]) = (factor * Dx[k], factor * Dy[k], factor * Dz[k], factor * Distance[k]);
        var padded = (Count + Padding - 1) / Padding * Padding;
        for (var k = Count; k < padded; k++) (Dx[k], Distance[k]) = (cutoff, cutoff);
    }
}
