using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Gaussian approximation potentials in QUIP's XML.</summary>
public sealed class GapFormat : PotentialFormat
{
    private const int Beginning = 1 << 16;

    /// <inheritdoc/>
    public override string Name => "gap";

    /// <inheritdoc/>
    public override bool Recognises(PotentialSource source)
    {
        if (source.Files.Count > 0 || !File.Exists(source.Path)) return false;
        var bytes = new byte[Beginning];
        using var stream = File.OpenRead(source.Path);
        var text = Encoding.Latin1.GetString(bytes, 0, stream.ReadAtLeast(bytes, Beginning, throwOnEndOfStream: false));
        return text.TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n').StartsWith('<')
            && (text.Contains("<GAP_params", StringComparison.Ordinal) || text.Contains("IP GAP", StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override IPotential Read(PotentialSource source)
    {
        if (source.Files.Count > 0) throw new InputException("a GAP model is one XML file", source.Path, remedy: "give the XML file alone");
        if (source.Units != PotentialUnits.EvAngstrom) throw new InputException("GAP models are in eV and Å", source.Path, remedy: "leave out the units");
        var model = GapReader.Read(source.Path);
        try
        {
            return new GapPotential(model);
        }
        catch (InputException fault) when (fault.File is null)
        {
            throw new InputException(fault.What, source.Path, null, fault.Remedy, fault);
        }
    }
}
