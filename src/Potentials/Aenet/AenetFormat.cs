using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Network files of aenet 2.0, binary (.nn) or text (.nn.ascii): one file, a set of one for each element, or a folder that holds such a set. docs/potentials/aenet.md says what is understood.
/// </summary>
public sealed class AenetFormat : PotentialFormat
{
    private const int HeadLength = 4096;
    private const int LargestFile = 256 << 20;

    // Editors on Windows put it before text.
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <inheritdoc/>
    public override string Name => "aenet";

    /// <inheritdoc/>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0) return source.Files.Any(f => IsNetwork(f.Value));
        return Directory.Exists(source.Path) ? Candidates(source.Path).Any(IsNetwork) : IsNetwork(source.Path);
    }

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source)
    {
        if (source.Units != PotentialUnits.EvAngstrom) throw new InputException("files of aenet are in eV and Å", source.Path, remedy: "leave --units out, or give the structures and the output in eV and Å");
        if (source.Files.Count == 0) return AenetSet.Combine(Directory.Exists(source.Path) ? ReadFolder(source.Path) : [ReadFile(source.Path)]);
        var files = new List<AenetFile>();
        foreach (var (symbol, path) in source.Files)
        {
            var file = ReadFile(path);
            var element = Element.Symbol(file.Setup.Element);
            if (!element.Equals(symbol.Trim(), StringComparison.OrdinalIgnoreCase)) throw new InputException($"the file is of {element} and is given as {symbol}", path, remedy: $"give it as {element}={path}");
            files.Add(file);
        }

        return AenetSet.Combine(files);
    }

    /// <summary>Reads one file from memory.</summary>
    internal static AenetFile Read(byte[] bytes, string path)
    {
        if (bytes.Length == 0) throw new InputException("the file is empty", path, remedy: "restore it from its source");
        return AenetFile.Read(path, IsText(bytes) ? new AenetTokens(WithoutMark(bytes), path) : new AenetRecords(bytes, path));
    }

    private static AenetFile ReadFile(string path) => Read(Load(path), path);

    // Of each element the binary file, or the text where there is no binary one.
    private static List<AenetFile> ReadFolder(string folder)
    {
        List<AenetFile> chosen = [];
        var networks = Candidates(folder).Where(IsNetwork).Select(p => (File: ReadFile(p), IsText: IsText(Head(p)))).ToList();
        foreach (var group in networks.GroupBy(n => n.File.Setup.Element))
        {
            var best = group.Where(n => !n.IsText).ToList();
            if (best.Count == 0) best = [.. group];
            if (best.Count > 1)
            {
                throw new InputException(
                    $"{Path.GetFileName(best[0].File.Path)} and {Path.GetFileName(best[1].File.Path)} are both of {Element.Symbol(group.Key)}", folder,
                    remedy: $"say which to use, as in {string.Join(',', networks.Select(n => n.File).DistinctBy(f => f.Setup.Element).Select(f => $"{Element.Symbol(f.Setup.Element)}={f.Path}"))}");
            }

            chosen.Add(best[0].File);
        }

        return chosen.Count > 0 ? chosen : throw new InputException("the folder holds no network files of aenet", folder, remedy: "give files that end with .nn or .nn.ascii");
    }

    private static IEnumerable<string> Candidates(string folder) =>
        Directory.EnumerateFiles(folder).Where(p => p.EndsWith(".nn", StringComparison.OrdinalIgnoreCase) || p.EndsWith(".nn.ascii", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

    private static bool IsNetwork(string path)
    {
        if (!File.Exists(path)) return false;
        var head = Head(path);
        return AenetRecords.Recognises(head) || AenetTokens.Recognises(WithoutMark(head));
    }

    // Binary files begin with the length of a record, whose first byte is 4 and no text.
    private static bool IsText(ReadOnlySpan<byte> head) => head.Length == 0 || head[0] is >= 32 or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static byte[] WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

    private static byte[] Head(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var head = new byte[HeadLength];
            return head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[] Load(string path)
    {
        try
        {
            return WholeFile.Read(path, LargestFile) ?? throw new InputException($"the file is larger than {LargestFile >> 20} MiB, which no network file is", path, remedy: "check what it is");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the file cannot be read", path, remedy: "check that it is there and may be read", inner: fault);
        }
    }
}
