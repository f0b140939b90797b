using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Which values stand before the coordinates in a row of the Atoms section, after the number of the atom; https://docs.lammps.org/read_data.html.
/// Three image flags may follow the coordinates.
/// </summary>
/// <param name="Name">The style as LAMMPS names it.</param>
/// <param name="Molecule">Whether the number of the molecule stands before the type.</param>
/// <param name="Charge">Whether the charge stands after it.</param>
internal sealed record LammpsAtomStyle(string Name, bool Molecule, bool Charge)
{
    /// <summary>What to do about other styles.</summary>
    public const string Remedy = "the styles that are read are atomic, charge, bond, angle, molecular and full: name the right one with --atom-style";

    private static readonly LammpsAtomStyle[] Known =
    [
        new("atomic", Molecule: false, Charge: false), new("charge", Molecule: false, Charge: true), new("molecular", Molecule: true, Charge: false),
        new("bond", Molecule: true, Charge: false), new("angle", Molecule: true, Charge: false), new("full", Molecule: true, Charge: true),
    ];

    /// <summary>Values of a row without image flags.</summary>
    public int Width => 5 + (Molecule ? 1 : 0) + (Charge ? 1 : 0);

    /// <summary>The style of that name, or null.</summary>
    public static LammpsAtomStyle? Find(string name) => Array.Find(Known, s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The style that the user named.</summary>
    /// <exception cref="InputException">It is not one that is read.</exception>
    public static LammpsAtomStyle ByName(string name) => Find(name) ?? throw new InputException($"'{name}' is not an atom style that can be read", remedy: Remedy);

    /// <summary>The simplest style with these values.</summary>
    public static LammpsAtomStyle With(bool molecule, bool charge) => Array.Find(Known, s => s.Molecule == molecule && s.Charge == charge)!;

    /// <summary>The only style that fits the words of a row, or null where none does or several do.</summary>
    /// <param name="row">The row without its comment.</param>
    public static LammpsAtomStyle? Guess(ReadOnlySpan<byte> row)
    {
        var whole = new List<bool>();
        long third = 0;
        var words = new Words(row);
        while (words.TryNext(out var word))
        {
            whole.Add(NumberText.TryParseInteger(word, out var value));
            if (whole.Count == 3) third = value;
        }

        var flags = whole.Count >= 8 && whole[^1] && whole[^2] && whole[^3];
        if (whole.Count < 5 || !whole[0] || (whole.Count >= 8 && !flags)) return null;
        return (flags ? whole.Count - 3 : whole.Count) switch
        {
            5 when whole[1] => ByName("atomic"),
            // A whole number in the third place may be a type or a charge, unless it is one that no type can have.
            6 when whole[1] && (!whole[2] || third <= 0) => ByName("charge"),
            // A real number in the third place would be the diameter of a sphere.
            7 when whole[1] && whole[2] && third > 0 => ByName("full"),
            _ => null,
        };
    }
}
