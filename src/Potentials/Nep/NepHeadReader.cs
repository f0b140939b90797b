using System.Globalization;
using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Reads the head of a nep.txt.</summary>
/// <param name="lines">The lines of the file, none read yet.</param>
internal sealed class NepHeadReader(LineReader lines)
{
    private const double LargestCutoff = 100;
    private const int LargestCount = 100;
    private const int LargestDegree = 8;
    private const int LargestWidth = 10_000;

    /// <summary>The variants of NEP that are told from one another but hold other things than energies, or more than this library evaluates.</summary>
    private static readonly string[] OtherQuantities = ["_charge1", "_charge2", "_charge3", "_charge", "_dipole", "_polarizability", "_temperature", "_spin"];

    /// <summary>Reads it.</summary>
    public NepHead Read()
    {
        var (version, hasRepulsion, elements) = Title();
        var repulsion = hasRepulsion ? Repulsion(elements) : [];
        var (radial, angular) = Cutoffs(elements.Length);
        var functions = Counts("n_max", 2, 2);
        var basis = Counts("basis_size", 2, 2);
        var (degree, invariants) = Degrees();
        var network = Whole(Line("ANN"), "ANN", 2, 2, 0, LargestWidth);
        if (network[0] < 1) throw lines.Fault("the network has no neurons", "give the width of its hidden layer, as in 'ANN 30 0'");
        if (network[1] != 0) throw lines.Fault($"the second number of ANN is {Plain(network[1])}", "only networks with one hidden layer are NEP's: it must be 0");
        return new(version, elements, repulsion, radial, angular, new(functions[0] + 1, functions[1] + 1, basis[0] + 1, basis[1] + 1, degree, invariants, network[0]));
    }

    private (int Version, bool HasRepulsion, int[] Elements) Title()
    {
        if (!lines.TryRead(out var line)) throw lines.Fault("the file is empty", "give a nep.txt");
        var words = Split(line);
        var name = words.Length > 0 ? words[0] : "";
        var version = name.StartsWith("nep3", StringComparison.Ordinal) ? 3 : name.StartsWith("nep4", StringComparison.Ordinal) ? 4 : name.StartsWith("nep5", StringComparison.Ordinal) ? 5 : 0;
        if (version == 0) throw lines.Fault($"expected nep3, nep4 or nep5 and what they are followed by, found {TextBytes.Quote(name)}", "give a nep.txt of one of these versions");
        var variant = name[4..];
        var hasRepulsion = variant.StartsWith("_zbl", StringComparison.Ordinal);
        var rest = hasRepulsion ? variant[4..] : variant;
        if (OtherQuantities.Contains(rest)) throw lines.Fault($"the potential is of the kind {name}, whose part '{rest[1..]}' is not evaluated here", "use a potential of energies without it (nep3, nep4, nep5, each also with _zbl)");
        if (rest.Length > 0) throw lines.Fault($"the kind of potential {TextBytes.Quote(name)} is not known", "use nep3, nep4 or nep5, each also with _zbl");
        if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Element.MaximumAtomicNumber) throw lines.Fault($"expected the number of types after {name}", "the line reads like 'nep4 2 Li Si'");
        if (words.Length != 2 + count) throw lines.Fault($"expected {Plain(count)} element symbols after {name} {Plain(count)}, found {Plain(words.Length - 2)}", "correct the number of types or the symbols");
        var elements = new int[count];
        for (var t = 0; t < count; t++)
        {
            if (!Element.TryParse(words[2 + t], out var z) || z == 0) throw lines.Fault($"{TextBytes.Quote(words[2 + t])} is no element", "types of NEP are element symbols");
            if (Array.IndexOf(elements, z, 0, t) >= 0) throw lines.Fault($"{words[2 + t]} stands twice among the types", "name each element once");
            elements[t] = z;
        }

        return (version, hasRepulsion, elements);
    }

    private double[] Repulsion(int[] elements)
    {
        var numbers = Reals(Line("zbl"), "zbl", n => n is 2 or 3, "two radii and, at most, one factor");
        var (inner, outer) = (numbers[0], numbers[1]);
        if (inner == 0 && outer == 0) return numbers[..2];
        if (!(inner >= 0 && inner < outer && outer <= LargestCutoff)) throw lines.Fault($"the radii of the repulsion, {NumberText.Format(inner)} and {NumberText.Format(outer)} Å, do not follow one another", "the inner must be less than the outer, or both 0 for parameters at the end of the file");
        if (numbers.Length < 3) return numbers;
        if (!(numbers[2] > 0)) throw lines.Fault("the factor of the typewise repulsion is not positive", "correct or remove the third number");
        foreach (var z in elements)
        {
            if (double.IsNaN(CovalentRadii.Of(z))) throw lines.Fault($"typewise repulsion needs a covalent radius, which {Element.Symbol(z)} does not have here", "use universal or flexible repulsion");
        }

        return numbers;
    }

    private (double[] Radial, double[] Angular) Cutoffs(int types)
    {
        var perType = 2 * types + 2;
        var numbers = Reals(Line("cutoff"), "cutoff", n => n == 4 || n == perType, types == 1 ? "4 numbers" : $"4 numbers, or {Plain(perType)} with two for each type");
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i < numbers.Length - 2 && !(numbers[i] is > 0 and <= LargestCutoff)) throw lines.Fault($"the cutoff {NumberText.Format(numbers[i])} Å is not above 0 and at most {Plain((int)LargestCutoff)} Å", "correct the line");
            if (i >= numbers.Length - 2 && numbers[i] != Math.Floor(numbers[i])) throw lines.Fault("the last two numbers of the cutoff line are not whole", "they are the largest numbers of neighbours, as in 'cutoff 8 4 74 10'");
        }

        var pairs = numbers.Length == perType ? types : 1;
        double[] radial = new double[types], angular = new double[types];
        for (var t = 0; t < types; t++) (radial[t], angular[t]) = (numbers[2 * Math.Min(t, pairs - 1)], numbers[2 * Math.Min(t, pairs - 1) + 1]);
        return (radial, angular);
    }

    // l_max L and up to six further numbers, which turn the invariants 222, 1111, 112, 123, 233, 134 on; the first was once written as 2.
    private (int Degree, NepInvariants Invariants) Degrees()
    {
        var numbers = Whole(Line("l_max"), "l_max", 3, 7, 0, LargestDegree);
        var invariants = NepInvariants.None;
        for (var i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] > (i == 1 ? 2 : 1)) throw lines.Fault($"number {Plain(i + 1)} of l_max is {Plain(numbers[i])}", i == 1 ? "it turns the four-body invariant on with 1 or 2 and off with 0" : "it turns an invariant on with 1 and off with 0");
            if (numbers[i] != 0) invariants |= (NepInvariants)(1 << (i - 1));
        }

        return (numbers[0], invariants);
    }

    private int[] Counts(string keyword, int least, int most) => Whole(Line(keyword), keyword, least, most, 0, LargestCount);

    private string[] Line(string keyword)
    {
        if (!lines.TryRead(out var line)) throw lines.Fault($"the file ends before the line '{keyword}'", "complete the file");
        var words = Split(line);
        if (words.Length == 0 || words[0] != keyword) throw lines.Fault($"expected a line '{keyword}', found {TextBytes.Quote(Encoding.UTF8.GetString(line).Trim())}", "the lines before the numbers are those of GPUMD, in its order: title, zbl where the title has _zbl, cutoff, n_max, basis_size, l_max, ANN");
        return words[1..];
    }

    private int[] Whole(string[] words, string keyword, int least, int most, int from, int to)
    {
        if (words.Length < least || words.Length > most) throw lines.Fault($"expected {(least == most ? Plain(least) : $"{Plain(least)} to {Plain(most)}")} numbers after {keyword}, found {Plain(words.Length)}", "correct the line");
        var numbers = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < from || numbers[i] > to) throw lines.Fault($"expected whole numbers from {Plain(from)} to {Plain(to)} after {keyword}, found {TextBytes.Quote(words[i])}", "correct the line");
        }

        return numbers;
    }

    private double[] Reals(string[] words, string keyword, Func<int, bool> isCount, string counts)
    {
        if (!isCount(words.Length)) throw lines.Fault($"expected {counts} after {keyword}, found {Plain(words.Length)}", "correct the line");
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!NumberText.TryParseReal(Encoding.UTF8.GetBytes(words[i]), out numbers[i]) || !double.IsFinite(numbers[i])) throw lines.Fault($"expected finite numbers after {keyword}, found {TextBytes.Quote(words[i])}", "correct the line");
        }

        return numbers;
    }

    private static string[] Split(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line.Length > 10_000 ? line[..10_000] : line).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
