using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The structure of a run of pw.x while its output is read. The head gives six digits of the cell and seven of positions in units of the lattice parameter; what the cards of
/// later steps give with more digits is kept where a head merely repeats it.
/// </summary>
internal sealed class EspressoOutputAtoms(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    // Rounding of the head, in units of the lattice parameter.
    private const double HeadRounding = 2e-6;

    private readonly Dictionary<string, byte> _elements = new(StringComparer.OrdinalIgnoreCase);
    private double _parameter = double.NaN;
    private Matrix3D? _cell;
    private EspressoAtoms? _atoms;

    /// <summary>Cell and atoms, or null where they are not known.</summary>
    public EspressoAtoms? Current => _atoms is null || _cell is not { } cell ? null : _atoms with { Cell = cell };

    /// <summary>Takes a line of the head, without blanks at its start, and what belongs to it.</summary>
    public void TakeHead(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("celldm(1)="u8)) _parameter = FortranReals.After(text, "celldm(1)="u8) * Unit.Bohr;
        else if (text.StartsWith("lattice parameter (alat)"u8) && double.IsNaN(_parameter)) _parameter = FortranReals.After(text, "lattice parameter (alat)"u8) * Unit.Bohr;
        else if (text.StartsWith("atomic species   valence"u8)) ReadElements();
        else if (text.StartsWith("crystal axes: (cart. coord. in units of alat)"u8)) ReadAxes();
        else if (text.StartsWith("site n. "u8) && text.IndexOf("alat units"u8) > 0) ReadSites();
    }

    /// <summary>Reads the lattice vectors after a line CELL_PARAMETERS.</summary>
    public void ReadCell(ReadOnlySpan<byte> title)
    {
        var given = FortranReals.After(title, "alat="u8);
        var unit = title.IndexOf("angstrom"u8) > 0 ? 1 : title.IndexOf("bohr"u8) > 0 ? Unit.Bohr : double.IsNaN(given) ? _parameter : given * Unit.Bohr;
        Span<double> v = stackalloc double[9];
        for (var row = 0; row < 3; row++)
        {
            if (!TryReadWhole(out var line)) return;
            if (!FortranReals.TryRead(line, 14, 9, v.Slice(3 * row, 3))) throw Fault("the components of a lattice vector", line);
        }

        SetCell(unit * new Matrix3D(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8])));
    }

    /// <summary>Reads the positions after a line ATOMIC_POSITIONS: as many as there are atoms.</summary>
    /// <returns>False where the file ends before, or where the atoms are not known.</returns>
    public bool ReadPositions(ReadOnlySpan<byte> title)
    {
        if (_cell is not { } cell) return false;
        var scale = title.IndexOf("angstrom"u8) > 0 ? Matrix3D.Identity : title.IndexOf("bohr"u8) > 0 ? Unit.Bohr * Matrix3D.Identity : title.IndexOf("crystal"u8) > 0 ? cell : _parameter * Matrix3D.Identity;
        var (labels, positions) = (new List<string>(), new List<double>());
        var count = _atoms?.Labels.Length ?? int.MaxValue;
        Span<double> r = stackalloc double[3];
        while (labels.Count < count)
        {
            if (labels.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!TryReadWhole(out var line)) return false;
            var text = line.TrimStart((byte)' ');
            var end = text.IndexOf((byte)' ');
            if (_atoms is null && (end < 0 || !EspressoLabel.TryParse(TextBytes.Decode(text[..end]), 0, "", out _)))
            {
                // The number of atoms is not known where the head is missing: a line that is none ends them.
                lines.Unread();
                break;
            }

            if (end < 0 || !FortranReals.TryRead(text[end..], 14, 9, r)) throw Fault($"the position of atom {Plain(labels.Count + 1)}", line);
            Add(TextBytes.Decode(text[..end]), scale.Transform(new(r[0], r[1], r[2])), labels, positions);
        }

        SetAtoms(labels, positions, cell, 0);
        return true;
    }

    private void ReadElements()
    {
        _elements.Clear();
        while (TryReadWhole(out var line))
        {
            var words = new Words(line);
            if (!words.TryNext(out var label) || !words.TryNext(out _) || !words.TryNext(out var mass) || !NumberText.TryParseReal(mass, out var amu)) break;
            // The last word is the element for which the potential was made, such as "Si( 1.00)".
            var potential = words.TryNext(out var word) ? TextBytes.Decode(word) : "";
            var name = TextBytes.Decode(label);
            if (PoscarSpecies.TryParse(potential.Split('(')[0], out var z) || EspressoLabel.TryParse(name, amu, potential, out z)) _elements[name] = z;
        }
    }

    private void ReadAxes()
    {
        Span<double> v = stackalloc double[9];
        for (var row = 0; row < 3; row++)
        {
            if (!TryReadWhole(out var line)) return;
            var open = line.IndexOf("= ("u8);
            if (open < 0 || !FortranReals.TryRead(line[(open + 3)..], 11, 6, v.Slice(3 * row, 3))) throw Fault("an axis of the crystal", line);
        }

        if (double.IsNaN(_parameter)) throw lines.Fault("the crystal axes are in units of the lattice parameter, which is not given", "repair the file or repeat the run");
        var cell = _parameter * new Matrix3D(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
        if (_cell is { } known && EspressoAtoms.Agrees(known, cell, HeadRounding * _parameter)) return;
        SetCell(cell);
    }

    private void ReadSites()
    {
        if (_cell is not { } cell) return;
        var (labels, positions) = (new List<string>(), new List<double>());
        Span<double> r = stackalloc double[3];
        while (TryReadWhole(out var line))
        {
            if (line.IndexOf("tau("u8) < 0)
            {
                lines.Unread();
                break;
            }

            if (labels.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            var words = new Words(line);
            var open = line.IndexOf("= ("u8);
            if (!words.TryNext(out _) || !words.TryNext(out var label) || open < 0 || !FortranReals.TryRead(line[(open + 3)..], 12, 7, r)) throw Fault($"the site of atom {Plain(labels.Count + 1)}", line);
            Add(TextBytes.Decode(label), _parameter * new Vector3D(r[0], r[1], r[2]), labels, positions);
        }

        if (labels.Count > 0) SetAtoms(labels, positions, cell, HeadRounding * _parameter);
    }

    private void Add(string label, Vector3D r, List<string> labels, List<double> positions)
    {
        if (!double.IsFinite(r.X) || !double.IsFinite(r.Y) || !double.IsFinite(r.Z)) throw lines.Fault($"a coordinate of atom {Plain(labels.Count + 1)} is not a finite number", "positions must be known: repair the file");
        labels.Add(label);
        positions.AddRange([r.X, r.Y, r.Z]);
    }

    private void SetAtoms(List<string> labels, List<double> positions, Matrix3D cell, double rounding)
    {
        var species = new byte[labels.Count];
        for (var i = 0; i < species.Length; i++)
        {
            if (!_elements.TryGetValue(labels[i], out species[i]) && !EspressoLabel.TryParse(labels[i], 0, "", out species[i])) throw lines.Fault($"{TextBytes.Quote(labels[i])} does not begin with the symbol of an element", "repair the file or repeat the run");
        }

        var found = new EspressoAtoms([.. labels], species, [.. positions], cell);
        if (_atoms is { } known && known.Species.AsSpan().SequenceEqual(species) && (known with { Cell = cell }).Agrees(found, rounding)) return;
        _atoms = found;
    }

    private void SetCell(Matrix3D cell)
    {
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        _cell = cell;
    }

    private bool TryReadWhole(out ReadOnlySpan<byte> line) => lines.TryRead(out line) && lines.HadLineEnd;

    private Exception Fault(string what, ReadOnlySpan<byte> line) => lines.Fault($"expected {what}, found {TextBytes.Quote(line)}", "repair the file or repeat the run");

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
