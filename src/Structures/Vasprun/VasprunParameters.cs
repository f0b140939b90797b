namespace Lithoscope.Structures;

/// <summary>What of a run's parameters its results cannot be understood without.</summary>
/// <param name="ElectronicSteps">The largest number of electronic steps (NELM), or null where it is not given.</param>
/// <param name="Pressure">The external pressure (PSTRESS), kbar.</param>
internal sealed record VasprunParameters(int? ElectronicSteps, double Pressure)
{
    /// <summary>Reads the element at which the reader stands.</summary>
    public static VasprunParameters Read(XmlElements xml)
    {
        var found = new VasprunParameters(null, 0);
        Read(xml, ref found);
        return found;
    }

    private static void Read(XmlElements xml, ref VasprunParameters found)
    {
        var scope = xml.Here();
        while (xml.NextChild(scope))
        {
            switch (xml.Name, xml.Attribute("name"))
            {
                case ("separator", _): Read(xml, ref found); break;
                // The first NELM is that of the self-consistency; a later one belongs to response functions.
                case ("i", "NELM") when found.ElectronicSteps is null: found = found with { ElectronicSteps = (int?)xml.ReadReal() }; break;
                case ("i", "PSTRESS"): found = found with { Pressure = xml.ReadReal() ?? 0 }; break;
            }
        }
    }
}
