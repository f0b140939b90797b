namespace Lithoscope.Potentials;

/// <summary>
/// T_n(y) of a linear argument y = zero + slope·c as a sum of Legendre polynomials of c, n = 0…N: T_n = Σ_l Coefficients[n, l] P_l(c). By the addition theorem
/// P_l(û·v̂) = Σ_m Y_lm(û) Y_lm(v̂) it turns sums over pairs of neighbours into squares of sums over neighbours.
/// </summary>
internal sealed class LegendreExpansion
{
    /// <summary>Expands T_0 … T_order.</summary>
    public LegendreExpansion(int order, double slope, double zero)
    {
        Order = order;
        Coefficients = new double[order + 1, order + 1];
        AtOne = new double[order + 1];
        Coefficients[0, 0] = 1;
        AtOne[0] = 1;
        for (var n = 1; n <= order; n++)
        {
            // T_n = 2y T_{n−1} − T_{n−2}, T_1 = y; c P_l = ((l + 1) P_{l+1} + l P_{l−1})/(2l + 1).
            var factor = n == 1 ? 1 : 2;
            for (var l = 0; l < n; l++)
            {
                var from = factor * Coefficients[n - 1, l];
                Coefficients[n, l] += from * zero;
                Coefficients[n, l + 1] += from * slope * (l + 1) / (2 * l + 1);
                if (l > 0) Coefficients[n, l - 1] += from * slope * l / (2 * l + 1);
                if (n > 1) Coefficients[n, l] -= Coefficients[n - 2, l];
            }

            AtOne[n] = factor * (zero + slope) * AtOne[n - 1] - (n > 1 ? AtOne[n - 2] : 0);
            var sum = 0.0;
            for (var l = 0; l <= n; l++) sum += Math.Abs(Coefficients[n, l]);
            Condition = Math.Max(Condition, sum);
        }

        Condition = Math.Max(Condition, 1);
    }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>[n, l].</summary>
    public double[,] Coefficients { get; }

    /// <summary>T_n at c = 1, a neighbour with itself.</summary>
    public double[] AtOne { get; }

    /// <summary>
    /// The largest Σ_l |Coefficients[n, l]|: since the sums over neighbours of each l are no larger than that of l = 0, (Σ_j w_j)², rounding errors of the sum over pairs are up to so
    /// many units of (Σ_j w_j)².
    /// </summary>
    public double Condition { get; }
}
