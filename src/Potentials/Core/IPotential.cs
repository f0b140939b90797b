using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The energy of a configuration of atoms and its derivatives. Immutable and thread-safe once loaded; what an evaluation needs is kept in its result.</summary>
public interface IPotential
{
    /// <summary>The family it belongs to, such as "nep" or "lennard-jones".</summary>
    string Family { get; }

    /// <summary>Pairs up to this distance must be in the neighbour list, Å.</summary>
    double Cutoff { get; }

    /// <summary>Atomic numbers of the elements it knows, in its own order.</summary>
    IReadOnlyList<int> Elements { get; }

    /// <summary>The arithmetic it evaluates with.</summary>
    Precision Precision { get; }

    /// <summary>The same potential in another precision; itself where it has that already, or where its family knows only double.</summary>
    IPotential InPrecision(Precision precision);

    /// <summary>What it holds, for people: names and values.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Describe();

    /// <summary>Evaluates energy, energies per atom, forces and virial.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="list">A full neighbour list of them that reaches at least to <see cref="Cutoff"/>.</param>
    /// <param name="result">Buffers of the caller; everything in it is replaced. Nothing is allocated once it has seen as many atoms.</param>
    /// <exception cref="Runtime.InputException">An element that the potential does not know.</exception>
    /// <exception cref="ArgumentException">The list is half, or too short.</exception>
    void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result);
}
