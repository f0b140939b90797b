namespace Lithoscope.Runtime;

/// <summary>
/// A fault of the user's input. Its message is one sentence that says where (file, line), what is wrong, and what to do;
/// the command line prints it and ends with <see cref="ExitCodes.Input"/>.
/// </summary>
public sealed class InputException : Exception
{
    private const int LongestPart = 1000;

    /// <summary>Creates the fault from its parts.</summary>
    /// <param name="what">What is wrong, without a final full stop.</param>
    /// <param name="file">The file it is in, if any.</param>
    /// <param name="line">The line in that file, counted from 1, if known.</param>
    /// <param name="remedy">What to do about it, without a final full stop.</param>
    /// <param name="inner">The fault that caused this one.</param>
    public InputException(string what, string? file = null, long? line = null, string? remedy = null, Exception? inner = null)
        : base(Compose(what, file, line, remedy), inner) => (What, File, Line, Remedy) = (Plain(what), file, line, remedy is null ? null : Plain(remedy));

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>The file, or null.</summary>
    public string? File { get; }

    /// <summary>The line, counted from 1, or null.</summary>
    public long? Line { get; }

    /// <summary>What to do, or null.</summary>
    public string? Remedy { get; }

    private static string Compose(string what, string? file, long? line, string? remedy)
    {
        var where = (file, line) switch
        {
            (null, null) => "",
            (null, _) => $"line {line}: ",
            (_, null) => $"{file}: ",
            _ => $"{file}, line {line}: ",
        };
        return Printable(where) + Plain(what) + (remedy is null ? "." : "; " + Plain(remedy) + ".");
    }

    // Messages quote what stands in files, which may be anything: a word of a megabyte, control characters that would break the line or do worse on a terminal.
    private static string Plain(string text) => Printable(text.Length <= LongestPart ? text : text[..(LongestPart / 2)] + "…" + text[^(LongestPart / 2)..]);

    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;
}
