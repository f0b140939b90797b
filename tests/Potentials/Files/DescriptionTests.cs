using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

public sealed class DescriptionTests : IDisposable
{
    private const string Argon = "lennard-jones: {cutoff: 7.5, pairs: {Ar-Ar: {epsilon: 0.0104, sigma: 3.4}}}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Atoms Dimer(double r, byte a = 18, byte b = 18) => new(new Structure([a, b], [0, 0, 0, r, 0, 0]));

    private double Energy(string text, double r = 3.7, byte a = 18, byte b = 18) => Derivatives.Evaluate(PotentialFile.Read(_folder.Write("p.yaml", text)), Dimer(r, a, b)).Energy;

    [Fact]
    public void Closed_forms_are_what_the_library_makes_of_their_numbers()
    {
        void Same(string text, IPotential expected, byte a, byte b, double r = 2.9) => Assert.Equal(Derivatives.Evaluate(expected, Dimer(r, a, b)).Energy, Energy("potential:\n  " + text, r, a, b), 1e-14);
        Same(Argon, new LennardJones(18, 0.0104, 3.4, 7.5), 18, 18);
        Same("lennard-jones: {cutoff: 6, ending: force-shifted, mixing: true, pairs: {Ar-Ar: {epsilon: 0.0104, sigma: 3.4}, Ne-Ne: {epsilon: 0.003, sigma: 2.8}}}", new LennardJones([new(18, 18, 0.0104, 3.4), new(10, 10, 0.003, 2.8)], 6, PairEnding.ForceShifted, mixing: true), 18, 10);
        Same("morse: {cutoff: 6, pairs: {Cu-Cu: {depth: 0.34, steepness: 1.36, distance: 2.87}}}", new Morse([new(29, 29, 0.34, 1.36, 2.87)], 6), 29, 29);
        Same("buckingham: {cutoff: 8, elements: [Na], pairs: {Na-Cl: {a: 1000, rho: 0.3, c: 5, cutoff: 4}}}", new Buckingham([new(11, 17, 1000, 0.3, 5) { Cutoff = 4 }], 8), 11, 17);
        Same("harmonic: {cutoff: 4, pairs: {Si-Si: {stiffness: 8, distance: 2.35}}}", new HarmonicPairs([new(14, 14, 8, 2.35)], 4), 14, 14);
        Same("coulomb: {charges: {Na: 1, Cl: -1}, cutoff: 8}", new Coulomb(new Dictionary<int, double> { [11] = 1, [17] = -1 }, 8), 11, 17);
        Same("coulomb: {charges: {Na: 1, Cl: -1}, accuracy: 1e-8, method: ewald}", new Coulomb(new Dictionary<int, double> { [11] = 1, [17] = -1 }, 10, 1e-8, CoulombMethod.Ewald), 11, 17);
        Same("zbl: {elements: [Li, S], inner: 1, outer: 3}", new ZblRepulsion([3, 16], 1, 3), 16, 3);
        Same("dispersion: {cutoff: 12, pairs: {S-S: {c6: 90, damping: 2.1}}}", new DampedDispersion([new(16, 16, 90, 2.1)], 12), 16, 16);
        Same("dispersion: {cutoff: 12, pairs: {S-S: {c6: 90}}}", new DampedDispersion([new(16, 16, 90, double.PositiveInfinity)], 12), 16, 16);
    }

    [Fact]
    public void Numbers_in_Hartree_and_Bohr_are_converted()
    {
        static string N(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var (e, l) = (Unit.Hartree, Unit.Bohr);
        Assert.Equal(Energy("potential: {" + Argon + "}"), Energy($"potential: {{units: hartree-bohr, lennard-jones: {{cutoff: {N(7.5 / l)}, pairs: {{Ar-Ar: {{epsilon: {N(0.0104 / e)}, sigma: {N(3.4 / l)}}}}}}}}}"), 1e-14);
        Assert.Equal(Energy("potential: {dispersion: {cutoff: 9, pairs: {S-S: {c6: 90, damping: 2}}}}", 3, 16, 16), Energy($"potential: {{units: hartree-bohr, dispersion: {{cutoff: {N(9 / l)}, pairs: {{S-S: {{c6: {N(90 / e / Math.Pow(l, 6))}, damping: {N(2 * l)}}}}}}}}}", 3, 16, 16), 1e-14);
        Assert.Equal(Energy("potential: {morse: {cutoff: 6, pairs: {Cu-Cu: {depth: 0.34, steepness: 1.36, distance: 2.87}}}}", 3, 29, 29), Energy($"potential: {{units: hartree-bohr, morse: {{cutoff: {N(6 / l)}, pairs: {{Cu-Cu: {{depth: {N(0.34 / e)}, steepness: {N(1.36 * l)}, distance: {N(2.87 / l)}}}}}}}}}", 3, 29, 29), 1e-14);
        Assert.Equal(Energy("potential: {harmonic: {cutoff: 4, pairs: {Si-Si: {stiffness: 8, distance: 2.35}}}}", 3, 14, 14), Energy($"potential: {{units: hartree-bohr, harmonic: {{cutoff: {N(4 / l)}, pairs: {{Si-Si: {{stiffness: {N(8 * l * l / e)}, distance: {N(2.35 / l)}}}}}}}}}", 3, 14, 14), 1e-14);
    }

    [Fact]
    public void Sums_differences_factors_committees_and_files_combine()
    {
        var one = Energy("potential: {" + Argon + "}");
        _folder.Write("argon.yaml", "# a baseline\npotential:\n  " + Argon + "\n");
        Directory.CreateDirectory(_folder["sub"]);
        File.WriteAllText(_folder["sub", "twice"], "# by content\n\npotential:\n  file: ../argon.yaml\n  scale: 2\n");
        Assert.Equal(3.5 * one, Energy("potential:\n  sum:\n    - argon.yaml\n    - file: sub/twice\n    - {file: argon.yaml, scale: 0.5}\n"), 1e-15);
        Assert.Equal(-1.25 * one, Energy("potential:\n  difference:\n    - {file: argon.yaml, scale: 0.75}\n    - sub/twice\n"), 1e-15);
        Assert.Equal(-3 * one, Energy("potential:\n  scale: -2\n  committee: [argon.yaml, sub/twice]\n"), 1e-15);
        Assert.Equal("description", PotentialFile.FormatOf(PotentialSource.Of(_folder["sub", "twice"])).Name);
    }

    [Theory]
    [InlineData("potental: {}", 1, "the key 'potential' is missing", "describe the potential")]
    [InlineData("potential: {}\nunits: ev-angstrom", 2, "unknown key 'units'", "'potential'")]
    [InlineData("potential:\n  summ: []", 2, "unknown key 'summ'", "'sum'")]
    [InlineData("potential:\n  scale: 2", 2, "does not say what it is", "file, sum, difference, committee, lennard-jones")]
    [InlineData("potential:\n  sum: []", 2, "'sum' needs at least 1 potential", "")]
    [InlineData("potential:\n  file: a\n  sum: [b]", 2, "both 'file' and 'sum'", "give it one")]
    [InlineData("potential:\n  difference: [p.yaml, p.yaml, p.yaml]", 2, "refers to itself", "circle")]
    [InlineData("potential:\n  difference:\n    - {" + Argon + "}\n    - {" + Argon + "}\n    - {" + Argon + "}", 3, "a difference is of two potentials", "subtrahend")]
    [InlineData("potential:\n  committee:\n    - {" + Argon + "}", 3, "'committee' needs at least 2 potentials, not 1", "")]
    [InlineData("potential:\n  sum:\n    - {" + Argon + "}\n    - zbl: {elements: [Li], inner: 1, outer: 2}", 3, "no element in common", "combine")]
    [InlineData("potential:\n  sum:\n    - nowhere.nn", 3, "there is no file 'nowhere.nn'", "relative")]
    [InlineData("potential:\n  file: Li=nowhere.nn", 2, "there is no such file", "check the path")]
    [InlineData("potential:\n  lennard-jones:\n    cutof: 5\n    pairs: {}", 3, "unknown key 'cutof' in 'lennard-jones'", "'cutoff'")]
    [InlineData("potential:\n  lennard-jones:\n    pairs: {Ar-Ar: {epsilon: 1, sigma: 3}}", 3, "the key 'cutoff' of 'lennard-jones' is missing", "give cutoff in Å")]
    [InlineData("potential:\n  lennard-jones:\n    cutoff: 5\n    pairs: {Ar-Ar: {epsilon: 1}}", 4, "the key 'sigma' of the pair Ar-Ar is missing", "give it")]
    [InlineData("potential:\n  lennard-jones:\n    cutoff: 5\n    pairs: {Ar-Ar: {epsilon: 1, sigma: -3}}", 3, "lennard-jones: the pair Ar–Ar has no positive σ", "correct")]
    [InlineData("potential:\n  lennard-jones:\n    cutoff: .nan\n    pairs: {Ar-Ar: {epsilon: 1, sigma: 3}}", 3, "'cutoff' must be a real number", "")]
    [InlineData("potential:\n  lennard-jones:\n    cutoff: 5\n    pairs: {ArAr: {epsilon: 1, sigma: 3}}", 4, "'ArAr' is not a pair of elements", "Li-Si")]
    [InlineData("potential:\n  morse:\n    cutoff: 5\n    ending: sifted\n    pairs: {Ar-Ar: {depth: 1, steepness: 3, distance: 2}}", 4, "'ending' must be one of", "'shifted'")]
    [InlineData("potential:\n  units: hartree\n  file: a", 2, "'units' must be one of ev-angstrom, hartree-bohr", "'hartree-bohr'")]
    [InlineData("potential:\n  units: hartree-bohr\n  sum: [a]", 2, "'units' belongs to each potential of a sum", "move")]
    [InlineData("potential:\n  - a", 2, "must be the name of a file or a mapping, not a list", "file: nep.txt")]
    [InlineData("potential:\n  zbl: {elements: [Qq], inner: 1, outer: 2}", 2, "'Qq' is not an element", "[Li, Si]")]
    [InlineData("potential:\n  zbl: {elements: [Si, Si], inner: 1, outer: 2}", 2, "Si stands in 'elements' twice", "once")]
    [InlineData("potential:\n  morse: {cutoff: 5, pairs: {Li-Li: {depth: 1, steepness: -1, distance: 3}}}", 2, "morse: the steepness must be positive", "correct")]
    [InlineData("potential:\n  zbl: {elements: [Li], inner: 2, outer: 1}", 2, "zbl: the radii", "correct")]
    [InlineData("potential:\n\tfile: a", 1, "the YAML cannot be understood", "indentation")]
    public void A_fault_names_line_and_remedy(string text, long line, string what, string remedy)
    {
        var fault = Assert.Throws<InputException>(() => PotentialFile.Read(_folder.Write("p.yaml", text)));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy ?? "", StringComparison.Ordinal);
        if (!what.Contains("itself", StringComparison.Ordinal)) Assert.Equal((_folder["p.yaml"], line), (fault.File, fault.Line));
    }

    [Fact]
    public void Damaged_descriptions_end_in_a_potential_or_in_one_sentence()
    {
        byte[] original = System.Text.Encoding.UTF8.GetBytes("potential:\n  sum:\n    - {" + Argon + ", scale: 0.5}\n    - zbl: {elements: [Ar], inner: 1.5, outer: 2.5}\n      units: hartree-bohr\n    - committee:\n      - dispersion: {cutoff: 9, ending: cut, pairs: {Ar-Ar: {c6: 60, damping: 2}}}\n      - harmonic: {cutoff: 4, pairs: {Ar-Ar: {stiffness: 1, distance: 3}}}\n");
        const int seed = 20261;
        var (refused, read) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var random = new Random(seed + i);
            var bytes = original.ToList();
            for (var k = random.Next(1, 3); k > 0; k--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                    case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at))); break;
                    default: bytes.RemoveRange(at, bytes.Count - at); break;
                }

                if (bytes.Count == 0) bytes.Add((byte)'x');
            }

            File.WriteAllBytes(_folder["p.yaml"], [.. bytes]);
            try
            {
                PotentialFile.Read(_folder["p.yaml"]);
                read++;
            }
            catch (InputException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed + i}: {fault.GetType().Name}: {fault.Message}\n{System.Text.Encoding.Latin1.GetString([.. bytes])}", fault);
            }
        }

        Assert.True(refused > 300 && read > 20, $"{refused} refused, {read} read");
    }
}
