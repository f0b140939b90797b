namespace Lithoscope.Potentials;

/// <summary>Neuroevolution potentials: nep.txt of GPUMD and NEP_CPU.</summary>
public sealed class NepFormat : PotentialFormat
{
    private const int LongestTitle = 4096;

    /// <inheritdoc/>
    public override string Name => "nep";

    /// <inheritdoc/>
    public override bool HasOwnUnits => true;

    /// <inheritdoc/>
    /// <remarks>The first word begins with nep and a digit; kinds that are not evaluated are recognised too, so that reading them says so.</remarks>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0 || !File.Exists(source.Path)) return false;
        try
        {
            using var stream = File.OpenRead(source.Path);
            Span<byte> head = stackalloc byte[LongestTitle];
            head = head[..stream.ReadAtLeast(head, LongestTitle, throwOnEndOfStream: false)];
            if (head.StartsWith("\uFEFF"u8)) head = head[3..];
            head = head.TrimStart(" \t"u8);
            return head.Length > 5 && head.StartsWith("nep"u8) && head[3] is >= (byte)'2' and <= (byte)'9' && head[4] is (byte)' ' or (byte)'\t' or (byte)'_';
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source) => NepPotential.Read(source.Path);
}
