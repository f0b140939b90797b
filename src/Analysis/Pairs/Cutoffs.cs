using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Refuses distances and cells that cannot be meant.</summary>
internal static class Cutoffs
{
    /// <summary>The longest distance taken, Å.</summary>
    public const double Longest = 200;

    /// <summary>Refuses a distance that is not within (0, <see cref="Longest"/>].</summary>
    public static void Check(string option, double value)
    {
        if (!(value > 0 && value <= Longest)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{option} is {value} Å, not between 0 and {Longest} Å"), remedy: "give a distance such as 10");
    }

    /// <summary>Volume of a frame that must be periodic along all three directions, Å³.</summary>
    public static double Volume(Structure frame, string what)
    {
        if (frame.Cell is { } cell && frame.Periodicity == Periodicity.Full) return Math.Abs(cell.Determinant);
        throw new InputException(frame.Cell is null ? $"{what} needs a cell, and this frame has none" : $"{what} needs a cell that repeats along all three directions", frame.Origin.File, frame.Origin.Line > 0 ? frame.Origin.Line : null, "give periodic structures; cn, adf and clusters also take molecules and particles");
    }
}
