namespace Lithoscope.Structures;

/// <summary>What the comments of an XSF file say: aenet puts the total energy there, "# total energy = -15.6 eV".</summary>
internal sealed class XsfComments
{
    private static readonly byte[] Name = "total energy"u8.ToArray();

    /// <summary>The total energy of the structure that follows, eV, or null.</summary>
    public double? Energy { get; private set; }

    /// <summary>Whether any structure so far had an energy, as those of aenet have.</summary>
    public bool AnyEnergy { get; private set; }

    /// <summary>Looks at the comment on the line read last.</summary>
    public void Take(ReadOnlySpan<byte> line, LineReader lines)
    {
        var at = line.IndexOf(Name);
        if (at < 0) return;
        var rest = line[(at + Name.Length)..].TrimStart(" \t"u8);
        if (rest is not [(byte)'=', ..]) return;
        var words = new Words(rest[1..]);
        // An energy in another unit is not aenet's.
        if (!words.TryNext(out var word) || (words.TryNext(out var unit) && !System.Text.Ascii.EqualsIgnoreCase(unit, "eV"u8))) return;
        if (!NumberText.TryParseReal(word, out var energy)) throw lines.Fault($"expected the total energy in eV, found {TextBytes.Quote(word)}", "write it as '# total energy = -15.6 eV', or remove the comment");
        AnyEnergy = true;
        Energy = double.IsFinite(energy) ? energy : null;
    }

    /// <summary>The energy for the structure that is complete now.</summary>
    public double? TakeEnergy()
    {
        var energy = Energy;
        Energy = null;
        return energy;
    }
}
