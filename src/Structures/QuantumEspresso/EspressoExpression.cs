using System.Text;

namespace Lithoscope.Structures;

/// <summary>Coordinates as pw.x takes them: numbers, or expressions of them without blanks, such as 1/3, 0.5-2^-1 or sqrt(3)/2.</summary>
internal ref struct EspressoExpression
{
    private const int MaximumDepth = 50;

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _depth;

    private EspressoExpression(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>The value of an expression; false where it is none or has no finite value.</summary>
    public static bool TryEvaluate(ReadOnlySpan<byte> text, out double value)
    {
        if (NumberText.TryParseReal(text, out value)) return double.IsFinite(value);
        var expression = new EspressoExpression(text);
        return expression.TrySum(out value) && expression._at == text.Length && double.IsFinite(value);
    }

    private readonly byte Next => _at < _text.Length ? _text[_at] : (byte)0;

    private bool TrySum(out double value)
    {
        if (!TryProduct(out value)) return false;
        while (Next is (byte)'+' or (byte)'-')
        {
            var minus = _text[_at++] == '-';
            if (!TryProduct(out var term)) return false;
            value = minus ? value - term : value + term;
        }

        return true;
    }

    private bool TryProduct(out double value)
    {
        if (!TrySign(out value)) return false;
        while (Next is (byte)'*' or (byte)'/')
        {
            var over = _text[_at++] == '/';
            if (!TrySign(out var factor)) return false;
            value = over ? value / factor : value * factor;
        }

        return true;
    }

    // A sign binds less than a power: -2^2 is -4.
    private bool TrySign(out double value)
    {
        var negative = false;
        while (Next is (byte)'+' or (byte)'-') negative ^= _text[_at++] == '-';
        if (!TryPower(out value)) return false;
        if (negative) value = -value;
        return true;
    }

    private bool TryPower(out double value)
    {
        if (!TryOperand(out value)) return false;
        if (Next != '^') return true;
        _at++;
        if (++_depth > MaximumDepth || !TrySign(out var exponent)) return false;
        value = Math.Pow(value, exponent);
        return true;
    }

    private bool TryOperand(out double value)
    {
        value = 0;
        if (Next == '(') return TryParentheses(out value);
        var start = _at;
        if ((Next | 0x20) is >= 'a' and <= 'z')
        {
            while ((Next | 0x20) is >= 'a' and <= 'z') _at++;
            var name = Encoding.ASCII.GetString(_text[start.._at]);
            if (Next != '(' || !TryParentheses(out var argument)) return false;
            return TryFunction(name, argument, out value);
        }

        while (Next is (>= (byte)'0' and <= (byte)'9') or (byte)'.') _at++;
        // An exponent may have a sign, which is no operator.
        if (_at > start && (Next | 0x20) is 'e' or 'd')
        {
            _at++;
            if (Next is (byte)'+' or (byte)'-') _at++;
            while (Next is >= (byte)'0' and <= (byte)'9') _at++;
        }

        return NumberText.TryParseReal(_text[start.._at], out value);
    }

    private bool TryParentheses(out double value)
    {
        value = 0;
        _at++;
        if (++_depth > MaximumDepth || !TrySum(out value) || Next != ')') return false;
        _at++;
        return true;
    }

    private static bool TryFunction(string name, double argument, out double value)
    {
        (var known, value) = name.ToUpperInvariant() switch
        {
            "SQRT" => (true, Math.Sqrt(argument)),
            "SIN" => (true, Math.Sin(argument)),
            "COS" => (true, Math.Cos(argument)),
            "TAN" => (true, Math.Tan(argument)),
            "EXP" => (true, Math.Exp(argument)),
            "LOG" => (true, Math.Log(argument)),
            "ABS" => (true, Math.Abs(argument)),
            _ => (false, 0),
        };
        return known;
    }
}
