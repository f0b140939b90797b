namespace Lithoscope.Structures;

/// <summary>Counts what frames hold as they go by.</summary>
/// <param name="keys">Which names stand for energies, forces, stresses and virials; null for the defaults.</param>
public sealed class StructureTally(LabelKeys? keys = null)
{
    private const int MostRemarks = 20;

    private readonly LabelKeys _keys = keys ?? LabelKeys.Default;
    private readonly (long Atoms, int Frames)[] _elements = new (long, int)[Element.MaximumAtomicNumber + 1];
    private readonly int[] _inFrame = new int[Element.MaximumAtomicNumber + 1];
    private readonly NameTally _periodicities = new(), _columns = new(), _info = new(), _energies = new(), _forces = new(), _stresses = new(), _remarks = new();
    private int _frames;
    private long _atoms;
    private int _fewest = int.MaxValue;
    private int _most;
    private double _smallest = double.PositiveInfinity;
    private double _largest = double.NegativeInfinity;

    /// <summary>Counts a frame.</summary>
    public void Add(Structure frame)
    {
        _frames++;
        _atoms += frame.Count;
        (_fewest, _most) = (Math.Min(_fewest, frame.Count), Math.Max(_most, frame.Count));
        Array.Clear(_inFrame);
        foreach (var z in frame.AtomicNumbers) _inFrame[z]++;
        for (var z = 0; z < _inFrame.Length; z++)
        {
            if (_inFrame[z] > 0) _elements[z] = (_elements[z].Atoms + _inFrame[z], _elements[z].Frames + 1);
        }

        _periodicities.Add(Describe(frame));
        if (frame.Cell is { } cell) (_smallest, _largest) = (Math.Min(_smallest, Math.Abs(cell.Determinant)), Math.Max(_largest, Math.Abs(cell.Determinant)));
        foreach (var column in frame.Columns) _columns.Add(Describe(column));
        foreach (var (key, _) in frame.Info) _info.Add(key);
        _energies.Add(LabelKeys.FindInfo(frame, _keys.Energy));
        _forces.Add(LabelKeys.FindColumn(frame, _keys.Forces));
        _stresses.Add(LabelKeys.FindInfo(frame, [.. _keys.Stress, .. _keys.Virial]));
        foreach (var remark in frame.Remarks) _remarks.Add(remark, MostRemarks);
    }

    /// <summary>What has been counted so far.</summary>
    public StructureSummary ToSummary() => new()
    {
        Frames = _frames,
        Atoms = _atoms,
        FewestAtoms = _frames == 0 ? 0 : _fewest,
        MostAtoms = _most,
        Elements = [.. Enumerable.Range(0, _elements.Length).Where(z => _elements[z].Frames > 0).Select(z => new ElementCount(Element.Symbol(z), _elements[z].Atoms, _elements[z].Frames))],
        Periodicities = [.. _periodicities.Counts.OrderByDescending(c => c.Frames)],
        Volume = _largest >= _smallest ? (_smallest, _largest) : null,
        Columns = [.. _columns.Counts],
        Info = [.. _info.Counts],
        EnergyKeys = [.. _energies.Counts],
        ForcesKeys = [.. _forces.Counts],
        StressKeys = [.. _stresses.Counts],
        Remarks = [.. _remarks.Counts],
    };

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

        public void Add(string? name, int most = int.MaxValue)
        {
            if (name is null) return;
            if (_index.TryGetValue(name, out var at))
            {
                Counts[at] = Counts[at] with { Frames = Counts[at].Frames + 1 };
                return;
            }

            if (Counts.Count == most) return;
            _index.Add(name, Counts.Count);
            Counts.Add(new(name, 1));
        }
    }
}
