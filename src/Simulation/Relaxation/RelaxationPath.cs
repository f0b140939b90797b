namespace Lithoscope.Simulation;

/// <summary>How a relaxation ended.</summary>
public enum RelaxationEnd
{
    /// <summary>Forces, and stress where the cell may change, are within their tolerances.</summary>
    Converged,

    /// <summary>The number of evaluations is used up.</summary>
    EvaluationLimit,

    /// <summary>No shorter step lowers the energy: forces are not its derivatives within their tolerances, or it has no minimum.</summary>
    NoDescent,
}

/// <summary>When a relaxation ends, and how far it may step.</summary>
/// <param name="Force">Largest force, eV/Å.</param>
/// <param name="Stress">Largest component of stress plus pressure, eV/Å³.</param>
/// <param name="Evaluations">Most evaluations.</param>
/// <param name="LongestStep">Longest displacement in one step, Å.</param>
internal readonly record struct RelaxationLimits(double Force, double Stress, int Evaluations, double LongestStep)
{
    /// <summary>Whether a point is a stationary one within the tolerances.</summary>
    public bool Holds(RelaxationProblem problem) => problem.LargestForce <= Force && problem.LargestStress <= Stress;
}

/// <summary>One accepted step.</summary>
/// <param name="Evaluations">Evaluations so far.</param>
/// <param name="Energy">Potential energy, eV.</param>
/// <param name="Enthalpy">E + PV, eV.</param>
/// <param name="Force">Largest force, eV/Å.</param>
/// <param name="Stress">Largest component of stress plus pressure, eV/Å³.</param>
/// <param name="Volume">Volume of the cell, Å³.</param>
internal readonly record struct RelaxationPoint(int Evaluations, double Energy, double Enthalpy, double Force, double Stress, double Volume)
{
    /// <summary>The point at which a problem stands.</summary>
    public static RelaxationPoint Of(RelaxationProblem p) => new(p.Evaluations, p.Result.Energy, p.Enthalpy, p.LargestForce, p.LargestStress, Math.Abs(p.Atoms.Cell.Determinant));
}
