using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class XdatcarTests
{
    private const string Head = "Li3 Si\n  1.0\n 4 0 0\n 0 5 0\n 0 0 6\n Li Si\n 1 1\n";
    private const string First = "Direct configuration=     1\n  0.00000000  0.00000000  0.00000000\n  0.50000000  0.50000000  0.50000000\n";
    private const string Second = "Direct configuration=     2\n  0.25000000  0.00000000  0.00000000\n -0.50000000  0.50000000  1.50000000\n";

    [Fact]
    public void A_fixed_cell_is_given_once()
    {
        var frames = Read(Head + First + Second);
        Assert.Equal(2, frames.Count);
        foreach (var s in frames)
        {
            Assert.Equal([3, 14], s.AtomicNumbers.ToArray());
            Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
            Assert.Equal(Periodicity.Full, s.Periodicity);
            Assert.Equal("Li3 Si", ((TextInfo)s.FindInfo("comment")!).Values[0]);
            Assert.Empty(s.Remarks);
        }

        Assert.Equal([1, 0, 0, -2, 2.5, 9], frames[1].Positions.ToArray());
        Assert.Equal([1L, 2L], frames.Select(s => ((IntegerInfo)s.FindInfo("step")!).Values[0]));
        Assert.Equal([(0, 1L), (1, 11L)], frames.Select(s => (s.Origin.Frame, s.Origin.Line)));
    }

    [Fact]
    public void A_changing_cell_repeats_the_head()
    {
        var frames = Read(Head + First + Head.Replace(" 0 5 0", " 0 10 0", StringComparison.Ordinal) + Second);
        Assert.Equal([120, 240], frames.Select(s => s.Cell!.Value.Determinant));
        Assert.Equal(5, frames[1].Position(1).Y);
    }

    [Fact]
    public void A_continued_run_may_begin_again_with_other_atoms()
    {
        var frames = Read(Head + First + Second + "other\n2.0\n 4 0 0\n 0 5 0\n 0 0 6\n Si\n 1\nDirect configuration=     1\n 0.5 0.5 0.5\n");
        Assert.Equal([2, 2, 1], frames.Select(s => s.Count));
        Assert.Equal([4, 5, 6], frames[2].Positions.ToArray());
    }

    [Theory]
    [InlineData("\n 0 0 0\n 0.5 0.5 0.5\n\n 0.25 0 0\n 0.5 0.5 0.5\n")]
    [InlineData("Konfig=     1\n 0 0 0\n 0.5 0.5 0.5\nKonfig=     2\n 0.25 0 0\n 0.5 0.5 0.5\n")]
    [InlineData("Direct configuration=     1\n 0 0 0\n 0.5 0.5 0.5\n\nDirect configuration=     2\n 0.25 0 0\n 0.5 0.5 0.5\n\n")]
    [InlineData("\n 0 0 0\n 0.5 0.5 0.5\n\n1.0\n 4 0 0\n 0 5 0\n 0 0 6\n Li Si\n 1 1\n\n 0.25 0 0\n 0.5 0.5 0.5\n")]
    public void Old_separators_are_understood(string text)
    {
        var frames = Read(Head + text);
        Assert.Equal([0, 1], frames.Select(s => s.Position(0).X));
        Assert.Equal([2.5, 2.5], frames.Select(s => s.Position(1).Y));
    }

    [Fact]
    public void Species_may_come_from_the_user()
    {
        const string Text = "a title\n1.0\n4 0 0\n0 5 0\n0 0 6\n1 1\nDirect configuration=     1\n0 0 0\n0.5 0.5 0.5\n";
        Assert.Throws<InputException>(() => Read(Text));
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        Assert.Equal([3, 14], StructureFile.Read(stream, "XDATCAR", hints: new(["Li", "Si"]), cancellationToken: TestContext.Current.CancellationToken).Single().AtomicNumbers.ToArray());
    }

    // Whatever byte of the second frame a run was killed at: the first frame is read, and the file says so unless the cut lies between frames.
    [Theory]
    [InlineData("")]
    [InlineData(Head)]
    public void A_last_frame_that_was_cut_off_is_left_out_with_a_remark(string head)
    {
        var whole = Head + First + head + Second;
        for (var length = (Head + First).Length; length < whole.Length - 1; length++)
        {
            var frames = Read(whole[..length]);
            Assert.Single(frames);
            Assert.True(frames[0].Remarks.Count == (length > (Head + First).Length ? 1 : 0), $"cut off after {length} bytes");
        }

        Assert.Equal(2, Read(whole[..^1]).Count);
    }

    [Theory]
    [InlineData("", 1, "ends before the title")]
    [InlineData("x\n1.0\n4 0 0\n", 3, "ends before the end of the lattice vectors")]
    [InlineData(Head, 7, "ends before the coordinates")]
    [InlineData(Head + "Cartesian\n 0 0 0\n 1 1 1\n", 8, "expected a line 'Direct configuration='")]
    [InlineData(Head + "Direct configuration=     1\n 0 0 0\n", 9, "ends after 1 of the 2 atoms of frame 1")]
    [InlineData(Head + "Direct configuration=     1\n 0 0 0\n 0 0\n" + Second, 10, "expected three coordinates of atom 2 of 2")]
    [InlineData(Head + "Direct configuration=     1\n 0 0 0\n 0 nan 0\n" + Second, 10, "not a finite number")]
    [InlineData(Head + First + "0.1 0.1 0.1\n" + Second, 12, "expected a scale factor")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("XDATCAR", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void Frames_before_a_fault_are_read()
    {
        var seen = 0;
        Assert.Throws<InputException>(() =>
        {
            foreach (var s in XdatcarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Head + First + Second + "Direct configuration= 3\n a b c\n" + Second)), "XDATCAR")) seen++;
        });
        Assert.Equal(2, seen);
    }

    [Theory]
    [InlineData(Head + First, "xdatcar")]
    [InlineData(Head + "\n 0 0 0\n 0.5 0.5 0.5\n", "xdatcar")]
    [InlineData("Li Si\n1.0\n4 0 0\n0 5 0\n0 0 6\n1 1\nDirect configuration=     1\n0 0 0\n0.5 0.5 0.5\n", "xdatcar")]
    [InlineData(Head + "Direct\n 0 0 0\n 0.5 0.5 0.5\n", "poscar")]
    [InlineData("Li Si\n1.0\n4 0 0\n0 5 0\n0 0 6\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5\n", "poscar")]
    public void It_is_told_from_a_POSCAR(string text, string format) =>
        Assert.Equal(format, StructureFile.Formats.First(f => f.MatchesContent(Encoding.UTF8.GetBytes(text))).Name);

    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var original = RandomFrames(random, fixedCell: seed % 2 == 0);
            var again = Read(Write(original));
            Assert.Equal(original.Count, again.Count);
            for (var i = 0; i < again.Count; i++)
            {
                Assert.Equal(original[i].Cell, again[i].Cell);
                Assert.Equal(original[i].AtomicNumbers.ToArray(), again[i].AtomicNumbers.ToArray());
                Assert.True(original[i].Positions.ToArray().Zip(again[i].Positions.ToArray(), (a, b) => Math.Abs(a - b)).Max() < 1e-12, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Frames_need_a_cell_to_be_written() =>
        Assert.Throws<InputException>(() => new XdatcarFormat().Write(new MemoryStream(), "XDATCAR", [new Structure([14], [0, 0, 0])], TestContext.Current.CancellationToken));

    [Fact]
    public void ASE_reads_what_is_written()
    {
        const string Script = """
            import io, ase.io
            for a in ase.io.read(io.StringIO(sys.stdin.read()), ":", format="vasp-xdatcar"):
                print(len(a), a.numbers.sum(), repr(float(a.positions.ravel() @ (1 + numpy.arange(3 * len(a))))), repr(float(a.cell.array.ravel() @ (1 + numpy.arange(9)))))
            """;
        foreach (var fixedCell in new[] { true, false })
        {
            var frames = RandomFrames(new Random(3), fixedCell);
            var theirs = SystemPython.Run(Script, Write(frames)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(frames.Count, theirs.Length);
            for (var i = 0; i < frames.Count; i++)
            {
                var words = theirs[i].Split(' ').Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal(frames[i].Count, words[0]);
                Assert.Equal(frames[i].AtomicNumbers.ToArray().Sum(z => z), words[1]);
                Assert.Equal(frames[i].Positions.ToArray().Select((x, k) => x * (k + 1)).Sum(), words[2], 1e-9);
                var c = frames[i].Cell!.Value;
                Assert.Equal(new[] { c.A.X, c.A.Y, c.A.Z, c.B.X, c.B.Y, c.B.Z, c.C.X, c.C.Y, c.C.Z }.Select((x, k) => x * (k + 1)).Sum(), words[3], 1e-9);
            }
        }
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [.. new[]
        {
            Head + First + Second,
            Head + First + Head + Second,
            Head + "\n 0 0 0\n 0.5 0.5 0.5\n\n 0.25 0 0\n 0.5 0.5 0.5\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => XdatcarReader.Read(stream, "XDATCAR"), seed: 11, "Direct configuration=     3\n", "Konfig=", Head);

    private static List<Structure> RandomFrames(Random random, bool fixedCell)
    {
        var atoms = random.Next(1, 9);
        byte[] species = [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 119))];
        Matrix3D Cell() => new(new(5, random.NextDouble(), -random.NextDouble()), new(-random.NextDouble(), 6, random.NextDouble()), new(random.NextDouble(), 1, 7));
        var first = Cell();
        return [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new Structure(species, [.. Enumerable.Range(0, 3 * atoms).Select(_ => 20 * random.NextDouble() - 5)], fixedCell ? first : Cell(), Periodicity.Full))];
    }

    private static List<Structure> Read(string text) => [.. XdatcarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "XDATCAR", cancellationToken: TestContext.Current.CancellationToken)];

    private static string Write(IEnumerable<Structure> frames)
    {
        using var stream = new MemoryStream();
        new XdatcarFormat().Write(stream, "XDATCAR", frames);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
