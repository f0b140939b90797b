using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class N2p2DataTests
{
    private const string Water = "begin\ncomment a water molecule\natom 0 0 0 O -0.8 0.0 1 2 3\natom 0 0 1 H 0.4 0 -1 -2 -3\natom 0 1 0 H 0.4 7 0 0 0\nenergy -76.5\ncharge 0.0\nend\n";
    private const string Lithium = "begin\nlattice 3 0 0\nlattice 0 4 0\nlattice 0 0.5 5\natom 0.5 1 2 Li 0.0 0.0 0.0 0.0 0.0\nenergy -1d0\ncharge 0.0\nend\n";

    [Fact]
    public void Molecules_and_crystals()
    {
        var s = Read(Water + "\n" + Lithium).ToList();
        Assert.Equal([8, 1, 1], s[0].AtomicNumbers.ToArray());
        Assert.Null(s[0].Cell);
        Assert.Equal("a water molecule", ((TextInfo)s[0].FindInfo("comment")!).Values[0]);
        Assert.Equal(-76.5, StructureLabels.Energy(s[0]));
        Assert.Equal([1, 2, 3, -1, -2, -3, 0, 0, 0], StructureLabels.Forces(s[0])!.Values);
        Assert.Equal([-0.8, 0.4, 0.4], ((RealColumn)s[0].FindColumn("charge")!).Values);
        Assert.Equal(0, ((RealInfo)s[0].FindInfo("total_charge")!).Values[0]);
        Assert.Equal(new Matrix3D(new(3, 0, 0), new(0, 4, 0), new(0, 0.5, 5)), s[1].Cell);
        Assert.Equal(Periodicity.Full, s[1].Periodicity);
        // Forces of zero beside an energy are forces; charges of zero are none.
        Assert.Equal([0, 0, 0], StructureLabels.Forces(s[1])!.Values);
        Assert.Null(s[1].FindColumn("charge"));
        Assert.Null(s[1].FindInfo("total_charge"));
        Assert.All(s, f => Assert.Contains("--units electron", Assert.Single(f.Remarks), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("electron")]
    [InlineData("atomic")]
    public void Bohr_and_Hartree_are_converted(string units)
    {
        var s = Read(Water, new() { Units = units }).Single();
        Assert.Equal(Unit.Bohr, s.Position(1).Z);
        Assert.Equal(-76.5 * Unit.Hartree, StructureLabels.Energy(s));
        Assert.Equal(3 * 51.422067476, StructureLabels.Forces(s)!.Values[2], 1e-7);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void Zeros_of_structures_that_are_to_be_predicted_are_no_labels()
    {
        var s = Read("begin\natom 0 0 0 O 0.0 0.0 0.0 0.0 0.0\nenergy 0.0\ncharge 0.0\nend\nbegin\natom 0 0 0 O\nend\n").ToList();
        Assert.All(s, f => Assert.Null(StructureLabels.Energy(f)));
        Assert.All(s, f => Assert.Null(StructureLabels.Forces(f)));
        Assert.All(s, f => Assert.Empty(f.Info));
    }

    [Theory]
    [InlineData("x\n", 1, "expected begin")]
    [InlineData("begin\nlattice 1 0\n", 2, "three components of a lattice vector")]
    [InlineData("begin\nlattice 1 0 0\natom 0 0 0 Si\nend\n", 4, "has 1 lattice vectors")]
    [InlineData("begin\nlattice 1 0 0\nlattice 2 0 0\nlattice 0 0 1\nend\n", 5, "the cell is singular")]
    [InlineData("begin\natom 0 0 Si\n", 2, "three coordinates and the symbol")]
    [InlineData("begin\natom 0 0 0 Qq\n", 2, "'Qq' is not the symbol")]
    [InlineData("begin\natom 0 0 nan Si\n", 2, "not a finite number")]
    [InlineData("begin\natom 0 0 0 Si 0 0 x\n", 2, "expected a number behind the symbol")]
    [InlineData("begin\natom 0 0 0 Si 0 0 1 2\n", 2, "too few values")]
    [InlineData("begin\natom 0 0 0 Si\natom 0 0 0 Si 0\n", 3, "not as many as the one before")]
    [InlineData("begin\nenergy x\n", 2, "expected a number")]
    [InlineData("begin\nforces 1\n", 2, "'forces' is no keyword")]
    [InlineData("begin\natom 0 0 0 Si\n", 2, "ends before the end of its last structure")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text).ToList());
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("input.data", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Theory]
    [InlineData("begin\n")]
    [InlineData("begin\natom 0 0 0 Si\n")]
    [InlineData("begin\natom 0 0 0 Si 0 0 1")]
    public void A_last_structure_that_is_cut_off_is_left_out(string rest)
    {
        var s = Read(Water + rest, new() { Units = "metal" }).Single();
        Assert.Contains("structure 2 is cut off", Assert.Single(s.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        foreach (var units in new[] { "metal", "electron" })
        {
            for (var seed = 0; seed < 50; seed++)
            {
                var random = new Random(seed);
                var atoms = random.Next(1, 9);
                double[] Reals(int width) => [.. Enumerable.Range(0, width * atoms).Select(_ => 20 * random.NextDouble() - 5)];
                var original = new Structure(
                    [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 84))], Reals(3), seed % 2 == 0 ? null : new(new(4, 1, 0), new(0, -5, 1), new(2, 0, 6)),
                    seed % 2 == 0 ? Periodicity.None : Periodicity.Full, [new RealColumn("charge", 1, Reals(1)), new RealColumn("forces", 3, Reals(3))],
                    [new("comment", new TextInfo("a comment")), new("energy", new RealInfo(-random.NextDouble())), new("total_charge", new RealInfo(1))]);
                var again = Read(Write(new() { Units = units }, original), new() { Units = units }).Single();
                if (units == "metal") StructureAssert.Same(original, again);
                for (var i = 0; i < atoms; i++) Assert.True((original.Position(i) - again.Position(i)).Norm <= 1e-14);
                Assert.Equal(StructureLabels.Energy(original)!.Value, StructureLabels.Energy(again)!.Value, 1e-15);
                foreach (var (f, g) in StructureLabels.Forces(original)!.Values.Zip(StructureLabels.Forces(again)!.Values)) Assert.Equal(f, g, 1e-14);
            }
        }
    }

    [Fact]
    public void Labels_that_are_not_there_are_written_as_n2p2_needs_them()
    {
        var bare = new Structure([14], [0, 0, 0]);
        Assert.Equal("begin\natom 0 0 0 Si 0 0 0 0 0\nenergy 0\ncharge 0\nend\n", Write(null, bare));
        Assert.Contains("Si 0 0 nan nan nan\nenergy -1\n", Write(null, bare.With("REF_energy", new RealInfo(-1)).With("energy", new RealInfo(5))), StringComparison.Ordinal);
        Assert.Contains("Si 0 0 1 2 3\nenergy nan\n", Write(null, bare.With(new RealColumn("forces", 3, [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Null(StructureLabels.Forces(Read(Write(null, bare.With("energy", new RealInfo(-1)))).Single()));
        Assert.Throws<InputException>(() => new N2p2DataFormat().Write(new MemoryStream(), "input.data", [new Structure([14], [0, 0, 0], Matrix3D.Identity, new(true, true, false))], TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(() => new N2p2DataFormat().With(new(Units: "real")));
    }

    [Fact]
    public void Reference_structures_agree_with_their_extended_XYZ_and_other_data_files_are_not_taken()
    {
        var folder = ReferenceData.Require("potentials", "n2p2");
        var (structures, others) = (0, 0);
        foreach (var path in Directory.GetFiles(folder, "*.data", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(path);
            var head = new byte[Math.Min(stream.Length, StructureFile.HeadLength)];
            stream.ReadExactly(head);
            var named = Path.GetFileName(path).Split('.')[0] is "weights" or "weightse" or "hardness" or "scaling";
            Assert.Equal(!named, new N2p2DataFormat().MatchesContent(head));
            if (named)
            {
                Assert.DoesNotContain(StructureFile.Formats, f => f.MatchesContent(head));
                others++;
                continue;
            }

            // The extended XYZ files there are in the units of the training file.
            var s = StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Single();
            var same = StructureFile.Read(Path.ChangeExtension(path, ".extxyz"), cancellationToken: TestContext.Current.CancellationToken).Single();
            Assert.Equal(same.AtomicNumbers.ToArray(), s.AtomicNumbers.ToArray());
            foreach (var (r, t) in same.Positions.ToArray().Zip(s.Positions.ToArray())) Assert.Equal(r, t, 1e-11);
            Assert.Equal(same.Periodicity, s.Periodicity);
            for (var row = 0; row < 3 && s.Cell is not null; row++) Assert.True((same.Cell!.Value[row] - s.Cell.Value[row]).Norm <= 1e-11);
            Assert.Null(StructureLabels.Energy(s));
            structures++;
        }

        Assert.Equal((31, 56), (structures, others));
    }

    [Fact]
    public void Training_files_survive_damage() => Mutations.Survive(
        [.. new[] { Water + Lithium, Lithium, Water }.Select(Encoding.UTF8.GetBytes)],
        stream => N2p2DataReader.Read(stream, "input.data"), seed: 13, "begin", "end", "atom ", "lattice ", "energy ", "charge ", "comment ", "end\n", "begin\n");

    private static IEnumerable<Structure> Read(string text, N2p2DataOptions? options = null) => N2p2DataReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "input.data", options);

    private static string Write(N2p2DataOptions? options, Structure structure)
    {
        using var stream = new MemoryStream();
        new N2p2DataFormat(options).Write(stream, "input.data", [structure], TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
