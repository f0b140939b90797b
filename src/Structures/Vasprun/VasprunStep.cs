namespace Lithoscope.Structures;

/// <summary>What one ionic step, an element calculation, says.</summary>
/// <param name="line">Its first line.</param>
internal sealed class VasprunStep(long line)
{
    /// <summary>Its first line.</summary>
    public long Line => line;

    /// <summary>Number of electronic steps.</summary>
    public int ElectronicSteps { get; private set; }

    /// <summary>Cell and positions, once read.</summary>
    public VasprunStructure? Structure { get; private set; }

    /// <summary>Forces, eV/Å.</summary>
    public List<double> Forces { get; } = [];

    /// <summary>Stress, kbar, compression positive.</summary>
    public List<double> Stress { get; } = [];

    /// <summary>The energies of the step itself, eV.</summary>
    public VasprunEnergies Energies { get; private set; }

    /// <summary>The energies of its last electronic step, eV, without corrections that are added once at its end.</summary>
    public VasprunEnergies ElectronicEnergies { get; private set; }

    /// <summary>Whether the step's energies were read to their end, which are the last of what is taken from it.</summary>
    public bool HasEnergy { get; private set; }

    /// <summary>Fermi energy, eV.</summary>
    public double? FermiEnergy { get; private set; }

    /// <summary>Reads the element at which the reader stands.</summary>
    public void Read(XmlElements xml, CancellationToken cancellationToken)
    {
        var calculation = xml.Here();
        while (xml.NextChild(calculation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (xml.Name, xml.Attribute("name"))
            {
                case ("scstep", _):
                    ElectronicSteps++;
                    var step = xml.Here();
                    while (xml.NextChild(step))
                    {
                        if (xml.Name == "energy") ElectronicEnergies = VasprunEnergies.Read(xml);
                    }

                    break;
                case ("structure", _): Structure = VasprunStructure.Read(xml); break;
                case ("varray", "forces"): VasprunStructure.ReadVectors(xml, Forces); break;
                case ("varray", "stress"): VasprunStructure.ReadVectors(xml, Stress); break;
                case ("energy", _):
                    Energies = VasprunEnergies.Read(xml);
                    HasEnergy = true;
                    break;
                case ("dos", _):
                    var states = xml.Here();
                    while (xml.NextChild(states))
                    {
                        if ((xml.Name, xml.Attribute("name")) == ("i", "efermi")) FermiEnergy = xml.ReadReal();
                    }

                    break;
                case ("i", "efermi"): FermiEnergy = xml.ReadReal(); break;
            }
        }
    }
}

/// <summary>An energy element, eV.</summary>
/// <param name="Free">The free energy, to which forces and stress belong.</param>
/// <param name="WithoutSmearing">The energy extrapolated to no smearing.</param>
internal readonly record struct VasprunEnergies(double? Free, double? WithoutSmearing)
{
    /// <summary>Reads the element at which the reader stands.</summary>
    public static VasprunEnergies Read(XmlElements xml)
    {
        var found = default(VasprunEnergies);
        var energy = xml.Here();
        while (xml.NextChild(energy))
        {
            switch (xml.Attribute("name"))
            {
                case "e_fr_energy": found = found with { Free = xml.ReadReal() }; break;
                case "e_0_energy": found = found with { WithoutSmearing = xml.ReadReal() }; break;
            }
        }

        return found;
    }
}
