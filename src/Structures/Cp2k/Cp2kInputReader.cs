using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads the structure of an input of CP2K from its section SUBSYS. docs/formats/cp2k.md says what is understood.</summary>
public static class Cp2kInputReader
{
    private const int MaximumDepth = 64;

    /// <summary>Reads the structure of a stream.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two lines.</param>
    /// <returns>The structure, with column <c>velocities</c> (R:3, Å/fs) where the input gives them, as restart files do.</returns>
    /// <exception cref="InputException">The text is malformed, or its atoms are in another file.</exception>
    public static Structure Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var reader = new LineReader(stream, name);
        var lines = new Cp2kInputLines(reader);
        var sections = new List<string>();
        var subsystem = new Cp2kSubsystem(reader);
        while (lines.Next() is { } words)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (words[0].StartsWith("&END", StringComparison.OrdinalIgnoreCase))
            {
                if (sections.Count == 0) throw reader.Fault("a section ends that did not begin", "remove the line");
                sections.RemoveAt(sections.Count - 1);
            }
            else if (words[0][0] == '&')
            {
                if (sections.Count == MaximumDepth) throw reader.Fault("the sections are nested too deeply", "close them with &END");
                sections.Add(words[0][1..].ToUpperInvariant());
                if (Place(sections) is { Length: 1 } place) subsystem.Begin(place[0], words);
            }
            else if (Place(sections) is { } place)
            {
                subsystem.Take(place, words);
            }
        }

        if (sections.Count > 0) throw reader.Fault($"the file ends within the section {TextBytes.Quote(sections[^1])}", "complete the file");
        return subsystem.Build(lines.Included);
    }

    // The sections below SUBSYS; null where the line is not within it.
    private static string[]? Place(List<string> sections) =>
        sections.IndexOf("SUBSYS") is var at and >= 0 && at + 1 < sections.Count ? [.. sections.Skip(at + 1)] : null;
}
