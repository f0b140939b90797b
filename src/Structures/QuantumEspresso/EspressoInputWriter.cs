using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>
/// Writes an input of pw.x to begin with: the structure is complete, cutoff, potentials and k-points are to be chosen. Labels (column <c>label</c>, S:1) and
/// <c>move_mask</c> (L:3 or L:1) are written where the structure has them.
/// </summary>
public static class EspressoInputWriter
{
    /// <summary>Writes a structure.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="structure">The structure; it needs a cell and no dummy atoms.</param>
    /// <exception cref="ArgumentException">The structure has no cell, or an atom that is no element.</exception>
    public static void Write(Stream stream, Structure structure)
    {
        var cell = structure.Cell ?? throw new ArgumentException("A structure without a cell cannot be written as input of pw.x.", nameof(structure));
        if (structure.AtomicNumbers.Contains((byte)0)) throw new ArgumentException("A dummy atom cannot be written as input of pw.x.", nameof(structure));
        var labels = Labels(structure);
        var species = labels.Zip(structure.AtomicNumbers.ToArray()).DistinctBy(s => s.First).ToList();
        var mask = structure.FindColumn("move_mask") is LogicalColumn { Width: 1 or 3 } given ? given : null;

        var text = new StringBuilder();
        text.Append("&CONTROL\n  calculation = 'scf'\n  tprnfor = .true.\n  tstress = .true.\n/\n&SYSTEM\n  ibrav = 0\n");
        text.Append(CultureInfo.InvariantCulture, $"  nat = {structure.Count}\n  ntyp = {species.Count}\n  ecutwfc = 60 ! Ry: choose it for the potentials\n/\n&ELECTRONS\n/\nATOMIC_SPECIES\n");
        foreach (var (label, z) in species) text.Append(CultureInfo.InvariantCulture, $"  {label} {Element.Mass(z)} {Element.Symbol(z)}.UPF\n");
        text.Append("CELL_PARAMETERS angstrom\n");
        for (var row = 0; row < 3; row++) PoscarWriter.AppendNumbers(text, [cell[row].X, cell[row].Y, cell[row].Z]).Append('\n');
        text.Append("ATOMIC_POSITIONS angstrom\n");
        for (var i = 0; i < structure.Count; i++)
        {
            var r = structure.Position(i);
            PoscarWriter.AppendNumbers(text.Append("  ").Append(labels[i]), [r.X, r.Y, r.Z]);
            for (var k = 0; k < 3 && mask is not null; k++) text.Append(mask.Values[mask.Width == 3 ? 3 * i + k : i] ? " 1" : " 0");
            text.Append('\n');
        }

        text.Append("K_POINTS gamma\n");
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Labels count where each is one that reads back as the atom's element.
    private static string[] Labels(Structure structure)
    {
        var symbols = structure.AtomicNumbers.ToArray().Select(z => Element.Symbol(z)).ToArray();
        if (structure.FindColumn("label") is not TextColumn { Width: 1 } given) return symbols;
        for (var i = 0; i < symbols.Length; i++)
        {
            var label = given.Values[i];
            var fits = label.Length is > 0 and <= 3 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
                && EspressoLabel.TryParse(label, Element.Mass(structure.AtomicNumbers[i]), symbols[i], out var z) && z == structure.AtomicNumbers[i];
            if (!fits) return symbols;
        }

        return given.Values;
    }
}
