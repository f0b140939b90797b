using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Potentials in files of any known family, found by content. The families are those of <see cref="Formats"/>.</summary>
public static class PotentialFile
{
    private static readonly PotentialFormat[] All =
    [
        // One line a family. Where several recognise a source, the first of them reads it.
        new GapFormat(),
        new NepFormat(),
        new AenetFormat(),
        new DescriptionFormat(),
        new StillingerWeberFormat(),
        new TersoffFormat(),
        new SetflFormat(),
        new N2p2Format(),
    ];

    /// <summary>The known families.</summary>
    public static IReadOnlyList<PotentialFormat> Formats => All;

    /// <summary>Reads a potential as a user names it: a file, a folder, or a set of files such as <c>Li=Li.nn,Si=Si.nn</c>.</summary>
    /// <param name="text">Path or set.</param>
    /// <param name="units">Units of files that do not say theirs; the potential is converted to eV and Å.</param>
    /// <exception cref="InputException">There is no such file, its family is not known, or it is not sound.</exception>
    public static IPotential Read(string text, PotentialUnits units = PotentialUnits.EvAngstrom) => Read(Locate(text, units));

    /// <summary>Reads a potential.</summary>
    /// <inheritdoc cref="Read(string, PotentialUnits)"/>
    public static IPotential Read(PotentialSource source)
    {
        var format = FormatOf(source);
        CheckUnits(format, source.Path, source.Units);
        return UnitConversion.Convert(format.Read(source with { Units = PotentialUnits.EvAngstrom }), source.Units, PotentialUnits.EvAngstrom);
    }

    /// <summary>Reads a potential for atoms in the given units, in which energies and forces come out: the numbers of files that do not say their units are taken to be in them.</summary>
    /// <inheritdoc cref="Read(string, PotentialUnits)"/>
    public static IPotential ReadFor(string text, PotentialUnits units)
    {
        var source = Locate(text);
        var format = FormatOf(source);
        // A description says the units of everything in it: what it gives is in eV and Å.
        if (format is DescriptionFormat) return UnitConversion.Convert(format.Read(source), PotentialUnits.EvAngstrom, units);
        CheckUnits(format, source.Path, units);
        return format.Read(source);
    }

    /// <summary>The family that a source belongs to, by its content.</summary>
    /// <exception cref="InputException">There is no such file, or its family is not known.</exception>
    public static PotentialFormat FormatOf(PotentialSource source)
    {
        foreach (var path in source.Files.Count == 0 ? [source.Path] : source.Files.Select(f => f.Value)) CheckExists(path, source.Files.Count == 0);
        if (Array.Find(All, f => f.Recognises(source)) is { } format) return format;
        if (source.Files.Count == 0 && File.Exists(source.Path) && new FileInfo(source.Path) is { Length: 0, Attributes: var kind } && (kind & FileAttributes.Device) == 0) throw new InputException("the file is empty", source.Path, remedy: "check that it was written to its end");
        var what = source.Files.Count > 0 ? "these files hold no potential of a known family" : Directory.Exists(source.Path) ? "this folder holds no potential of a known family" : "this file holds no potential of a known family";
        throw new InputException(what, source.Path, remedy: All.Length == 0 ? null : "the families are " + string.Join(", ", All.Select(f => f.Name)));
    }

    /// <summary>What a user's text names: a set of files where it holds an equals sign and is not itself the name of something.</summary>
    /// <exception cref="InputException">The set is malformed.</exception>
    public static PotentialSource Locate(string text, PotentialUnits units = PotentialUnits.EvAngstrom)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new InputException("the name of the potential is empty", remedy: "give a file, a folder, or a set such as Li=Li.nn,Si=Si.nn");
        if (!text.Contains('=', StringComparison.Ordinal) || File.Exists(text) || Directory.Exists(text)) return PotentialSource.Of(text, units);
        var files = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == part.Length - 1) throw new InputException($"'{part}' in the set of potentials is not of the form Element=file", remedy: "write the set as Li=Li.nn,Si=Si.nn");
            var symbol = part[..at].Trim();
            if (!Element.TryParse(symbol, out _)) throw new InputException($"'{symbol}' in the set of potentials is not an element", remedy: "write the set as Li=Li.nn,Si=Si.nn");
            if (files.Exists(f => f.Key == symbol)) throw new InputException($"{symbol} occurs twice in the set of potentials", remedy: "give each element one file");
            files.Add(new(symbol, part[(at + 1)..].Trim()));
        }

        return new PotentialSource(text, files, units);
    }

    private static void CheckUnits(PotentialFormat format, string path, PotentialUnits units)
    {
        if (!format.HasOwnUnits || units == PotentialUnits.EvAngstrom) return;
        throw new InputException($"potentials of the family {format.Name} are in eV and Å by definition, not in Hartree and Bohr", path, remedy: "leave out the units, and convert the structures");
    }

    private static void CheckExists(string path, bool folderAllowed)
    {
        if (File.Exists(path) || (folderAllowed && Directory.Exists(path))) return;
        throw Directory.Exists(path)
            ? new InputException("this is a folder, not a file of a potential", path, remedy: "name a file in it")
            : new InputException("there is no such file", path, remedy: "check the path");
    }
}
