namespace Lithoscope.Descriptors;

/// <summary>
/// The radial functions R_nl(r) of a neighbour-density expansion, cutoff function included. Families differ in this, in their species
/// weights and in the invariants they form; the expansion itself is one kernel.
/// </summary>
public interface IRadialBasis
{
    /// <summary>Number of radial functions for each degree l.</summary>
    int RadialCount { get; }

    /// <summary>Largest degree l of the spherical harmonics.</summary>
    int MaximumDegree { get; }

    /// <summary>Cutoff radius, Å: every function vanishes with its slope at and beyond it.</summary>
    double Cutoff { get; }

    /// <summary>
    /// A distance, Å, at which second derivatives may jump, as where a cutoff function begins to fall; infinite where there is none. Tables begin anew there. At the
    /// joint itself <see cref="Evaluate"/> gives the derivatives of the outside.
    /// </summary>
    double Joint => double.PositiveInfinity;

    /// <summary>Evaluates all functions and their first two derivatives.</summary>
    /// <param name="r">Distance, Å, from 0 to <see cref="Cutoff"/>.</param>
    /// <param name="values">R_nl(r), [l][n]: (MaximumDegree + 1) × RadialCount values.</param>
    /// <param name="slopes">dR_nl/dr, 1/Å times the unit of the values; same shape.</param>
    /// <param name="curvatures">d²R_nl/dr², same shape.</param>
    void Evaluate(double r, Span<double> values, Span<double> slopes, Span<double> curvatures);
}
