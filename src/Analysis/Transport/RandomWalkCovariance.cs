namespace Lithoscope.Analysis;

/// <summary>
/// Covariance of mean-square displacements of one run, averaged over all origins, for a random walk of normal steps of variance 1 along one axis. With K_m = N − m origins,
/// cov(M_m, M_n) = 2/(K_m K_n) Σ_ij o_ij², where o_ij is how many steps the stretches [i, i + m) and [j, j + n) share (Isserlis' theorem). It depends on d = j − i alone, and count times
/// overlap squared is a cubic polynomial of d between a few breakpoints, so that each element costs the same, however long the run.
/// As Qian, Sheetz and Elson, Biophys. J. 60, 910 (1991), doi:10.1016/S0006-3495(91)82125-7, and Bullerjahn, von Bülow and Hummer, J. Chem. Phys. 153, 024116 (2020), doi:10.1063/5.0008312.
/// </summary>
internal static class RandomWalkCovariance
{
    /// <summary>cov(M_m, M_n) for a run of so many frames; the lags are from 1 to frames − 1.</summary>
    public static double Of(int frames, int m, int n)
    {
        double km = frames - m, kn = frames - n;
        Span<double> breaks = [-n, -km, Math.Min(0, m - n), Math.Max(0, m - n), kn, m];
        breaks.Sort();
        var sum = 0.0;
        for (var k = 0; k + 1 < breaks.Length; k++)
        {
            var (a, b) = (Math.Clamp(breaks[k], -n, m), Math.Clamp(breaks[k + 1], -n, m));
            if (b <= a) continue;
            var half = 0.5 * (a + b);
            if (Count(half, km, kn) <= 0) continue;
            // Σ of a cubic over whole numbers from a to b − 1, by Euler and Maclaurin: the next term vanishes.
            var (ca, cb, oa, ob) = (Count(a, km, kn), Count(b, km, kn), Overlap(a, m, n), Overlap(b, m, n));
            var (slopeC, slopeO) = ((cb - ca) / (b - a), (ob - oa) / (b - a));
            var (ch, oh) = (0.5 * (ca + cb), 0.5 * (oa + ob));
            var integral = (b - a) / 6 * (ca * oa * oa + 4 * ch * oh * oh + cb * ob * ob);
            var slopes = slopeC * ob * ob + 2 * cb * ob * slopeO - slopeC * oa * oa - 2 * ca * oa * slopeO;
            sum += integral - 0.5 * (cb * ob * ob - ca * oa * oa) + slopes / 12;
        }

        return 2 * sum / (km * kn);
    }

    private static double Count(double d, double km, double kn) => Math.Max(0, Math.Min(km, kn - d) - Math.Max(0, -d));

    private static double Overlap(double d, double m, double n) => Math.Max(0, Math.Min(m, d + n) - Math.Max(0, d));
}
