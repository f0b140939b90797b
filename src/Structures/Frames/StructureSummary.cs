using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>What a set of frames holds, for an overview.</summary>
public sealed record StructureSummary
{
    /// <summary>Number of frames.</summary>
    public required int Frames { get; init; }

    /// <summary>Number of atoms in all frames together.</summary>
    public required long Atoms { get; init; }

    /// <summary>Number of atoms of the smallest frame.</summary>
    public required int FewestAtoms { get; init; }

    /// <summary>Number of atoms of the largest frame.</summary>
    public required int MostAtoms { get; init; }

    /// <summary>The elements, by atomic number.</summary>
    public required IReadOnlyList<ElementCount> Elements { get; init; }

    /// <summary>Along which cell vectors the frames repeat, such as "T T T", most frequent first; "no cell" where there is none.</summary>
    public required IReadOnlyList<NameCount> Periodicities { get; init; }

    /// <summary>The smallest and the largest cell volume, Å³; null where no frame has a cell.</summary>
    public required (double Smallest, double Largest)? Volume { get; init; }

    /// <summary>Columns as NAME:TYPE:WIDTH, in the order in which they first occur, with the number of frames that have them.</summary>
    public required IReadOnlyList<NameCount> Columns { get; init; }

    /// <summary>Frame properties, in the order in which they first occur, with the number of frames that have them.</summary>
    public required IReadOnlyList<NameCount> Info { get; init; }

    /// <summary>Frame properties taken as the energy, with the number of frames.</summary>
    public required IReadOnlyList<NameCount> EnergyKeys { get; init; }

    /// <summary>Columns taken as the forces, with the number of frames.</summary>
    public required IReadOnlyList<NameCount> ForcesKeys { get; init; }

    /// <summary>Frame properties taken as stress or virial, with the number of frames.</summary>
    public required IReadOnlyList<NameCount> StressKeys { get; init; }

    /// <summary>What the readers noticed, each sentence once, with the number of frames it was said of; the first 20.</summary>
    public required IReadOnlyList<NameCount> Remarks { get; init; }

    /// <summary>Summarises frames, which are looked at one at a time.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="keys">Which names stand for energies, forces, stresses and virials; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the count between two frames.</param>
    public static StructureSummary Of(IEnumerable<Structure> frames, LabelKeys? keys = null, CancellationToken cancellationToken = default)
    {
        var tally = new StructureTally(keys);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Add(frame);
        }

        return tally.ToSummary();
    }

    /// <summary>One line: frames, atoms, elements, and under which names which labels stand.</summary>
    public string ToLine()
    {
        static string Counted(long n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n} {what}{(n == 1 ? "" : "s")}");
        string Named(string label, IReadOnlyList<NameCount> keys) => keys.Count == 0
            ? "no " + label
            : label + " (" + string.Join(", ", keys.Select(k => k.Frames == Frames ? k.Name : $"{k.Name} in {Counted(k.Frames, "frame")}")) + ")";
        var elements = string.Join(", ", Elements.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Symbol} {e.Atoms}")));
        return $"{Counted(Frames, "frame")}, {Counted(Atoms, "atom")}{(elements.Length > 0 ? $" ({elements})" : "")}; {Named("energy", EnergyKeys)}, {Named("forces", ForcesKeys)}, {Named("stress or virial", StressKeys)}";
    }
}

/// <summary>How often an element occurs.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Atoms">Atoms of it in all frames together.</param>
/// <param name="Frames">Frames that hold it.</param>
public readonly record struct ElementCount(string Symbol, long Atoms, int Frames);

/// <summary>In how many frames a name occurs.</summary>
/// <param name="Name">The name.</param>
/// <param name="Frames">Frames that have it.</param>
public readonly record struct NameCount(string Name, int Frames);
