using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Embedded-atom potentials in the layout setfl (LAMMPS: eam/alloy, and eam/fs with a density of each two elements).</summary>
public sealed class SetflFormat : PotentialFormat
{
    private const int MostElements = 24;
    private const int MostPoints = 10_000_000;

    /// <inheritdoc/>
    public override string Name => "eam";

    /// <inheritdoc/>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    /// <remarks>After three lines of comments, a number and so many names; then five numbers, the first and third of which count points.</remarks>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0 || !File.Exists(source.Path)) return false;
        var text = PotentialText.Head(source.Path);
        for (var k = 0; k < 3; k++)
        {
            if (!text.TryReadLine(out _)) return false;
        }

        if (!text.TryReadWord(out var word) || !int.TryParse(word, out var count) || count is < 1 or > MostElements) return false;
        for (var k = 0; k < count; k++)
        {
            if (!text.TryReadWord(out word) || !char.IsAsciiLetter((char)word[0])) return false;
        }

        for (var k = 0; k < 5; k++)
        {
            if (!text.TryReadWord(out word) || !PotentialText.TryParse(word, out var value)) return false;
            if (k is 0 or 2 && !(value >= 1 && value == Math.Floor(value))) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source) => Read(LammpsFile.Load(source.Path), source.Path);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="InputException">It is not sound.</exception>
    internal static EmbeddedAtom Read(byte[] content, string file)
    {
        var text = new PotentialText(content, file);
        var comments = new string[3];
        for (var k = 0; k < 3; k++)
        {
            if (!text.TryReadLine(out var line)) throw text.Fault("the file ends within the three lines of comments", "it has been cut off: get the whole file");
            comments[k] = PotentialText.Shown(line.Trim((byte)' '), 200);
        }

        var elements = ReadElements(text);
        var n = elements.Length;
        var densities = ReadCount(text, "the number of densities");
        var densityStep = ReadPositive(text, "the step of densities");
        var distances = ReadCount(text, "the number of distances");
        var distanceStep = ReadPositive(text, "the step of distances");
        var cutoff = ReadPositive(text, "the cutoff");
        if (cutoff > distances * distanceStep * (1 + 1e-9)) throw text.Fault("the cutoff lies beyond the last distance of the tables", "check the head of the file");

        var embedding = new TabulatedFunction[n];
        var density = new TabulatedFunction[n * n];
        var ofPairs = false;
        for (var j = 0; j < n; j++)
        {
            ReadHead(text, j);
            embedding[j] = new(text.ReadNumbers(densities, $"the embedding function of {Element.Symbol(elements[j])}"), densityStep);
            for (var i = 0; i < n; i++)
            {
                // Whether a second density follows is seen after the first element's: it does unless the next line is another element's head.
                if (j == 0 && i == 1) ofPairs = !text.IsFollowedByName(after: 3);
                density[j * n + i] = i > 0 && !ofPairs ? density[j * n] : new(text.ReadNumbers(distances, $"the density of {Element.Symbol(elements[j])}"), distanceStep);
            }
        }

        var pair = new TabulatedFunction[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                pair[i * n + j] = pair[j * n + i] = new(text.ReadNumbers(distances, $"the pair function of {Element.Symbol(elements[i])} and {Element.Symbol(elements[j])}"), distanceStep);
            }
        }

        if (text.TryReadWord(out var more)) throw text.Fault($"'{PotentialText.Shown(more)}' stands after the last pair function", "check the numbers of elements and points in the head");
        return new(new EmbeddedAtomTables(elements, cutoff, embedding, density, pair, ofPairs, densities, distances, comments));
    }

    private static int[] ReadElements(PotentialText text)
    {
        var count = text.ReadNumber("the number of elements");
        if (!(count is >= 1 and <= MostElements) || count != Math.Floor(count)) throw text.Fault($"the number of elements is not a whole number from 1 to {MostElements}", "correct it");
        var elements = new int[(int)count];
        for (var k = 0; k < elements.Length; k++)
        {
            if (!text.TryReadWord(out var word)) throw text.Fault("the file ends within the names of elements", "it has been cut off: get the whole file");
            if (!Element.TryParse(word, out var z) || z == 0) throw text.Fault($"'{PotentialText.Shown(word)}' stands where an element should", "name elements by their symbols");
            if (elements.AsSpan(0, k).IndexOf(z) >= 0) throw text.Fault($"{Element.Symbol(z)} is named twice", "remove one of them");
            elements[k] = z;
        }

        return elements;
    }

    private static int ReadCount(PotentialText text, string what)
    {
        var count = text.ReadNumber(what);
        return count is >= 5 and <= MostPoints && count == Math.Floor(count) ? (int)count : throw text.Fault($"{what} is not a whole number from 5 to {MostPoints}", "correct it");
    }

    private static double ReadPositive(PotentialText text, string what)
    {
        var value = text.ReadNumber(what);
        return value > 0 ? value : throw text.Fault($"{what} is not positive", "correct it");
    }

    // Atomic number, mass, lattice constant and name of the lattice, none of which matters here.
    private static void ReadHead(PotentialText text, int element)
    {
        text.ReadNumber($"the atomic number of element {element + 1}");
        text.ReadNumber($"the mass of element {element + 1}");
        text.TryReadLine(out _);
    }
}
