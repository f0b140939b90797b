namespace Lithoscope.Structures;

/// <summary>The root element of an XML file, by which its format is found.</summary>
internal static class HeadMarkup
{
    /// <summary>The name of the first element, without a prefix; empty where the file does not begin as XML does.</summary>
    /// <param name="head">The beginning of the file.</param>
    /// <param name="content">What follows the name: its attributes and the rest of the beginning.</param>
    public static ReadOnlySpan<byte> Root(ReadOnlySpan<byte> head, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        while (true)
        {
            head = head.TrimStart(" \t\r\n"u8);
            if (!head.StartsWith("<"u8)) return default;
            var end = head.StartsWith("<?"u8) ? head.IndexOf("?>"u8) + 2 : head.StartsWith("<!--"u8) ? head.IndexOf("-->"u8) + 3 : 0;
            if (end == 0) break;
            if (end < 4) return default;
            head = head[end..];
        }

        var length = head.IndexOfAny(" \t\r\n>/"u8);
        if (length < 0) return default;
        content = head[length..];
        var name = head[1..length];
        return name[(name.IndexOf((byte)':') + 1)..];
    }
}
