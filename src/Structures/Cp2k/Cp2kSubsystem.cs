using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Gathers the sections CELL, COORD, VELOCITY, KIND and TOPOLOGY of an input.</summary>
internal sealed class Cp2kSubsystem(LineReader lines)
{
    // Three coordinates of every atom must fit one array.
    private static readonly int MaximumAtoms = Array.MaxLength / 3;

    private readonly Cp2kInputCell _cell = new();
    private readonly List<string> _kinds = [];
    private readonly List<Vector3D> _positions = [];
    private readonly List<double> _velocities = [];
    private readonly Dictionary<string, byte> _elements = new(StringComparer.OrdinalIgnoreCase);
    private int[] _repeats = [1, 1, 1];
    private string _kind = "";
    private string? _file;
    private double _unit = 1;
    private bool _scaled;

    /// <summary>Begins a section directly below SUBSYS.</summary>
    public void Begin(string section, string[] words)
    {
        if (section == "COORD" && _kinds.Count > 0) throw lines.Fault("the input holds the atoms of several systems", "keep one FORCE_EVAL with a section COORD");
        if (section == "KIND") _kind = words.Length > 1 ? words[1] : "";
    }

    /// <summary>Takes a line within a section below SUBSYS.</summary>
    public void Take(string[] place, string[] words)
    {
        switch (place)
        {
            case ["CELL"]: _cell.Take(words, lines); break;
            case ["COORD"]: TakeCoordinate(words); break;
            case ["VELOCITY"] when words[0].Equals("UNIT", StringComparison.OrdinalIgnoreCase): throw lines.Fault("velocities in units of choice are not read", "give them in Bohr per atomic unit of time, or leave them out");
            case ["VELOCITY"]: TakeVelocity(words); break;
            case ["KIND"]: TakeKind(words); break;
            case ["TOPOLOGY"] when words[0].ToUpperInvariant() is "COORD_FILE_NAME" or "COORDINATE_FILE_NAME" or "COORD_FILE": _file = words[^1]; break;
            case ["TOPOLOGY"] when words[0].Equals("MULTIPLE_UNIT_CELL", StringComparison.OrdinalIgnoreCase): _repeats = Cp2kInputValues.Repeats(words, lines); break;
        }
    }

    /// <summary>The structure.</summary>
    /// <param name="included">Files that the input includes, for the message where something is missing.</param>
    public Structure Build(List<string> included)
    {
        if (_kinds.Count == 0) throw Elsewhere(included, "this input of CP2K holds no atoms");
        var cell = _cell.Build(lines) ?? throw Elsewhere(included, "this input of CP2K does not give the cell");
        if (!_cell.Repeats.SequenceEqual(_repeats)) throw lines.Fault("the sections CELL and TOPOLOGY do not repeat the cell equally often", "give both the same MULTIPLE_UNIT_CELL");
        var copies = (long)_repeats[0] * _repeats[1] * _repeats[2];
        if (copies * _kinds.Count > MaximumAtoms) throw lines.Fault("these are more atoms than can be read", "correct MULTIPLE_UNIT_CELL");

        var species = new byte[copies * _kinds.Count];
        var positions = new double[3 * species.Length];
        var at = 0;
        for (var copy = 0; copy < copies; copy++)
        {
            var shift = cell.Transform(new(copy % _repeats[0], copy / _repeats[0] % _repeats[1], copy / _repeats[0] / _repeats[1]));
            for (var i = 0; i < _kinds.Count; i++, at++)
            {
                species[at] = ElementOf(_kinds[i]);
                var r = shift + (_scaled ? cell.Transform(_positions[i]) : _unit * _positions[i]);
                (positions[3 * at], positions[3 * at + 1], positions[3 * at + 2]) = (r.X, r.Y, r.Z);
            }
        }

        if (_velocities.Count > 0 && _velocities.Count != positions.Length) throw lines.Fault("the section VELOCITY does not hold one velocity for each atom", "complete it or leave it out");
        AtomColumn[] columns = _velocities.Count > 0 ? [new RealColumn("velocities", 3, [.. _velocities])] : [];
        var repeated = new Matrix3D(_repeats[0] * cell.A, _repeats[1] * cell.B, _repeats[2] * cell.C);
        return new(species, positions, repeated, _cell.Periodicity, columns, origin: new(lines.File, 0, 1));
    }

    private void TakeCoordinate(string[] words)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "UNIT": _unit = words.Length == 2 && Cp2kUnits.Length(words[1]) is { } unit ? unit : throw lines.Fault("UNIT of the coordinates is none that is known", "use angstrom or bohr"); break;
            case "SCALED": _scaled = Cp2kInputValues.Switch(words); break;
            default:
                _positions.Add(Cp2kInputValues.Vector(words, 1, lines));
                _kinds.Add(words[0]);
                break;
        }
    }

    private void TakeVelocity(string[] words)
    {
        var v = Unit.BohrPerAtomicTime * Cp2kInputValues.Vector(words, 0, lines);
        _velocities.AddRange([v.X, v.Y, v.Z]);
    }

    private void TakeKind(string[] words)
    {
        if (words[0].ToUpperInvariant() is "GHOST" && Cp2kInputValues.Switch(words)) _elements[_kind] = 0;
        if (words[0].ToUpperInvariant() is not ("ELEMENT" or "ELEMENT_SYMBOL") || words.Length != 2 || _elements.ContainsKey(_kind)) return;
        _elements[_kind] = Element.TryParse(words[1].AsSpan(), out var z) ? z : throw lines.Fault($"{TextBytes.Quote(words[1])} is not the symbol of an element", "write a symbol such as Si");
    }

    // Without ELEMENT, the letters with which the name of the kind begins: Si, Si1, SI_bulk.
    private byte ElementOf(string kind)
    {
        if (_elements.TryGetValue(kind, out var z)) return z;
        var letters = 0;
        while (letters < kind.Length && char.IsAsciiLetter(kind[letters])) letters++;
        if (!Element.TryParse(kind.AsSpan(0, letters), out z)) throw lines.Fault($"the kind {TextBytes.Quote(kind)} does not begin with the symbol of an element", $"name it: &KIND {kind} with ELEMENT");
        _elements.Add(kind, z);
        return z;
    }

    private InputException Elsewhere(List<string> included, string what)
    {
        if (_file is { } file && _kinds.Count == 0) return lines.Fault("the atoms are in another file, which is not read", $"read {TextBytes.Quote(file)}, or write a section COORD");
        return included.Count > 0
            ? lines.Fault($"{what}; it may be in {TextBytes.Quote(included[0])}, which the input includes and which is not read", "write it into the input, or read the output of the run")
            : lines.Fault(what, "give it a section SUBSYS with CELL and COORD, or name the format with --from if this is no input of CP2K");
    }
}
