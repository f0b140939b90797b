using Lithoscope.Numerics;

namespace Lithoscope.Learning.Tests;

internal static class TestData
{
    /// <summary>Random unit vectors with positive components, so that similarities lie in (0, 1).</summary>
    public static double[] UnitRows(int count, int width, string purpose = "rows")
    {
        var stream = new RandomStream(9, purpose);
        var rows = new double[count * width];
        for (var i = 0; i < count; i++)
        {
            var row = rows.AsSpan(i * width, width);
            foreach (ref var x in row) x = Math.Abs(stream.NextNormal());
            var norm = Math.Sqrt(VectorKernels.Dot(row, row));
            foreach (ref var x in row) x /= norm;
        }

        return rows;
    }

    public static double[] Kernel(double[] a, int rows, double[] b, int columns, int width, double zeta)
    {
        var kernel = new double[rows * columns];
        new PackedMatrix(b, columns, width).Multiply(a, rows, width, kernel, columns);
        KernelProducts.Power(kernel, zeta);
        return kernel;
    }

    public static double[] Normal(int count, string purpose)
    {
        var stream = new RandomStream(10, purpose);
        var values = new double[count];
        foreach (ref var x in values.AsSpan()) x = stream.NextNormal();
        return values;
    }
}
