using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>Which elements the atoms of a dump are: named by the user for the types, else from the columns element, mass or a type's label.</summary>
/// <param name="named">The elements of the types, or null.</param>
internal sealed class LammpsDumpSpecies(byte[]? named)
{
    private readonly Dictionary<double, byte> _weighed = [];

    /// <summary>The remark about elements that were found from masses, or null.</summary>
    public string? Remark { get; private set; }

    /// <summary>Whether the user named the elements of the types.</summary>
    public bool AreNamed => named is not null;

    /// <summary>Atomic numbers in the order of the rows.</summary>
    public byte[] Find(LammpsDumpColumns columns, int atoms, long[]? types, LineReader lines)
    {
        if (named is not null && types is not null)
        {
            columns.Take<TextColumnBuilder>("element");
            return FromTypes(types, lines);
        }

        if (columns.Take<SpeciesColumnBuilder>("element") is { } elements) return elements.Values;
        if (columns.Take<TextColumnBuilder>("type") is { } labels) return FromLabels(((TextColumn)labels.Build()).Values, lines);
        if (named is [var only])
        {
            var same = new byte[atoms];
            Array.Fill(same, only);
            return same;
        }

        if (columns.Take<RealColumnBuilder>("mass") is { } masses) return FromMasses(masses.Values, lines);
        throw lines.Fault("the dump does not say which elements its atoms are", LammpsElements.Remedy);
    }

    private byte[] FromTypes(long[] types, LineReader lines)
    {
        var species = new byte[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i] < 1 || types[i] > named!.Length) throw lines.Fault($"there is an atom of type {Plain(types[i])}, but {Plain(named!.Length)} elements were named", LammpsElements.Remedy);
            species[i] = named[types[i] - 1];
        }

        return species;
    }

    private static byte[] FromLabels(string[] labels, LineReader lines)
    {
        var species = new byte[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (!LammpsElements.TryReadSymbol(labels[i], out species[i])) throw lines.Fault($"the label of a type, {TextBytes.Quote(labels[i])}, does not begin with the symbol of an element", "dump the column element too");
        }

        return species;
    }

    private byte[] FromMasses(double[] masses, LineReader lines)
    {
        var species = new byte[masses.Length];
        for (var i = 0; i < masses.Length; i++)
        {
            if (!_weighed.TryGetValue(masses[i], out species[i]))
            {
                species[i] = LammpsElements.FromMass(masses[i]);
                if (species[i] == 0) throw lines.Fault($"the mass of an atom, {masses[i].ToString(CultureInfo.InvariantCulture)}, does not tell its element", LammpsElements.Remedy);
                _weighed.Add(masses[i], species[i]);
                Remark = "elements were found from masses: " + string.Join(", ", _weighed.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} amu is {Element.Symbol(w.Value)}")));
            }
        }

        return species;
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
