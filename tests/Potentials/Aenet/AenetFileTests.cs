using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Sound and unsound network files of aenet, in both forms.</summary>
public class AenetFileTests
{
    private static readonly SyntheticAenet Chebyshev = SyntheticAenet.All[0];
    private static readonly SyntheticAenet Behler = SyntheticAenet.All[4];

    private static string Refusal(byte[] bytes)
    {
        var fault = Assert.Throws<InputException>(() => Potential(bytes));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
        Assert.Equal("Li.nn", fault.File);
        return fault.Message;
    }

    // With the file of silicon that belongs to it.
    private static AenetPotential Potential(byte[] bytes, SyntheticAenet? from = null) =>
        AenetSet.Combine([AenetFormat.Read(bytes, "Li.nn"), AenetFormat.Read(SyntheticAenet.Binary((from ?? Chebyshev).Fields("Si")), "Si.nn")]);

    [Fact]
    public void Both_forms_give_the_same_bits()
    {
        var atoms = RandomCrystals.Make(3, 9, 2.7, true, [3, 14]);
        foreach (var synthetic in SyntheticAenet.All)
        {
            var fields = synthetic.Fields("Li");
            var text = SyntheticAenet.Text(fields);
            var energy = Derivatives.Evaluate(Potential(SyntheticAenet.Binary(fields), synthetic), atoms).Energy;
            Assert.Equal(energy, Derivatives.Evaluate(Potential(text, synthetic), atoms).Energy);
            Assert.Equal(energy, Derivatives.Evaluate(Potential([0xEF, 0xBB, 0xBF, .. text], synthetic), atoms).Energy);
        }
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        foreach (var fields in new[] { Chebyshev.Fields("Li"), Behler.Fields("Li") })
        {
            foreach (var bytes in new[] { SyntheticAenet.Binary(fields), SyntheticAenet.Text(fields) })
            {
                for (var length = 0; length < bytes.Length; length++) Refusal(bytes[..length]);
            }
        }
    }

    [Theory]
    [InlineData(8, "weights")]
    [InlineData(13, "the shortest distance")]
    [InlineData(19, "parameters of descriptors")]
    [InlineData(22, "minima")]
    [InlineData(25, "mean squares")]
    [InlineData(28, "the scale of energies")]
    [InlineData(32, "energies of free atoms")]
    public void A_number_that_is_not_finite_is_named(int field, string part)
    {
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity })
        {
            var fields = Chebyshev.Fields("Li");
            var values = (double[])fields[field];
            values[^1] = bad;
            Assert.Contains(part, Refusal(SyntheticAenet.Binary(fields)), StringComparison.Ordinal);
            var message = Refusal(SyntheticAenet.Text(fields));
            Assert.Contains(part, message, StringComparison.Ordinal);
            Assert.StartsWith("Li.nn, line ", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(6, 1)]
    [InlineData(11, 0)]
    [InlineData(16, 0)]
    [InlineData(17, 0)]
    [InlineData(30, 0)]
    public void A_wrong_count_is_refused(int field, int index)
    {
        foreach (var change in new Func<int, int>[] { n => n + 1, n => n - 1, _ => -5, _ => 0, _ => 100_000_000, _ => int.MaxValue })
        {
            foreach (var form in new Func<IEnumerable<object>, byte[]>[] { SyntheticAenet.Binary, SyntheticAenet.Text })
            {
                var fields = Chebyshev.Fields("Li");
                var values = (int[])fields[field];
                var old = values[index];
                values[index] = change(old);
                if (values[index] != old) Refusal(form(fields));
            }
        }
    }

    [Theory]
    [InlineData(5, 9, "activation 9 is not known")]
    [InlineData(18, 6, "kind 6 is not among the kinds 1 to 5")]
    [InlineData(20, 3, "element 3 of 2 in the surroundings")]
    [InlineData(10, "Qq", "'Qq' is no element")]
    [InlineData(12, "Qq", "'Qq' is no element")]
    [InlineData(12, "Si", "Si occurs twice")]
    [InlineData(15, "chebyshov", "descriptors of kind 'chebyshov' are not known")]
    [InlineData(31, "Na", "the training set holds no Li")]
    [InlineData(28, 0.0, "the scale of energies is 0")]
    public void What_is_not_known_is_named(int field, object value, string expected)
    {
        var fields = Behler.Fields("Li");
        switch (value)
        {
            case int number: ((int[])fields[field])[0] = number; break;
            case double real: ((double[])fields[field])[0] = real; break;
            case string text when fields[field] is string: fields[field] = text; break;
            // Of the elements of the training set the second is lithium.
            case string word: ((string[])fields[field])[field == 31 ? 1 : 0] = word; break;
        }

        Assert.Contains(expected, Refusal(SyntheticAenet.Text(fields)), StringComparison.Ordinal);
        if (field != 15) Assert.Contains(expected, Refusal(SyntheticAenet.Binary(fields)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_without_a_network_is_named()
    {
        var fault = Assert.Throws<InputException>(() => Derivatives.Evaluate(Chebyshev.Read(), RandomCrystals.Make(1, 4, 3, true, [3, 8])));
        Assert.Contains("is O, which the potential does not know (it knows Li, Si)", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_end_in_one_sentence_and_soon(bool isText)
    {
        Atoms trimer = new(new Structure([3, 3, 3], [0, 0, 0, 2.5, 0, 0, 0, 2.6, 0.1]));
        Damage.Survive(
            [.. new[] { Chebyshev, Behler }.Select(s => s.Fields("Li")).Select(f => isText ? SyntheticAenet.Text(f) : SyntheticAenet.Binary(f))],
            (bytes, _) =>
            {
                var potential = AenetSet.Combine([AenetFormat.Read(bytes, "x")]);
                Assert.NotEmpty(potential.Describe());
                // A cutoff that has grown beyond reason would only make the list long.
                if (potential.Cutoff < 12 && potential.Elements.Contains(3)) Derivatives.Evaluate(potential, trimer);
            },
            31_000,
            4000,
            "Li", "chebyshev", "Behler2011", "T");
    }
}
