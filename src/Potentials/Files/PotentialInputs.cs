using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>The files that a potential is read from, for records of what a run depended on.</summary>
public static class PotentialInputs
{
    /// <summary>Lists them: the files of a set, all files of a folder, a file and those beside it whose names begin with its own and a dot (side files), and what a description refers to.</summary>
    /// <param name="text">Path or set, as for <see cref="PotentialFile.Read(string, PotentialUnits)"/>.</param>
    /// <returns>Absolute paths in a fixed order, each once.</returns>
    /// <exception cref="InputException">There is no such file, it holds no potential of a known family, or it is a malformed description.</exception>
    public static IReadOnlyList<string> Of(string text)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        var source = PotentialFile.Locate(text);
        var format = PotentialFile.FormatOf(source);
        if (source.Files.Count == 0) Collect(Path.GetFullPath(source.Path), format is DescriptionFormat, files);
        else files.UnionWith(source.Files.Select(f => Path.GetFullPath(f.Value)));
        return [.. files];
    }

    private static void Collect(string path, bool isDescription, SortedSet<string> files)
    {
        if (Directory.Exists(path)) files.UnionWith(Directory.EnumerateFiles(path));
        if (!File.Exists(path) || !files.Add(path)) return;
        files.UnionWith(Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*").Where(f => Path.GetFileName(f).StartsWith(Path.GetFileName(path) + ".", StringComparison.Ordinal)));
        if (isDescription) Visit(ConfigReader.ReadFile(path), files);
    }

    // Any text of a description that names something is one of its files: other texts are numbers and words.
    private static void Visit(ConfigNode node, SortedSet<string> files)
    {
        switch (node)
        {
            case ConfigMap map:
                foreach (var entry in map.Entries) Visit(entry.Value, files);
                break;
            case ConfigList list:
                foreach (var item in list.Items) Visit(item, files);
                break;
            case ConfigScalar { IsNull: false, Text: { Length: > 0 } text } when !text.Contains('\0', StringComparison.Ordinal):
                var path = Path.GetFullPath(Path.Combine(node.Origin.BaseFolder, text));
                if (File.Exists(path) || Directory.Exists(path)) Collect(path, File.Exists(path) && new DescriptionFormat().Recognises(PotentialSource.Of(path)), files);
                else if (text.Contains('=', StringComparison.Ordinal)) files.UnionWith(PotentialFile.Locate(text).Files.Select(f => Path.GetFullPath(Path.Combine(node.Origin.BaseFolder, f.Value))));
                break;
        }
    }
}
