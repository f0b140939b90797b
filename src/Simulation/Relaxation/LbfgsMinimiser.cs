namespace Lithoscope.Simulation;

/// <summary>
/// Limited-memory BFGS (Liu and Nocedal, doi:10.1007/BF01589116). A step is shortened until no atom goes further than the limit, then by backtracking until the energy falls enough; where
/// differences of energy drown in rounding, the slope at the end decides (Hager and Zhang, doi:10.1137/030601880). Pairs of negative curvature are left out of the memory.
/// </summary>
internal static class LbfgsMinimiser
{
    private const int Memory = 30;
    private const int Attempts = 12;
    private const double Decrease = 1e-4;

    // Stiffness of a bond, eV/Å², before anything is known.
    private const double Stiffness = 20;

    /// <summary>Goes downhill from where the problem stands, which must have been evaluated.</summary>
    public static RelaxationEnd Run(RelaxationProblem problem, RelaxationLimits limits, Action accepted, CancellationToken cancellation)
    {
        var n = problem.X.Length;
        CurvaturePairs memory = new(n, Memory);
        var (x, g, step) = (new double[n], new double[n], new double[n]);
        while (true)
        {
            if (limits.Holds(problem)) return RelaxationEnd.Converged;
            if (problem.Evaluations >= limits.Evaluations) return RelaxationEnd.EvaluationLimit;
            problem.X.CopyTo(x, 0);
            problem.Gradient.CopyTo(g, 0);
            var (enthalpy, noise) = (problem.Enthalpy, problem.Noise);
            while (!Descend(problem, limits, memory, x, g, enthalpy, noise, step, cancellation))
            {
                var isSpent = problem.Evaluations >= limits.Evaluations;
                if (!isSpent && memory.Count > 0)
                {
                    memory.Clear(); // straight down the gradient, then
                    continue;
                }

                x.CopyTo(problem.X, 0);
                problem.Evaluate(cancellation);
                return isSpent ? RelaxationEnd.EvaluationLimit : RelaxationEnd.NoDescent;
            }

            for (var k = 0; k < n; k++) g[k] = problem.Gradient[k] - g[k];
            memory.Add(step, g);
            accepted();
        }
    }

    // Leaves the problem at the end of a step that lowers the energy, and that step; false where none is found.
    private static bool Descend(RelaxationProblem problem, RelaxationLimits limits, CurvaturePairs memory, double[] x, double[] g, double enthalpy, double noise, double[] step, CancellationToken cancellation)
    {
        memory.Direction(g, step, 1 / Stiffness);
        var slope = CurvaturePairs.Dot(step, g);
        if (!(slope < 0)) return false;
        var length = Math.Min(1, limits.LongestStep / problem.Displacement(step));
        for (var k = 0; k < step.Length; k++) step[k] *= length;
        slope *= length;
        for (var attempt = 0; attempt < Attempts && problem.Evaluations < limits.Evaluations; attempt++)
        {
            for (var k = 0; k < x.Length; k++) problem.X[k] = x[k] + step[k];
            var isFinite = problem.Evaluate(cancellation);
            var change = problem.Enthalpy - enthalpy;
            if (isFinite && change <= Decrease * slope) return true;
            if (isFinite && change <= noise && CurvaturePairs.Dot(step, problem.Gradient) <= -(1 - 2 * Decrease) * slope) return true;
            // The minimum of the parabola through both energies and the slope.
            var shorter = isFinite ? Math.Clamp(-slope / (2 * (change - slope)), 0.1, 0.5) : 0.25;
            if (!double.IsFinite(shorter)) shorter = 0.25;
            for (var k = 0; k < step.Length; k++) step[k] *= shorter;
            slope *= shorter;
        }

        return false;
    }
}
