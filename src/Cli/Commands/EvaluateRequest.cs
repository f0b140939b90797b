using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>What an evaluation is asked for.</summary>
internal sealed record EvaluateRequest
{
    // Formats whose files may be in any units; the others are in Å by definition or say their units, and are converted when they are read.
    private static readonly string[] FormatsWithoutUnits = ["extxyz", "xyz", "n2p2", "atom-table"];

    public required string Potential { get; init; }

    public required string Structures { get; init; }

    public required string Output { get; init; }

    public Precision Precision { get; init; }

    public PotentialUnits Units { get; init; }

    public string? Descriptors { get; init; }

    public bool Scaled { get; init; }

    public string? TrainingSet { get; init; }

    public double? StopAbove { get; init; }

    /// <summary>eV/Å, or the unit of force that <see cref="Units"/> declares.</summary>
    public double? StopAboveSpread { get; init; }

    public bool Grades { get; init; }

    public string? Json { get; init; }

    public string? Format { get; init; }

    public IReadOnlyList<string>? Species { get; init; }

    public FormatHints? Hints => Species is null ? null : new FormatHints(Species);

    /// <summary>Refuses what cannot be meant, before any work.</summary>
    public void Check()
    {
        (string Name, string? Value)[] given = [("POTENTIAL", Potential), ("STRUCTURES", Structures), ("--output", Output), ("--descriptors", Descriptors), ("--training-set", TrainingSet), ("--json", Json)];
        foreach (var (name, value) in given)
        {
            if (value is not null && string.IsNullOrWhiteSpace(value)) throw new InputException($"{name} is empty", remedy: "give the name of a file");
        }

        var inner = Output.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Output[..^3] : Output;
        foreach (var (name, value) in given)
        {
            if (name is "--output" or "--descriptors" or "--json" && Directory.Exists(value)) throw new InputException("there is a folder of that name", value, remedy: $"give the name of a file with {name}");
        }

        if (Path.GetExtension(inner) is not (".extxyz" or ".xyz") && !Output.StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new InputException("results are written as extended XYZ, which this name does not say", Output, remedy: "give a name that ends in .extxyz or .xyz with -o");
        }

        string[] written = [.. new[] { Output, Descriptors, Json }.OfType<string>().Select(Path.GetFullPath)];
        string[] read = [.. PotentialFile.Locate(Potential).Files.Select(f => f.Value).Concat([Potential, Structures]).Concat(TrainingSet is null ? [] : [TrainingSet]).Select(Path.GetFullPath)];
        if (Array.Find(written, read.Contains) is { } clash) throw new InputException("this output would replace an input", clash, remedy: "give another name");
        if (written.Distinct().Count() < written.Length) throw new InputException("two outputs have the same name", remedy: "give each its own");
        if (Scaled && Descriptors is null) throw new InputException("--scaled says how descriptors are written, and none are asked for", remedy: "name a file with --descriptors");
        if (StopAbove is { } limit && !(limit >= 0)) throw new InputException("--stop-above must be a number of at least 0", remedy: "give a grade such as 0.1 (feature box) or 5 (D-optimality)");
        if (StopAboveSpread is { } spread && !(spread >= 0)) throw new InputException("--stop-above-spread must be a number of at least 0", remedy: "give a force, such as 0.5");
        if (StopAbove is not null && !Grades && TrainingSet is null) throw new InputException("--stop-above needs grades, and --no-grades leaves them out", remedy: "give one of the two");
    }

    /// <summary>Refuses structures whose units are known where others are declared.</summary>
    public void CheckUnits(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw new InputException("there is no such file", path, remedy: "check the path");
        if (Units == PotentialUnits.EvAngstrom) return;
        var format = StructureFile.FormatOf(path, Format);
        if (!FormatsWithoutUnits.Contains(format.Name)) throw new InputException($"{format.Description} is read in Å, not in Bohr", path, remedy: "convert the structures to extended XYZ in Bohr, or leave out --units");
    }
}
