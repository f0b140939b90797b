using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>The cards of a pw.x input that describe the structure, as they stand there.</summary>
internal sealed class EspressoCards
{
    private const int CancellationInterval = 1 << 14;

    private static readonly string[] Names =
    [
        "ATOMIC_SPECIES", "ATOMIC_POSITIONS", "K_POINTS", "CELL_PARAMETERS", "CONSTRAINTS", "OCCUPATIONS", "ATOMIC_VELOCITIES", "ATOMIC_FORCES", "ADDITIONAL_K_POINTS", "SOLVENTS", "HUBBARD",
    ];

    /// <summary>Mass (amu) and pseudopotential of each label.</summary>
    public Dictionary<string, (double Mass, string Potential)> Species { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Labels of the atoms.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>Coordinates, in <see cref="PositionUnit"/>.</summary>
    public List<double> Positions { get; } = [];

    /// <summary>Three flags for each atom, true where it may move.</summary>
    public List<bool> MoveMask { get; } = [];

    /// <summary>Whether any atom has flags.</summary>
    public bool HasFlags { get; private set; }

    /// <summary>The word after ATOMIC_POSITIONS, in lower case; empty where there is none, null without the card.</summary>
    public string? PositionUnit { get; private set; }

    /// <summary>The line of that card.</summary>
    public long PositionLine { get; private set; }

    /// <summary>The nine components of the lattice vectors, in <see cref="CellUnit"/>.</summary>
    public double[]? Cell { get; private set; }

    /// <summary>The word after CELL_PARAMETERS, in lower case; empty where there is none.</summary>
    public string CellUnit { get; private set; } = "";

    /// <summary>Reads the cards, to the end of the file.</summary>
    /// <param name="lines">The lines after the namelists.</param>
    /// <param name="atoms">The number of atoms that the namelists say.</param>
    /// <param name="types">The number of species that they say.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static EspressoCards Read(LineReader lines, long atoms, long types, CancellationToken cancellationToken)
    {
        var cards = new EspressoCards();
        while (TryReadLine(lines, out var line))
        {
            switch (Name(line, out var option))
            {
                case "ATOMIC_SPECIES": cards.ReadSpecies(lines, types); break;
                case "ATOMIC_POSITIONS": cards.ReadPositions(lines, option, atoms, cancellationToken); break;
                case "CELL_PARAMETERS": cards.ReadCell(lines, option); break;
            }
        }

        return cards;
    }

    // The next line that is neither blank nor a comment, without a comment at its end.
    private static bool TryReadLine(LineReader lines, out ReadOnlySpan<byte> line)
    {
        while (lines.TryReadNonBlank(out line))
        {
            line = line.Trim(" \t"u8);
            if (line[0] == '#') continue;
            var comment = line.IndexOf((byte)'!');
            if (comment >= 0) line = line[..comment].TrimEnd(" \t"u8);
            if (line.Length > 0) return true;
        }

        return false;
    }

    // The card that a line begins, or null; its option may stand in brackets and without a blank before them.
    private static string? Name(ReadOnlySpan<byte> line, out string option)
    {
        option = "";
        var end = line.IndexOfAny(" \t{("u8);
        var word = TextBytes.Decode(end < 0 ? line : line[..end]);
        if (Array.Find(Names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase)) is not { } name) return null;
        if (end >= 0) option = TextBytes.Decode(line[end..]).Trim().Trim('{', '}', '(', ')').Trim().ToLowerInvariant();
        return name;
    }

    private void ReadSpecies(LineReader lines, long types)
    {
        for (var i = 0; i < types && TryReadLine(lines, out var line); i++)
        {
            if (Name(line, out _) is not null)
            {
                lines.Unread();
                return;
            }

            var words = new Words(line);
            words.TryNext(out var label);
            if (!words.TryNext(out var mass) || !NumberText.TryParseReal(mass, out var amu)) throw lines.Fault($"expected a label, a mass and a pseudopotential, found {TextBytes.Quote(line)}", "correct the card ATOMIC_SPECIES, or ntyp");
            Species[TextBytes.Decode(label)] = (amu, words.TryNext(out var potential) ? TextBytes.Decode(potential) : "");
        }
    }

    private void ReadPositions(LineReader lines, string option, long atoms, CancellationToken cancellationToken)
    {
        if (PositionUnit is not null) throw lines.Fault("there are two cards ATOMIC_POSITIONS", "remove one (the input of a path of images is not read)");
        (PositionUnit, PositionLine) = (option, lines.LineNumber);
        Span<double> r = stackalloc double[3];
        for (var atom = 0; atom < atoms; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!TryReadLine(lines, out var line) || Name(line, out _) is not null) throw lines.Fault($"there are {Plain(atom)} positions where nat says {Plain(atoms)}", "correct nat or the card ATOMIC_POSITIONS");
            var words = new Words(line);
            words.TryNext(out var label);
            foreach (ref var value in r)
            {
                if (!words.TryNext(out var word) || !EspressoExpression.TryEvaluate(word, out value)) throw lines.Fault($"expected a label and three coordinates, found {TextBytes.Quote(line)}", "write numbers, or expressions such as 1/3 without blanks");
            }

            Labels.Add(TextBytes.Decode(label));
            Positions.AddRange(r);
            ReadFlags(ref words, lines);
        }
    }

    private void ReadFlags(ref Words words, LineReader lines)
    {
        Span<bool> flags = [true, true, true];
        var count = 0;
        for (; count < 3 && words.TryNext(out var word); count++)
        {
            if (!NumberText.TryParseInteger(word, out var flag)) throw lines.Fault($"expected a flag 0 or 1 after the coordinates, found {TextBytes.Quote(word)}", "write three flags or none");
            flags[count] = flag != 0;
            HasFlags = true;
        }

        if (count is 1 or 2) throw lines.Fault("expected three flags after the coordinates, or none", "write three flags or none");
        MoveMask.AddRange(flags);
    }

    private void ReadCell(LineReader lines, string option)
    {
        (Cell, CellUnit) = (new double[9], option);
        for (var row = 0; row < 3; row++)
        {
            if (!TryReadLine(lines, out var line)) throw lines.Fault("the file ends within the lattice vectors", "complete the card CELL_PARAMETERS");
            var words = new Words(line);
            if (!words.TryNextReals(Cell.AsSpan(3 * row, 3))) throw lines.Fault($"expected the three components of a lattice vector, found {TextBytes.Quote(line)}", "write three numbers");
        }
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
