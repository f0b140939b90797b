namespace Lithoscope.Structures;

/// <summary>The atoms of a structure in a training file, in the units of the file: atom x y z symbol charge (unused) fx fy fz.</summary>
internal sealed class N2p2Atoms
{
    private const int CancellationInterval = 1 << 14;

    /// <summary>Atomic number of each atom.</summary>
    public List<byte> AtomicNumbers { get; } = [];

    /// <summary>Three coordinates of each atom.</summary>
    public List<double> Positions { get; } = [];

    /// <summary>The charge of each atom; null where the lines end before it.</summary>
    public List<double>? Charges { get; private set; }

    /// <summary>Three forces on each atom; null where the lines end before them.</summary>
    public List<double>? Forces { get; private set; }

    /// <summary>Reads the rest of a line whose keyword has been taken from <paramref name="words"/>.</summary>
    public void Read(ReadOnlySpan<byte> line, ref Words words, LineReader lines, CancellationToken cancellationToken)
    {
        if (AtomicNumbers.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
        Span<double> r = stackalloc double[3];
        if (!words.TryNextReals(r) || !words.TryNext(out var symbol)) throw lines.Fault($"expected three coordinates and the symbol of an atom, found {TextBytes.Quote(line)}", "write atom x y z symbol charge 0.0 fx fy fz");
        if (!Element.TryParse(symbol, out var z)) throw lines.Fault($"{TextBytes.Quote(symbol)} is not the symbol of an element", "write symbols such as Si");
        if (!double.IsFinite(r[0]) || !double.IsFinite(r[1]) || !double.IsFinite(r[2])) throw lines.Fault("a coordinate is not a finite number", "positions must be known: remove the structure or repair it");

        Span<double> rest = stackalloc double[5];
        var count = 0;
        while (count < 5 && words.TryNext(out var word))
        {
            if (!NumberText.TryParseReal(word, out rest[count++])) throw lines.Fault($"expected a number behind the symbol of the atom, found {TextBytes.Quote(word)}", "write atom x y z symbol charge 0.0 fx fy fz");
        }

        var first = AtomicNumbers.Count == 0;
        if (first) (Charges, Forces) = (count >= 1 ? [] : null, count == 5 ? [] : null);
        if (count is not (0 or 1 or 2 or 5) || count >= 1 != Charges is not null || count == 5 != Forces is not null)
        {
            throw lines.Fault($"the line of the atom holds too few values, or not as many as the one before: {TextBytes.Quote(line)}", "write atom x y z symbol charge 0.0 fx fy fz");
        }

        AtomicNumbers.Add(z);
        Positions.AddRange(r);
        Charges?.Add(rest[0]);
        Forces?.AddRange(rest[2..]);
    }
}
