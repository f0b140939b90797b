using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>In which format a trajectory is written.</summary>
public enum TrajectoryKind
{
    /// <summary>Extended XYZ.</summary>
    Extxyz,

    /// <summary>The binary trajectory of Lithoscope.</summary>
    Ltraj,

    /// <summary>A dump of LAMMPS, in metal units.</summary>
    LammpsDump,
}

/// <summary>Frames as the bytes of a file that grows, which depend on nothing but the frame and its number: so a continued run goes on with the same bytes.</summary>
internal abstract class TrajectoryEncoder
{
    /// <summary>What the file begins with.</summary>
    public virtual byte[] Header => [];

    /// <summary>A frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="number">Frames before it.</param>
    public abstract byte[] Frame(Structure frame, long number);

    /// <summary>Name of the file.</summary>
    public static string FileName(TrajectoryKind kind) => kind switch { TrajectoryKind.Ltraj => "trajectory.ltraj", TrajectoryKind.LammpsDump => "trajectory.lammpstrj", _ => "trajectory.extxyz" };

    /// <summary>The encoder of a format.</summary>
    /// <param name="kind">The format.</param>
    /// <param name="precision">Precision of binary trajectories.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="stages">All stages, one of which each frame names.</param>
    public static TrajectoryEncoder Create(TrajectoryKind kind, TrajectoryPrecision precision, FrameWriter frames, IReadOnlyList<Stage> stages) => kind switch
    {
        // A specimen with the longest name makes room for all others.
        TrajectoryKind.Ltraj => new Binary(TrajectoryLayout.Of(frames.Specimen(stages.MaxBy(s => System.Text.Encoding.UTF8.GetByteCount(s.Name))!.Name), precision, c => c is not RealColumn)),
        TrajectoryKind.LammpsDump => new Dump(),
        _ => new Text(),
    };

    private sealed class Text : TrajectoryEncoder
    {
        public override byte[] Frame(Structure frame, long number) => FrameWriter.ToExtendedXyz(frame);
    }

    private sealed class Binary(TrajectoryLayout layout) : TrajectoryEncoder
    {
        public override byte[] Header => layout.Header();

        public override byte[] Frame(Structure frame, long number) => layout.Frame(frame, number);
    }

    private sealed class Dump : TrajectoryEncoder
    {
        public override byte[] Frame(Structure frame, long number)
        {
            using MemoryStream stream = new();
            using (LammpsDumpWriter writer = new(stream)) writer.Write(frame);
            return stream.ToArray();
        }
    }
}
