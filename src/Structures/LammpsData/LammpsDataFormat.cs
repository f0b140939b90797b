using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The data files of LAMMPS (read_data, write_data): one structure.</summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class LammpsDataFormat(LammpsDataOptions? options = null) : IStructureFormat
{
    private readonly LammpsDataOptions _options = options ?? LammpsDataOptions.Default;

    /// <inheritdoc/>
    public string Name => "lammps-data";

    /// <inheritdoc/>
    public string Description => "data files of LAMMPS";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints)
    {
        if (hints.Units is { } units) LammpsUnits.ByName(units);
        if (hints.AtomStyle is { } style) LammpsAtomStyle.ByName(style);
        return new LammpsDataFormat(_options with
        {
            Species = hints.Species ?? _options.Species,
            Units = hints.Units ?? _options.Units,
            AtomStyle = hints.AtomStyle ?? _options.AtomStyle,
        });
    }

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".lmp", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".lammps", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".data", StringComparison.OrdinalIgnoreCase) || fileName.StartsWith("data.", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>From the second line on there are only lines of a header until the first section begins: one says the number of atoms, another a part of the box.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        lines.Next();
        var (atoms, box) = (false, false);
        while (lines.TryNext(out var line))
        {
            var words = new Words(LammpsDataSection.WithoutComment(line));
            if (!words.TryNext(out _)) continue;
            if (LammpsDataHeader.Keyword(LammpsDataSection.WithoutComment(line)) is not { } keyword) break;
            atoms |= keyword == "atoms";
            box |= keyword is "xlo xhi" or "avec";
        }

        return atoms && box;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        yield return LammpsDataReader.Read(stream, name, _options, cancellationToken);
    }

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        var any = false;
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (any) throw new InputException("a data file of LAMMPS holds one structure, but there are several", name, remedy: "choose one frame, or write a dump");
            if (frame.Cell is null) throw new InputException("a data file of LAMMPS needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            LammpsDataWriter.Write(stream, frame, _options);
            any = true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        frame.Columns.Select(c => c.Name).Where(n => n is not ("id" or "type" or "molecule" or "charge" or "image" or "velocities"))
            .Concat(frame.Info.Select(p => p.Key).Where(k => k is not ("comment" or LammpsBox.OriginKey)));
}
