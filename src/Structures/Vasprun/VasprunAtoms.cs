namespace Lithoscope.Structures;

/// <summary>The atoms of a vasprun.xml file: its element atominfo.</summary>
/// <param name="Species">Atomic number of each atom.</param>
internal sealed record VasprunAtoms(byte[] Species)
{
    // In the rows of types: number of atoms, symbol, mass, valence, title of the potential.
    private const int TitleColumn = 4;

    /// <summary>Reads the element at which the reader stands.</summary>
    /// <remarks>
    /// The element of an atom is that of its potential's title: the table of atoms has shortened some symbols, "X" for Xe and "r" for Zr.
    /// </remarks>
    public static VasprunAtoms Read(XmlElements xml)
    {
        var (atoms, types) = (new List<(string Symbol, string Type)>(), new List<string>());
        var info = xml.Here();
        while (xml.NextChild(info))
        {
            if (xml.Name != "array") continue;
            if (xml.Attribute("name") == "atoms") ReadRows(xml, row => atoms.Add((row[0], row.Count > 1 ? row[1] : "")));
            else if (xml.Attribute("name") == "atomtypes") ReadRows(xml, row => types.Add(row.Count > TitleColumn ? row[TitleColumn] : ""));
        }

        var species = new byte[atoms.Count];
        for (var i = 0; i < species.Length; i++)
        {
            var title = int.TryParse(atoms[i].Type, out var type) && type >= 1 && type <= types.Count ? types[type - 1] : "";
            if (!PoscarSpecies.TryParseTitle(title, out species[i]) && !Element.TryParse(atoms[i].Symbol, out species[i]))
            {
                throw xml.Fault($"{TextBytes.Quote(atoms[i].Symbol)} is not the symbol of an element", "repair the file or have it written again");
            }
        }

        return new(species);
    }

    private static void ReadRows(XmlElements xml, Action<List<string>> add)
    {
        var array = xml.Here();
        while (xml.NextChild(array))
        {
            if (xml.Name != "set") continue;
            var set = xml.Here();
            while (xml.NextChild(set))
            {
                var (row, cells) = (xml.Here(), new List<string>());
                while (xml.NextChild(row))
                {
                    var text = xml.ReadText();
                    if (cells.Count <= TitleColumn) cells.Add(text);
                }

                if (cells.Count > 0) add(cells);
            }
        }
    }
}
