using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>The atoms of one frame of an XSF file, gathered line by line: a symbol or an atomic number, a position, and perhaps a force.</summary>
internal sealed class XsfAtoms
{
    private readonly List<byte> _species = [];
    private readonly List<double> _positions = [];
    private readonly List<double> _forces = [];

    /// <summary>Number of atoms so far.</summary>
    public int Count => _species.Count;

    /// <summary>Whether the atoms carry forces.</summary>
    public bool HasForces => _forces.Count > 0;

    /// <summary>Whether a line is that of an atom: a species and three or six numbers.</summary>
    public static bool IsAtom(ReadOnlySpan<byte> line)
    {
        var words = new Words(line);
        if (!words.TryNext(out var species) || !TryParseSpecies(species, out _)) return false;
        var values = 0;
        while (words.TryNext(out var word) && NumberText.TryParseReal(word, out _)) values++;
        return values is 3 or 6;
    }

    /// <summary>Adds the atom of the line read last.</summary>
    /// <param name="line">The line.</param>
    /// <param name="lines">Where it was read, for messages.</param>
    /// <param name="expected">The number of atoms that the frame announces, or null.</param>
    public void Add(ReadOnlySpan<byte> line, LineReader lines, long? expected)
    {
        if (Count == Array.MaxLength / 3) throw lines.Fault("these are more atoms than can be read", "split the frame");
        var words = new Words(line);
        Span<double> r = stackalloc double[6];
        if (!words.TryNext(out var species)) throw lines.Fault($"expected atom {Named(expected)}, found a blank line", "correct the number of atoms");
        if (!TryParseSpecies(species, out var z)) throw lines.Fault($"expected the symbol or atomic number of atom {Named(expected)}, found {TextBytes.Quote(species)}", "write symbols such as Si or numbers such as 14, and check the number of atoms");
        var values = 0;
        while (words.TryNext(out var word))
        {
            if (values == 6 || !NumberText.TryParseReal(word, out r[values++])) throw Wrong(line, lines, expected);
        }

        if (values is not (3 or 6)) throw Wrong(line, lines, expected);
        if (Count > 0 && HasForces != (values == 6)) throw lines.Fault($"atom {Named(expected)} {(values == 6 ? "has" : "lacks")} a force, unlike the atoms before it", "give forces for all atoms of a frame or for none");
        if (!double.IsFinite(r[0]) || !double.IsFinite(r[1]) || !double.IsFinite(r[2])) throw lines.Fault($"a coordinate of atom {Named(expected)} is not a finite number", "positions must be known: repair the file");
        _species.Add(z);
        _positions.AddRange(r[..3]);
        if (values == 6) _forces.AddRange(r[3..]);
    }

    /// <summary>Atomic numbers.</summary>
    public byte[] AtomicNumbers() => [.. _species];

    /// <summary>Positions, Å.</summary>
    public double[] Positions() => [.. _positions];

    /// <summary>Forces in eV/Å, from those of the file times <paramref name="unit"/>.</summary>
    public RealColumn Forces(double unit) => new("forces", 3, [.. _forces.Select(f => f * unit)]);

    private static bool TryParseSpecies(ReadOnlySpan<byte> word, out byte z)
    {
        if (Element.TryParse(word, out z)) return true;
        if (!NumberText.TryParseInteger(word, out var number) || number is < 0 or > Element.MaximumAtomicNumber) return false;
        z = (byte)number;
        return true;
    }

    private Exception Wrong(ReadOnlySpan<byte> line, LineReader lines, long? expected) =>
        lines.Fault($"expected three coordinates of atom {Named(expected)} and perhaps three components of its force, found {TextBytes.Quote(line)}", "write a species and three or six numbers");

    private string Named(long? expected) => expected is { } of ? string.Create(CultureInfo.InvariantCulture, $"{Count + 1} of {of}") : string.Create(CultureInfo.InvariantCulture, $"{Count + 1}");
}
