namespace Lithoscope.Structures;

/// <summary>The line that begins a section of a data file, and the comments on all lines.</summary>
/// <param name="Text">The line.</param>
/// <param name="Name">The name of the section, or null where it is none that LAMMPS knows.</param>
/// <param name="Comment">The first word of the comment behind the name, or null.</param>
internal sealed record LammpsDataSection(string Text, string? Name, string? Comment)
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "Atoms", "Masses", "Velocities", "Atom Type Labels",
        "Bond Type Labels", "Angle Type Labels", "Dihedral Type Labels", "Improper Type Labels",
        "Bonds", "Angles", "Dihedrals", "Impropers", "Ellipsoids", "Lines", "Triangles", "Bodies", "CMAP",
        "Pair Coeffs", "PairIJ Coeffs", "Bond Coeffs", "Angle Coeffs", "Dihedral Coeffs", "Improper Coeffs",
        "BondBond Coeffs", "BondAngle Coeffs", "MiddleBondTorsion Coeffs", "EndBondTorsion Coeffs", "AngleTorsion Coeffs",
        "AngleAngleTorsion Coeffs", "BondBond13 Coeffs", "AngleAngle Coeffs",
    };

    /// <summary>The line up to a comment, which begins with # at the start of the line or behind a blank.</summary>
    public static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> line) => line[..CommentStart(line)];

    /// <summary>The first word of the comment on a line, or null.</summary>
    public static string? FirstCommentWord(ReadOnlySpan<byte> line)
    {
        var words = new Words(line[CommentStart(line)..].TrimStart((byte)'#'));
        return words.TryNext(out var word) ? TextBytes.Decode(word) : null;
    }

    private static string? KnownName(ReadOnlySpan<byte> line)
    {
        var content = WithoutComment(line).Trim(" \t\r\v\f"u8);
        if (content.Length is 0 or > 40 || content[0] is < (byte)'A' or > (byte)'Z') return null;
        var name = TextBytes.Decode(content);
        return Known.Contains(name) ? name : null;
    }

    /// <summary>The section that a line begins.</summary>
    public static LammpsDataSection From(ReadOnlySpan<byte> line) => new(TextBytes.Decode(line), KnownName(line), FirstCommentWord(line));

    /// <summary>The section after the rows of the one before it, which were read; null at the end of the file.</summary>
    public static LammpsDataSection? Next(LineReader lines)
    {
        while (lines.TryReadNonBlank(out var line))
        {
            var words = new Words(WithoutComment(line));
            if (!words.TryNext(out var word)) continue;
            if (NumberText.TryParseReal(word, out _)) throw lines.Fault($"expected the name of a section, found {TextBytes.Quote(line)}", "the section before it has more rows than the header says: correct the counts");
            return From(line);
        }

        return null;
    }

    /// <summary>The next known section after rows that nobody reads; null at the end of the file.</summary>
    public static LammpsDataSection? SkipTo(LineReader lines)
    {
        while (lines.TryRead(out var line))
        {
            if (KnownName(line) is not null) return From(line);
        }

        return null;
    }

    private static int CommentStart(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '#' && (i == 0 || line[i - 1] <= ' ')) return i;
        }

        return line.Length;
    }
}
