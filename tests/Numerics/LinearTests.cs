namespace Lithoscope.Numerics.Tests;

public class LinearTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var data = new TheoryData<int, int, int>();
        var stream = new RandomStream(11, "shapes");
        for (var k = 0; k < 40; k++) data.Add(1 + stream.NextInt(40), 1 + stream.NextInt(50), 1 + stream.NextInt(700));
        data.Add(1, 1, 1);
        data.Add(17, 33, 240);
        data.Add(8, 16, 241);
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_packed_product_equals_its_scalar_definition_at_every_level(int m, int n, int k)
    {
        var a = Normal("a", m * k);
        var b = Normal("b", n * k);
        var packed = new PackedMatrix(b, n, k);
        foreach (var level in InstructionSet.Supported)
        {
            var c = Normal("c", m * n);
            var expected = (double[])c.Clone();
            packed.Multiply(a, m, k, c, n, -0.5, accumulate: true, level);
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    double sum = 0;
                    for (var l = 0; l < k; l++) sum += a[i * k + l] * b[j * k + l];
                    expected[i * n + j] -= 0.5 * sum;
                }
            }

            for (var i = 0; i < m * n; i++) Assert.Equal(expected[i], c[i], 1e-13 * k);
        }
    }

    [Fact]
    public void A_product_cut_into_rows_gives_the_same_bits()
    {
        const int m = 53, n = 37, k = 500;
        var a = Normal("a", m * k);
        var packed = new PackedMatrix(Normal("b", n * k), n, k);
        var whole = new double[m * n];
        packed.Multiply(a, m, k, whole, n);
        var parts = new double[m * n];
        for (var start = 0; start < m; start += 7) packed.Multiply(a.AsSpan(start * k), Math.Min(7, m - start), k, parts.AsSpan(start * n), n);
        Assert.Equal(whole, parts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Cholesky_factorises_and_solves(int n)
    {
        var g = Normal("g", n * (n + 5));
        var a = new double[n * n];
        new PackedMatrix(g, n, n + 5).Multiply(g, n, n + 5, a, n);
        for (var i = 0; i < n; i++) a[i * n + i] += 0.1;
        var factor = Cholesky.TryFactor(a, n)!;
        Assert.NotNull(factor);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(a[i * n + j], VectorKernels.Dot(factor.Lower.Slice(i * n, n), factor.Lower.Slice(j * n, n)), 1e-12 * n);
            }
        }

        var x = Normal("x", n);
        var right = new double[n];
        for (var i = 0; i < n; i++) right[i] = VectorKernels.Dot(a.AsSpan(i * n, n), x);
        factor.Solve(right);
        for (var i = 0; i < n; i++) Assert.Equal(x[i], right[i], 1e-9);

        var rows = Normal("rows", 3 * n);
        var expected = (double[])rows.Clone();
        factor.SolveLowerRows(rows, 3);
        for (var r = 0; r < 3; r++) factor.SolveLower(expected.AsSpan(r * n, n));
        for (var i = 0; i < 3 * n; i++) Assert.Equal(expected[i], rows[i], 1e-9);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused_or_given_jitter()
    {
        double[] singular = [1, 1, 1, 1];
        Assert.Null(Cholesky.TryFactor([1, 2, 2, 1], 2));
        var (factor, jitter) = Cholesky.FactorWithJitter(singular, 2, 1e-12);
        Assert.True(jitter is > 0 and <= 1e-10);
        Assert.Equal(1, factor.Lower[0], 1e-6);
        Assert.Throws<InvalidOperationException>(() => Cholesky.FactorWithJitter([double.NaN, 0, 0, 1], 2, 1e-12));
    }

    private static double[] Normal(string purpose, int count)
    {
        var stream = new RandomStream(3, purpose, (ulong)count);
        var values = new double[count];
        for (var k = 0; k < count; k++) values[k] = stream.NextNormal();
        return values;
    }
}
