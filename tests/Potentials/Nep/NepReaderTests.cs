using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

public class NepReaderTests
{
    private static readonly SyntheticNep Plain = new("nep4 2 Li Si", 1, Degrees: "2 2 0", Functions: "1 1", Basis: "2 2", Neurons: 3);

    private static NepModel Read(string text) => NepReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), "nep.txt");

    private static string Refusal(string text)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
        Assert.NotNull(fault.Line);
        return fault.Message;
    }

    [Theory]
    [InlineData("nep4 2 Li Si", "nep4_charge1 2 Li Si", "charge1")]
    [InlineData("nep4 2 Li Si", "nep4_zbl_charge2 2 Li Si", "charge2")]
    [InlineData("nep4 2 Li Si", "nep3_dipole 2 Li Si", "dipole")]
    [InlineData("nep4 2 Li Si", "nep4_polarizability 2 Li Si", "polarizability")]
    [InlineData("nep4 2 Li Si", "nep4_magic 2 Li Si", "'nep4_magic' is not known")]
    [InlineData("nep4 2 Li Si", "nep6 2 Li Si", "expected nep3, nep4 or nep5")]
    [InlineData("nep4 2 Li Si", "nep4 3 Li Si", "expected 3 element symbols")]
    [InlineData("nep4 2 Li Si", "nep4 2 Li Qq", "'Qq' is no element")]
    [InlineData("nep4 2 Li Si", "nep4 2 Li Li", "Li stands twice")]
    [InlineData("nep4 2 Li Si", "nep4 0", "expected the number of types")]
    [InlineData("nep4 2 Li Si", "nep4_zbl 2 Li Si", "expected a line 'zbl'")]
    [InlineData("cutoff 4.6", "cutoff -4.6", "is not above 0")]
    [InlineData("cutoff 4.6", "cutoff 4.6 4.5", "expected 4 numbers, or 6")]
    [InlineData("cutoff 4.6 3.7 50 30", "cutoff 4.6 3.7 50 30.5", "not whole")]
    [InlineData("cutoff 4.6", "cutoff nan", "expected finite numbers")]
    [InlineData("cutoff", "cutof", "expected a line 'cutoff'")]
    [InlineData("n_max 1 1", "n_max 1 1001", "expected whole numbers from 0 to 100")]
    [InlineData("basis_size 2 2", "basis_size 2", "expected 2 numbers after basis_size")]
    [InlineData("l_max 2", "l_max 9", "expected whole numbers from 0 to 8")]
    [InlineData("l_max 2 2 0", "l_max 2 3 0", "number 2 of l_max")]
    [InlineData("l_max 2 2 0", "l_max 2 2 2", "number 3 of l_max")]
    [InlineData("ANN 3 0", "ANN 0 0", "no neurons")]
    [InlineData("ANN 3 0", "ANN 3 1", "second number of ANN")]
    [InlineData("ANN 3 0", "ANN 4 0", "the file ends after")]
    [InlineData("ANN 3 0", "ANN 2 0", "more numbers than")]
    public void A_malformed_file_is_refused_in_one_sentence(string old, string changed, string expected)
    {
        var text = Plain.Text();
        Assert.Contains(old, text, StringComparison.Ordinal);
        Assert.Contains(expected, Refusal(text.Replace(old, changed, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.4 0.7", "do not follow one another")]
    [InlineData("0.7 2.4 -1", "factor")]
    [InlineData("0.7", "two radii")]
    public void A_malformed_repulsion_is_refused(string repulsion, string expected) =>
        Assert.Contains(expected, Refusal((Plain with { Title = "nep4_zbl 2 Li Si", Repulsion = repulsion }).Text()), StringComparison.Ordinal);

    [Theory]
    [InlineData(10, "a weight or bias of the network")]
    [InlineData(60, "a weight or bias of the network")]
    [InlineData(90, "a coefficient of the radial functions")]
    [InlineData(-2, "a scale of the descriptors")]
    public void A_number_that_is_not_finite_is_named(int line, string part)
    {
        foreach (var bad in new[] { "nan", "-inf", "1e999" })
        {
            var lines = Plain.Text().TrimEnd().Split('\n');
            var index = line > 0 ? line - 1 : lines.Length + line;
            lines[index] = bad;
            var message = Refusal(string.Join('\n', lines));
            Assert.Contains(part, message, StringComparison.Ordinal);
            Assert.Contains($"nep.txt, line {index + 1}: ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        foreach (var synthetic in new[] { Plain, Plain with { Title = "nep5_zbl 2 Li Si", Repulsion = "0 0" } })
        {
            var text = synthetic.Text();
            Read(text);
            Read(text[..^1]);
            for (var length = 0; length < text.Length - 1; length++) Refusal(text[..length]);
        }
    }

    [Fact]
    public void Damaged_files_end_in_one_sentence_and_soon()
    {
        SlowTests.Require();
        const int seed = 20_260;
        const int count = 5_000;
        string[] tokens = ["nan", "-inf", "1e999", "99999999999999999999", "2147483647", "-1", "0", "100", "\0", "\n", "\n\n", "zbl 1 2\n", "_zbl", "_dipole", "nep3", "nep5", "8 1 1 1 1 1 1", "\uFEFF", "\t", "é"];
        byte[][] originals = [.. SyntheticNep.All.Where(s => s.Neurons < 10).Select(s => Encoding.UTF8.GetBytes(s.Text()))];
        var (refused, clock) = (0, new WorkClock());
        for (var i = 0; i < count; i++)
        {
            var random = new Random(seed + i);
            var bytes = originals[random.Next(originals.Length)].ToList();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                // Half of the changes fall on the head, which is short.
                var at = random.Next(random.Next(2) == 0 ? Math.Min(100, bytes.Count) : bytes.Count);
                if (random.Next(3) == 0) bytes[at] = (byte)random.Next(256);
                else if (random.Next(2) == 0) bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                else bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)]));
            }

            clock.Restart();
            try
            {
                NepReader.Read(new MemoryStream([.. bytes]), "damaged");
            }
            catch (InputException fault)
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(fault.Remedy), $"seed {seed + i}: no remedy in '{fault.Message}'");
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed + i}: {fault.GetType().Name}: {fault.Message}", fault);
            }

            clock.RequireWithin(5, $"seed {seed + i}");
        }

        Assert.InRange(refused, count / 4, count - count / 50);
    }
}
