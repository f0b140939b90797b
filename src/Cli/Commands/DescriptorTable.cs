using System.Globalization;
using System.Text;
using Lithoscope.Potentials;

namespace Lithoscope.Cli.Commands;

/// <summary>Descriptors as CSV, an atom a line: frame, atom, d0, d1, …; exact, NaN where a species has fewer.</summary>
internal sealed class DescriptorTable : IDisposable
{
    private readonly StreamWriter _text;
    private readonly int _width;
    private readonly char[] _number = new char[32];

    public DescriptorTable(Stream stream, int width)
    {
        _text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        _width = width;
        _text.Write("frame,atom");
        for (var k = 0; k < width; k++) _text.Write(string.Create(CultureInfo.InvariantCulture, $",d{k}"));
        _text.WriteLine();
    }

    public void Add(EvaluatedStructure frame)
    {
        var rows = frame.Descriptors!;
        for (var atom = 0; atom < frame.Structure.Count; atom++)
        {
            Write(frame.Frame);
            _text.Write(',');
            Write(atom);
            for (var k = 0; k < _width; k++)
            {
                _text.Write(',');
                Write(rows[atom * _width + k]);
            }

            _text.WriteLine();
        }
    }

    public void Dispose() => _text.Dispose();

    private void Write<T>(T value)
        where T : ISpanFormattable
    {
        value.TryFormat(_number, out var length, default, CultureInfo.InvariantCulture);
        _text.Write(_number, 0, length);
    }
}
