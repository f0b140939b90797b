using System.Runtime.ExceptionServices;

namespace Lithoscope.Structures;

/// <summary>Frames that are handed out one late, so that what a reader finds at the end of the file is said with the last of them.</summary>
internal static class LastFrame
{
    /// <summary>The frames that <paramref name="next"/> gives until it gives null; the last carries the remark that there is then, if any.</summary>
    /// <param name="next">Reads the next frame. A fault of it is raised after the frames before it.</param>
    /// <param name="remark">The remark, asked for at the end.</param>
    public static IEnumerable<Structure> WithRemark(Func<Structure?> next, Func<string?> remark)
    {
        var last = next();
        while (last is not null)
        {
            var (following, fault) = Try(next);
            if (fault is null && following is null && remark() is { } text) last = AddRemark(last, text);
            yield return last;
            fault?.Throw();
            last = following;
        }
    }

    private static (Structure? Frame, ExceptionDispatchInfo? Fault) Try(Func<Structure?> next)
    {
        try
        {
            return (next(), null);
        }
        catch (Exception fault)
        {
            return (null, ExceptionDispatchInfo.Capture(fault));
        }
    }

    private static Structure AddRemark(Structure s, string remark) =>
        new(s.AtomicNumbers.ToArray(), s.Positions.ToArray(), s.Cell, s.Periodicity, s.Columns, s.Info, s.Origin, [.. s.Remarks, remark]);
}
