using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What stands before the atoms of a frame of a dump.</summary>
internal sealed class LammpsDumpHeader
{
    /// <summary>The number of the step, where it is given.</summary>
    public long? Step { get; private set; }

    /// <summary>The time, in the units of the file, where it is given.</summary>
    public double? Time { get; private set; }

    /// <summary>The units, where the frame names them; only the first one of a file does.</summary>
    public string? Units { get; private set; }

    /// <summary>Number of atoms.</summary>
    public int Atoms { get; private set; } = -1;

    /// <summary>The box, in the units of the file.</summary>
    public LammpsBox? Box { get; private set; }

    /// <summary>Along which lattice vectors the box is periodic.</summary>
    public Periodicity Periodicity { get; private set; } = Periodicity.Full;

    /// <summary>The names of the columns, as they stand behind ITEM: ATOMS.</summary>
    public string Columns { get; private set; } = "";

    /// <summary>Reads the items of a frame up to its atoms; null at the end of the file.</summary>
    public static LammpsDumpHeader? Read(LineReader lines)
    {
        var header = new LammpsDumpHeader();
        var any = false;
        while (lines.TryReadNonBlank(out var line))
        {
            if (header.Take(line, lines)) return header;
            any = true;
        }

        return any ? throw lines.Fault("the file ends before the atoms of its last frame", "complete the file") : null;
    }

    // True when the atoms follow.
    private bool Take(ReadOnlySpan<byte> line, LineReader lines)
    {
        if (!line.StartsWith("ITEM: "u8)) throw lines.Fault($"expected the next ITEM of the dump, found {TextBytes.Quote(line)}", "check that the frame has as many atoms as it says");
        var item = TextBytes.Decode(line[6..]).Trim();
        switch (item)
        {
            case "TIMESTEP": Step = ReadInteger(lines, "the number of the step", long.MinValue); break;
            case "NUMBER OF ATOMS": Atoms = (int)ReadInteger(lines, "the number of atoms", 0); break;
            case "UNITS": Units = TextBytes.Decode(Require(lines, "the units")).Trim(); break;
            case "TIME": Time = ReadTime(lines); break;
            case var box when box.StartsWith("BOX BOUNDS", StringComparison.Ordinal): ReadBox(box, lines); break;
            case var atoms when atoms == "ATOMS" || atoms.StartsWith("ATOMS ", StringComparison.Ordinal): return Finish(atoms, lines);
            default: throw lines.Fault($"the dump holds {TextBytes.Quote(item)}, not atoms", "only dumps of atoms (dump atom, dump custom) are read");
        }

        return false;
    }

    private bool Finish(string atoms, LineReader lines)
    {
        if (Atoms < 0) throw lines.Fault("the frame does not give its number of atoms", "add ITEM: NUMBER OF ATOMS before its atoms");
        if (Box is null) throw lines.Fault("the frame does not give its box", "add ITEM: BOX BOUNDS before its atoms");
        Columns = atoms["ATOMS".Length..].Trim();
        return Columns.Length > 0 ? true : throw lines.Fault("the names of the columns are missing", "write them behind ITEM: ATOMS, such as id type x y z");
    }

    private static ReadOnlySpan<byte> Require(LineReader lines, string what) =>
        lines.TryRead(out var line) ? line : throw lines.Fault($"the file ends before {what}", "complete the file");

    private static long ReadInteger(LineReader lines, string what, long smallest)
    {
        var line = Require(lines, what);
        if (!NumberText.TryParseInteger(line.Trim(" \t"u8), out var value) || value < smallest) throw lines.Fault($"expected {what}, found {TextBytes.Quote(line)}", "write a whole number");
        return smallest < 0 || value <= Array.MaxLength / 3 ? value : throw lines.Fault("these are more atoms than can be read", "correct the number of atoms");
    }

    private static double ReadTime(LineReader lines)
    {
        var line = Require(lines, "the time");
        return NumberText.TryParseReal(line.Trim(" \t"u8), out var value) ? value : throw lines.Fault($"expected the time, found {TextBytes.Quote(line)}", "write a number");
    }

    // BOX BOUNDS pp pp pp; BOX BOUNDS xy xz yz pp pp pp; BOX BOUNDS abc origin pp pp pp; the oldest versions give no boundaries.
    private void ReadBox(string item, LineReader lines)
    {
        var words = item["BOX BOUNDS".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var general = words.AsSpan().StartsWith(["abc", "origin"]);
        var tilted = words.AsSpan().StartsWith(["xy", "xz", "yz"]);
        var flags = words[(general ? 2 : tilted ? 3 : 0)..];
        if (flags.Length is not (0 or 3)) throw lines.Fault($"the boundaries of the box are not three: {TextBytes.Quote(item)}", "write them as in ITEM: BOX BOUNDS pp pp pp");
        if (flags.Length == 3) Periodicity = new(flags[0][0] == 'p', flags[1][0] == 'p', flags[2][0] == 'p');

        Span<double> values = stackalloc double[12];
        var width = general ? 4 : tilted ? 3 : 2;
        for (var row = 0; row < 3; row++)
        {
            var line = Require(lines, "the end of the box");
            var numbers = new Words(line);
            if (!numbers.TryNextReals(values.Slice(4 * row, width))) throw lines.Fault($"expected {width.ToString(CultureInfo.InvariantCulture)} numbers of the box, found {TextBytes.Quote(line)}", "correct the box");
        }

        Box = general
            ? new(new(new(values[0], values[1], values[2]), new(values[4], values[5], values[6]), new(values[8], values[9], values[10])), new(values[3], values[7], values[11]))
            : LammpsBox.FromBounds(new(values[0], values[4], values[8]), new(values[1], values[5], values[9]), values[2], values[6], values[10]);
        var fault = CellChecks.Fault(Box.Value.Cell) ?? (double.IsFinite(Box.Value.Origin.Norm) ? null : "the box holds a value that is not a finite number");
        if (fault is not null) throw lines.Fault(fault, "correct the box: it must extend along all three axes");
    }
}
