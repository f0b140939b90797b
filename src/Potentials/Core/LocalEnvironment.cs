using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>An atom with its neighbours within the potential's cutoff, and room for the derivatives of its energy. A reusable buffer, one per worker.</summary>
/// <remarks>
/// Up to the next multiple of sixteen the arrays hold padding for kernels that work on whole vectors: neighbours of species 0 at exactly the cutoff, along x, whose
/// derivatives are ignored.
/// </remarks>
public sealed class LocalEnvironment
{
    private const int Padding = 16;
    private readonly NeighbourBuffer _buffer = new();

    /// <summary>Index of the atom.</summary>
    public int Atom { get; private set; }

    /// <summary>Index of its element in <see cref="IPotential.Elements"/>.</summary>
    public int Species { get; private set; }

    /// <summary>Number of neighbours; images count one by one.</summary>
    public int Count { get; private set; }

    /// <summary>x of each neighbour as seen from the atom, Å.</summary>
    public double[] Dx => _buffer.Dx;

    /// <summary>y of each neighbour, Å.</summary>
    public double[] Dy => _buffer.Dy;

    /// <summary>z of each neighbour, Å.</summary>
    public double[] Dz => _buffer.Dz;

    /// <summary>Distance of each neighbour, Å.</summary>
    public double[] Distance => _buffer.Distance;

    /// <summary>Index of each neighbour among the atoms.</summary>
    public int[] Index => _buffer.Index;

    /// <summary>Index of each neighbour's element in <see cref="IPotential.Elements"/>.</summary>
    public int[] NeighbourSpecies { get; private set; } = [];

    /// <summary>Derivative of the atom's energy with respect to the x of each neighbour, eV/Å. Zero when the energy is asked for; to be added to.</summary>
    public double[] Gx { get; private set; } = [];

    /// <summary>Derivative with respect to y, eV/Å.</summary>
    public double[] Gy { get; private set; } = [];

    /// <summary>Derivative with respect to z, eV/Å.</summary>
    public double[] Gz { get; private set; } = [];

    /// <summary>Takes the neighbours of an atom.</summary>
    internal void Load(int atom, Atoms atoms, NeighbourList list, double cutoff, ReadOnlySpan<int> speciesOfElement)
    {
        (Atom, Species) = (atom, speciesOfElement[atoms.AtomicNumbers[atom]]);
        Count = list.Gather(atom, atoms, cutoff, _buffer);
        if (Gx.Length < _buffer.Dx.Length) (NeighbourSpecies, Gx, Gy, Gz) = (new int[_buffer.Dx.Length], new double[_buffer.Dx.Length], new double[_buffer.Dx.Length], new double[_buffer.Dx.Length]);
        for (var k = 0; k < Count; k++) NeighbourSpecies[k] = speciesOfElement[atoms.AtomicNumbers[_buffer.Index[k]]];
        var padded = (Count + Padding - 1) / Padding * Padding;
        for (var k = Count; k < padded; k++) (Dx[k], Dy[k], Dz[k], Distance[k], Index[k], NeighbourSpecies[k]) = (cutoff, 0, 0, cutoff, atom, 0);
        Array.Clear(Gx, 0, padded);
        Array.Clear(Gy, 0, padded);
        Array.Clear(Gz, 0, padded);
    }
}
