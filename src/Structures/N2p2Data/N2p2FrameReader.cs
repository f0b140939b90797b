using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one structure after another from the lines of a training file: from begin to end.</summary>
internal sealed class N2p2FrameReader(LineReader lines, N2p2DataOptions options, CancellationToken cancellationToken)
{
    private const string Guessed = "lengths and energies are taken as Å and eV, which the format does not say: name Bohr and Hartree with --units electron";

    private readonly N2p2Units _units = N2p2Units.ByName(options.Units);
    private int _frame;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next structure, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Remark is not null) return null;
        try
        {
            var frame = Next();
            _frame++;
            return frame;
        }
        catch (InputException) when (_frame > 0 && !lines.TryReadNonBlank(out _))
        {
            // A fault of the last line of the file is the mark of a program that was killed while it wrote.
            Remark = $"structure {Plain(_frame + 1)} is cut off at the end of the file and was left out";
            return null;
        }
    }

    private Structure? Next()
    {
        if (!lines.TryReadNonBlank(out var line)) return null;
        if (!line.Trim(" \t"u8).SequenceEqual("begin"u8)) throw lines.Fault($"expected begin before the next structure, found {TextBytes.Quote(line)}", "check that the structure before it ends with a line end");
        var start = lines.LineNumber;
        var atoms = new N2p2Atoms();
        var (comment, energy, charge) = ((string?)null, (double?)null, (double?)null);
        var lattice = new List<Vector3D>();
        while (true)
        {
            if (!lines.TryReadNonBlank(out line)) throw lines.Fault("the file ends before the end of its last structure", "complete the file");
            var words = new Words(line);
            words.TryNext(out var keyword);
            if (keyword.SequenceEqual("atom"u8)) atoms.Read(line, ref words, lines, cancellationToken);
            else if (keyword.SequenceEqual("lattice"u8)) lattice.Add(ReadVector(ref words, line));
            else if (keyword.SequenceEqual("comment"u8)) comment ??= TextBytes.Decode(line.TrimStart(" \t"u8)["comment"u8.Length..]).Trim();
            else if (keyword.SequenceEqual("energy"u8)) energy = ReadNumber(ref words, line);
            else if (keyword.SequenceEqual("charge"u8)) charge = ReadNumber(ref words, line);
            else if (keyword.SequenceEqual("end"u8)) return Build(atoms, lattice, comment, energy, charge, new(lines.File, _frame, start));
            else throw lines.Fault($"{TextBytes.Quote(keyword)} is no keyword of a structure", "the keywords are comment, lattice, atom, energy, charge and end");
        }
    }

    private Vector3D ReadVector(ref Words words, ReadOnlySpan<byte> line)
    {
        Span<double> v = stackalloc double[3];
        return words.TryNextReals(v) ? _units.Length * new Vector3D(v[0], v[1], v[2]) : throw lines.Fault($"expected the three components of a lattice vector, found {TextBytes.Quote(line)}", "write three numbers");
    }

    private double ReadNumber(ref Words words, ReadOnlySpan<byte> line)
    {
        Span<double> value = stackalloc double[1];
        return words.TryNextReals(value) ? value[0] : throw lines.Fault($"expected a number, found {TextBytes.Quote(line)}", "correct the line");
    }

    private Structure Build(N2p2Atoms atoms, List<Vector3D> lattice, string? comment, double? energy, double? charge, StructureOrigin origin)
    {
        if (lattice.Count is not (0 or 3)) throw lines.Fault($"the structure has {Plain(lattice.Count)} lattice vectors", "give three, or none for a molecule");
        Matrix3D? cell = lattice.Count == 3 ? new(lattice[0], lattice[1], lattice[2]) : null;
        if (cell is { } given && CellChecks.Fault(given) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);

        var remarks = new List<string>();
        if (options.Units is null) remarks.Add(Guessed);
        // Structures that are to be predicted have zeros where the format asks for numbers; as labels they would teach that nothing has an energy.
        var forces = atoms.Forces is { } f && f.Exists(v => !double.IsNaN(v)) ? f : null;
        if (energy is null or 0 && forces is not null && forces.TrueForAll(v => v == 0)) (energy, forces) = (null, null);
        var charged = atoms.Charges is { } q && q.Exists(v => v != 0);

        var columns = new List<AtomColumn>();
        if (charged) columns.Add(new RealColumn("charge", 1, [.. atoms.Charges!]));
        if (forces is not null) columns.Add(new RealColumn("forces", 3, Scaled(forces, _units.Force)));
        var info = new List<KeyValuePair<string, InfoValue>>();
        if (!string.IsNullOrEmpty(comment)) info.Add(new("comment", new TextInfo(comment)));
        if (energy is { } e && double.IsFinite(e)) info.Add(new("energy", new RealInfo(_units.Energy * e)));
        if (charge is { } total && double.IsFinite(total) && (charged || total != 0)) info.Add(new("total_charge", new RealInfo(total)));
        return new([.. atoms.AtomicNumbers], Scaled(atoms.Positions, _units.Length), cell, cell is null ? Periodicity.None : Periodicity.Full, columns, info, origin, remarks);
    }

    private static double[] Scaled(List<double> values, double factor)
    {
        var scaled = values.ToArray();
        for (var i = 0; i < scaled.Length && factor != 1; i++) scaled[i] *= factor;
        return scaled;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
