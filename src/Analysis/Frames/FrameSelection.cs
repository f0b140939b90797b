using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Which frames of the files, taken one after the other, are analysed.</summary>
/// <param name="Slice">Which of all frames.</param>
/// <param name="Skip">So many frames of these are left out at the beginning.</param>
/// <param name="Every">Of the rest the first and then each so-manyth is taken.</param>
public readonly record struct FrameSelection(FrameSlice Slice, int Skip = 0, int Every = 1)
{
    /// <summary>All frames.</summary>
    public static FrameSelection All { get; } = new(FrameSlice.All);

    /// <summary>The frames selected, as they are asked for.</summary>
    /// <exception cref="InputException">A number makes no sense; raised at once.</exception>
    public IEnumerable<T> Apply<T>(IEnumerable<T> frames)
    {
        if (Skip < 0) throw new InputException("--skip is less than 0", remedy: "give the number of frames to leave out");
        if (Every < 1) throw new InputException("--every is less than 1", remedy: "give a whole number from 1");
        return Thin(Slice.Apply(frames), Skip, Every);
    }

    private static IEnumerable<T> Thin<T>(IEnumerable<T> frames, int skip, int every)
    {
        var at = 0L;
        foreach (var frame in frames)
        {
            if (at >= skip && (at - skip) % every == 0) yield return frame;
            at++;
        }
    }
}
