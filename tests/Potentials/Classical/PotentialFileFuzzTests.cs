using System.Diagnostics;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials.Tests;

/// <summary>Damaged files of LAMMPS's potentials end in one sentence, or are read.</summary>
public class PotentialFileFuzzTests
{
    private static readonly byte[][] Tokens =
        [.. new[] { "nan", "-inf", "1e999", "99999999999", "-1", "0", "#", "\n", "\0", "Si", "Cu fcc", "1e-320", "3d0", "\uFEFF", "2147483647" }.Select(Encoding.UTF8.GetBytes)];

    [Theory]
    [InlineData("sw")]
    [InlineData("tersoff")]
    [InlineData("setfl")]
    [InlineData("setfl-pairs")]
    public void A_damaged_file_is_refused_in_one_sentence_or_read(string layout)
    {
        const int Seed = 20_000, Count = 4000;
        var original = Encoding.UTF8.GetBytes(layout switch
        {
            "sw" => StillingerWeberTests.Mixture,
            "tersoff" => TersoffTests.SiliconCarbide,
            "setfl" => EmbeddedAtomTests.Setfl(2, false, 8, 10),
            _ => EmbeddedAtomTests.Setfl(2, true, 8, 10),
        });
        var crystal = RandomCrystals.Make(1, 8, 2.6, true, layout.StartsWith("setfl", StringComparison.Ordinal) ? [29, 28] : layout == "sw" ? [14, 32] : [6, 14]);
        var (refused, clock) = (0, new Stopwatch());
        for (var n = 0; n < Count; n++)
        {
            var random = new Random(Seed + n);
            // First every length, then random damage.
            var bytes = n < original.Length ? [.. original[..n]] : original.ToList();
            for (var k = n < original.Length ? 0 : random.Next(1, 4); k > 0 && bytes.Count > 0; k--) Damage(bytes, random);
            clock.Restart();
            try
            {
                IPotential potential = layout switch
                {
                    "sw" => StillingerWeberFormat.Read([.. bytes], "x"),
                    "tersoff" => TersoffFormat.Read([.. bytes], "x"),
                    _ => SetflFormat.Read([.. bytes], "x"),
                };
                // A length that has grown beyond reason would only make the list long.
                if (potential.Cutoff < 20) Derivatives.Evaluate(potential, crystal);
            }
            catch (InputException fault)
            {
                refused++;
                Assert.True(!string.IsNullOrEmpty(fault.Remedy) || fault.Message.StartsWith("atom ", StringComparison.Ordinal), $"seed {Seed + n}: no remedy in '{fault.Message}'");
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {Seed + n}: {fault.GetType().Name}: {fault.Message}\n{Encoding.Latin1.GetString([.. bytes])}", fault);
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"seed {Seed + n}: took {clock.Elapsed}");
        }

        Assert.InRange(refused, Count / 10, Count - Count / 50);
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveRange(at, length); break;
            case 2: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            case 3: bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]); break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }
}
