using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Writes trajectories (.ltraj), frame by frame. Frames of the same atoms, columns and properties share a header; where one differs a new header is written.
/// Columns of words stand in the header, and so do columns of whole numbers and truth values until they change. Not thread-safe.
/// </summary>
/// <param name="stream">The stream, left open.</param>
/// <param name="precision">Precision of reals of atoms.</param>
public sealed class TrajectoryWriter(Stream stream, TrajectoryPrecision precision = TrajectoryPrecision.Double)
{
    private readonly HashSet<string> _changing = new(StringComparer.Ordinal);
    private TrajectoryLayout? _layout;
    private long _frames;

    /// <summary>Writes a frame.</summary>
    /// <exception cref="InputException">The frame holds a number that single precision does not reach.</exception>
    public void Write(Structure frame)
    {
        if (_layout?.Fits(frame) != true) Begin(frame);
        stream.Write(_layout!.Frame(frame, _frames));
        _frames++;
    }

    private void Begin(Structure frame)
    {
        if (_layout is not null && _layout.AtomicNumbers.AsSpan().SequenceEqual(frame.AtomicNumbers))
        {
            foreach (var column in _layout.Constants)
            {
                if (column is not TextColumn && frame.FindColumn(column.Name) is not null) _changing.Add(column.Name);
            }
        }

        _layout = TrajectoryLayout.Of(frame, precision, c => c is not RealColumn && !_changing.Contains(c.Name));
        stream.Write(_layout.Header(_frames));
    }
}
