using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Faults of input that say in which frame they are.</summary>
internal static class FrameFault
{
    /// <summary>The same fault with file, line and frame.</summary>
    public static InputException At(Structure structure, int frame, InputException fault) => new(
        string.Create(CultureInfo.InvariantCulture, $"frame {frame}: {fault.What}"),
        structure.Origin.File ?? fault.File,
        structure.Origin.Line > 0 ? structure.Origin.Line : fault.Line,
        fault.Remedy,
        fault);

    /// <summary>Does work whose faults are those of a frame.</summary>
    public static void Check(Structure structure, int frame, Action work)
    {
        try
        {
            work();
        }
        catch (InputException fault)
        {
            throw At(structure, frame, fault);
        }
    }
}
