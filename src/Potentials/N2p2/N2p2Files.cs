using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>The files of one potential: input.nn, scaling.data and weights.ZZZ.data. Tests put others in the place of those on disk.</summary>
/// <param name="folder">The folder, for messages and for reading.</param>
/// <param name="input">Name of the file of settings.</param>
/// <param name="read">Gives the content of a file by name, or null where there is none; null for the folder itself.</param>
internal sealed class N2p2Files(string folder, string input = N2p2Files.InputName, Func<string, byte[]?>? read = null)
{
    /// <summary>Name of the file of settings.</summary>
    public const string InputName = "input.nn";

    private const int LargestFile = 256 << 20;

    /// <summary>Name of the file of settings.</summary>
    public string Input => input;

    /// <summary>A file's name with its folder, for messages.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The lines of a file, comments cut off at # (and ! in settings), with their numbers; lines of blanks are left out.</summary>
    /// <exception cref="InputException">There is no such file, it is too large, or its last line was cut off.</exception>
    public IEnumerable<N2p2Line> Lines(string name)
    {
        var bytes = (read ?? FromDisk)(name) ?? throw new InputException("there is no such file, which a potential of n2p2 needs", PathOf(name), remedy: $"put it beside {input}");
        return Split(bytes, name);
    }

    private IEnumerable<N2p2Line> Split(byte[] bytes, string name)
    {
        char[] comments = name == input ? ['#', '!'] : ['#'];
        var text = Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        var number = 0;
        string[] before = [];
        for (var start = 0; start < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', start);
            var line = text[start..(end < 0 ? text.Length : end)];
            var comment = line.IndexOfAny(comments);
            string[] words = (comment < 0 ? line : line[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                if (end < 0 && comment < 0 && !IsWhole(words, before, name)) throw new InputException("the last line has no end of line, so the file may be cut off", PathOf(name), number, "complete the file, or end its last line");
                before = words;
                yield return new N2p2Line(this, name, number, words);
            }

            start = end < 0 ? text.Length : end + 1;
        }
    }

    // Without an end of line, the last number may be half of one. Tables are written with a fixed number of digits, so that a whole number is as long as the one above it;
    // of weights only the first number counts.
    private bool IsWhole(string[] last, string[] before, string name)
    {
        static int Digits(string word) => word.TrimStart('-', '+').Length;
        if (name == input) return false;
        if (last.Length > 1 && name.StartsWith("weights", StringComparison.Ordinal)) return true;
        return last.Length == before.Length && Digits(last[^1]) == Digits(before[^1]);
    }

    private byte[]? FromDisk(string name)
    {
        var file = new FileInfo(PathOf(name));
        if (!file.Exists) return null;
        try
        {
            return WholeFile.Read(file.FullName, LargestFile)
                ?? throw new InputException($"the file is larger than {LargestFile >> 20} MiB, which no potential of n2p2 is", file.FullName, remedy: "check that it is the right one");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be read: {fault.Message.TrimEnd('.')}", file.FullName, remedy: "check its permissions", inner: fault);
        }
    }
}
