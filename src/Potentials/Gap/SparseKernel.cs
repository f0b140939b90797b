using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// What a descriptor is compared with: S(q) = Σ_s α_s f_s k(q, q_s) over the sparse points, and its gradient. This class is the definition, in plain scalar arithmetic;
/// the forms on lanes are tested against it. Immutable and thread-safe.
/// </summary>
internal class SparseKernel
{
    /// <summary>Descriptors are padded with zeros to a multiple of this.</summary>
    protected const int Padding = 8;

    /// <summary>Takes a regression.</summary>
    /// <param name="coordinates">The regression, its dimensions in the order in which descriptors come here.</param>
    protected SparseKernel(GapCoordinates coordinates)
    {
        (Coordinates, Dimensions, Count) = (coordinates, coordinates.Dimensions, coordinates.Weights.Length);
        PaddedDimensions = (Dimensions + Padding - 1) / Padding * Padding;
        Variance = coordinates.Delta * coordinates.Delta;
        Weights = new double[Count];
        for (var s = 0; s < Count; s++) Weights[s] = coordinates.Weights[s] * coordinates.PointCutoffs[s];
        Constant = coordinates.Offset * coordinates.Offset * Weights.Sum();
        InverseScales = [.. coordinates.LengthScales.Select(t => 1 / t)];
    }

    /// <summary>Numbers of the descriptor.</summary>
    public int Dimensions { get; }

    /// <summary><see cref="Dimensions"/> rounded up: the length of descriptors and gradients.</summary>
    public int PaddedDimensions { get; }

    /// <summary>The regression.</summary>
    protected GapCoordinates Coordinates { get; }

    /// <summary>Number of sparse points.</summary>
    protected int Count { get; }

    /// <summary>α_s f_s.</summary>
    protected double[] Weights { get; }

    /// <summary>δ², eV².</summary>
    protected double Variance { get; }

    /// <summary>f0² Σ α_s f_s.</summary>
    protected double Constant { get; }

    /// <summary>1/θ_d.</summary>
    protected double[] InverseScales { get; }

    /// <summary>Makes the kernel for an instruction set.</summary>
    public static SparseKernel Create(GapCoordinates coordinates, InstructionSetKind instructions) => (instructions, coordinates.Covariance) switch
    {
        (InstructionSetKind.Vector512, GapCovariance.DotProduct) => new DotProductKernel<Double8>(coordinates),
        (InstructionSetKind.Vector512, _) => new SquaredExponentialKernel<Double8>(coordinates),
        (InstructionSetKind.Vector256, GapCovariance.DotProduct) => new DotProductKernel<Double4>(coordinates),
        (InstructionSetKind.Vector256, _) => new SquaredExponentialKernel<Double4>(coordinates),
        _ => new(coordinates),
    };

    /// <summary>S(q) and its gradient.</summary>
    /// <param name="q">The descriptor, <see cref="PaddedDimensions"/> long.</param>
    /// <param name="gradient">∂S/∂q_d, as long; replaced.</param>
    public virtual double Evaluate(ReadOnlySpan<double> q, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (var s = 0; s < Count; s++)
        {
            var point = Coordinates.Points.AsSpan(s * Dimensions, Dimensions);
            if (Coordinates.Covariance == GapCovariance.DotProduct)
            {
                double product = 0;
                for (var d = 0; d < Dimensions; d++) product += q[d] * point[d];
                var slope = Weights[s] * Variance * Power(product, Coordinates.Zeta - 1);
                sum += slope * product;
                for (var d = 0; d < Dimensions; d++) gradient[d] += Coordinates.Zeta * slope * point[d];
                continue;
            }

            double square = 0;
            for (var d = 0; d < Dimensions; d++)
            {
                var x = (q[d] - point[d]) * InverseScales[d];
                square += x * x;
            }

            var value = Weights[s] * Variance * Math.Exp(-0.5 * square);
            sum += value;
            for (var d = 0; d < Dimensions; d++) gradient[d] -= value * (q[d] - point[d]) * InverseScales[d] * InverseScales[d];
        }

        return sum + Constant;
    }

    /// <summary>The largest similarity to a sparse point, k/δ² without the offset: 1 on a point, towards 0 far from all.</summary>
    public double Similarity(ReadOnlySpan<double> q)
    {
        double largest = 0;
        for (var s = 0; s < Count; s++)
        {
            var point = Coordinates.Points.AsSpan(s * Dimensions, Dimensions);
            if (Coordinates.Covariance == GapCovariance.DotProduct)
            {
                double product = 0, own = 0, other = 0;
                for (var d = 0; d < Dimensions; d++) (product, own, other) = (product + q[d] * point[d], own + q[d] * q[d], other + point[d] * point[d]);
                if (product > 0) largest = Math.Max(largest, Math.Pow(product / Math.Sqrt(own * other), Coordinates.Zeta));
                continue;
            }

            double square = 0;
            for (var d = 0; d < Dimensions; d++) square += Math.Pow((q[d] - point[d]) * InverseScales[d], 2);
            largest = Math.Max(largest, Math.Exp(-0.5 * square));
        }

        return largest;
    }

    /// <summary>x^p; of a negative number only where p is whole, otherwise 0, and 0 where x is 0 and p negative.</summary>
    protected static double Power(double x, double p)
    {
        if (p is >= 0 and <= 16 && p == Math.Floor(p))
        {
            var result = 1.0;
            for (var k = (int)p; k > 0; k--) result *= x;
            return result;
        }

        return x > 0 ? Math.Pow(x, p) : 0;
    }
}
