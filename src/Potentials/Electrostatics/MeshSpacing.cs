namespace Lithoscope.Potentials;

/// <summary>
/// The order of a mesh's splines and the spacing of its points for an accuracy. A spline of order p in place of e^(ikx) on points h apart brings in waves of k + 2πj/h; in
/// forces, which are derivatives of the splines, with amplitudes (kh/(kh + 2πj))^(p − 1) in parts of the wave itself. Their squares, summed over all waves with Ewald's
/// weights for charges without order, are the mean square error (as in Essmann et al. 1995, doi:10.1063/1.470117; Deserno and Holm 1998, doi:10.1063/1.477414).
/// </summary>
internal sealed class MeshSpacing
{
    private const double Shortest = 0.1;
    private const double Step = 0.02;
    private const int Steps = 150;

    // The part of the error that is left to the mesh; what is cut off in reciprocal and real space takes the rest.
    private const double Share = 0.7;

    private readonly double _accuracy;
    private readonly double[] _errors = new double[Steps];

    /// <summary>Prepares the choice.</summary>
    /// <param name="splitting">Ewald's α, 1/Å.</param>
    /// <param name="accuracy">Error of forces in parts of that between unit charges 1 Å apart.</param>
    public MeshSpacing(double splitting, double accuracy)
    {
        _accuracy = accuracy;
        Order = accuracy switch { >= 1e-5 => 6, >= 1e-7 => 8, >= 1e-9 => 10, _ => 14 };
        for (var s = 0; s < Steps; s++) _errors[s] = Error(splitting, Shortest + s * Step);
    }

    /// <summary>p: piecewise polynomials of degree p − 1; even, so that no wave of the mesh is without amplitude.</summary>
    public int Order { get; }

    /// <summary>The largest spacing, Å, for charges of a mean square and a number density, e² and 1/Å³.</summary>
    public double Choose(double meanSquare, double density)
    {
        var scale = meanSquare * Math.Sqrt(density);
        var s = Steps - 1;
        while (s > 0 && scale * _errors[s] > Share * _accuracy) s--;
        return Shortest + s * Step;
    }

    // 4π √(1/2π² ∫ e^(−k²/2α²) 3⟨ε²(kμh)⟩ dk), for unit charges of unit density: μ the cosine between wave and axis.
    private double Error(double splitting, double spacing)
    {
        const int Lengths = 60, Cosines = 12;
        var longest = Math.Min(8 * splitting, Math.PI / spacing * 1.7);
        double sum = 0;
        for (var n = 0; n < Lengths; n++)
        {
            var k = (n + 0.5) / Lengths * longest;
            double mean = 0;
            for (var c = 0; c < Cosines; c++)
            {
                var turn = k * spacing * (c + 0.5) / Cosines / (2 * Math.PI);
                double square = 0;
                // Waves beyond half a turn a point are not on the mesh at all.
                if (turn >= 0.5) square = 1;
                else
                {
                    for (var j = 1; j <= 2; j++) square += Math.Pow(turn / (j - turn), 2 * Order - 2) + Math.Pow(turn / (j + turn), 2 * Order - 2);
                }

                mean += square / Cosines;
            }

            sum += Math.Exp(-k * k / (2 * splitting * splitting)) * 3 * mean * longest / Lengths;
        }

        return 4 * Math.PI * Math.Sqrt(sum / (2 * Math.PI * Math.PI));
    }
}
