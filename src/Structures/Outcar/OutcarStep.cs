using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>What one ionic step of an OUTCAR file says, as it is found. Values are NaN until they are.</summary>
/// <param name="line">Its first line.</param>
internal sealed class OutcarStep(long line)
{
    /// <summary>Lattice vectors at the time of the positions, Å.</summary>
    public Matrix3D Cell { get; set; }

    /// <summary>Cartesian positions, Å.</summary>
    public double[]? Positions { get; set; }

    /// <summary>Forces, eV/Å.</summary>
    public double[] Forces { get; set; } = [];

    /// <summary>Whether the electronic loop ended because its criterion was met.</summary>
    public bool IsConverged { get; set; }

    /// <summary>Free energy, eV.</summary>
    public double Energy { get; set; } = double.NaN;

    /// <summary>Energy extrapolated to no smearing, eV.</summary>
    public double EnergyWithoutSmearing { get; set; } = double.NaN;

    /// <summary>Stress, kbar, compression positive: xx yy zz xy yz zx.</summary>
    public double[]? Stress { get; set; }

    /// <summary>Fermi energy, eV.</summary>
    public double FermiEnergy { get; set; } = double.NaN;

    /// <summary>Temperature of the ions, K.</summary>
    public double Temperature { get; set; } = double.NaN;

    /// <summary>Magnetic moment of each atom, in Bohr magnetons.</summary>
    public double[]? Moments { get; set; }

    /// <summary>Whether the energies that close a step were read.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The frame.</summary>
    public Structure Build(byte[] species, string file, int frame)
    {
        var number = frame + 1;
        var (info, columns, remarks) = (new List<KeyValuePair<string, InfoValue>>(), new List<AtomColumn>(), new List<string>());
        if (IsConverged)
        {
            Add(info, "energy", Energy);
            Add(info, "energy_sigma0", EnergyWithoutSmearing);
            columns.Add(new RealColumn("forces", 3, Forces));
            // VASP counts compression as positive, and the order is its own.
            if (Stress is [var xx, var yy, var zz, var xy, var yz, var zx] && double.IsFinite(xx + yy + zz + xy + yz + zx))
            {
                info.Add(new("stress", StructureLabels.ToInfo(-Unit.Kilobar * StructureLabels.FromVoigt([xx, yy, zz, yz, zx, xy]))));
            }
        }
        else
        {
            info.Add(new("scf_converged", new LogicalInfo(false)));
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"the SCF of ionic step {number} is not converged: energy, forces and stress were left out"));
        }

        Add(info, "fermi_energy", FermiEnergy);
        Add(info, "temperature", Temperature);
        info.Add(new("step", new IntegerInfo(number)));
        if (Moments is { } moments && moments.Length == species.Length) columns.Add(new RealColumn("magmom", 1, moments));
        return new(species, Positions!, Cell, Periodicity.Full, columns, info, new(file, frame, line), remarks);
    }

    private static void Add(List<KeyValuePair<string, InfoValue>> info, string key, double value)
    {
        if (double.IsFinite(value)) info.Add(new(key, new RealInfo(value)));
    }
}
