using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The text dumps of LAMMPS (dump atom, dump custom): any number of frames.</summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class LammpsDumpFormat(LammpsDumpOptions? options = null) : IStructureFormat
{
    private readonly LammpsDumpOptions _options = options ?? LammpsDumpOptions.Default;

    /// <inheritdoc/>
    public string Name => "lammps-dump";

    /// <inheritdoc/>
    public string Description => "dumps of LAMMPS";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints)
    {
        if (hints.Units is { } units) LammpsUnits.ByName(units);
        return new LammpsDumpFormat(_options with { Species = hints.Species ?? _options.Species, Units = hints.Units ?? _options.Units });
    }

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".lammpstrj", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".dump", StringComparison.OrdinalIgnoreCase)
        || fileName.StartsWith("dump.", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line is an ITEM that can begin a dump.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var first = new HeadLines(head).NextNonBlank();
        return first.SequenceEqual("ITEM: TIMESTEP"u8) || first.SequenceEqual("ITEM: UNITS"u8) || first.SequenceEqual("ITEM: TIME"u8);
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        LammpsDumpReader.Read(stream, name, _options, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        using var writer = new LammpsDumpWriter(stream, _options);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Cell is null) throw new InputException("a dump of LAMMPS needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            writer.Write(frame);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        frame.Columns.Select(c => c.Name).Where(n => n is not ("id" or "type" or "molecule" or "charge" or "image" or "velocities" or "forces"))
            .Concat(frame.Info.Select(p => p.Key).Where(k => k is not ("step" or "time" or LammpsBox.OriginKey)));
}
