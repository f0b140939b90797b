using System.Diagnostics;

namespace Lithoscope.Tests;

/// <summary>Tells work that takes too long from a machine that was busy with other things: both time and the processor time of these tests must have passed.</summary>
internal sealed class WorkClock
{
    private Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _work = Environment.CpuUsage.TotalTime;

    /// <summary>Begins anew.</summary>
    public void Restart() => (_clock, _work) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);

    /// <summary>Fails where more than so many seconds have been worked.</summary>
    public void RequireWithin(double seconds, string name)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        Assert.True(_clock.Elapsed < limit || Environment.CpuUsage.TotalTime - _work < limit, $"{name}: took {_clock.Elapsed}");
    }
}
