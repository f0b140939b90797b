namespace Lithoscope.Structures;

/// <summary>Numbers of a CIF, which may carry the uncertainty of their last digits: 1.234(5).</summary>
internal static class CifNumber
{
    /// <summary>Reads a number and drops its uncertainty.</summary>
    public static bool TryParse(string text, out double value)
    {
        var digits = text.AsSpan().Trim();
        var open = digits.IndexOf('(');
        value = 0;
        if (open >= 0)
        {
            if (digits[^1] != ')' || digits[(open + 1)..^1].ContainsAnyExcept("0123456789.")) return false;
            digits = digits[..open];
        }

        Span<byte> bytes = stackalloc byte[64];
        if (digits.Length > bytes.Length) return false;
        for (var i = 0; i < digits.Length; i++) bytes[i] = digits[i] < 128 ? (byte)digits[i] : (byte)'?';
        return NumberText.TryParseReal(bytes[..digits.Length], out value);
    }
}
