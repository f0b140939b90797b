using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads the data files of LAMMPS: one structure, taken as periodic along all three axes. docs/formats/lammps-data.md says what is understood; the
/// format is that of https://docs.lammps.org/read_data.html.
/// </summary>
public static class LammpsDataReader
{
    /// <summary>Reads the structure of a stream.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// The structure with its atoms in the order of their numbers; info <c>comment</c> (the first line) and <c>origin</c> (the corner of the box, Å,
    /// where it is not zero); columns <c>id</c> (unless they are 1, 2, 3 …), <c>type</c> (unless they number the elements by atomic number), <c>molecule</c>,
    /// <c>charge</c> (e), <c>image</c> (I:3) and <c>velocities</c> (R:3, Å/fs), where the file has them.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or does not say what its atoms are.</exception>
    public static Structure Read(Stream stream, string name, LammpsDataOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= LammpsDataOptions.Default;
        var lines = new LineReader(stream, name);
        if (!lines.TryRead(out var first)) throw lines.Fault("the file is empty", "check that it was written to its end");
        var comment = TextBytes.Decode(first).Trim();
        var header = LammpsDataHeader.Read(lines, out var section);
        var types = new LammpsDataTypes(header.Types);
        LammpsDataAtoms? atoms = null;
        while (section is not null)
        {
            switch (section.Name)
            {
                case "Atom Type Labels": types.ReadLabels(lines); break;
                case "Masses": types.ReadMasses(lines); break;
                case "Atoms" when atoms is not null: throw lines.Fault("there are two sections Atoms", "remove one of them");
                case "Atoms":
                    var named = section.Comment;
                    atoms = LammpsDataAtoms.Read(lines, header.Atoms, types, row => ChooseStyle(named, options, row, lines), cancellationToken);
                    break;
                case "Velocities" when atoms is null: throw lines.Fault("the section Velocities comes before the section Atoms", "exchange them");
                case "Velocities": atoms.ReadVelocities(lines, cancellationToken); break;
                case null when atoms is null: throw lines.Fault($"{TextBytes.Quote(section.Text)} is neither a line of the header nor the name of a section", "correct the line: a header such as '64 atoms', or a section such as Atoms");
                default:
                    section = LammpsDataSection.SkipTo(lines);
                    continue;
            }

            section = LammpsDataSection.Next(lines);
        }

        if (atoms is null) throw lines.Fault("the file has no section Atoms", "complete the file");
        return Build(comment, header, types, atoms, options, lines);
    }

    // The style in the file comes first: it was written together with the rows.
    private static LammpsAtomStyle ChooseStyle(string? named, LammpsDataOptions options, byte[] row, LineReader lines)
    {
        if (named is not null && LammpsAtomStyle.Find(named) is { } written) return written;
        if (options.AtomStyle is { } given) return LammpsAtomStyle.ByName(given);
        if (named is not null && char.IsAsciiLetterLower(named[0])) throw lines.Fault($"atoms of style {TextBytes.Quote(named)} are not read", LammpsAtomStyle.Remedy);
        return LammpsAtomStyle.Guess(row) ?? throw lines.Fault("the file does not say of which style its atoms are, and their columns fit none or several", "write it behind the section's name, as in 'Atoms # charge', or name it with --atom-style");
    }

    private static Structure Build(string comment, LammpsDataHeader header, LammpsDataTypes types, LammpsDataAtoms atoms, LammpsDataOptions options, LineReader lines)
    {
        var remarks = new List<string>();
        var units = ChooseUnits(comment, options, atoms.Velocities is not null, lines, remarks);
        var elements = types.Elements(options.Species, atoms.Types.Distinct().Order(), lines, remarks);
        var order = Order(atoms.Identifiers);
        var count = order.Length;
        var species = new byte[count];
        for (var i = 0; i < count; i++) species[i] = elements[atoms.Types[order[i]]];

        var columns = new List<AtomColumn>();
        var identifiers = Array.ConvertAll(order, i => atoms.Identifiers[i]);
        if (identifiers.Where((id, i) => id != i + 1).Any()) columns.Add(new IntegerColumn("id", 1, identifiers));
        var numbers = Array.ConvertAll(order, i => (long)atoms.Types[i]);
        if (!LammpsTypeNumbers.AreByAtomicNumber(species, numbers)) columns.Add(new IntegerColumn("type", 1, numbers));
        if (atoms.Molecules is { } molecules) columns.Add(new IntegerColumn("molecule", 1, Array.ConvertAll(order, i => molecules[i])));
        if (atoms.Charges is { } charges) columns.Add(new RealColumn("charge", 1, Array.ConvertAll(order, i => charges[i])));
        if (atoms.Images is { } images) columns.Add(new IntegerColumn("image", 3, [.. order.SelectMany(i => images.Slice(3 * i, 3))]));
        if (atoms.Velocities is { } velocities) columns.Add(new RealColumn("velocities", 3, Scaled(velocities, order, units.Velocity)));

        var info = new List<KeyValuePair<string, InfoValue>>();
        if (comment.Length > 0) info.Add(new("comment", new TextInfo(comment)));
        var origin = units.Length * header.Box.Origin;
        if (origin.Norm != 0) info.Add(new(LammpsBox.OriginKey, new RealInfo([origin.X, origin.Y, origin.Z])));
        return new(species, Scaled([.. atoms.Positions], order, units.Length), units.Length * header.Box.Cell, Periodicity.Full, columns, info, new(lines.File, 0, 1), remarks);
    }

    // write_data of recent versions ends the first line with "units = metal".
    private static LammpsUnits ChooseUnits(string comment, LammpsDataOptions options, bool velocities, LineReader lines, List<string> remarks)
    {
        if (options.Units is { } given) return LammpsUnits.ByName(given);
        const string Key = "units = ";
        if (comment.IndexOf(Key, StringComparison.Ordinal) is var at && at >= 0)
        {
            var name = comment[(at + Key.Length)..].Split((char[])[' ', ','], 2)[0];
            if (LammpsUnits.Find(name) is { } written) return written;
            throw new InputException($"the file is in units '{name}', which cannot be converted", lines.File, 1, remedy: LammpsUnits.Remedy);
        }

        if (velocities) remarks.Add("velocities are taken as Å/ps, LAMMPS's units metal: name other units with --units");
        return LammpsUnits.Metal;
    }

    private static int[] Order(List<long> identifiers)
    {
        var order = Enumerable.Range(0, identifiers.Count).ToArray();
        Array.Sort(identifiers.ToArray(), order);
        return order;
    }

    private static double[] Scaled(double[] values, int[] order, double factor)
    {
        var scaled = new double[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            for (var k = 0; k < 3; k++) scaled[3 * i + k] = factor * values[3 * order[i] + k];
        }

        return scaled;
    }
}
