using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials.Tests;

public class GapFileTests
{
    private static readonly (byte[] Xml, Dictionary<string, byte[]> Sides) Small = GapModels.Write(GapModels.Model(
        GapModels.Coordinates(GapModels.Pair, GapCovariance.SquaredExponential, 3, 1),
        GapModels.Coordinates("soap cutoff=3 n_max=2 l_max=1 atom_sigma=0.5 Z=14 n_species=2 species_Z={3 14}", GapCovariance.DotProduct, 2, 2)));

    private static string Text => Encoding.UTF8.GetString(Small.Xml);

    [Fact]
    public void What_is_written_reads_back_to_the_same_bits()
    {
        var model = GapModels.Everything();
        var (xml, sides) = GapModels.Write(model);
        var read = GapModels.Read(xml, sides);
        Assert.Equivalent(model, read, strict: true);
        var atoms = GapModels.Structure(1, 7, 6.5, true);
        Assert.Equal(Derivatives.Evaluate(new GapPotential(model), atoms).Energy, Derivatives.Evaluate(new GapPotential(read), atoms).Energy);
    }

    [Fact]
    public void Files_on_disk_are_recognised_and_read()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "own.xml");
            GapWriter.Write(GapModels.Everything(4), path);
            Assert.Equal(6, folder.GetFiles().Length);
            Assert.True(new GapFormat().Recognises(PotentialSource.Of(path)));
            Assert.False(new GapFormat().Recognises(PotentialSource.Of(Path.Combine(folder.FullName, "own.xml.sparseX.GAP_own1"))));
            var potential = Assert.IsType<GapPotential>(PotentialFile.Read(path));
            Assert.Equal("gap", potential.Family);
            Assert.Contains(potential.Describe(), line => line.Value.Contains("angle_3b", StringComparison.Ordinal));
            File.Delete(Path.Combine(folder.FullName, "own.xml.sparseX.GAP_own3"));
            var fault = Assert.Throws<InputException>(() => PotentialFile.Read(path));
            Assert.Contains("own.xml.sparseX.GAP_own3' is not beside the XML file", fault.Message, StringComparison.Ordinal);
            Assert.Equal(path, fault.File);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Sums_of_models_are_added_up()
    {
        var (one, oneSides) = GapModels.Write(GapModels.Model(GapModels.Coordinates(GapModels.Pair, GapCovariance.SquaredExponential, 3, 1)) with { Label = "A" });
        var (two, twoSides) = GapModels.Write(GapModels.Model(GapModels.Coordinates(GapModels.Triplet, GapCovariance.SquaredExponential, 3, 1)) with { Label = "B" });
        static string Parameters(byte[] xml)
        {
            var text = Encoding.UTF8.GetString(xml);
            var start = text.IndexOf("<GAP_params", StringComparison.Ordinal);
            return text[start..(text.IndexOf("</GAP_params>", StringComparison.Ordinal) + 13)];
        }

        var sum = $"<AB><Potential label=\"AB\" init_args=\"Sum init_args_pot1={{IP GAP label=A}} init_args_pot2={{Sum init_args_pot1={{IP GAP label=B}} init_args_pot2={{IP GAP label=A}}}}\"/>{Parameters(one)}{Parameters(two)}</AB>";
        var read = GapModels.Read(sum, oneSides.Concat(twoSides).ToDictionary());
        Assert.Equal(3, read.Coordinates.Count);
        Assert.Equal(-4.5, read.AtomEnergies[14], 1e-15);
    }

    [Theory]
    [InlineData("IP GAP label=GAP_own", "IP Glue label=GAP_own", "the potential has a part 'IP Glue', which is not supported")]
    [InlineData("IP GAP label=GAP_own", "Sum init_args_pot1={IP GAP label=GAP_own} init_args_pot2={IP Glue label=x}", "the potential has a part 'IP Glue'")]
    [InlineData("IP GAP label=GAP_own", "IP GAP label=other", "no GAP_params has that label")]
    [InlineData("covariance_type=\"1\"", "covariance_type=\"3\"", "the covariance is bond_real_space")]
    [InlineData("covariance_type=\"1\"", "covariance_type=\"4\"", "the covariance is pp")]
    [InlineData("covariance_type=\"1\"", "covariance_type=\"7\"", "covariance_type 7 is not known")]
    [InlineData("do_core=\"F\"", "do_core=\"T\"", "the model has a core potential")]
    [InlineData("<descriptor>distance_2b", "<descriptor>distance_Nb", "the descriptor 'distance_Nb' is not known")]
    [InlineData("atom_sigma=0.5", "atom_sigma=0.5 sharpness=3", "soap: the key 'sharpness' is not known")]
    [InlineData("atom_sigma=0.5", "atom_sigma=0.5 diagonal_radial=T", "soap: diagonal_radial='T' is not supported")]
    [InlineData("atom_sigma=0.5", "atom_sigma=0.5 normalise=F", "soap: normalise='F' is not supported")]
    [InlineData("atom_sigma=0.5", "", "soap: atom_gaussian_width is missing")]
    [InlineData("n_max=2", "n_max=3", "the descriptor has 43 numbers, but dimensions is 21")]
    [InlineData("n_sparseX=\"3\"", "n_sparseX=\"4\"", "n_sparseX is 4, but there are 3 sparse points")]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"3\"", "gpSparse announces 3 gpCoordinates and has 2")]
    [InlineData("alpha=\"", "alpha=\"nan", "is not a finite number")]
    [InlineData("<theta>", "<theta>-", "theta must be 1 positive numbers")]
    [InlineData("sparseX_filename=\"own", "sparseX_filename=\"../own", "is not the name of a file beside this one")]
    [InlineData("sparseX_filename=\"own", "sparseX_filename=\"/own", "is not the name of a file beside this one")]
    [InlineData("sparseX_md5sum=\"", "sparseX_md5sum=\"0", "the MD5 sum of the file of sparse points is not the")]
    [InlineData("<GAP_own>", "<!DOCTYPE x [<!ENTITY e \"x\">]><GAP_own>", "the XML is malformed")]
    [InlineData("<permutation i=\"1\">1<", "<permutation i=\"1\">2<", "permutations beside the identity")]
    [InlineData("n_permutations=\"1\"", "n_permutations=\"2\"", "permutations beside the identity")]
    public void Faults_are_named(string old, string replacement, string message)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => GapModels.Read(Text.Remove(at, old.Length).Insert(at, replacement), Small.Sides));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Theory]
    [InlineData("nan", "is not a finite number")]
    [InlineData("1e999", "is not a finite number")]
    [InlineData("1.0\n2.0", "holds more than the 3 numbers")]
    [InlineData("", "of 3 numbers")]
    public void Faults_of_side_files_are_named(string replacement, string message)
    {
        var (name, bytes) = Small.Sides.First();
        var lines = Encoding.ASCII.GetString(bytes).Split('\n');
        lines[1] = replacement;
        var xml = System.Text.RegularExpressions.Regex.Replace(Text, " sparseX_md5sum=\"[^\"]*\"", "");
        var sides = new Dictionary<string, byte[]>(Small.Sides) { [name] = Encoding.ASCII.GetBytes(string.Join('\n', lines)) };
        var fault = Assert.Throws<InputException>(() => GapModels.Read(xml, sides));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(name, fault.File);
    }

    [Fact]
    public void Numbers_are_read_as_Fortran_writes_them()
    {
        foreach (var (text, value) in new[] { (".5E-001", 0.05), ("-1.25D+02", -125.0), ("0.123-100", 0.123e-100), ("1.+003", 1000.0), (".00000000000000000E+000", 0.0) })
        {
            Assert.True(GapArguments.TryReal(text, out var read), text);
            Assert.Equal(value, read, 1e-13 * Math.Abs(value));
        }

        foreach (var text in new[] { "", "-", "1e", "--1", "nan", "inf", "1.2.3", "+-+" }) Assert.False(GapArguments.TryReal(text, out _), text);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        for (var length = 0; length < Small.Xml.Length - 1; length++) Assert.Throws<InputException>(() => GapModels.Read(Small.Xml[..length], Small.Sides));
        var (name, bytes) = Small.Sides.First();
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            var sides = new Dictionary<string, byte[]>(Small.Sides) { [name] = bytes[..length] };
            Assert.Throws<InputException>(() => GapModels.Read(Small.Xml, sides));
        }
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_in_a_sentence()
    {
        const int Seed = 20260, Count = 6000;
        // Without sums, which would refuse every damage to a side file.
        var xml = Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Text, " sparseX_md5sum=\"[^\"]*\"", ""));
        string[] words = ["nan", "1e999", "-1", "0", "99999999999", "\"", "<", ">", "/>", "&", "&#0;", "<!--", "]]>", "<![CDATA[", "{", "}", "=", " ", "\n", "\0", "ÿ", "soap", "n_max=32", "l_max=20", "cutoff=1e9", "dimensions=\"100000000\"", "n_sparseX=\"10000000\"", "<sparseX i=\"1\" alpha=\"1\" sparseCutoff=\"1\"/>", "<a>"];
        var refused = 0;
        var clock = new WorkClock();
        for (var k = 0; k < Count; k++)
        {
            var random = new Random(Seed + k);
            var damagedXml = (List<byte>)[.. xml];
            var sides = new Dictionary<string, byte[]>(Small.Sides);
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                if (random.Next(4) > 0) Damage(damagedXml, words, random);
                else
                {
                    var name = sides.Keys.ElementAt(random.Next(sides.Count));
                    List<byte> bytes = [.. sides[name]];
                    Damage(bytes, words, random);
                    sides[name] = [.. bytes];
                }
            }

            clock.Restart();
            try
            {
                _ = new GapPotential(GapModels.Read([.. damagedXml], sides));
            }
            catch (InputException fault)
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(fault.Remedy), $"seed {Seed + k}: no remedy in '{fault.Message}'");
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {Seed + k}: {fault.GetType().Name}: {fault.Message}", fault);
            }

            clock.RequireWithin(5, $"seed {Seed + k}");
        }

        Assert.InRange(refused, Count / 10, Count - Count / 50);
    }

    private static void Damage(List<byte> bytes, string[] words, Random random)
    {
        if (bytes.Count == 0) return;
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 30), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Length)])); break;
        }
    }
}
