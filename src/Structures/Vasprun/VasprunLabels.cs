using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The results of an ionic step in our units and signs.</summary>
internal sealed record VasprunLabels(List<KeyValuePair<string, InfoValue>> Info, List<AtomColumn> Columns, List<string> Remarks)
{
    /// <summary>The results of <paramref name="step"/>, the one of that number.</summary>
    public static VasprunLabels Of(VasprunStep step, VasprunParameters parameters, int number)
    {
        var labels = new VasprunLabels([], [], []);
        // VASP ends the electronic loop at NELM whether or not EDIFF is reached, and the file does not say which it was.
        if (parameters.ElectronicSteps is { } most && step.ElectronicSteps >= most)
        {
            labels.Add("scf_converged", new LogicalInfo(false));
            labels.Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"ionic step {number} took all of its {most} electronic steps (NELM), so its SCF is not converged: energy, forces and stress were left out"));
        }
        else
        {
            labels.AddEnergies(step, parameters, number);
            if (step.Forces.Count > 0) labels.Columns.Add(new RealColumn("forces", 3, [.. step.Forces]));
            // VASP counts compression as positive: its trace has the sign of the external pressure that OUTCAR prints.
            if (step.Stress is [var xx, var xy, var xz, var yx, var yy, var yz, var zx, var zy, var zz])
            {
                labels.Add("stress", StructureLabels.ToInfo(-Unit.Kilobar * new Matrix3D(new(xx, xy, xz), new(yx, yy, yz), new(zx, zy, zz))));
            }
        }

        if (step.FermiEnergy is { } fermi) labels.Add("fermi_energy", new RealInfo(fermi));
        labels.Add("step", new IntegerInfo(number));
        return labels;
    }

    private void AddEnergies(VasprunStep step, VasprunParameters parameters, int number)
    {
        if (step.Energies.Free is not { } free)
        {
            Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"ionic step {number} does not state its free energy: it has no energy"));
            return;
        }

        // Under an external pressure what the ionic step calls its energy is the enthalpy: the electronic steps do not hold its P·V.
        var work = parameters.Pressure * Unit.Kilobar * Math.Abs(step.Structure!.Cell.Determinant);
        if (step.ElectronicEnergies.Free is { } electronic && Math.Abs(free - electronic - work) < 0.5 * Math.Abs(work)) free -= work;
        Add("energy", new RealInfo(free));

        // The ionic step's own e_0_energy is wrong in many versions (zero, or the entropy), its electronic steps lack corrections such as
        // dispersion. The difference of the two energies of the last electronic step is right.
        if (step.ElectronicEnergies is { Free: { } f, WithoutSmearing: { } zero }) Add("energy_sigma0", new RealInfo(free + zero - f));
    }

    private void Add(string key, InfoValue value) => Info.Add(new(key, value));
}
