namespace Lithoscope.Structures;

/// <summary>
/// Writes the part of an input of CP2K that holds the structure: FORCE_EVAL with SUBSYS and in it CELL, COORD and, where the structure has the column
/// <c>velocities</c>, VELOCITY. The method, basis sets and potentials are to be added.
/// </summary>
public static class Cp2kInputWriter
{
    /// <summary>Writes a structure.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="structure">The structure; it needs a cell.</param>
    /// <exception cref="ArgumentException">The structure has no cell.</exception>
    public static void Write(Stream stream, Structure structure)
    {
        var cell = structure.Cell ?? throw new ArgumentException("A structure without a cell cannot be written for CP2K.", nameof(structure));
        var text = new ByteWriter(stream);
        text.Write("&FORCE_EVAL\n  &SUBSYS\n    &CELL\n");
        for (var row = 0; row < 3; row++) WriteRow(text, "      " + "ABC"[row], 1, [cell[row].X, cell[row].Y, cell[row].Z]);
        text.Write("      PERIODIC " + Cp2kCell.Word(structure.Periodicity) + "\n    &END CELL\n    &COORD\n");
        for (var i = 0; i < structure.Count; i++) WriteRow(text, "      " + Element.Symbol(structure.AtomicNumbers[i]), 1, structure.Positions.Slice(3 * i, 3));
        text.Write("    &END COORD\n");
        if (structure.FindColumn("velocities") is RealColumn { Width: 3 } velocities && Array.TrueForAll(velocities.Values, double.IsFinite))
        {
            text.Write("    &VELOCITY\n");
            for (var i = 0; i < structure.Count; i++) WriteRow(text, "     ", 1 / Unit.BohrPerAtomicTime, velocities.Values.AsSpan(3 * i, 3));
            text.Write("    &END VELOCITY\n");
        }

        text.Write("  &END SUBSYS\n&END FORCE_EVAL\n");
        text.Flush();
    }

    private static void WriteRow(ByteWriter text, string first, double factor, ReadOnlySpan<double> values)
    {
        text.Write(first);
        foreach (var value in values)
        {
            text.Write((byte)' ');
            text.Write(factor * value, "");
        }

        text.Write((byte)'\n');
    }
}
