namespace Lithoscope.Structures;

/// <summary>Exact arithmetic on lattices whose vectors are rows of whole numbers.</summary>
internal static class IntegerLattice
{
    /// <summary>The determinant of three rows.</summary>
    public static long Determinant(LatticeShift a, LatticeShift b, LatticeShift c) => checked(
        a.A * ((long)b.B * c.C - (long)b.C * c.B) - a.B * ((long)b.A * c.C - (long)b.C * c.A) + a.C * ((long)b.A * c.B - (long)b.B * c.A));

    /// <summary>
    /// The basis of the lattice that vectors generate in Hermite normal form: upper triangular, positive on the diagonal, and above it smaller than
    /// the diagonal value of the column. H. Cohen, A Course in Computational Algebraic Number Theory, 2.4, doi:10.1007/978-3-662-02945-9.
    /// </summary>
    /// <exception cref="ArgumentException">The vectors do not span space.</exception>
    public static long[][] HermiteForm(IEnumerable<long[]> generators)
    {
        var rows = generators.Select(row => (long[])row.Clone()).ToList();
        var basis = new long[3][];
        for (var column = 0; column < 3; column++)
        {
            // Euclid's algorithm between rows until one alone has a value in this column.
            while (true)
            {
                var pivot = rows.Where(row => row[column] != 0).MinBy(row => Math.Abs(row[column])) ?? throw new ArgumentException("The vectors do not span space.", nameof(generators));
                var done = true;
                foreach (var row in rows)
                {
                    if (ReferenceEquals(row, pivot) || row[column] == 0) continue;
                    Subtract(row, pivot, row[column] / pivot[column]);
                    done &= row[column] == 0;
                }

                if (!done) continue;
                rows.Remove(pivot);
                basis[column] = pivot[column] > 0 ? pivot : Array.ConvertAll(pivot, v => -v);
                break;
            }
        }

        for (var column = 1; column < 3; column++)
        {
            for (var row = 0; row < column; row++) Subtract(basis[row], basis[column], FloorDivide(basis[row][column], basis[column][column]));
        }

        return basis;
    }

    /// <summary>The greatest common divisor g of two numbers, not negative, and x, y with x·a + y·b = g.</summary>
    public static (long Divisor, long X, long Y) ExtendedDivisor(long a, long b)
    {
        var (r0, r1, x0, x1, y0, y1) = (a, b, 1L, 0L, 0L, 1L);
        while (r1 != 0)
        {
            var q = r0 / r1;
            (r0, r1, x0, x1, y0, y1) = (r1, r0 - q * r1, x1, x0 - q * x1, y1, y0 - q * y1);
        }

        return r0 < 0 ? (-r0, -x0, -y0) : (r0, x0, y0);
    }

    /// <summary>
    /// For a plane h·n = 0 two whole vectors U and V that span its lattice points and a third, W, with h·W = 1: together a basis of all whole vectors.
    /// </summary>
    /// <param name="h">The plane, three numbers without a common divisor.</param>
    public static (long[] U, long[] V, long[] W) PlaneBasis(long[] h)
    {
        var (g, x, y) = ExtendedDivisor(h[0], h[1]);
        if (g == 0) return h[2] > 0 ? ([1, 0, 0], [0, 1, 0], [0, 0, 1]) : ([1, 0, 0], [0, 1, 0], [0, 0, -1]);
        var (_, s, t) = ExtendedDivisor(g, h[2]);
        // (x, y, 0) climbs by g, so that h[2] of it and −g along the third axis stay in the plane.
        return ([h[1] / g, -h[0] / g, 0], [x * h[2], y * h[2], -g], [s * x, s * y, t]);
    }

    /// <summary>The quotient rounded down.</summary>
    public static long FloorDivide(long a, long b) => a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private static void Subtract(long[] row, long[] other, long times)
    {
        for (var k = 0; k < 3; k++) row[k] = checked(row[k] - times * other[k]);
    }
}
