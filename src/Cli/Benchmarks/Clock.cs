using System.Diagnostics;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>Seconds of one core: processor time of the process, which the work of others on the machine does not stretch as it does the wall clock.</summary>
internal static class Clock
{
    /// <summary>The best time of one call, after a first one to warm up.</summary>
    /// <param name="work">The work, on one thread.</param>
    /// <param name="cancellation">Checked between calls.</param>
    /// <param name="repeats">Calls that are timed.</param>
    /// <param name="atLeast">Seconds that a timing shall take; the work is repeated within it.</param>
    public static double Best(Action work, CancellationToken cancellation, int repeats = 5, double atLeast = 0.1)
    {
        work();
        // Tiered compilation replaces code that runs often a little later.
        Thread.Sleep(150);
        var best = double.PositiveInfinity;
        var calls = 1;
        for (var k = 0; k < repeats; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var seconds = Measure(work, calls);
            if (seconds < atLeast && k == 0)
            {
                calls = (int)Math.Clamp(Math.Ceiling(calls * 1.2 * atLeast / Math.Max(seconds, 1e-3)), 1, 1_000_000);
                seconds = Measure(work, calls);
            }

            best = Math.Min(best, seconds / calls);
        }

        return best;
    }

    private static double Measure(Action work, int calls)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var c = 0; c < calls; c++) work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
