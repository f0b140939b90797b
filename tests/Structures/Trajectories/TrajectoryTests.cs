using System.Buffers.Binary;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class TrajectoryTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_written_in_double_precision_reads_the_same(int seed)
    {
        var frames = TrajectorySamples.Mixed(new Random(seed));
        var again = Read(Write(frames));
        Assert.Equal(frames.Count, again.Count);
        for (var k = 0; k < frames.Count; k++)
        {
            StructureAssert.Same(TrajectorySamples.ConstantsFirst(frames[k], again[k]), again[k]);
            Assert.Equal(k, again[k].Origin.Frame);
            Assert.Empty(again[k].Remarks);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_frame_read_at_once_is_the_one_read_in_turn(int seed)
    {
        var random = new Random(seed);
        using TemporaryFolder folder = new();
        var bytes = Write(TrajectorySamples.Mixed(random), (TrajectoryPrecision)(seed % 2));
        File.WriteAllBytes(folder["a.ltraj"], bytes);
        var frames = Read(bytes);
        using var file = TrajectoryFile.Open(folder["a.ltraj"]);
        file.Verify(TestContext.Current.CancellationToken);
        Assert.Equal(frames.Count, file.FrameCount);
        foreach (var k in Enumerable.Range(0, frames.Count).OrderBy(_ => random.Next()))
        {
            StructureAssert.Same(frames[k], file.ReadFrame(k));
            Assert.Equal(frames[k].Cell, file.ReadCell(k));
            Assert.Equal(frames[k].FindInfo("step") is IntegerInfo step ? step.Values[0] : double.NaN, file.ReadNumber(k, "step"));
            Assert.Equal(frames[k].FindInfo("time_fs") is RealInfo time ? time.Values[0] : double.NaN, file.ReadNumber(k, "time_fs"));
            if (frames[k].Count == 0) continue;
            var first = random.Next(frames[k].Count);
            var xyz = new double[3 * random.Next(1, frames[k].Count - first + 1)];
            file.ReadPositions(k, first, xyz);
            Assert.Equal(frames[k].Positions.Slice(3 * first, xyz.Length).ToArray(), xyz);
        }
    }

    [Theory]
    [InlineData(TrajectoryPrecision.Double)]
    [InlineData(TrajectoryPrecision.Single)]
    public void Series_of_some_atoms_are_those_of_the_frames(TrajectoryPrecision precision)
    {
        var random = new Random(5);
        using TemporaryFolder folder = new();
        var frames = TrajectorySamples.Alike(random, atoms: 37, count: 211);
        using (var stream = File.Create(folder["a.ltraj"])) new TrajectoryFormat(precision).Write(stream, "a.ltraj", frames, TestContext.Current.CancellationToken);
        using var file = TrajectoryFile.Open(folder["a.ltraj"]);
        var read = Enumerable.Range(0, frames.Count).Select(k => file.ReadFrame(k)).ToArray();
        Assert.True(file.IsOfSameAtoms);
        Assert.True(file.HasVectors("velocities"));
        Assert.False(file.HasVectors("forces"));
        int[] atoms = [30, 4, 5, 11];
        foreach (var (first, stride, count) in new[] { (0, 1, 211), (3, 7, 29), (210, 1, 1), (5, 2, 100) })
        {
            foreach (var column in new[] { "positions", "velocities" })
            {
                var series = new double[3 * atoms.Length * count];
                file.ReadSeries(column, atoms, first, stride, count, series);
                for (var a = 0; a < atoms.Length; a++)
                {
                    for (var k = 0; k < 3; k++)
                    {
                        for (var f = 0; f < count; f++)
                        {
                            var frame = read[first + stride * f];
                            var values = column == "positions" ? frame.Positions : ((RealColumn)frame.FindColumn(column)!).Values;
                            Assert.Equal(values[3 * atoms[a] + k], series[(3 * a + k) * count + f]);
                        }
                    }
                }
            }
        }

        Assert.Throws<InputException>(() => file.ReadSeries("forces", atoms, 0, 1, 3, new double[36]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadSeries("positions", [37], 0, 1, 3, new double[9]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadSeries("positions", [0], 209, 1, 3, new double[9]));
    }

    // Half a unit in the last place of the displacement, and that of the sum in 64 bits.
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1.0)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void Single_precision_is_that_of_the_displacement(double distance)
    {
        var random = new Random(17);
        byte[] species = [.. Enumerable.Repeat((byte)3, 500)];
        double[] start = [.. Enumerable.Range(0, 1500).Select(_ => 1000 * random.NextDouble())];
        double[] end = [.. start.Select(x => x + distance * (2 * random.NextDouble() - 1))];
        var again = Read(Write([new Structure(species, start), new Structure(species, end)], TrajectoryPrecision.Single));
        Assert.Equal(start, again[0].Positions.ToArray());
        var largest = 0.0;
        for (var i = 0; i < end.Length; i++)
        {
            var error = Math.Abs(again[1].Positions[i] - end[i]);
            Assert.True(error <= Math.ScaleB(Math.Abs(end[i] - start[i]), -24) + Math.ScaleB(Math.Abs(end[i]) + Math.Abs(start[i]), -52), $"{error:R} of {end[i] - start[i]:R}");
            largest = Math.Max(largest, error);
        }

        Assert.True(largest > 0);
    }

    [Fact]
    public void Numbers_beyond_single_precision_are_refused() =>
        Assert.Throws<InputException>(() => Write([new Structure([3], [0, 0, 0]), new Structure([3], [1e39, 0, 0])], TrajectoryPrecision.Single));

    // Wherever in the last frame a run was killed.
    [Theory]
    [InlineData(TrajectoryPrecision.Double)]
    [InlineData(TrajectoryPrecision.Single)]
    public void A_frame_cut_off_at_any_byte_is_left_out(TrajectoryPrecision precision)
    {
        using TemporaryFolder folder = new();
        var frames = TrajectorySamples.Alike(new Random(2), atoms: 3, count: 3);
        var (two, three) = (Write(frames[..2], precision), Write(frames, precision));
        for (var length = two.Length; length < three.Length; length++)
        {
            // As it is cut off, and as AppendedFile leaves it: all but the first byte of the record.
            byte[] cut = three[..length];
            byte[] begun = [.. two, .. length > two.Length ? [(byte)'?', .. three[(two.Length + 1)..length]] : Array.Empty<byte>()];
            byte[] zeros = [.. cut, .. new byte[three.Length - length]];
            foreach (var bytes in new[] { cut, begun, zeros })
            {
                if (bytes.AsSpan().SequenceEqual(three)) continue; // it ended in zeros
                var read = Read(bytes);
                Assert.Equal(2, read.Count);
                Assert.Equal(bytes.Length > two.Length ? 1 : 0, read[1].Remarks.Count);
                File.WriteAllBytes(folder["a.ltraj"], bytes);
                using var file = TrajectoryFile.Open(folder["a.ltraj"]);
                Assert.Equal(2, file.FrameCount);
            }
        }

        three[two.Length] = (byte)'?';
        Assert.Equal(2, Read(three).Count);
    }

    [Fact]
    public void A_file_cut_off_in_its_header_is_refused()
    {
        using TemporaryFolder folder = new();
        var frames = TrajectorySamples.Alike(new Random(2), atoms: 3, count: 1);
        var whole = Write(frames);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(whole.AsSpan(8));
        for (var length = 8; length < header; length++)
        {
            Assert.Contains("header", Assert.Throws<InputException>(() => Read(whole[..length])).What, StringComparison.Ordinal);
            File.WriteAllBytes(folder["a.ltraj"], whole[..length]);
            Assert.Contains("header", Assert.Throws<InputException>(() => TrajectoryFile.Open(folder["a.ltraj"])).What, StringComparison.Ordinal);
        }

        Assert.Empty(Read(whole[..header]));
    }

    [Fact]
    public void Damage_of_any_byte_is_found()
    {
        using TemporaryFolder folder = new();
        var whole = Write(TrajectorySamples.Alike(new Random(4), atoms: 2, count: 3));
        var last = whole.Length - (int)TrajectoryLayout.Of(TrajectorySamples.Alike(new Random(4), atoms: 2, count: 1)[0], TrajectoryPrecision.Double, _ => false).FrameLength;
        for (var at = 0; at < whole.Length; at++)
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= 0x10;
            File.WriteAllBytes(folder["a.ltraj"], bytes);
            if (at >= last)
            {
                // The last frame is taken for one that was not written to its end.
                Assert.Single(Read(bytes)[^1].Remarks);
                continue;
            }

            Assert.False(string.IsNullOrEmpty(Assert.Throws<InputException>(() => Read(bytes)).Remedy));
            Assert.Throws<InputException>(() =>
            {
                using var file = TrajectoryFile.Open(folder["a.ltraj"]);
                file.Verify(TestContext.Current.CancellationToken);
            });
        }
    }

    [Fact]
    public void Frames_out_of_order_or_of_another_header_are_refused()
    {
        var frames = TrajectorySamples.Alike(new Random(6), atoms: 2, count: 3);
        var layout = TrajectoryLayout.Of(frames[0], TrajectoryPrecision.Double, _ => false);
        byte[] other = TrajectoryLayout.Of(frames[0].With("title", new TextInfo("x")), TrajectoryPrecision.Double, _ => false).Header(1);
        foreach (var bytes in new[]
        {
            (byte[])[.. layout.Header(), .. layout.Frame(frames[0], 0), .. layout.Frame(frames[1], 0), .. layout.Frame(frames[2], 2)],
            [.. layout.Header(), .. layout.Frame(frames[0], 0), .. layout.Frame(frames[2], 2), .. layout.Frame(frames[2], 2)],
            [.. layout.Header(), .. layout.Frame(frames[0], 0), .. other, .. layout.Frame(frames[1], 1), .. layout.Frame(frames[2], 2)],
            [.. layout.Frame(frames[0], 0), .. layout.Header()],
        })
        {
            Assert.Throws<InputException>(() => Read(bytes));
        }
    }

    [Fact]
    public void A_file_is_read_while_it_grows()
    {
        using TemporaryFolder folder = new();
        var frames = TrajectorySamples.Alike(new Random(8), atoms: 5, count: 20);
        var layout = TrajectoryLayout.Of(frames[0], TrajectoryPrecision.Double, _ => false);
        using var stream = new FileStream(folder["a.ltraj"], FileMode.Create, FileAccess.Write, FileShare.Read);
        stream.Write(layout.Header());
        stream.Flush();
        using var file = TrajectoryFile.Open(folder["a.ltraj"]);
        for (var k = 0; k < frames.Count; k++)
        {
            var record = layout.Frame(frames[k], k);
            stream.Write(record.AsSpan(0, record.Length / 2));
            stream.Flush();
            file.Refresh();
            Assert.Equal(k, file.FrameCount);
            stream.Write(record.AsSpan(record.Length / 2));
            stream.Flush();
            file.Refresh();
            Assert.Equal(k + 1, file.FrameCount);
            StructureAssert.Same(TrajectorySamples.ConstantsFirst(frames[k], file.ReadFrame(k)), file.ReadFrame(k));
            Assert.Equal(k + 1, StructureFile.Read(folder["a.ltraj"], cancellationToken: TestContext.Current.CancellationToken).Count());
        }
    }

    [Fact]
    public void It_is_recognised_by_its_content_and_written_by_its_name()
    {
        using TemporaryFolder folder = new();
        var frames = TrajectorySamples.Alike(new Random(9), atoms: 4, count: 3);
        foreach (var name in new[] { "a.ltraj", "a.ltraj.gz" })
        {
            StructureFile.Write(folder[name], frames, cancellationToken: TestContext.Current.CancellationToken);
            File.Move(folder[name], folder["unnamed"], overwrite: true);
            Assert.Equal("ltraj", StructureFile.FormatOf(folder["unnamed"]).Name);
            Assert.Equal(3, StructureFile.Read(folder["unnamed"], cancellationToken: TestContext.Current.CancellationToken).Count());
        }
    }

    // RFC 3720, appendix B.4.
    [Fact]
    public void The_check_sum_is_that_of_the_RFC()
    {
        Assert.Equal(0x8A9136AAu, TrajectoryRecord.Crc(new byte[32]));
        Assert.Equal(0x62A8AB43u, TrajectoryRecord.Crc([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, TrajectoryRecord.Crc([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xE3069283u, TrajectoryRecord.Crc("123456789"u8));
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(Originals(), stream => TrajectoryReader.Read(stream, "a.ltraj"), seed: 31, "LTRAJ\r\n\u001A", "FRAME\r\n\u001A");

    // With check sums put right, so that what lies behind them is tried too.
    [Fact]
    public void It_survives_wrong_counts_with_right_check_sums() => Mutations.Survive(Originals(), stream => TrajectoryReader.Read(Sealed((MemoryStream)stream), "a.ltraj"), seed: 41);

    private static MemoryStream Sealed(MemoryStream stream)
    {
        var bytes = stream.ToArray();
        uint identity = 0;
        for (var at = 0; at + TrajectoryRecord.Size <= bytes.Length;)
        {
            var isFrame = bytes[at] == 'F';
            var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8));
            if (length < TrajectoryRecord.Size || length > bytes.Length - at) length = bytes.Length - at;
            var record = bytes.AsSpan(at, (int)length);
            TrajectoryRecord.Seal(record, isFrame, BinaryPrimitives.ReadInt64LittleEndian(record[16..]), isFrame ? identity : 0);
            if (!isFrame) identity = TrajectoryRecord.Crc(record[TrajectoryRecord.Size..]);
            at += (int)length;
        }

        return new MemoryStream(bytes);
    }

    private static byte[][] Originals() => [.. Enumerable.Range(0, 12).Select(seed => Write(TrajectorySamples.Mixed(new Random(seed)), (TrajectoryPrecision)(seed % 2)))];

    private static byte[] Write(IReadOnlyList<Structure> frames, TrajectoryPrecision precision = TrajectoryPrecision.Double)
    {
        using MemoryStream stream = new();
        new TrajectoryFormat(precision).Write(stream, "a.ltraj", frames);
        return stream.ToArray();
    }

    private static List<Structure> Read(byte[] bytes) => [.. TrajectoryReader.Read(new MemoryStream(bytes), "a.ltraj", TestContext.Current.CancellationToken)];
}
