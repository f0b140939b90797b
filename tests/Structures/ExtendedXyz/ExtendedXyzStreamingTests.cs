using System.Text;

namespace Lithoscope.Structures.Tests;

/// <summary>Tests that measure the memory of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

[Collection(AloneCollection.Name)]
public class ExtendedXyzStreamingTests
{
    [Fact]
    public void A_long_trajectory_of_a_million_atoms_a_frame_needs_the_memory_of_a_frame()
    {
        const int Atoms = 1_000_000;
        const int Frames = 6;
        // A frame is 24 MB of positions and 1 MB of species, and while it grows twice that; six frames kept would be 150 MB.
        const long Limit = 90_000_000;
        var peak = 0L;
        var baseline = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0;
        foreach (var frame in ExtendedXyzReader.Read(new RepeatedFrames(Atoms, Frames), "stream", cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(Atoms, frame.Count);
            Assert.Equal(1.5, frame.Positions[3 * Atoms - 1]);
            count++;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - baseline);
        }

        Assert.Equal(Frames, count);
        Assert.True(peak < Limit, $"{peak} bytes are held at the end of a frame");
    }

    [Fact]
    public void A_count_that_is_not_kept_costs_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<Lithoscope.Runtime.InputException>(() => Xyz.Read("700000000\n\nSi 0 0 0\n"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    /// <summary>Frames of identical atoms, made as they are read.</summary>
    private sealed class RepeatedFrames(int atoms, int frames) : Stream
    {
        private static readonly byte[] Row = "Si 0.25 -3.125 1.5\n"u8.ToArray();

        private byte[] _current = [];
        private int _at;
        private int _frame;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var filled = 0;
            while (filled < count && (_at < _current.Length || Advance()))
            {
                var length = Math.Min(count - filled, _current.Length - _at);
                _current.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset + filled));
                (_at, filled) = (_at + length, filled + length);
            }

            return filled;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool Advance()
        {
            if (_frame == frames) return false;
            _at = 0;
            _current = _row == 0 ? Encoding.ASCII.GetBytes(FormattableString.Invariant($"{atoms}\nstep={_frame}\n")) : Row;
            if (_row++ == atoms) (_row, _frame) = (0, _frame + 1);
            return true;
        }
    }
}
