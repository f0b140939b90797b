using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>One entry of a file of triplets.</summary>
/// <param name="First">Atomic number of the atom at the centre.</param>
/// <param name="Second">Atomic number of the second atom.</param>
/// <param name="Third">Atomic number of the third.</param>
/// <param name="Values">The numbers, in order.</param>
/// <param name="Line">The line it begins on.</param>
internal sealed record TripletEntry(int First, int Second, int Third, double[] Values, int Line);

/// <summary>
/// The layout that LAMMPS uses for potentials of triplets (.sw, .tersoff): entries of three elements and a fixed number of values, over as many lines as they like; comments
/// begin with #. The first line may say the units, as in "UNITS: metal".
/// </summary>
internal static class TripletFile
{
    private const int MostElements = 24;

    /// <summary>Whether a file begins with an entry of three names and just so many numbers.</summary>
    /// <param name="text">The file or its beginning.</param>
    /// <param name="count">Values of an entry.</param>
    /// <param name="values">The first values.</param>
    public static bool BeginsWith(PotentialText text, int count, out double[] values)
    {
        values = new double[count];
        for (var k = 0; k < 3; k++)
        {
            if (!text.TryReadWord(out var name) || !IsName(name)) return false;
        }

        for (var k = 0; k < count; k++)
        {
            if (!text.TryReadWord(out var word) || !PotentialText.TryParse(word, out values[k])) return false;
        }

        return !text.TryReadWord(out var next) || IsName(next);
    }

    /// <summary>Reads all entries; each triplet of the elements that occur stands there once.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="names">What the values of an entry are called.</param>
    /// <param name="energy">What to multiply energies by.</param>
    /// <exception cref="InputException">The file is not sound.</exception>
    public static List<TripletEntry> Read(byte[] content, string file, ReadOnlySpan<string> names, out double energy)
    {
        energy = EnergyUnit(content, file);
        var text = new PotentialText(content, file);
        var entries = new List<TripletEntry>();
        var known = new HashSet<(int, int, int)>();
        Span<int> elements = stackalloc int[3];
        while (text.TryReadWord(out var word))
        {
            var line = text.Line;
            for (var k = 0; k < 3; k++)
            {
                if (k > 0 && !text.TryReadWord(out word)) throw text.Fault("the file ends within the elements of an entry", "it has been cut off: get the whole file");
                if (!Element.TryParse(word, out var z) || z == 0)
                {
                    throw text.Fault($"'{PotentialText.Shown(word)}' stands where an element should", IsName(word) ? "keep one variant of each element, named by its symbol, and remove the entries of others" : "check the number of values of the entry before");
                }

                elements[k] = z;
            }

            var values = new double[names.Length];
            for (var k = 0; k < values.Length; k++) values[k] = text.ReadNumber(names[k]);
            var key = (elements[0], elements[1], elements[2]);
            if (!known.Add(key)) throw text.Fault($"the entry {Name(key)} stands there twice", "remove one of them", line);
            entries.Add(new(key.Item1, key.Item2, key.Item3, values, line));
        }

        if (entries.Count == 0) throw new InputException("the file holds no entry", file, remedy: "check that this is the right file");
        CheckComplete(entries, known, file);
        return entries;
    }

    /// <summary>A triplet for messages.</summary>
    public static string Name((int First, int Second, int Third) key) => $"{Element.Symbol(key.First)} {Element.Symbol(key.Second)} {Element.Symbol(key.Third)}";

    private static bool IsName(ReadOnlySpan<byte> word) => word.Length is > 0 and < 16 && char.IsAsciiLetter((char)word[0]) && !PotentialText.TryParse(word, out _);

    private static void CheckComplete(List<TripletEntry> entries, HashSet<(int, int, int)> known, string file)
    {
        int[] elements = [.. entries.SelectMany(e => new[] { e.First, e.Second, e.Third }).Distinct().Order()];
        if (elements.Length > MostElements) throw new InputException($"the file names {elements.Length} elements, more than the {MostElements} that are possible here", file, remedy: "remove the entries of elements you do not need");
        foreach (var a in elements)
        {
            foreach (var b in elements)
            {
                foreach (var c in elements)
                {
                    if (!known.Contains((a, b, c))) throw new InputException($"there is no entry {Name((a, b, c))}", file, remedy: "add it, or remove all entries of one of these elements");
                }
            }
        }
    }

    // eV unless the first line says otherwise.
    private static double EnergyUnit(byte[] content, string file)
    {
        if (!new PotentialText(content, file).TryReadLine(out var line) || !line.StartsWith("#"u8)) return 1;
        var text = Encoding.Latin1.GetString(line.Length > 4096 ? line[..4096] : line);
        var at = text.IndexOf("UNITS:", StringComparison.Ordinal);
        if (at < 0) return 1;
        var words = text[(at + 6)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        return (words.Length > 0 ? words[0] : "") switch
        {
            "metal" => 1,
            "real" => Unit.KilocaloriePerMole,
            var other => throw new InputException($"the first line says that the units are '{PotentialText.Shown(Encoding.Latin1.GetBytes(other))}'", file, 1, "convert the file to metal units"),
        };
    }
}
