using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Frames of a run as extended XYZ, with every digit.</summary>
/// <param name="start">The structure that the run began with. Its columns of words, whole numbers and truth values, and its charges, go into every frame; what else it says is no longer true.</param>
internal sealed class FrameWriter(Structure start)
{
    private readonly AtomColumn[] _carried = [.. start.Columns.Where(c => c is not RealColumn || c.Name == "charge")];

    /// <summary>A frame of the trajectory: positions, which are never wrapped into the cell, and velocities.</summary>
    public byte[] Frame(MolecularSystem system, in ThermoLine line, string stage) => Write(Compose(system, line, stage, []));

    /// <summary>The last frame, with forces too.</summary>
    public byte[] Final(MolecularSystem system, in ThermoLine line, string stage)
    {
        var forces = new double[3 * system.Atoms.Count];
        for (var i = 0; i < system.Atoms.Count; i++) (forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]) = (system.Result.Fx[i], system.Result.Fy[i], system.Result.Fz[i]);
        return Write(Compose(system, line, stage, [new RealColumn("forces", 3, forces)]).With("virial", StructureLabels.ToInfo(system.Result.Virial)));
    }

    private Structure Compose(MolecularSystem system, in ThermoLine line, string stage, AtomColumn[] more)
    {
        var atoms = system.Atoms;
        return new Structure(
            [.. atoms.AtomicNumbers],
            system.Positions(),
            start.Cell is null ? null : atoms.Cell,
            atoms.Periodicity,
            [.. _carried, new RealColumn("velocities", 3, [.. system.Velocities]), .. more],
            [
                new("step", new IntegerInfo(line.Step)), new("time_fs", new RealInfo(line.Time)), new("stage", new TextInfo(stage)),
                new("temperature_K", new RealInfo(line.Temperature)), new("energy", new RealInfo(line.Potential)),
            ]);
    }

    private static byte[] Write(Structure frame)
    {
        using MemoryStream stream = new();
        using (ExtendedXyzWriter writer = new(stream)) writer.Write(frame);
        return stream.ToArray();
    }
}
