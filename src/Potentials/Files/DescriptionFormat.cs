using System.Text;

namespace Lithoscope.Potentials;

/// <summary>Potentials described in YAML: closed forms, and sums, differences and committees of files (docs/potentials/index.md).</summary>
public sealed class DescriptionFormat : PotentialFormat
{
    private const int HeadLength = 1 << 16;

    /// <inheritdoc/>
    public override string Name => "description";

    /// <summary>Each part says its units.</summary>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    /// <remarks>By its name, .yaml or .yml, or by its first line that says something, <c>potential:</c>.</remarks>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0 || !File.Exists(source.Path)) return false;
        if (IsName(source.Path)) return true;
        try
        {
            using var file = new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            var head = new byte[HeadLength];
            var length = file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
            foreach (var line in Encoding.Latin1.GetString(head, 0, length).Split('\n'))
            {
                var text = line.Trim();
                if (text.Length == 0 || text[0] == '#' || text is "---" or "ï»¿") continue;
                return line.StartsWith("potential:", StringComparison.Ordinal);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file says why it cannot be read.
        }

        return false;
    }

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source) => DescriptionReader.Read(source.Path);

    private static bool IsName(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
}
