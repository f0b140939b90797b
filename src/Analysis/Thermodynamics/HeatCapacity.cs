namespace Lithoscope.Analysis;

/// <summary>
/// Heat capacities at constant volume from fluctuations, in units of Boltzmann's constant k, for the whole system, of f degrees of freedom. Classical.
/// </summary>
/// <param name="Value">C/k.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Formula">How it was found.</param>
internal readonly record struct HeatCapacity(double Value, double Error, string Formula)
{
    /// <summary>Boltzmann's constant, eV/K: CODATA 2018, doi:10.1103/RevModPhys.93.025010.</summary>
    public const double Boltzmann = 8.617333262e-5;

    /// <summary>Text of the formula in the canonical ensemble.</summary>
    public const string CanonicalFormula = "C = f k/2 + (<U^2> - <U>^2)/(k T^2), canonical ensemble";

    /// <summary>Text of the formula in the microcanonical ensemble.</summary>
    public const string MicrocanonicalFormula = "C = (f k/2)/(1 - (f/2)(<K^2> - <K>^2)/<K>^2), microcanonical ensemble (Lebowitz, Percus, Verlet 1967)";

    /// <summary>
    /// At constant temperature: C = fk/2 + ⟨δU²⟩/(kT²). The share of the kinetic energy is exact; that of the potential energy comes from its fluctuations.
    /// </summary>
    /// <param name="variance">Variance of the potential energy, eV², and its error.</param>
    /// <param name="temperature">Temperature of the bath, K.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static HeatCapacity Canonical((double Value, double Error) variance, double temperature, double freedom)
    {
        var scale = Boltzmann * temperature * (Boltzmann * temperature);
        return new(0.5 * freedom + variance.Value / scale, variance.Error / scale, CanonicalFormula);
    }

    /// <summary>
    /// At constant energy: ⟨δK²⟩/⟨K⟩² = (2/f)(1 − fk/2C). Lebowitz, Percus and Verlet, Phys. Rev. 153, 250 (1967), doi:10.1103/PhysRev.153.250; terms of order 1/f are left out.
    /// </summary>
    /// <param name="variance">Variance of the kinetic energy, eV², and its error.</param>
    /// <param name="kinetic">Mean kinetic energy, eV.</param>
    /// <param name="freedom">Degrees of freedom.</param>
    public static HeatCapacity Microcanonical((double Value, double Error) variance, double kinetic, double freedom)
    {
        var share = 1 - 0.5 * freedom * variance.Value / (kinetic * kinetic);
        // Without a share the fluctuations are those of the canonical ensemble: no finite heat capacity explains them.
        if (!(share > 0)) return new(double.NaN, double.NaN, MicrocanonicalFormula);
        return new(0.5 * freedom / share, 0.25 * freedom * freedom * variance.Error / (kinetic * kinetic) / (share * share), MicrocanonicalFormula);
    }
}
