using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Tersoff potentials in LAMMPS's layout (.tersoff).</summary>
public sealed class TersoffFormat : PotentialFormat
{
    private const int Count = 14;

    private static readonly string[] Names = ["m", "gamma", "lambda3", "c", "d", "costheta0", "n", "beta", "lambda2", "B", "R", "D", "lambda1", "A"];

    /// <inheritdoc/>
    public override string Name => "tersoff";

    /// <inheritdoc/>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    /// <remarks>Vashishta's potentials have as many values; there, the first of them is not 1 or 3.</remarks>
    public override bool Recognises(PotentialSource source) =>
        source.Files.Count == 0 && File.Exists(source.Path) && TripletFile.BeginsWith(PotentialText.Head(source.Path), Count, out var values) && values[0] is 1 or 3;

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source) => Read(LammpsFile.Load(source.Path), source.Path);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="InputException">It is not sound.</exception>
    internal static Tersoff Read(byte[] content, string file)
    {
        var entries = TripletFile.Read(content, file, Names, out var energy);
        var made = new List<TersoffEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var v = entry.Values;
            var one = new TersoffEntry(entry.First, entry.Second, entry.Third, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], energy * v[9], v[10], v[11], v[12], energy * v[13]);
            if (Tersoff.Problem(one) is { } problem) throw new InputException($"{problem} in the entry {TripletFile.Name((one.First, one.Second, one.Third))}", file, entry.Line, "correct it");
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
