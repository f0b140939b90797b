using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Unsound files of n2p2.</summary>
public class N2p2FileTests
{
    private static readonly Dictionary<string, byte[]> Sound = SyntheticN2p2.All[0].Files();

    private static string Refusal(string name, string text)
    {
        var fault = Assert.Throws<InputException>(() => SyntheticN2p2.Read(new(Sound) { [name] = Encoding.UTF8.GetBytes(text) }));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
        Assert.StartsWith(Path.Combine("made", ""), fault.File, StringComparison.Ordinal);
        return fault.Message;
    }

    private static string Text(string name) => Encoding.ASCII.GetString(Sound[name]);

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        SyntheticN2p2.Read(Sound);
        foreach (var name in SyntheticN2p2.Names)
        {
            // Without the last end of line a file of numbers of one length is whole.
            for (var length = 0; length < Sound[name].Length - 1; length++) Refusal(name, Text(name)[..length]);
        }
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        Dictionary<string, byte[]> marked = [];
        foreach (var (name, bytes) in Sound) marked[name] = [.. Encoding.UTF8.Preamble, .. bytes];
        SyntheticN2p2.Read(marked);
    }

    [Theory]
    [InlineData("scaling.data", 2, "the minimum")]
    [InlineData("scaling.data", 5, "the deviation")]
    [InlineData("weights.003.data", 0, "a weight")]
    [InlineData("weights.014.data", 0, "a weight")]
    public void A_number_that_is_not_finite_is_named(string name, int word, string part)
    {
        foreach (var bad in new[] { "nan", "-inf", "1e999", "0x10", "one" })
        {
            var lines = Text(name).Split('\n');
            var words = lines[7].Split(' ');
            words[word] = bad;
            lines[7] = string.Join(' ', words);
            Assert.Contains($"{Path.Combine("made", name)}, line 8: {part} is '{bad}'", Refusal(name, string.Join('\n', lines)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("number_of_elements 2", "number_of_elements 3", "number_of_elements is 3, but 'elements' names 2")]
    [InlineData("number_of_elements 2", "number_of_elements 1000000000", "is not a whole number from 1 to")]
    [InlineData("elements Si Li", "elements Si Qq", "'Qq' is not the symbol of an element")]
    [InlineData("elements Si Li", "elements Si Si", "an element stands twice")]
    [InlineData("elements Si Li", "elemnts Si Li", "'elemnts' is not a keyword of n2p2; correct it, perhaps to 'elements'")]
    [InlineData("elements Si Li", "garbage Si Li", "'garbage' is not a keyword of n2p2; correct it or put # before it")]
    [InlineData("elements Si Li", "elements Si X", "'X' is not the symbol of an element")]
    [InlineData("atom_energy Li", "atom_energy O", "O is not among the elements of the potential")]
    [InlineData("cutoff_type 1", "cutoff_type 9", "the number of the cutoff function is '9'")]
    [InlineData("cutoff_type 1 0.2", "cutoff_type 1 1.0", "alpha is 1.0")]
    [InlineData("short 2\n", "short 3\n", "hidden layers")]
    [InlineData("short 2\n", "short 2000000000\n", "hidden layers")]
    [InlineData("short 4 3", "short 4 4", "there are 75 weights, but a network 13-4-4-1 for Li has")]
    [InlineData("short 4 3", "short 4 2000000000", "the number of neurons is '2000000000'")]
    [InlineData("short 4 3", "short 10000 10000", "there are 75 weights")]
    [InlineData("short t t l", "short t t", "gives 2 activation functions")]
    [InlineData("short t t l", "short t q l", "'q' is not an activation function")]
    [InlineData("Li 2 Li 0.3", "Li 4 Li 0.3", "4 is not a type of symmetry functions")]
    [InlineData("Li 2 Li 0.3", "O 2 Li 0.3", "O is not among the elements of the potential")]
    [InlineData("Li 2 Li 0.3", "Li 2 Na 0.3", "Na is not among the elements of the potential")]
    [InlineData("Li 2 Li 0.3", "Li 2 Li nan", "eta is 'nan'")]
    [InlineData("0.3 0.0 4.0", "0.3 0.0", "'symfunction_short' has 5 values")]
    [InlineData("0.3 0.0 4.0", "0.3 0.0 -4.0", "the cutoff is -4.0")]
    [InlineData("-1 1.0 3.6", "-1 0.5 3.6", "zeta is 0.5")]
    [InlineData("-0.6 4.1 p2", "4.1 4.1 p2", "which is no interval")]
    [InlineData("-0.6 4.1 p2", "-0.6 4.1 p9", "'p9' is not a subtype")]
    [InlineData("-90 90 p2", "-90 80 p2", "reach below 0")]
    [InlineData("# made", "nnp_type 4G-HDNNP\n# made", "fourth-generation")]
    [InlineData("# made", "symfunction_short Li 2 Li 0.9 0.0 4.0\n# made", "symmetry function 14 of Li is missing")]
    public void What_is_wrong_with_the_settings_is_said(string old, string changed, string expected)
    {
        var text = Text("input.nn");
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.Contains(expected, Refusal("input.nn", text.Remove(at, old.Length).Insert(at, changed)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scaling.data", "1 1 ", "3 1 ", "belongs to element 3, but input.nn has 2")]
    [InlineData("scaling.data", "1 1 ", "1 14 ", "symmetry function 14 of Li, which has 13")]
    [InlineData("scaling.data", "1 1 ", "1 2 ", "symmetry function 2 of Li stands here a second time")]
    [InlineData("scaling.data", "1 1 1.0000000000000000E-002", "1 1 1.0000000000000000E+002", "the minimum is above the maximum")]
    [InlineData("weights.003.data", "E", "E-003\n1.0E", "there are more than the 75 weights")]
    public void Files_that_do_not_belong_to_the_settings_are_refused(string name, string old, string changed, string expected)
    {
        var text = Text(name);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.Contains(expected, Refusal(name, text.Remove(at, old.Length).Insert(at, changed)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_missing_element_are_named()
    {
        foreach (var name in SyntheticN2p2.Names)
        {
            var files = new Dictionary<string, byte[]>(Sound);
            files.Remove(name);
            Assert.StartsWith(Path.Combine("made", name) + ": there is no such file", Assert.Throws<InputException>(() => SyntheticN2p2.Read(files)).Message, StringComparison.Ordinal);
        }

        var fault = Assert.Throws<InputException>(() => Derivatives.Evaluate(SyntheticN2p2.Read(Sound), RandomCrystals.Make(1, 4, 3, true, [3, 8])));
        Assert.Contains("is O, which the potential does not know (it knows Li, Si)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_end_in_one_sentence_and_soon()
    {
        Atoms trimer = new(new Structure([3, 14, 3], [0, 0, 0, 2.5, 0, 0, 0, 2.6, 0.1]));
        Damage.Survive(
            [.. SyntheticN2p2.Names.Select(n => Sound[n])],
            (bytes, which) =>
            {
                var potential = SyntheticN2p2.Read(new(Sound) { [SyntheticN2p2.Names[which]] = bytes });
                Assert.NotEmpty(potential.Describe());
                Derivatives.Evaluate(potential, trimer);
            },
            41_000,
            3000,
            "Li", "symfunction_short", "p2a", "elements", "\nsymfunction_short Li 2 Si 0.1 0 4\n");
    }
}
