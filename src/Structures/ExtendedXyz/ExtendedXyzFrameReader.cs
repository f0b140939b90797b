using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another from the lines of an extended XYZ file.</summary>
internal sealed class ExtendedXyzFrameReader(LineReader lines, ExtendedXyzOptions options, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    // Three coordinates of every atom must fit one array.
    private static readonly int MaximumAtoms = Array.MaxLength / 3;

    private int _frame;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!options.IsGrowing) return Next();
        if (Remark is not null) return null;
        try
        {
            return Next();
        }
        catch (InputException) when (_frame > 0 && !lines.TryReadNonBlank(out _))
        {
            // A fault of the last line of the file is the mark of a run that is still going or was killed while it wrote.
            Remark = $"frame {Plain(_frame)} is cut off at the end of the file and was left out";
            return null;
        }
    }

    private Structure? Next()
    {
        if (!lines.TryReadNonBlank(out var line)) return null;
        var start = lines.LineNumber;
        var atoms = ReadCount(line);
        if (!lines.TryRead(out line)) throw lines.Fault("the file ends before the comment line of its last frame", "complete the file or remove its last line");
        var header = ExtendedXyzHeader.Parse(TextBytes.Decode(line), lines);

        var columns = header.Properties is null ? null : CreateColumns(header.Properties, atoms);
        for (var atom = 0; atom < atoms; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryRead(out line))
            {
                throw lines.Fault($"the file ends after {Plain(atom)} of the frame's {Plain(atoms)} atoms", $"complete the file or correct the number of atoms on line {Plain(start)}");
            }

            columns ??= CreatePlainColumns(line, atoms);
            ReadRow(line, columns, atom, atoms, start);
        }

        // Its last number may be whole or not: 1.25 could have become 1.257.
        if (options.IsGrowing && _frame > 0 && !lines.HadLineEnd) throw lines.Fault("the last line of the file is cut off", "complete the file");

        columns ??= CreatePlainColumns("X 0 0 0"u8, atoms);
        return Build(columns, header, new(lines.File, _frame++, start));
    }

    private int ReadCount(ReadOnlySpan<byte> line)
    {
        var token = line.Trim(" \t\r\v\f"u8);
        if (!NumberText.TryParseInteger(token, out var count) || count < 0)
        {
            var remedy = _frame == 0 ? "begin each frame with a line that holds its number of atoms" : "check that the frame before it has as many atom lines as its first line says";
            throw lines.Fault($"expected a number of atoms, found {TextBytes.Quote(token)}", remedy);
        }

        return count <= MaximumAtoms ? (int)count : throw lines.Fault($"{Plain(count)} atoms are more than can be read ({Plain(MaximumAtoms)})", "correct the number of atoms");
    }

    private List<ColumnBuilder> CreateColumns(IReadOnlyList<ExtendedXyzProperty> properties, int atoms)
    {
        var species = Find(properties, options.SpeciesNames, 'S', 1);
        var numbers = species is null ? Find(properties, options.AtomicNumberNames, 'I', 1) : null;
        var positions = Find(properties, options.PositionNames, 'R', 3);
        if (species is null && numbers is null) throw lines.Fault("Properties names no column with the species of the atoms", "begin it with species:S:1");
        if (positions is null) throw lines.Fault("Properties names no column with the positions of the atoms", "name them pos:R:3");

        var columns = new List<ColumnBuilder>(properties.Count);
        foreach (var property in properties)
        {
            if ((long)property.Width * atoms > Array.MaxLength) throw lines.Fault($"column {property.Name} of {Plain(atoms)} atoms is larger than can be read", "correct its width or the number of atoms");
            columns.Add(
                property.Name == species || property.Name == numbers ? new SpeciesColumnBuilder(property.Name, atoms, property.Name == numbers)
                : property.Name == positions ? new RealColumnBuilder(property.Name, 3, atoms, finite: true)
                : ColumnBuilder.Create(property, atoms));
        }

        return columns;
    }

    private static string? Find(IReadOnlyList<ExtendedXyzProperty> properties, IReadOnlyList<string> names, char type, int width)
    {
        foreach (var name in names)
        {
            foreach (var property in properties)
            {
                if (property == new ExtendedXyzProperty(name, type, width)) return name;
            }
        }

        return null;
    }

    // Without Properties: a symbol or an atomic number, three coordinates, and whatever further numbers stand in the first row, named extra.
    private static List<ColumnBuilder> CreatePlainColumns(ReadOnlySpan<byte> line, int atoms)
    {
        var at = 0;
        var first = NextToken(line, ref at, false);
        var further = -3;
        while (!NextToken(line, ref at, false).IsEmpty) further++;
        var columns = new List<ColumnBuilder>
        {
            new SpeciesColumnBuilder("species", atoms, numbers: first.Length > 0 && first[0] is >= (byte)'0' and <= (byte)'9'),
            new RealColumnBuilder("pos", 3, atoms, finite: true),
        };
        if (further > 0 && further <= ExtendedXyzProperty.MaximumWidth && (long)further * atoms <= Array.MaxLength) columns.Add(new RealColumnBuilder("extra", further, atoms, finite: false));
        return columns;
    }

    private void ReadRow(ReadOnlySpan<byte> line, List<ColumnBuilder> columns, int atom, int atoms, long start)
    {
        var at = 0;
        foreach (var column in columns)
        {
            for (var k = 0; k < column.Width; k++)
            {
                var value = NextToken(line, ref at, column.TakesQuotes);
                if (value.IsEmpty && (at == 0 || line[at - 1] != '"')) throw WrongWidth(line, columns, atom, atoms, start);
                if (!column.TryAdd(value)) throw WrongValue(value, column, line, columns, atom, atoms, start);
            }
        }

        if (!NextToken(line, ref at, false).IsEmpty) throw WrongWidth(line, columns, atom, atoms, start);
    }

    // The next word from position at. Where quotes are taken, a word in double quotes ends at the closing quote and \" and \\ are escapes.
    private static ReadOnlySpan<byte> NextToken(ReadOnlySpan<byte> line, ref int at, bool quotes)
    {
        while (at < line.Length && line[at] <= ' ') at++;
        var start = at;
        if (quotes && at < line.Length && line[at] == '"' && QuotedToken.TryRead(line, ref at, out var quoted)) return quoted;
        while (at < line.Length && line[at] > ' ') at++;
        return line[start..at];
    }

    private Exception WrongValue(ReadOnlySpan<byte> value, ColumnBuilder column, ReadOnlySpan<byte> line, List<ColumnBuilder> columns, int atom, int atoms, long start)
    {
        // A frame shorter than its count runs into the next frame's first line: say that rather than that "64" is no element.
        if (line.Trim((byte)' ').IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) return WrongWidth(line, columns, atom, atoms, start);
        var remedy = column switch
        {
            SpeciesColumnBuilder => "write symbols such as Si, or X for a dummy atom",
            RealColumnBuilder { Expectation: "a finite real number" } => "positions must be known: remove the frame or repair it",
            _ => "correct the value or the column's type in Properties",
        };
        return lines.Fault($"{TextBytes.Quote(value)} in column {column.Name} of atom {Plain(atom + 1L)} is not {column.Expectation}", remedy);
    }

    private Exception WrongWidth(ReadOnlySpan<byte> line, List<ColumnBuilder> columns, int atom, int atoms, long start)
    {
        var (at, found, expected) = (0, 0, columns.Sum(c => (long)c.Width));
        while (!NextToken(line, ref at, true).IsEmpty) found++;
        return lines.Fault(
            $"atom {Plain(atom + 1L)} of {Plain(atoms)} has {Plain(found)} values where {Plain(expected)} are expected",
            $"check Properties and the number of atoms on line {Plain(start)}");
    }

    private static Structure Build(List<ColumnBuilder> columns, ExtendedXyzHeader header, StructureOrigin origin)
    {
        var species = columns.OfType<SpeciesColumnBuilder>().First();
        var positions = columns.OfType<RealColumnBuilder>().First(c => c.Expectation == "a finite real number");
        var others = new List<AtomColumn>(Math.Max(0, columns.Count - 2));
        foreach (var column in columns)
        {
            if (column != species && column != positions) others.Add(column.Build());
        }

        return new(species.Values, positions.Values, header.Cell, header.Periodicity, others, header.Info, origin);
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
