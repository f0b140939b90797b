using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Frames of a run: positions, which are never wrapped into the cell, velocities, and what is carried along.</summary>
/// <param name="start">The structure that the run began with. Its columns of words, whole numbers and truth values, and its charges, go into every frame; what else it says is no longer true.</param>
internal sealed class FrameWriter(Structure start)
{
    private readonly AtomColumn[] _carried = [.. start.Columns.Where(c => c is not RealColumn || c.Name == "charge")];

    /// <summary>A frame of the trajectory.</summary>
    public Structure Frame(MolecularSystem system, in ThermoLine line, string stage) => Compose(system.Positions(), system.Atoms.Cell, [.. system.Velocities], line, stage, []);

    /// <summary>A frame like those of a run, for what must be known of them beforehand.</summary>
    /// <param name="stage">Name of the stage.</param>
    public Structure Specimen(string stage) => Compose([.. start.Positions], start.Cell ?? default, new double[3 * start.Count], default, stage, []);

    /// <summary>The last frame, with forces too, as extended XYZ with every digit.</summary>
    public byte[] Final(MolecularSystem system, in ThermoLine line, string stage, double[]? grades = null)
    {
        var forces = new double[3 * system.Atoms.Count];
        for (var i = 0; i < system.Atoms.Count; i++) (forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]) = (system.Result.Fx[i], system.Result.Fy[i], system.Result.Fz[i]);
        return ToExtendedXyz(Compose(system.Positions(), system.Atoms.Cell, [.. system.Velocities], line, stage, [new RealColumn("forces", 3, forces), .. grades is null ? (AtomColumn[])[] : [new RealColumn("extrapolation_grade", 1, grades)]]).With("virial", StructureLabels.ToInfo(system.Result.Virial)));
    }

    private Structure Compose(double[] positions, in Matrix3D cell, double[] velocities, in ThermoLine line, string stage, AtomColumn[] more) => new(
        [.. start.AtomicNumbers],
        positions,
        start.Cell is null ? null : cell,
        start.Periodicity,
        [.. _carried, new RealColumn("velocities", 3, velocities), .. more],
        [
            new("step", new IntegerInfo(line.Step)), new("time_fs", new RealInfo(line.Time)), new("stage", new TextInfo(stage)),
            new("temperature_K", new RealInfo(line.Temperature)), new("energy", new RealInfo(line.Potential)),
        ]);

    /// <summary>A frame as extended XYZ with every digit.</summary>
    public static byte[] ToExtendedXyz(Structure frame)
    {
        using MemoryStream stream = new();
        using (ExtendedXyzWriter writer = new(stream)) writer.Write(frame);
        return stream.ToArray();
    }
}
