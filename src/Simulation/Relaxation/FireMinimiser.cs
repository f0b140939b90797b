namespace Lithoscope.Simulation;

/// <summary>
/// FIRE 2.0 (Guénolé et al., doi:10.1016/j.commatsci.2020.109584): dynamics with unit masses whose velocity is turned towards the force and stopped, half a step back, where it goes uphill;
/// semi-implicit Euler steps. Times are in units in which a force of 1 eV/Å gives an acceleration of 1 Å. A step is shortened until no atom goes further than the limit.
/// </summary>
internal static class FireMinimiser
{
    private const double FirstStep = 0.05;
    private const double LongestTime = 10 * FirstStep;
    private const double ShortestTime = 0.02 * FirstStep;
    private const int Delay = 20;
    private const double Grow = 1.1;
    private const double Shrink = 0.5;
    private const double FirstMixing = 0.25;
    private const double MixingDecay = 0.99;

    // Uphill so many times in a row: nothing is downhill any more.
    private const int MostUphill = 2000;

    /// <summary>Goes downhill from where the problem stands, which must have been evaluated.</summary>
    public static RelaxationEnd Run(RelaxationProblem problem, RelaxationLimits limits, Action accepted, CancellationToken cancellation)
    {
        var (x, g) = (problem.X, problem.Gradient);
        var n = x.Length;
        var (v, step, safe) = (new double[n], new double[n], new double[n]);
        var (time, mixing, downhill, uphill, length) = (FirstStep, FirstMixing, 0, 0, 1.0);
        for (var iteration = 0; ; iteration++)
        {
            if (limits.Holds(problem)) return RelaxationEnd.Converged;
            if (problem.Evaluations >= limits.Evaluations) return RelaxationEnd.EvaluationLimit;
            x.CopyTo(safe, 0);
            if (CurvaturePairs.Dot(g, v) < 0)
            {
                (downhill, uphill) = (downhill + 1, 0);
                if (downhill > Delay) (time, mixing) = (Math.Min(Grow * time, LongestTime), MixingDecay * mixing);
            }
            else if (iteration > 0)
            {
                (downhill, uphill, mixing) = (0, uphill + 1, FirstMixing);
                if (uphill > MostUphill) return RelaxationEnd.NoDescent;
                if (iteration >= Delay) time = Math.Max(Shrink * time, ShortestTime);
                for (var k = 0; k < n; k++) x[k] -= 0.5 * length * time * v[k];
                Array.Clear(v);
            }

            for (var k = 0; k < n; k++) v[k] -= time * g[k];
            var turn = mixing * Math.Sqrt(CurvaturePairs.Dot(v, v) / Math.Max(CurvaturePairs.Dot(g, g), double.Epsilon));
            for (var k = 0; k < n; k++)
            {
                v[k] = (1 - mixing) * v[k] - turn * g[k];
                step[k] = time * v[k];
            }

            length = Math.Min(1, limits.LongestStep / problem.Displacement(step));
            for (var k = 0; k < n; k++) x[k] += length * step[k];
            if (!problem.Evaluate(cancellation))
            {
                // Somewhere no energy exists: back, and slower.
                if (time <= ShortestTime || problem.Evaluations >= limits.Evaluations)
                {
                    safe.CopyTo(x, 0);
                    problem.Evaluate(cancellation);
                    return time <= ShortestTime ? RelaxationEnd.NoDescent : RelaxationEnd.EvaluationLimit;
                }

                safe.CopyTo(x, 0);
                Array.Clear(v);
                time = Math.Max(Shrink * time, ShortestTime);
                problem.Evaluate(cancellation);
                continue;
            }

            accepted();
        }
    }
}
