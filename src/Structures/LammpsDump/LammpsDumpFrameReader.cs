using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another from the lines of a dump.</summary>
internal sealed class LammpsDumpFrameReader(LineReader lines, LammpsDumpOptions options, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private readonly LammpsDumpSpecies _species = new(options.Species is { } named ? LammpsElements.FromNames(named) : null);
    private LammpsUnits? _units = options.Units is { } units ? LammpsUnits.ByName(units) : null;
    private int _frame;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Remark is not null) return null;
        try
        {
            return Next();
        }
        catch (InputException) when (_frame > 0 && !lines.TryReadNonBlank(out _))
        {
            // A fault of the last line of the file is the mark of a run that was killed while it wrote.
            Remark = $"frame {Plain(_frame + 1)} is cut off at the end of the file and was left out";
            return null;
        }
    }

    private Structure? Next()
    {
        var start = lines.LineNumber + 1;
        if (LammpsDumpHeader.Read(lines) is not { } header) return null;
        if (header.Units is { } named) TakeUnits(named);
        var columns = ReadRows(header);
        var frame = Build(header, columns, new(lines.File, _frame, start));
        _frame++;
        return frame;
    }

    private void TakeUnits(string named)
    {
        var units = LammpsUnits.Find(named) ?? throw lines.Fault($"the dump is in units {TextBytes.Quote(named)}, which cannot be converted", LammpsUnits.Remedy);
        if (options.Units is not null && units != _units) throw lines.Fault($"the dump is in units {units.Name}, but {_units!.Name} were asked for", "leave the choice of units out");
        _units = units;
    }

    private LammpsDumpColumns ReadRows(LammpsDumpHeader header)
    {
        var names = header.Columns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        LammpsDumpColumns? columns = null;
        for (var atom = 0; atom < header.Atoms; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryRead(out var line)) throw lines.Fault($"the file ends after {Plain(atom)} of the {Plain(header.Atoms)} atoms of frame {Plain(_frame + 1)}", "complete the file or correct the number of atoms");
            columns ??= LammpsDumpColumns.Create(names, line, header.Atoms, _species.AreNamed, lines);
            ReadRow(line, columns.Builders, atom, header.Atoms);
        }

        // LAMMPS ends every line: a last one without an end lacks digits.
        if (header.Atoms > 0 && !lines.HadLineEnd && _frame > 0) throw lines.Fault("the last line of the file is cut off", "complete the file");
        return columns ?? LammpsDumpColumns.Create(names, default, 0, _species.AreNamed, lines);
    }

    private void ReadRow(ReadOnlySpan<byte> line, ReadOnlySpan<ColumnBuilder> columns, int atom, int atoms)
    {
        var words = new Words(line);
        foreach (var column in columns)
        {
            if (!words.TryNext(out var word)) throw lines.Fault($"atom {Plain(atom + 1)} of {Plain(atoms)} has too few values for the columns of the dump: {TextBytes.Quote(line)}", "correct the line, or the number of atoms");
            if (!column.TryAdd(word)) throw lines.Fault($"{TextBytes.Quote(word)} in column {column.Name} of atom {Plain(atom + 1)} is not {column.Expectation}", column is SpeciesColumnBuilder ? LammpsElements.Remedy : "correct the line");
        }

        if (words.TryNext(out _)) throw lines.Fault($"atom {Plain(atom + 1)} of {Plain(atoms)} has too many values for the columns of the dump: {TextBytes.Quote(line)}", "correct the line, or the names of the columns");
    }

    private Structure Build(LammpsDumpHeader header, LammpsDumpColumns columns, StructureOrigin origin)
    {
        var units = _units ?? LammpsUnits.Metal;
        var coordinates = columns.TakeCoordinates() ?? throw lines.Fault("the dump has no coordinates", "dump x y z, xu yu zu, xs ys zs or xsu ysu zsu");
        var identifiers = Integers(columns.Take<IntegerColumnBuilder>("id"));
        var types = Integers(columns.Take<IntegerColumnBuilder>("type"));
        var order = new LammpsDumpOrder(identifiers, lines);
        var species = order.Apply(_species.Find(columns, header.Atoms, types, lines), 1);
        if (types is not null) types = order.Apply(types, 1);
        var kept = new List<AtomColumn>();
        if (order.Identifiers is { } numbers) kept.Add(new IntegerColumn("id", 1, numbers));
        if (types is not null && !LammpsTypeNumbers.AreByAtomicNumber(species, types)) kept.Add(new IntegerColumn("type", 1, types));
        if (columns.Take<IntegerColumnBuilder>("mol") is { } molecules) kept.Add(new IntegerColumn("molecule", 1, order.Apply(Integers(molecules)!, 1)));
        if (columns.Take<RealColumnBuilder>("q") is { } charges) kept.Add(new RealColumn("charge", 1, order.Apply(charges.Values, 1)));
        if (columns.Take<IntegerColumnBuilder>("ix", "iy", "iz") is { } images) kept.Add(new IntegerColumn("image", 3, order.Apply(Array.ConvertAll(images, i => Integers(i)!))));
        var remarks = new List<string>();
        if (_species.Remark is { } weighed) remarks.Add(weighed);
        var guessed = false;
        foreach (var (x, y, z, name, factor) in new[] { ("vx", "vy", "vz", "velocities", units.Velocity), ("fx", "fy", "fz", "forces", units.Force) })
        {
            if (columns.Take<RealColumnBuilder>(x, y, z) is not { } vector) continue;
            kept.Add(new RealColumn(name, 3, Scale(order.Apply(Array.ConvertAll(vector, v => v.Values)), factor)));
            guessed = _units is null;
        }

        if (guessed) remarks.Add("velocities and forces are taken as Å/ps and eV/Å, LAMMPS's units metal: name other units with --units");
        foreach (var other in columns.Rest()) kept.Add(order.Apply(other.Build()));
        if (kept.DistinctBy(c => c.Name).Count() != kept.Count) throw lines.Fault("two columns of the dump mean the same, such as q and charge", "remove one of them");

        var info = new List<KeyValuePair<string, InfoValue>>();
        if (header.Step is { } step) info.Add(new("step", new IntegerInfo(step)));
        if (header.Time is { } time) info.Add(new("time", new RealInfo(time * units.Time)));
        var box = header.Box!.Value;
        var corner = units.Length * box.Origin;
        if (corner.Norm != 0) info.Add(new(LammpsBox.OriginKey, new RealInfo([corner.X, corner.Y, corner.Z])));
        var positions = Positions(order.Apply(Array.ConvertAll(coordinates.Values, c => c.Values)), coordinates.Scaled ? box : null, units.Length);
        return new(species, positions, units.Length * box.Cell, header.Periodicity, kept, info, origin, remarks);
    }

    private double[] Positions(double[] r, LammpsBox? box, double factor)
    {
        for (var i = 0; box is { } b && i < r.Length; i += 3)
        {
            var position = b.Origin + b.Cell.Transform(new(r[i], r[i + 1], r[i + 2]));
            (r[i], r[i + 1], r[i + 2]) = (position.X, position.Y, position.Z);
        }

        Scale(r, factor);
        foreach (var value in r)
        {
            if (!double.IsFinite(value)) throw lines.Fault($"a coordinate in frame {Plain(_frame + 1)} is not a finite number", "positions must be known: remove the frame or repair it");
        }

        return r;
    }

    private static double[] Scale(double[] values, double factor)
    {
        for (var i = 0; factor != 1 && i < values.Length; i++) values[i] *= factor;
        return values;
    }

    private static long[]? Integers(IntegerColumnBuilder? column) => column is null ? null : ((IntegerColumn)column.Build()).Values;

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
