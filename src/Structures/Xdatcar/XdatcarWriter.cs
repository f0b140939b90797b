using System.Globalization;
using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Writes XDATCAR files, frame by frame: a head, then fractional coordinates. The head is written again where cell or species change, as VASP does
/// for runs with a changing cell. Columns and most frame properties have no place in the format. Not thread-safe.
/// </summary>
/// <param name="stream">The stream, left open.</param>
public sealed class XdatcarWriter(Stream stream) : IDisposable
{
    private readonly ByteWriter _bytes = new(stream);
    private Matrix3D? _cell;
    private byte[] _species = [];
    private long _frames;

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The frame; it needs a cell.</param>
    /// <exception cref="ArgumentException">The frame has no cell.</exception>
    public void Write(Structure frame)
    {
        var cell = frame.Cell ?? throw new ArgumentException("A frame without a cell cannot be written as XDATCAR.", nameof(frame));
        var text = new StringBuilder();
        if (cell != _cell || !frame.AtomicNumbers.SequenceEqual(_species))
        {
            (_cell, _species) = (cell, frame.AtomicNumbers.ToArray());
            PoscarWriter.AppendHeader(text, frame, cell, PoscarWriter.Runs(frame, [.. Enumerable.Range(0, frame.Count)]));
        }

        _frames++;
        var step = frame.FindInfo("step") is IntegerInfo { Shape: [] } given ? given.Values[0] : _frames;
        text.Append(CultureInfo.InvariantCulture, $"Direct configuration={step,6}\n");
        _bytes.Write(text.ToString());
        var inverse = cell.Inverse();
        for (var i = 0; i < frame.Count; i++)
        {
            text.Clear();
            var r = inverse.Transform(frame.Position(i));
            _bytes.Write(PoscarWriter.AppendNumbers(text, [r.X, r.Y, r.Z]).Append('\n').ToString());
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush() => _bytes.Flush();

    /// <summary>As <see cref="Flush"/>; the stream stays open.</summary>
    public void Dispose() => Flush();
}
