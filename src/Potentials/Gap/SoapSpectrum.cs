using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// From the coefficients c_a,lm of a density, a = (species, n), to the normalised power spectrum p_ab,l = Σ_m c_a,lm c_b,lm/√(2l+1) for b ≤ a, off-diagonal entries times
/// √2, and back. The order here is [l][a][b]; that of files is [a][b][l] and a last number that is zero.
/// </summary>
/// <remarks>Bartók, Kondor and Csányi, Phys. Rev. B 87, 184115 (2013), doi:10.1103/PhysRevB.87.184115. Real harmonics give the same sums over m. Immutable.</remarks>
internal abstract class SoapSpectrum
{
    private static readonly double Root2 = Math.Sqrt(2);

    /// <summary>Sets up the layout.</summary>
    protected SoapSpectrum(int functions, int maximumDegree)
    {
        (Functions, MaximumDegree) = (functions, maximumDegree);
        Pairs = functions * (functions + 1) / 2;
        Length = (maximumDegree + 1) * Pairs;
        Stride = (functions + 7) / 8 * 8;
    }

    /// <summary>Number of a.</summary>
    public int Functions { get; }

    /// <summary>l_max.</summary>
    public int MaximumDegree { get; }

    /// <summary>Pairs b ≤ a.</summary>
    public int Pairs { get; }

    /// <summary>Numbers of the spectrum.</summary>
    public int Length { get; }

    /// <summary><see cref="Functions"/> with padding: coefficients are [l² + l + m][a] with this stride, zeros in the padding.</summary>
    public int Stride { get; }

    /// <summary>Makes it for an instruction set.</summary>
    public static SoapSpectrum Create(int functions, int maximumDegree, InstructionSetKind instructions) => instructions switch
    {
        InstructionSetKind.Vector512 => new SoapSpectrum<Double8>(functions, maximumDegree),
        InstructionSetKind.Vector256 => new SoapSpectrum<Double4>(functions, maximumDegree),
        _ => new SoapSpectrum<Double1>(functions, maximumDegree),
    };

    /// <summary>Index here of entry k in the order of files.</summary>
    public int FromFile(int k) => k % (MaximumDegree + 1) * Pairs + k / (MaximumDegree + 1);

    /// <summary>The normalised spectrum.</summary>
    /// <param name="coefficients">c.</param>
    /// <param name="spectrum">Receives the <see cref="Length"/> numbers.</param>
    /// <returns>The length before normalisation; where it is zero the spectrum is zero.</returns>
    public double Forward(ReadOnlySpan<double> coefficients, Span<double> spectrum)
    {
        Span<double> row = stackalloc double[Stride];
        double square = 0;
        var at = 0;
        for (var l = 0; l <= MaximumDegree; l++)
        {
            var factor = 1 / Math.Sqrt(2 * l + 1);
            for (var a = 0; a < Functions; a++)
            {
                Row(coefficients, l, a, row);
                for (var b = 0; b <= a; b++, at++)
                {
                    var p = spectrum[at] = (a == b ? factor : factor * Root2) * row[b];
                    square += p * p;
                }
            }
        }

        var norm = Math.Sqrt(square);
        VectorKernels.Scale(spectrum[..Length], norm > 0 ? 1 / norm : 0);
        return norm;
    }

    /// <summary>From derivatives with respect to the spectrum to those with respect to the coefficients.</summary>
    /// <param name="coefficients">c.</param>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="norm">Its length before normalisation, not zero.</param>
    /// <param name="gradient">dE/dp.</param>
    /// <param name="matrix">Room for <see cref="Functions"/> × <see cref="Stride"/> numbers, zeros in the padding.</param>
    /// <param name="adjoints">Receives dE/dc, laid out as the coefficients.</param>
    public void Backward(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> spectrum, double norm, ReadOnlySpan<double> gradient, Span<double> matrix, Span<double> adjoints)
    {
        // Through the normalisation: (g − (g·p) p)/|p|.
        var along = VectorKernels.Dot(gradient[..Length], spectrum[..Length]);
        var at = 0;
        for (var l = 0; l <= MaximumDegree; l++)
        {
            // dE/dc_m = M c_m for every m, M the symmetric matrix of derivatives, doubled on the diagonal.
            var factor = 1 / (norm * Math.Sqrt(2 * l + 1));
            for (var a = 0; a < Functions; a++)
            {
                for (var b = 0; b <= a; b++, at++)
                {
                    var g = (gradient[at] - along * spectrum[at]) * factor;
                    matrix[a * Stride + b] = matrix[b * Stride + a] = a == b ? 2 * g : Root2 * g;
                }
            }

            for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) Product(matrix, coefficients.Slice(lm * Stride, Stride), adjoints.Slice(lm * Stride, Stride));
        }
    }

    /// <summary>Σ_m c_a,lm c_b,lm for all b up to a, and some beyond.</summary>
    protected abstract void Row(ReadOnlySpan<double> coefficients, int l, int a, Span<double> row);

    /// <summary>M c.</summary>
    protected abstract void Product(ReadOnlySpan<double> matrix, ReadOnlySpan<double> c, Span<double> product);
}

/// <summary>The power spectrum on lanes, b across lanes; with one lane it is the definition.</summary>
internal sealed unsafe class SoapSpectrum<TLanes>(int functions, int maximumDegree) : SoapSpectrum(functions, maximumDegree)
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    protected override void Row(ReadOnlySpan<double> coefficients, int l, int a, Span<double> row)
    {
        fixed (double* c = coefficients, target = row)
        {
            for (var b = 0; b <= a; b += TLanes.Count)
            {
                var sum = TLanes.Of(0);
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) sum = TLanes.MultiplyAdd(TLanes.Broadcast(c[lm * Stride + a]), TLanes.Load(c + lm * Stride + b), sum);
                sum.Store(target + b);
            }
        }
    }

    protected override void Product(ReadOnlySpan<double> matrix, ReadOnlySpan<double> c, Span<double> product)
    {
        fixed (double* m = matrix, x = c, target = product)
        {
            for (var b = 0; b < Stride; b += TLanes.Count)
            {
                var sum = TLanes.Of(0);
                for (var a = 0; a < Functions; a++) sum = TLanes.MultiplyAdd(TLanes.Broadcast(x[a]), TLanes.Load(m + a * Stride + b), sum);
                sum.Store(target + b);
            }
        }
    }
}
