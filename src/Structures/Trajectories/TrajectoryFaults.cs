using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What may be wrong with a trajectory.</summary>
internal static class TrajectoryFaults
{
    private const string CopyAgain = "copy the file again, or take the frames before with --frames";

    public static InputException Empty(string name) => new("the trajectory is empty", name, remedy: "wait until the run has written its first frame");

    public static InputException Beginning(string name) =>
        new("the trajectory ends within its header, or its header is damaged", name, remedy: "wait until the run has written its first frame, or copy the file again");

    public static InputException Damaged(string name, long frame) =>
        new(string.Create(CultureInfo.InvariantCulture, $"frame {frame} of the trajectory is damaged: its check sum, number or length is wrong"), name, remedy: CopyAgain);

    public static InputException OtherAtoms(string name, long frame) =>
        new(string.Create(CultureInfo.InvariantCulture, $"frame {frame} has other atoms than the first"), name, remedy: "analyse frames of the same atoms: take them out with --frames");

    public static InputException Lacking(string name, long frame, string column) =>
        new(string.Create(CultureInfo.InvariantCulture, $"frame {frame} has no {column}"), name, remedy: "write the trajectory with them");

    public static string CutOff(long frame) => string.Create(CultureInfo.InvariantCulture, $"frame {frame} is cut off at the end of the file and was left out");
}
