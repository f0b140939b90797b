using System.Globalization;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>
/// The values of a network file in text form (.nn.ascii). aenet writes four values to a line and a name to a line, other programs whole arrays and all names on one line: values
/// are taken token by token, and only free text line by line.
/// </summary>
internal sealed class AenetTokens(byte[] bytes, string file) : AenetFields(file)
{
    private const int MaximumToken = 64;
    private int _position;
    private int _line = 1;

    /// <summary>Whether the text begins as such a file does: number of layers, most nodes, weights, values, then the nodes of each layer, which agree with these.</summary>
    public static bool Recognises(byte[] head)
    {
        var fields = new AenetTokens(head, "");
        try
        {
            var first = fields.Integers("", 4);
            if (first[0] is < 2 or > AenetFile.MaximumLayers) return false;
            var nodes = fields.Integers("", first[0]);
            return nodes.Max() == first[1] && nodes.Min() > 0 && AenetFile.WeightCount(nodes) == first[2];
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override int[] Integers(string what, int count)
    {
        var values = new int[Possible(what, count)];
        for (var k = 0; k < count; k++)
        {
            var token = Token(what, count, k);
            if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[k])) throw Fault($"expected a whole number ({what}), found '{token}'", "restore the file from its source");
        }

        return values;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// aenet writes as many numbers for each function as there are elements in the surroundings, of which it only means two (or the one that there is); other programs write two.
    /// The number of samples, which follows, is whole and the values after it are not: so the whole numbers up to there tell how many each function has.
    /// </remarks>
    public override int[] Pairs(string what, int count, int elements)
    {
        var (position, line, found) = (_position, _line, 0);
        for (SkipBlanks(); _position < bytes.Length; SkipBlanks(), found++)
        {
            if (!int.TryParse(Token(what, found + 1, found), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) break;
        }

        var width = Math.DivRem(found - 1, count, out var rest);
        if ((width != 2 && width != elements) || rest != 0) throw Fault($"expected two whole numbers, or one for each of {Plain(elements)} elements, for each of {Plain(count)} functions ({what}) and the number of samples, found {Plain(found)} numbers", "restore the file from its source");
        (_position, _line) = (position, line);
        var all = Integers(what, width * count);
        var pairs = new int[2 * count];
        for (var k = 0; k < count; k++) (pairs[2 * k], pairs[2 * k + 1]) = (all[k * width], all[k * width + Math.Min(width, 2) - 1]);
        return pairs;
    }

    /// <inheritdoc/>
    public override double[] Reals(string what, int count)
    {
        var values = new double[Possible(what, count)];
        for (var k = 0; k < count; k++)
        {
            var token = Token(what, count, k);
            if (!TryParse(token, out values[k])) throw Fault($"expected a number ({what}), found '{token}'", "restore the file from its source");
            if (!double.IsFinite(values[k])) throw Fault($"{what}: {token} is not a finite number", "restore the file from its source");
        }

        return values;
    }

    /// <inheritdoc/>
    public override string Text(string what, int width)
    {
        // What is left of the line of the numbers before it is blank.
        var end = LineEnd(what);
        if (bytes.AsSpan(_position, end - _position).Trim(" \t\r"u8).Length > 0) throw Fault($"more numbers than expected before {what}", "restore the file from its source");
        Advance(end);
        end = LineEnd(what);
        var text = Encoding.Latin1.GetString(bytes, _position, Math.Min(end - _position, width)).Trim();
        Advance(end, keepLineEnd: true);
        return text;
    }

    /// <inheritdoc/>
    public override string[] Words(string what, int count)
    {
        var words = new string[Possible(what, count)];
        for (var k = 0; k < count; k++) words[k] = Token(what, count, k);
        return words;
    }

    /// <inheritdoc/>
    public override bool Logical(string what)
    {
        var token = Token(what, 1, 0);
        return token.TrimStart('.').ToUpperInvariant() switch
        {
            ['T', ..] or "1" or "-1" => true,
            ['F', ..] or "0" => false,
            _ => throw Fault($"expected T or F ({what}), found '{token}'", "restore the file from its source"),
        };
    }

    /// <inheritdoc/>
    /// <remarks>A last line without a line end may be the rest of one: its number may lack digits.</remarks>
    public override void End()
    {
        if (_position >= bytes.Length) throw Fault("the last line has no line end, so that its last number may be cut off", "restore the file from its source, or end the line if it is whole");
        SkipBlanks();
        if (_position < bytes.Length) throw Fault("more follows the last value", "restore the file from its source");
    }

    /// <inheritdoc/>
    public override InputException Fault(string what, string remedy) => new(what, File, _line, remedy);

    // No array may be claimed that the rest of the file cannot hold: a value takes a byte and a blank.
    private int Possible(string what, int count) =>
        count <= (bytes.Length - _position + 1) / 2 ? count : throw Fault($"the file is too short for {Plain(count)} values ({what})", "it is cut off or a count is wrong: restore it from its source");

    private string Token(string what, int count, int k)
    {
        SkipBlanks();
        var start = _position;
        while (_position < bytes.Length && !IsBlank(bytes[_position]) && _position - start <= MaximumToken) _position++;
        if (_position == start) throw Fault($"the file ends after {Plain(k)} of {Plain(count)} values ({what})", "it is cut off: restore it from its source");
        return Encoding.Latin1.GetString(bytes, start, _position - start);
    }

    private void SkipBlanks()
    {
        for (; _position < bytes.Length && IsBlank(bytes[_position]); _position++)
        {
            if (bytes[_position] == '\n') _line++;
        }
    }

    private int LineEnd(string what)
    {
        var length = bytes.AsSpan(_position).IndexOf((byte)'\n');
        return length >= 0 ? _position + length : throw Fault($"the file ends before {what} or within it", "it is cut off: restore it from its source");
    }

    private void Advance(int lineEnd, bool keepLineEnd = false)
    {
        _position = keepLineEnd ? lineEnd : lineEnd + 1;
        if (!keepLineEnd) _line++;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    // Fortran writes exponents with D, and without a letter where they have three digits (1.5-101).
    private static bool TryParse(string token, out double value)
    {
        const NumberStyles style = NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite;
        var text = token.Replace('d', 'E').Replace('D', 'E');
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out value)) return true;
        var sign = text.LastIndexOfAny(['+', '-']);
        return sign > 0 && text[sign - 1] is >= '0' and <= '9' or '.' && double.TryParse(text.Insert(sign, "E"), style, CultureInfo.InvariantCulture, out value);
    }
}
