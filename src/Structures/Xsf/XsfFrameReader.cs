using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another from the lines of an XSF file.</summary>
internal sealed class XsfFrameReader(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private readonly XsfComments _comments = new();
    private Periodicity? _periodicity;
    private Matrix3D? _cell;
    private long? _steps;
    private int _frames;
    private int _atoms;
    private bool _lineIsWaiting;
    private byte[] _waiting = [];

    /// <summary>What the user should know about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = 0L;
        while (TryReadContent(out var line))
        {
            if (start == 0) start = lines.LineNumber;
            var words = new Words(line);
            words.TryNext(out var word);
            switch (XsfKeywords.Find(word))
            {
                case XsfKeyword.AnimationSteps: _steps = ReadCount(ref words, "the number of frames after ANIMSTEPS"); break;
                case XsfKeyword.Dimension: _periodicity = XsfKeywords.Periodicity(XsfKeywords.Dimensions(word)); break;
                case XsfKeyword.DimensionGroup: ReadDimension(); break;
                case XsfKeyword.OtherVectors: if (ReadVectors() is null) return CutOff(); break;
                case XsfKeyword.ConventionalAtoms: if (ReadCounted() is null) return CutOff(); break;
                case XsfKeyword.Block: SkipBlock(word); break;
                case XsfKeyword.PrimitiveVectors:
                    if (ReadVectors() is not { } cell) return CutOff();
                    if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
                    _cell = cell;
                    break;
                case XsfKeyword.PrimitiveAtoms: return ReadCounted() is { } atoms ? Build(atoms, start) : CutOff();
                case XsfKeyword.Atoms:
                    var uncounted = ReadUncounted();
                    // In a run that was killed, the last frame is shorter than the one before.
                    if (_steps is not null && uncounted.Count < _atoms && !_lineIsWaiting) return CutOff();
                    return Build(uncounted, start);
                default: throw lines.Fault($"expected a keyword such as PRIMVEC or ATOMS, found {TextBytes.Quote(line)}", "correct the line, or the number of atoms above");
            }
        }

        if (_frames == 0 && start > 0) throw lines.Fault("the file ends before its atoms", "complete the file");
        if (_comments.Energy is not null) throw lines.Fault("the comment with the total energy stands after the structure it belongs to", "move it before the structure, as aenet writes it");
        if (Remark is null && _steps > _frames) Remark = $"The file ends after {Plain(_frames)} of the {Plain(_steps.Value)} frames that it announces.";
        return null;
    }

    // The next line that is neither blank nor a comment.
    private bool TryReadContent(out ReadOnlySpan<byte> line)
    {
        if (_lineIsWaiting)
        {
            _lineIsWaiting = false;
            line = _waiting;
            if (!IsComment(line)) return true;
            _comments.Take(line, lines);
        }

        while (lines.TryReadNonBlank(out line))
        {
            if (!IsComment(line)) return true;
            _comments.Take(line, lines);
        }

        return false;
    }

    private static bool IsComment(ReadOnlySpan<byte> line) => line.TrimStart(" \t"u8) is [(byte)'#', ..];

    private long ReadCount(ref Words words, string what)
    {
        if (words.TryNext(out var word) && NumberText.TryParseInteger(word, out var count) && count >= 0) return count;
        throw lines.Fault($"expected {what}, found {(word.IsEmpty ? "nothing" : TextBytes.Quote(word))}", "write a whole number");
    }

    private void ReadDimension()
    {
        if (!TryReadContent(out var line)) throw lines.Fault("the file ends after DIM-GROUP", "complete the file");
        var words = new Words(line);
        var dimensions = ReadCount(ref words, "the number of dimensions after DIM-GROUP");
        _periodicity = dimensions <= 3 ? XsfKeywords.Periodicity(dimensions) : throw lines.Fault("a structure has at most three dimensions", "write 0, 1, 2 or 3");
    }

    private Matrix3D? ReadVectors()
    {
        var rows = new Vector3D[3];
        Span<double> v = stackalloc double[3];
        foreach (ref var row in rows.AsSpan())
        {
            if (!lines.TryReadNonBlank(out var line)) return null;
            if (!new Words(line).TryNextReals(v)) throw lines.Fault($"expected the three components of a lattice vector, found {TextBytes.Quote(line)}", "write three numbers");
            row = new(v[0], v[1], v[2]);
        }

        return new(rows[0], rows[1], rows[2]);
    }

    // Null where the file ends too early.
    private XsfAtoms? ReadCounted()
    {
        if (!lines.TryReadNonBlank(out var line)) return null;
        var words = new Words(line);
        var count = ReadCount(ref words, "the number of atoms");
        var atoms = new XsfAtoms();
        while (atoms.Count < count)
        {
            if (atoms.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryReadNonBlank(out line)) return null;
            atoms.Add(line, lines, count);
        }

        return atoms;
    }

    private XsfAtoms ReadUncounted()
    {
        var atoms = new XsfAtoms();
        while (lines.TryReadNonBlank(out var line))
        {
            if (atoms.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            new Words(line).TryNext(out var word);
            if (XsfKeywords.Find(word) != XsfKeyword.None || IsComment(line))
            {
                (_lineIsWaiting, _waiting) = (true, line.ToArray());
                return atoms;
            }

            atoms.Add(line, lines, null);
        }

        return atoms;
    }

    private void SkipBlock(ReadOnlySpan<byte> word)
    {
        byte[] end = [.. "END"u8, .. word["BEGIN".Length..]];
        while (lines.TryRead(out var line))
        {
            if (new Words(line).TryNext(out var first) && System.Text.Ascii.EqualsIgnoreCase(first, end)) return;
        }

        Remark = $"The file ends within its block {TextBytes.Quote(word)}, which is not read.";
    }

    private Structure Build(XsfAtoms atoms, long start)
    {
        var periodicity = _periodicity ?? XsfKeywords.Periodicity(_cell is null ? 0 : 3);
        if (_cell is null && periodicity.Any) throw lines.Fault("the structure is periodic, but there is no PRIMVEC before its atoms", "add the lattice vectors, or write MOLECULE");
        if (atoms.Count == 0) throw lines.Fault("the structure has no atoms", "complete the file");
        _atoms = atoms.Count;
        // The energy says that the file is aenet's, whose forces are eV/Å.
        var unit = _comments.AnyEnergy ? 1 : Unit.Hartree;
        string[] remarks = atoms.HasForces && !_comments.AnyEnergy ? ["The forces are read as Hartree/Å, the unit of XSF; files in eV/Å begin with aenet's comment '# total energy = … eV'."] : [];
        KeyValuePair<string, InfoValue>[] info = _comments.TakeEnergy() is { } energy ? [new("energy", new RealInfo(energy))] : [];
        AtomColumn[] columns = atoms.HasForces ? [atoms.Forces(unit)] : [];
        return new(atoms.AtomicNumbers(), atoms.Positions(), _cell, periodicity, columns, info, new(lines.File, _frames++, start), remarks);
    }

    private Structure? CutOff()
    {
        if (_frames == 0) throw lines.Fault("the file ends within its first structure", "complete the file");
        Remark = $"The file ends within frame {Plain(_frames + 1)}, which is left out.";
        return null;
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
