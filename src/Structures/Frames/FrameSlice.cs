using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Which frames of a file to take, as in Python: START:STOP:STEP, each of which may be left out, or a single index. Negative numbers
/// count from the end.
/// </summary>
/// <param name="Start">The first frame; null for the first in the direction of the step.</param>
/// <param name="Stop">The frame before which to stop; null for the end.</param>
/// <param name="Step">From one frame to the next; not zero.</param>
public readonly record struct FrameSlice(int? Start, int? Stop, int Step)
{
    /// <summary>All frames.</summary>
    public static FrameSlice All { get; } = new(null, null, 1);

    private bool IsIndex { get; init; }

    /// <summary>Reads "5", "-1", ":", "0:10", "0:10:2", "::-1".</summary>
    /// <exception cref="InputException">The text is none of these.</exception>
    public static FrameSlice Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length == 1 && Number(parts[0], text) is { } index) return new(index, index == -1 ? null : index + 1, 1) { IsIndex = true };
        if (parts.Length is 1 or > 3) throw Malformed(text);
        var step = parts.Length == 3 ? Number(parts[2], text) ?? 1 : 1;
        return step == 0 ? throw Malformed(text) : new(Number(parts[0], text), Number(parts[1], text), step);
    }

    /// <summary>
    /// The frames of the slice, one at a time. Frames are held only where the slice counts from the end or goes backwards; nothing is read beyond
    /// a stop that counts from the beginning.
    /// </summary>
    /// <exception cref="InputException">The slice is a single index and there is no such frame; raised when it is reached.</exception>
    public IEnumerable<T> Apply<T>(IEnumerable<T> frames)
    {
        var taken = Step > 0 && Start is null or >= 0 && Stop is null or >= 0 ? Forward(frames) : Any(frames);
        if (!IsIndex) return taken;
        return Single(taken, Start!.Value);
    }

    private IEnumerable<T> Forward<T>(IEnumerable<T> frames)
    {
        var (index, next) = (0, Start ?? 0);
        if (Stop <= next) yield break;
        foreach (var frame in frames)
        {
            if (index == next)
            {
                yield return frame;
                next += Step;
            }

            index++;
            if (index >= Stop) yield break;
        }
    }

    private IEnumerable<T> Any<T>(IEnumerable<T> frames)
    {
        var all = frames.ToList();
        if (IsIndex && Start < -all.Count) yield break;
        var (low, high) = Step > 0 ? (0, all.Count) : (-1, all.Count - 1);
        var start = Start is { } s ? Math.Clamp(s < 0 ? s + all.Count : s, low, high) : Step > 0 ? low : high;
        var stop = Stop is { } e ? Math.Clamp(e < 0 ? e + all.Count : e, low, high) : Step > 0 ? high : low;
        for (long i = start; Step > 0 ? i < stop : i > stop; i += Step) yield return all[(int)i];
    }

    private static IEnumerable<T> Single<T>(IEnumerable<T> taken, int index)
    {
        using var only = taken.GetEnumerator();
        if (!only.MoveNext()) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"there is no frame {index}"), remedy: "frames are counted from 0, or from -1 backwards");
        yield return only.Current;
    }

    private static int? Number(string part, string text) =>
        part.Length == 0 ? null
        : int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number
        : throw Malformed(text);

    private static InputException Malformed(string text) =>
        new($"'{text}' does not say which frames to take", remedy: "write an index such as 5 or -1, or START:STOP:STEP such as 0:10:2");
}
