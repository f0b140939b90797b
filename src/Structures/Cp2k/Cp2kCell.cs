namespace Lithoscope.Structures;

/// <summary>How CP2K says what is periodic.</summary>
internal static class Cp2kCell
{
    /// <summary>XYZ, XY, …, NONE; null where it is none of them.</summary>
    public static Periodicity? Periodic(string text)
    {
        var name = text.ToUpperInvariant();
        if (name == "NONE") return Periodicity.None;
        return name.Length is >= 1 and <= 3 && name.All(c => c is 'X' or 'Y' or 'Z') ? new(name.Contains('X'), name.Contains('Y'), name.Contains('Z')) : null;
    }

    /// <summary>The word for what is periodic.</summary>
    public static string Word(Periodicity periodicity) =>
        periodicity.Any ? (periodicity.A ? "X" : "") + (periodicity.B ? "Y" : "") + (periodicity.C ? "Z" : "") : "NONE";
}
