using System.CommandLine;
using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Options of the builders, and what their texts mean. Lists of numbers may be separated by blanks or commas.</summary>
internal static class BuildOptions
{
    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of the random numbers.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Option<int> Copies() => new("--copies") { Description = "Independent results for each frame.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Option<double> Tolerance(double value) => new("--tolerance")
    {
        Description = "How far, Å, an atom may be from where a symmetry operation puts it.",
        HelpName = "D",
        DefaultValueFactory = _ => value,
    };

    public static Option<string[]> List(string name, int most, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        Arity = new ArgumentArity(1, most),
        AllowMultipleArgumentsPerToken = true,
    };

    public static int[]? Integers(ParseResult parsed, Option<string[]> option, int count)
    {
        if (Words(parsed, option) is not { } words) return null;
        var numbers = Array.ConvertAll(words, w => int.TryParse(w, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : throw Malformed(option, w, "a whole number"));
        return numbers.Length == count ? numbers : throw Miscounted(option, numbers.Length, count.ToString(CultureInfo.InvariantCulture));
    }

    public static double[]? Reals(ParseResult parsed, Option<string[]> option, params int[] counts)
    {
        if (Words(parsed, option) is not { } words) return null;
        var numbers = Array.ConvertAll(words, w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : throw Malformed(option, w, "a number"));
        return counts.Contains(numbers.Length) ? numbers : throw Miscounted(option, numbers.Length, string.Join(" or ", counts));
    }

    /// <summary>The names of those options that are given must be one.</summary>
    public static void ExactlyOne(ParseResult parsed, params Option[] options)
    {
        var given = options.Count(o => parsed.GetResult(o) is { Implicit: false });
        if (given != 1) throw new InputException($"exactly one of {string.Join(", ", options.Select(o => o.Name))} is needed, not {given.ToString(CultureInfo.InvariantCulture)}", remedy: "give one of them");
    }

    public static byte Atom(string symbol) =>
        Element.TryParse(symbol, out var z) && z > 0 ? z : throw new InputException($"there is no element '{symbol}'", remedy: "write its symbol, such as Li");

    public static byte? Atom(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } symbol ? Atom(symbol) : null;

    public static Vector3D Vector(double[] v) => new(v[0], v[1], v[2]);

    private static string[]? Words(ParseResult parsed, Option<string[]> option) =>
        parsed.GetResult(option) is null ? null : [.. parsed.GetValue(option)!.SelectMany(t => t.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))];

    private static InputException Malformed(Option option, string word, string what) =>
        new($"{option.Name} has '{word}', which is not {what}", remedy: $"write numbers after {option.Name}, and the file before it");

    private static InputException Miscounted(Option option, int found, string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{option.Name} has {found} numbers instead of {wanted}"), remedy: "see --help");
}
