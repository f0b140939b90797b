using System.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// Three sets of expansion coefficients coupled to a scalar, Σ (l1 l2 l3; m1 m2 m3) a_l1m1 a_l2m2 a_l3m3 with Wigner's 3j symbols, as a polynomial in the coefficients of real
/// orthonormal spherical harmonics.
/// </summary>
/// <remarks>
/// The 3j symbols come from Racah's formula (e.g. D. A. Varshalovich, A. N. Moskalev, V. K. Khersonskii, Quantum Theory of Angular Momentum, World Scientific 1988,
/// doi:10.1142/0270, section 8.2.1). For l1 + l2 + l3 even, as all of NEP's are, the sum is real.
/// </remarks>
internal sealed class CubicInvariant
{
    private static readonly Dictionary<(int, int, int), CubicInvariant> Known = new()
    {
        [(2, 2, 2)] = new(2, 2, 2), [(1, 1, 2)] = new(1, 1, 2), [(1, 2, 3)] = new(1, 2, 3), [(2, 3, 3)] = new(2, 3, 3), [(1, 3, 4)] = new(1, 3, 4),
    };

    private CubicInvariant(int l1, int l2, int l3)
    {
        MaximumDegree = Math.Max(l1, Math.Max(l2, l3));
        var sums = new SortedDictionary<(int, int, int), Complex>();
        for (var m1 = -l1; m1 <= l1; m1++)
        {
            for (var m2 = Math.Max(-l2, -l3 - m1); m2 <= Math.Min(l2, l3 - m1); m2++) AddProduct(sums, Wigner(l1, l2, l3, m1, m2), (l1, m1), (l2, m2), (l3, -m1 - m2));
        }

        Terms = [.. sums.Where(s => Math.Abs(s.Value.Real) > 1e-14).Select(s => (s.Value.Real, s.Key.Item1, s.Key.Item2, s.Key.Item3))];
    }

    /// <summary>Largest of the three degrees.</summary>
    public int MaximumDegree { get; }

    /// <summary>Coefficient and indices l² + l + m of three factors (which may be equal) of each term.</summary>
    public (double Coefficient, int A, int B, int C)[] Terms { get; }

    /// <summary>The invariant that a flag stands for; null for those that are not cubic.</summary>
    public static CubicInvariant? Of(NepInvariants flag) => flag switch
    {
        NepInvariants.Cubic222 => Known[(2, 2, 2)],
        NepInvariants.Cubic112 => Known[(1, 1, 2)],
        NepInvariants.Cubic123 => Known[(1, 2, 3)],
        NepInvariants.Cubic233 => Known[(2, 3, 3)],
        NepInvariants.Cubic134 => Known[(1, 3, 4)],
        _ => null,
    };

    /// <summary>The 3j symbol (l1 l2 l3; m1 m2 −m1−m2).</summary>
    internal static double Wigner(int l1, int l2, int l3, int m1, int m2)
    {
        var m3 = -m1 - m2;
        double sum = 0;
        for (var k = Math.Max(0, Math.Max(l2 - l3 - m1, l1 - l3 + m2)); k <= Math.Min(l1 + l2 - l3, Math.Min(l1 - m1, l2 + m2)); k++)
        {
            sum += Sign(k) / (Factorial(k) * Factorial(l1 + l2 - l3 - k) * Factorial(l1 - m1 - k) * Factorial(l2 + m2 - k) * Factorial(l3 - l2 + m1 + k) * Factorial(l3 - l1 - m2 + k));
        }

        var triangle = Factorial(l1 + l2 - l3) * Factorial(l1 - l2 + l3) * Factorial(l2 + l3 - l1) / Factorial(l1 + l2 + l3 + 1);
        var projections = Factorial(l1 + m1) * Factorial(l1 - m1) * Factorial(l2 + m2) * Factorial(l2 - m2) * Factorial(l3 + m3) * Factorial(l3 - m3);
        return Sign(l1 - l2 - m3) * Math.Sqrt(triangle * projections) * sum;
    }

    private static void AddProduct(SortedDictionary<(int, int, int), Complex> sums, double weight, params (int L, int M)[] factors)
    {
        foreach (var (a, first) in Real(factors[0]))
        {
            foreach (var (b, second) in Real(factors[1]))
            {
                foreach (var (c, third) in Real(factors[2]))
                {
                    int[] indices = [a, b, c];
                    Array.Sort(indices);
                    var key = (indices[0], indices[1], indices[2]);
                    sums[key] = sums.GetValueOrDefault(key) + weight * first * second * third;
                }
            }
        }
    }

    // A complex coefficient (Condon–Shortley phase) in terms of real ones: (−1)^m (a_m + i a_−m)/√2 for m > 0, its conjugate times (−1)^m for −m.
    private static (int Index, Complex Weight)[] Real((int L, int M) complex)
    {
        var (l, m) = complex;
        if (m == 0) return [(l * l + l, 1)];
        var weight = m > 0 ? Sign(m) : 1;
        return [(l * l + l + Math.Abs(m), weight / Math.Sqrt(2)), (l * l + l - Math.Abs(m), Complex.ImaginaryOne * Math.Sign(m) * weight / Math.Sqrt(2))];
    }

    private static double Sign(int power) => power % 2 == 0 ? 1 : -1;

    private static double Factorial(int n)
    {
        double product = 1;
        for (var k = 2; k <= n; k++) product *= k;
        return product;
    }
}
