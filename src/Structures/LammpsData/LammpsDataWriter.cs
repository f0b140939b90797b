using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Writes data files of LAMMPS: header, masses with the symbols of the elements, atoms of style atomic, charge, molecular or full as the columns
/// <c>charge</c> and <c>molecule</c> ask for, and velocities. A cell that does not have the orientation that LAMMPS needs is turned, with positions and
/// velocities; in a left-handed one b and c are exchanged, which leaves the crystal as it is.
/// </summary>
public static class LammpsDataWriter
{
    /// <summary>Writes a structure.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="structure">The structure; it needs a cell.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The structure has no cell.</exception>
    /// <exception cref="InputException">The structure holds an element that the options do not name, or dummy atoms.</exception>
    public static void Write(Stream stream, Structure structure, LammpsDataOptions? options = null)
    {
        options ??= LammpsDataOptions.Default;
        var units = options.Units is { } name ? LammpsUnits.ByName(name) : LammpsUnits.Metal;
        var types = LammpsTypeNumbers.Of(structure, options.Species);
        var turned = LammpsOrientation.Of(structure);
        var text = new ByteWriter(stream);
        WriteHeader(text, structure, types, turned, units);
        WriteMasses(text, types);
        var identifiers = LammpsTypeNumbers.Identifiers(structure);
        WriteAtoms(text, structure, types, turned, units, identifiers);
        if (structure.FindColumn("velocities") is RealColumn { Width: 3 } velocities && Array.TrueForAll(velocities.Values, double.IsFinite))
        {
            text.Write("\nVelocities\n\n");
            for (var i = 0; i < structure.Count; i++)
            {
                text.Write(identifiers[i]);
                WriteVector(text, 1 / units.Velocity, turned.Turn(new(velocities.Values[3 * i], velocities.Values[3 * i + 1], velocities.Values[3 * i + 2])));
                text.Write((byte)'\n');
            }
        }

        text.Flush();
    }

    private static void WriteHeader(ByteWriter text, Structure structure, LammpsTypeNumbers types, LammpsOrientation turned, LammpsUnits units)
    {
        const string Large = "needs the command 'box tilt large'";
        var (cell, origin) = (1 / units.Length * turned.Cell, 1 / units.Length * turned.Origin);
        var comment = structure.FindInfo("comment") is TextInfo { Shape: [] } given ? given.Values[0].ReplaceLineEndings(" ") : "LAMMPS data file";
        if (units != LammpsUnits.Metal && !comment.Contains("units = ", StringComparison.Ordinal)) comment += ", units = " + units.Name;
        if (IsLarge(cell) && !comment.Contains(Large, StringComparison.Ordinal)) comment += ", " + Large;
        text.Write(comment + "\n\n");
        text.Write((long)structure.Count);
        text.Write(" atoms\n");
        text.Write((long)types.Elements.Length);
        text.Write(" atom types\n\n");
        WriteExtent(text, origin.X, cell.A.X, " xlo xhi\n");
        WriteExtent(text, origin.Y, cell.B.Y, " ylo yhi\n");
        WriteExtent(text, origin.Z, cell.C.Z, " zlo zhi\n");
        if (cell.B.X == 0 && cell.C.X == 0 && cell.C.Y == 0) return;
        foreach (var (tilt, end) in new[] { (cell.B.X, " "), (cell.C.X, " "), (cell.C.Y, " xy xz yz\n") })
        {
            text.Write(tilt, "");
            text.Write(end);
        }
    }

    private static void WriteExtent(ByteWriter text, double low, double length, string keyword)
    {
        text.Write(low, "");
        text.Write((byte)' ');
        text.Write(low + length, "");
        text.Write(keyword);
    }

    // Before 2022 LAMMPS stopped at a tilt of more than half of the length it leans over.
    private static bool IsLarge(Matrix3D cell) =>
        Math.Abs(cell.B.X) > cell.A.X / 2 || Math.Abs(cell.C.X) > cell.A.X / 2 || Math.Abs(cell.C.Y) > cell.B.Y / 2;

    private static void WriteMasses(ByteWriter text, LammpsTypeNumbers types)
    {
        if (types.Elements.Length == 0) return;
        text.Write("\nMasses\n\n");
        for (var t = 0; t < types.Elements.Length; t++)
        {
            text.Write(t + 1L);
            text.Write((byte)' ');
            text.Write(Element.Mass(types.Elements[t]), "");
            text.Write(" # " + Element.Symbol(types.Elements[t]) + "\n");
        }
    }

    private static void WriteAtoms(ByteWriter text, Structure structure, LammpsTypeNumbers types, LammpsOrientation turned, LammpsUnits units, long[] identifiers)
    {
        var charges = structure.FindColumn("charge") is RealColumn { Width: 1 } c && Array.TrueForAll(c.Values, double.IsFinite) ? c.Values : null;
        var molecules = structure.FindColumn("molecule") is IntegerColumn { Width: 1 } m ? m.Values : null;
        var images = structure.FindColumn("image") is IntegerColumn { Width: 3 } n ? n.Values : null;
        text.Write("\nAtoms # " + LammpsAtomStyle.With(molecules is not null, charges is not null).Name + "\n\n");
        for (var i = 0; i < structure.Count; i++)
        {
            text.Write(identifiers[i]);
            if (molecules is not null) WriteInteger(text, molecules[i]);
            WriteInteger(text, types.OfAtoms[i]);
            if (charges is not null)
            {
                text.Write((byte)' ');
                text.Write(charges[i], "");
            }

            WriteVector(text, 1 / units.Length, turned.Turn(structure.Position(i)));
            if (images is not null)
            {
                foreach (var axis in turned.Axes) WriteInteger(text, images[3 * i + axis]);
            }

            text.Write((byte)'\n');
        }
    }

    private static void WriteInteger(ByteWriter text, long value)
    {
        text.Write((byte)' ');
        text.Write(value);
    }

    private static void WriteVector(ByteWriter text, double factor, Vector3D v)
    {
        foreach (var value in (ReadOnlySpan<double>)[v.X, v.Y, v.Z])
        {
            text.Write((byte)' ');
            text.Write(factor * value, "");
        }
    }
}
