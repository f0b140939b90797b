using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>POSCAR and CONTCAR, the structure files of VASP: one structure.</summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class PoscarFormat(PoscarOptions? options = null) : IStructureFormat
{
    private readonly PoscarOptions _options = options ?? PoscarOptions.Default;

    /// <inheritdoc/>
    public string Name => "poscar";

    /// <inheritdoc/>
    public string Description => "POSCAR and CONTCAR of VASP";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints) => hints.Species is null ? this : new PoscarFormat(_options with { Species = hints.Species });

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.StartsWith("POSCAR", StringComparison.OrdinalIgnoreCase) || fileName.StartsWith("CONTCAR", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".poscar", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".contcar", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".vasp", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>
    /// Line 2 holds one or three numbers, lines 3 to 5 three numbers each, and line 6 begins with a whole number or with the symbol of an
    /// element. (The comment on line 1 may be a number, as the first line of XYZ is.)
    /// </remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        Span<double> numbers = stackalloc double[3];
        var lines = new HeadLines(head);
        lines.Next();
        var scale = new Words(lines.Next());
        if (!scale.TryNextReals(numbers[..1])) return false;
        for (var row = 0; row < 3; row++)
        {
            var line = lines.Next();
            var vector = new Words(line);
            if (!vector.TryNextReals(numbers)) return false;
            // Four numbers in a row are an atom of XYZ with its atomic number.
            if (vector.TryNext(out var further) && NumberText.TryParseReal(further, out _)) return false;
        }

        var species = new Words(lines.Next());
        if (!species.TryNext(out var first)) return false;
        var letters = first.IndexOfAnyExceptInRange((byte)'A', (byte)'z');
        return NumberText.TryParseInteger(first, out _) || Element.TryParse(letters < 0 ? first : first[..letters], out _) || first.IndexOf((byte)'_') is 1 or 2;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        yield return PoscarReader.Read(stream, name, _options, cancellationToken);
    }

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        var any = false;
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (any) throw new InputException("a POSCAR file holds one structure, but there are several", name, remedy: "choose one frame");
            if (frame.Cell is null) throw new InputException("a POSCAR file needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            PoscarWriter.Write(stream, frame, _options);
            any = true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        frame.Columns.Select(c => c.Name).Where(n => n is not ("move_mask" or "velocities")).Concat(frame.Info.Select(p => p.Key).Where(k => k != "comment"));
}
