using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>A structure element: cell, fractional positions, and which atoms may move.</summary>
/// <param name="Cell">Lattice vectors as rows, Å.</param>
/// <param name="Fractional">Fractional positions, three for each atom.</param>
/// <param name="MoveMask">Three flags for each atom, true where it may move; null without selective dynamics.</param>
internal sealed record VasprunStructure(Matrix3D Cell, List<double> Fractional, bool[]? MoveMask)
{
    /// <summary>Reads the element at which the reader stands.</summary>
    public static VasprunStructure Read(XmlElements xml)
    {
        var (basis, fractional, mask) = (new List<double>(), new List<double>(), new List<bool>());
        var structure = xml.Here();
        while (xml.NextChild(structure))
        {
            switch (xml.Name, xml.Attribute("name"))
            {
                case ("crystal", _):
                    var crystal = xml.Here();
                    while (xml.NextChild(crystal))
                    {
                        if (xml.Attribute("name") == "basis") ReadVectors(xml, basis);
                    }

                    break;
                case ("varray", "positions"): ReadVectors(xml, fractional); break;
                case ("varray", "selective"): ReadFlags(xml, mask); break;
            }
        }

        if (basis.Count != 9) throw xml.Fault("a structure does not have three lattice vectors", "repair the file or have it written again");
        var cell = new Matrix3D(new(basis[0], basis[1], basis[2]), new(basis[3], basis[4], basis[5]), new(basis[6], basis[7], basis[8]));
        if (CellChecks.Fault(cell) is { } fault) throw xml.Fault(fault, CellChecks.Remedy);
        return new(cell, fractional, mask.Count > 0 ? [.. mask] : null);
    }

    /// <summary>Cartesian positions, Å.</summary>
    public double[] Positions(XmlElements xml)
    {
        var positions = new double[Fractional.Count];
        for (var i = 0; i < positions.Length; i += 3)
        {
            var r = Cell.Transform(new(Fractional[i], Fractional[i + 1], Fractional[i + 2]));
            if (!double.IsFinite(r.X) || !double.IsFinite(r.Y) || !double.IsFinite(r.Z)) throw xml.Fault("a coordinate is not a finite number", "positions must be known: repair the file");
            (positions[i], positions[i + 1], positions[i + 2]) = (r.X, r.Y, r.Z);
        }

        return positions;
    }

    /// <summary>Reads the rows of the array at which the reader stands.</summary>
    public static void ReadVectors(XmlElements xml, List<double> values)
    {
        var array = xml.Here();
        while (xml.NextChild(array)) xml.ReadReals(values);
    }

    private static void ReadFlags(XmlElements xml, List<bool> flags)
    {
        var array = xml.Here();
        while (xml.NextChild(array)) flags.AddRange(xml.ReadText().Where(c => c is 'T' or 't' or 'F' or 'f').Select(c => c is 'T' or 't'));
    }
}
