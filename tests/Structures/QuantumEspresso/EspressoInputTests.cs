using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class EspressoInputTests
{
    private const string Angstrom = "&CONTROL\n calculation='scf', prefix='a/b' ! a / comment\n/\n&SYSTEM\n ibrav=0, nat=2, ntyp=2, ecutwfc=40 /\n&ELECTRONS\n/\n"
        + "ATOMIC_SPECIES\n Li 6.94 Li.UPF\n Si 28.085 Si.UPF\nCELL_PARAMETERS angstrom\n 4 0 0\n 0 5 0\n 0 0 6\nATOMIC_POSITIONS angstrom\n Li 0 0 0\n Si 1.0d0 2 3\nK_POINTS automatic\n 2 2 2 0 0 0\n";

    [Fact]
    public void A_plain_input_is_read()
    {
        var s = Read(Angstrom);
        Assert.Equal([3, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([0, 0, 0, 1, 2, 3], s.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Empty(s.Columns);
    }

    // a = 10 Bohr, cell a × 2a × 3a: what the same position is in each unit.
    [Theory]
    [InlineData("celldm(1)=10", "alat", "1 0 0\n0 2 0\n0 0 3", "alat", "0.5 0.5 0.5", 5 * Unit.Bohr, 5 * Unit.Bohr)]
    [InlineData("celldm(1)=10", "", "1 0 0\n0 2 0\n0 0 3", "", "0.5 0.5 0.5", 5 * Unit.Bohr, 5 * Unit.Bohr)]
    [InlineData("A=10", "{alat}", "1 0 0\n0 2 0\n0 0 3", "{crystal}", "0.5 0.5 0.5", 5, 15)]
    [InlineData("", "(bohr)", "10 0 0\n0 20 0\n0 0 30", "(bohr)", "5 5 5", 5 * Unit.Bohr, 5 * Unit.Bohr)]
    [InlineData("", "", "10 0 0\n0 20 0\n0 0 30", "crystal", "0.5 0.5 0.5", 5 * Unit.Bohr, 15 * Unit.Bohr)]
    [InlineData("", "{ Angstrom }", "10 0 0\n0 20 0\n0 0 30", "alat", "0.5 0.5 0.5", 5, 5)]
    [InlineData("celldm = 10 1.0, 1.0", " alat", "1 0 0\n0 2 0\n0 0 3", "{bohr}", "5 5 5", 5 * Unit.Bohr, 5 * Unit.Bohr)]
    public void Units_of_cell_and_positions(string system, string cellUnit, string vectors, string unit, string position, double x, double z)
    {
        var s = Read($"&SYSTEM\n ibrav=0 nat=1 ntyp=1 {system}\n/\nCELL_PARAMETERS{(cellUnit.StartsWith('{') ? "" : " ")}{cellUnit}\n{vectors}\nATOMIC_POSITIONS {unit}\nSi {position}\n");
        Assert.Equal(x, s.Position(0).X, 1e-14);
        Assert.Equal(z, s.Position(0).Z, 1e-14);
    }

    // Volumes in units of a³, b = 1.3 a, c = 1.7 a, cosines 0.2 (bc), 0.1 (ac), 0.3 (ab): those of the conventional cell over its number of lattice points.
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0 / 4)]
    [InlineData(3, 1.0 / 2)]
    [InlineData(-3, 1.0 / 2)]
    [InlineData(4, 1.7 * 0.8660254037844386)]
    [InlineData(6, 1.7)]
    [InlineData(7, 1.7 / 2)]
    [InlineData(8, 1.3 * 1.7)]
    [InlineData(9, 1.3 * 1.7 / 2)]
    [InlineData(-9, 1.3 * 1.7 / 2)]
    [InlineData(91, 1.3 * 1.7 / 2)]
    [InlineData(10, 1.3 * 1.7 / 4)]
    [InlineData(11, 1.3 * 1.7 / 2)]
    [InlineData(12, 1.3 * 1.7 * 0.9539392014169457)]
    [InlineData(-12, 1.3 * 1.7 * 0.9949874371066199)]
    [InlineData(13, 1.3 * 1.7 / 2 * 0.9539392014169457)]
    [InlineData(-13, 1.3 * 1.7 / 2 * 0.9949874371066199)]
    public void Lattices_have_their_volumes(int ibrav, double volume)
    {
        foreach (var constants in new[] { $"A=4, B=5.2, C=6.8, cosAB=0.3, cosAC=0.1, cosBC=0.2", $"celldm(1)={4 / Unit.Bohr:R}, celldm(2)=1.3, celldm(3)=1.7, celldm(4)=0.3, celldm(5)=0.1" })
        {
            Assert.Equal(volume * 64, Lattice(ibrav, constants).Determinant, 1e-12);
        }
    }

    // Those that ASE cannot confirm, from the input description: a = 4, b = 6, c = 8 Å, cos(ac) = 0.6.
    [Theory]
    [InlineData(11, "2 3 4 -2 3 4 -2 -3 4")]
    [InlineData(91, "4 0 0 0 3 -4 0 3 4")]
    [InlineData(-13, "2 -3 0 2 3 0 4.8 0 6.4")]
    public void Less_common_lattices_have_their_vectors(int ibrav, string vectors)
    {
        var c = Lattice(ibrav, "A=4, B=6, C=8, cosAC=0.6");
        Assert.Equal(vectors.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)), new[] { c.A.X, c.A.Y, c.A.Z, c.B.X, c.B.Y, c.B.Z, c.C.X, c.C.Y, c.C.Z }.Select(x => Math.Round(x, 12)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void Trigonal_lattices_have_three_equal_vectors(int ibrav)
    {
        var cell = Lattice(ibrav, "A=4, cosAB=0.3");
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(4, cell[row].Norm, 1e-12);
            Assert.Equal(16 * 0.3, Vector3D.Dot(cell[row], cell[(row + 1) % 3]), 1e-12);
        }
    }

    [Fact]
    public void The_triclinic_lattice_has_its_lengths_and_angles()
    {
        foreach (var constants in new[] { "A=4, B=5, C=6, cosAB=0.3, cosAC=-0.1, cosBC=0.2", $"celldm(1)={4 / Unit.Bohr:R} celldm(2)=1.25 celldm(3)=1.5 celldm(4)=0.2 celldm(5)=-0.1 celldm(6)=0.3" })
        {
            var cell = Lattice(14, constants);
            Assert.Equal([4, 5, 6], Enumerable.Range(0, 3).Select(r => Math.Round(cell[r].Norm, 12)));
            Assert.Equal([0.3, -0.1, 0.2], new[] { (0, 1), (0, 2), (1, 2) }.Select(p => Math.Round(Vector3D.Dot(cell[p.Item1], cell[p.Item2]) / cell[p.Item1].Norm / cell[p.Item2].Norm, 12)));
        }
    }

    [Theory]
    [InlineData("1/3", 1.0 / 3)]
    [InlineData("-2/3+1", 1.0 / 3)]
    [InlineData("2*(0.5-0.25)^2", 0.125)]
    [InlineData("-2^2", -4)]
    [InlineData("sqrt(3)/2", 0.8660254037844386)]
    [InlineData("1.5d-1+1e-1", 0.25)]
    [InlineData("2^-1", 0.5)]
    public void Coordinates_may_be_expressions(string text, double value) =>
        Assert.Equal(value, Read(Angstrom.Replace("Li 0 0 0", $"Li 0 {text} 0", StringComparison.Ordinal)).Position(0).Y, 1e-15);

    [Theory]
    [InlineData("1/0")]
    [InlineData("1+")]
    [InlineData("(1")]
    [InlineData("abc(1)")]
    [InlineData("1,2")]
    [InlineData("nan")]
    public void What_is_no_expression_is_refused(string text)
    {
        var fault = Assert.Throws<InputException>(() => Read(Angstrom.Replace("Li 0 0 0", $"Li 0 {text} 0", StringComparison.Ordinal)));
        Assert.Contains("three coordinates", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fe1", "55.845 x", 26)]
    [InlineData("O_h", "15.999 x", 8)]
    [InlineData("Sih", "28.086 x", 14)]
    [InlineData("Ch", "12.011 C.UPF", 6)]
    [InlineData("Nh", "14.007 N.UPF", 7)]
    [InlineData("Nh", "0 N.pbe-kjpaw.UPF", 7)]
    [InlineData("Nh", "286 x", 113)]
    [InlineData("Co", "58.933 x", 27)]
    [InlineData("Co", "12.011 x", 6)]
    [InlineData("cl", "35.45 x", 17)]
    public void Labels_are_symbols_with_something_behind_them(string label, string species, int z)
    {
        var s = Read(Angstrom.Replace(" Li 6.94 Li.UPF", $" {label} {species}", StringComparison.Ordinal).Replace("Li 0 0 0", $"{label} 0 0 0", StringComparison.Ordinal));
        Assert.Equal(z, s.AtomicNumbers[0]);
        if (label != Element.Symbol(z)) Assert.Equal([label, "Si"], ((TextColumn)s.FindColumn("label")!).Values);
    }

    [Fact]
    public void Flags_become_move_mask()
    {
        var s = Read(Angstrom.Replace("Si 1.0d0 2 3", "Si 1.0d0 2 3 1 0 0 ! held", StringComparison.Ordinal));
        Assert.Equal([true, true, true, true, false, false], ((LogicalColumn)s.FindColumn("move_mask")!).Values);
    }

    [Theory]
    [InlineData("", "no namelist &SYSTEM")]
    [InlineData("&SYSTEM\n nat=1", "ends within a namelist")]
    [InlineData("&SYSTEM\n nat=x ibrav=1 celldm(1)=5\n/\n", "is not a number of atoms")]
    [InlineData("&SYSTEM\n nat=1\n/\n", "does not say which lattice")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "needs celldm(1)")]
    [InlineData("&SYSTEM\n nat=1 ibrav=4 celldm(1)=5\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "needs celldm(3)")]
    [InlineData("&SYSTEM\n nat=1 ibrav=12 A=5 B=5 C=5 cosAB=1.5\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "needs celldm(4)")]
    [InlineData("&SYSTEM\n nat=1 ibrav=15 celldm(1)=5\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "is no lattice of pw.x")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5 A=3\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "both celldm(1) and A")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS\nSi 0 0 0\nCELL_PARAMETERS bohr\n1 0 0\n0 1 0\n0 0 1\n", "is given twice")]
    [InlineData("&SYSTEM\n nat=1 ibrav=0\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "needs the card CELL_PARAMETERS")]
    [InlineData("&SYSTEM\n nat=1 ibrav=0\n/\nCELL_PARAMETERS alat\n1 0 0\n0 1 0\n0 0 1\nATOMIC_POSITIONS\nSi 0 0 0\n", "which is not given")]
    [InlineData("&SYSTEM\n nat=1 ibrav=0\n/\nCELL_PARAMETERS bohr\n1 0 0\n0 1 0\n1 1 0\nATOMIC_POSITIONS\nSi 0 0 0\n", "singular")]
    [InlineData("&SYSTEM\n nat=2 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS\nSi 0 0 0\nK_POINTS gamma\n", "1 positions where nat says 2")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS miles\nSi 0 0 0\n", "no unit of ATOMIC_POSITIONS")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS crystal_sg\nSi 0 0 0\n", "space group")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5 space_group=227\n/\nATOMIC_POSITIONS\nSi 0 0 0\n", "space group")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS\nQq 0 0 0\n", "does not begin with the symbol")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\nATOMIC_POSITIONS\nSi 0 0 0 1 0\n", "expected three flags")]
    [InlineData("&SYSTEM\n nat=1 ibrav=1 celldm(1)=5\n/\n", "no card ATOMIC_POSITIONS")]
    public void A_malformed_input_is_refused(string text, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void It_is_recognised_by_its_first_namelists()
    {
        static string? Format(string text) => StructureFile.Formats.FirstOrDefault(f => f.MatchesContent(Encoding.UTF8.GetBytes(text)))?.Name;
        Assert.Equal("espresso-input", Format(Angstrom));
        Assert.Equal("espresso-input", Format("! a comment\n\n &system\n nat=1"));
        Assert.Null(Format("&CONTROL\n/\n&ELECTRONS\n/\n"));
        Assert.Null(Format("&input_xspectra\n/\n&SYSTEM\n"));
        Assert.Null(Format("&SYSTEMS\n/\n"));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var original = RandomStructure(new Random(seed));
            StructureAssert.Same(original, Read(Write(original)));
        }
    }

    [Fact]
    public void Labels_that_do_not_fit_are_replaced_by_symbols()
    {
        var s = new Structure([14, 8], [0, 0, 0, 1, 1, 1], 4 * Matrix3D.Identity, Periodicity.Full, [new TextColumn("label", 1, ["Fe", "O1"])]);
        Assert.Equal([14, 8], Read(Write(s)).AtomicNumbers.ToArray());
    }

    [Fact]
    public void Several_frames_dummy_atoms_and_molecules_cannot_be_written()
    {
        var crystal = new Structure([14], [0, 0, 0], Matrix3D.Identity);
        foreach (var frames in new Structure[][] { [crystal, crystal], [new([14], [0, 0, 0])], [new([0], [0, 0, 0], Matrix3D.Identity)] })
        {
            Assert.Throws<InputException>(() => new EspressoInputFormat().Write(new MemoryStream(), "pw.in", frames, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [.. new[] { Angstrom, "&SYSTEM\n nat=2 ibrav=14 ntyp=1 celldm(1)=5, 1.1, 1.2, 0.1 0.1,\n 0.2/\nATOMIC_SPECIES\nFe1 55.8 Fe.UPF\nATOMIC_POSITIONS {crystal}\nFe1 1/3 2*(0.1+0.2) sqrt(3)/2 1 0 1\nFe1 0 0 0\n" }.Select(Encoding.UTF8.GetBytes)],
        stream => [EspressoInputReader.Read(stream, "pw.in")], seed: 14, "nat=99999999", "&SYSTEM", "/\n", "celldm(", "((((((((((((", "ATOMIC_POSITIONS", "CELL_PARAMETERS", "!", "^", "ibrav=5");

    // Every input of pw.x among the engines' files; they all give their vectors and positions in Å.
    [Theory]
    [InlineData("qe/r16.in", 16)]
    [InlineData("qe/lisi2.spin.in", 2)]
    [InlineData("qe/si2.fail.in", 2)]
    [InlineData("qe/si2.relax.in", 2)]
    [InlineData("qe/si2.scf.in", 2)]
    [InlineData("ipi/pw.in", 2)]
    [InlineData("xas_Li2S_SK/li2s.scf.in", 12)]
    [InlineData("xps_corehole/li15si4_ch.in", 38)]
    [InlineData("xps_corehole/li15si4_gs.in", 38)]
    [InlineData("xps_corehole/xps_si16_ch.in", 16)]
    [InlineData("xps_corehole/xps_si16_gs.in", 16)]
    [InlineData("xspectra/anatase.scf.in", 6)]
    [InlineData("xspectra/cu2o.scf.in", 6)]
    [InlineData("xspectra/lic6.scf.in", 7)]
    [InlineData("xspectra/si8.scf.in", 8)]
    public void Every_input_of_the_engines_is_read(string file, int atoms)
    {
        var path = ReferenceData.Require(["..", "engines", .. file.Split('/')]);
        var s = StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Single();
        var lines = File.ReadAllLines(path);
        var rows = lines.SkipWhile(l => !l.StartsWith("CELL_PARAMETERS", StringComparison.Ordinal)).Skip(1).Take(3).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(atoms, s.Count);
        for (var row = 0; row < 3; row++) Assert.Equal(new Vector3D(rows[row][0], rows[row][1], rows[row][2]), s.Cell!.Value[row]);
        var first = lines.SkipWhile(l => !l.StartsWith("ATOMIC_POSITIONS", StringComparison.Ordinal)).ElementAt(1).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(double.Parse(first[1], CultureInfo.InvariantCulture), s.Position(0).X);
    }

    [Theory]
    [InlineData("xspectra/anatase.xas.in")]
    [InlineData("xspectra/cu2o.xas.in")]
    [InlineData("xspectra/lic6.xas.in")]
    [InlineData("xspectra/si8.xas.in")]
    [InlineData("xas_Li2S_SK/li2s.xas.in")]
    [InlineData("ld1/Si.2phole.in")]
    [InlineData("tools/mkqe.py")]
    public void Inputs_of_other_programs_are_not_recognised(string file)
    {
        var fault = Assert.Throws<InputException>(() => StructureFile.Read(ReferenceData.Require(["..", "engines", .. file.Split('/')]), cancellationToken: TestContext.Current.CancellationToken).Count());
        Assert.Contains("the format of this file is not recognised", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void ASE_has_the_same_lattices_and_reads_what_is_written()
    {
        const string Script = """
            import io, ase.io
            for text in sys.stdin.read().split("%%%"):
                if not text.strip(): continue
                a = ase.io.read(io.StringIO(text), format="espresso-in")
                print(len(a), int(a.numbers.sum()), *[repr(float(x)) for x in a.cell.array.ravel()], *[repr(float(x)) for x in a.positions[-1]])
            """;
        const string Constants = "celldm(1)=7.5, celldm(2)=1.3, celldm(3)=1.7, celldm(4)=0.3, celldm(5)=0.1, celldm(6)=0.2";
        // Not 11, where this ASE fails, nor -13 and 91, which it does not know.
        var texts = new[] { 1, 2, 3, -3, 4, 5, -5, 6, 7, 8, 9, -9, 10, 12, -12, 13, 14 }
            .Select(i => $"&CONTROL\n/\n&SYSTEM\n ibrav={i}, nat=1, ntyp=1, {Constants}\n/\nATOMIC_SPECIES\nSi 28 Si.UPF\nATOMIC_POSITIONS crystal\nSi 0.1 0.2 0.3\nK_POINTS gamma\n")
            .Concat(Enumerable.Range(0, 10).Select(seed => Write(RandomStructure(new Random(seed))))).ToList();
        var theirs = SystemPython.Run(Script, string.Join("%%%", texts)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(texts.Count, theirs.Length);
        for (var i = 0; i < texts.Count; i++)
        {
            var (s, t) = (Read(texts[i]), theirs[i].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray());
            Assert.Equal((t[0], t[1]), (s.Count, s.AtomicNumbers.ToArray().Sum(z => z)));
            var (c, r) = (s.Cell!.Value, s.Position(s.Count - 1));
            double[] ours = [c.A.X, c.A.Y, c.A.Z, c.B.X, c.B.Y, c.B.Z, c.C.X, c.C.Y, c.C.Z, r.X, r.Y, r.Z];
            // ASE reads celldm with the Bohr radius of CODATA 2006: 7 digits agree.
            for (var k = 0; k < ours.Length; k++) Assert.True(Math.Abs(ours[k] - t[2 + k]) < 1e-7 * 20, $"{texts[i]}\n{ours[k]} {t[2 + k]}");
        }
    }

    private static Structure RandomStructure(Random random)
    {
        var atoms = random.Next(1, 9);
        byte[] species = [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 84))];
        var cell = new Matrix3D(new(5, random.NextDouble(), -random.NextDouble()), new(-random.NextDouble(), 6, random.NextDouble()), new(random.NextDouble(), 1, 7));
        return new(species, [.. Enumerable.Range(0, 3 * atoms).Select(_ => 20 * random.NextDouble() - 5)], cell, Periodicity.Full, [
            new TextColumn("label", 1, [.. species.Select(z => Element.Symbol(z) + "1")]),
            new LogicalColumn("move_mask", 3, [.. Enumerable.Range(0, 3 * atoms).Select(_ => random.Next(2) == 0)])]);
    }

    private static Matrix3D Lattice(int ibrav, string constants) => Read($"&SYSTEM\n ibrav={ibrav}, nat=1, {constants}\n/\nATOMIC_POSITIONS crystal\nSi 0 0 0\n").Cell!.Value;

    private static Structure Read(string text) => EspressoInputReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "pw.in", TestContext.Current.CancellationToken);

    private static string Write(Structure structure)
    {
        using var stream = new MemoryStream();
        new EspressoInputFormat().Write(stream, "pw.in", [structure]);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
