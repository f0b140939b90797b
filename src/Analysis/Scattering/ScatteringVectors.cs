using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// Scattering vectors q = 2π (h, k, l)·(cell⁻¹)ᵀ that fit the cell, one of each pair ±q, ordered by h, k, l. Where a bin of |q| holds more than wanted, some are drawn at random, the same
/// ones every time.
/// </summary>
internal sealed class ScatteringVectors
{
    private const long MostLooked = 2_000_000_000;

    private ScatteringVectors((int H, int K, int L)[] all) => All = all;

    /// <summary>The whole numbers of each vector.</summary>
    public (int H, int K, int L)[] All { get; }

    /// <summary>Chooses vectors.</summary>
    /// <param name="cell">Lattice vectors as rows, Å.</param>
    /// <param name="largest">Largest |q|, Å⁻¹.</param>
    /// <param name="width">Width of a bin of |q|, Å⁻¹.</param>
    /// <param name="most">Most vectors in a bin.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ScatteringVectors Choose(Matrix3D cell, double largest, double width, int most, CancellationToken cancellation)
    {
        // |h| = |q·a|/2π is at most |q||a|/2π.
        int Most(Vector3D a) => (int)Math.Min(100_000, Math.Floor(largest * a.Norm / (2 * Math.PI)));
        var (hs, ks, ls) = (Most(cell.A), Most(cell.B), Most(cell.C));
        if ((hs + 1L) * (2L * ks + 1) * (2L * ls + 1) > MostLooked) throw new InputException("--qmax leads to more than 2·10⁹ scattering vectors in this cell", remedy: "give a smaller one, such as 8");
        var bins = (int)Math.Ceiling(largest / width);
        var (drawn, seen) = (new List<(int, int, int)>[bins], new long[bins]);
        for (var b = 0; b < bins; b++) drawn[b] = [];
        Random random = new(1);
        for (var h = 0; h <= hs; h++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var k = h == 0 ? 0 : -ks; k <= ks; k++)
            {
                for (var l = h == 0 && k == 0 ? 1 : -ls; l <= ls; l++)
                {
                    var q = Vector(cell, (h, k, l)).Norm;
                    if (!(q <= largest)) continue;
                    var bin = Math.Min(bins - 1, (int)(q / width));
                    // Vitter's reservoir: each vector stays with the same probability.
                    if (seen[bin]++ < most) drawn[bin].Add((h, k, l));
                    else if (random.NextInt64(seen[bin]) is var at && at < most) drawn[bin][(int)at] = (h, k, l);
                }
            }
        }

        return new([.. drawn.SelectMany(d => d).Order()]);
    }

    /// <summary>The vector q of whole numbers h, k, l, Å⁻¹.</summary>
    public static Vector3D Vector(Matrix3D cell, (int H, int K, int L) v)
    {
        var d = 2 * Math.PI / cell.Determinant;
        return d * (v.H * Vector3D.Cross(cell.B, cell.C) + v.K * Vector3D.Cross(cell.C, cell.A) + v.L * Vector3D.Cross(cell.A, cell.B));
    }
}
