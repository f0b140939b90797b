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

    /// <summary>Summarises frames, which are looked at one at a time.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="keys">Which names stand for energies, forces, stresses and virials; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the count between two frames.</param>
    public static StructureSummary Of(IEnumerable<Structure> frames, LabelKeys? keys = null, CancellationToken cancellationToken = default)
    {
        keys ??= LabelKeys.Default;
        var (count, atoms, fewest, most) = (0, 0L, int.MaxValue, 0);
        var (smallest, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        var elements = new (long Atoms, int Frames)[Element.MaximumAtomicNumber + 1];
        NameTally periodicities = new(), columns = new(), info = new(), energies = new(), forces = new(), stresses = new();
        var inFrame = new int[elements.Length];
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            atoms += frame.Count;
            (fewest, most) = (Math.Min(fewest, frame.Count), Math.Max(most, frame.Count));
            Array.Clear(inFrame);
            foreach (var z in frame.AtomicNumbers) inFrame[z]++;
            for (var z = 0; z < inFrame.Length; z++)
            {
                if (inFrame[z] > 0) elements[z] = (elements[z].Atoms + inFrame[z], elements[z].Frames + 1);
            }

            periodicities.Add(Describe(frame));
            if (frame.Cell is { } cell) (smallest, largest) = (Math.Min(smallest, Math.Abs(cell.Determinant)), Math.Max(largest, Math.Abs(cell.Determinant)));
            foreach (var column in frame.Columns) columns.Add(Describe(column));
            foreach (var (key, _) in frame.Info) info.Add(key);
            energies.Add(LabelKeys.FindInfo(frame, keys.Energy));
            forces.Add(LabelKeys.FindColumn(frame, keys.Forces));
            stresses.Add(LabelKeys.FindInfo(frame, [.. keys.Stress, .. keys.Virial]));
        }

        return new()
        {
            Frames = count,
            Atoms = atoms,
            FewestAtoms = count == 0 ? 0 : fewest,
            MostAtoms = most,
            Elements = [.. Enumerable.Range(0, elements.Length).Where(z => elements[z].Frames > 0).Select(z => new ElementCount(Element.Symbol(z), elements[z].Atoms, elements[z].Frames))],
            Periodicities = [.. periodicities.Counts.OrderByDescending(c => c.Frames)],
            Volume = largest >= smallest ? (smallest, largest) : null,
            Columns = columns.Counts,
            Info = info.Counts,
            EnergyKeys = energies.Counts,
            ForcesKeys = forces.Counts,
            StressKeys = stresses.Counts,
        };
    }

    private static string Describe(Structure frame)
    {
        if (frame.Cell is null) return "no cell";
        var p = frame.Periodicity;
        return $"{(p.A ? 'T' : 'F')} {(p.B ? 'T' : 'F')} {(p.C ? 'T' : 'F')}";
    }

    private static string Describe(AtomColumn column) =>
        new ExtendedXyzProperty(column.Name, column switch { RealColumn => 'R', IntegerColumn => 'I', LogicalColumn => 'L', _ => 'S' }, column.Width).ToString();

    /// <summary>Names in the order in which they first occur, each with a count.</summary>
    private sealed class NameTally
    {
        private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

        public List<NameCount> Counts { get; } = [];

        public void Add(string? name)
        {
            if (name is null) return;
            if (_index.TryGetValue(name, out var at))
            {
                Counts[at] = Counts[at] with { Frames = Counts[at].Frames + 1 };
                return;
            }

            _index.Add(name, Counts.Count);
            Counts.Add(new(name, 1));
        }
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
