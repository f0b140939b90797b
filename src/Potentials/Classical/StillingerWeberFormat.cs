using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Stillinger–Weber potentials in LAMMPS's layout (.sw).</summary>
public sealed class StillingerWeberFormat : PotentialFormat
{
    private const int Count = 11;

    private static readonly string[] Names = ["epsilon", "sigma", "a", "lambda", "gamma", "costheta0", "A", "B", "p", "q", "tol"];

    /// <inheritdoc/>
    public override string Name => "stillinger-weber";

    /// <inheritdoc/>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    public override bool Recognises(PotentialSource source) => source.Files.Count == 0 && File.Exists(source.Path) && TripletFile.BeginsWith(PotentialText.Head(source.Path), Count, out _);

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source) => Read(LammpsFile.Load(source.Path), source.Path);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="InputException">It is not sound.</exception>
    internal static StillingerWeber Read(byte[] content, string file)
    {
        var entries = TripletFile.Read(content, file, Names, out var energy);
        var made = new List<StillingerWeberEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var v = entry.Values;
            var one = new StillingerWeberEntry(entry.First, entry.Second, entry.Third, energy * v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
            if (StillingerWeber.Problem(one) is { } problem) throw new InputException($"{problem} in the entry {TripletFile.Name((one.First, one.Second, one.Third))}", file, entry.Line, "correct it");
            made.Add(one);
        }

        try
        {
            return new(made);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(LammpsFile.Sentence(fault), file, remedy: "correct the entries", inner: fault);
        }
    }
}
