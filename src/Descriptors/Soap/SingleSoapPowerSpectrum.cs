using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// <see cref="SoapPowerSpectrum"/> in single precision: the same numbers in the same order, to an error that docs/soap.md states, at several times the speed.
/// </summary>
/// <remarks>Immutable and thread-safe; workspaces are per worker. Sums over neighbours and m are in single precision, distances in double.</remarks>
public sealed class SingleSoapPowerSpectrum
{
    private const int Lanes = 8;
    private const int Rows = 4;
    private readonly float[] _prefactors;

    /// <summary>Sets up radial basis, table and layout.</summary>
    /// <param name="soap">The definition, in double precision.</param>
    /// <exception cref="ArgumentOutOfRangeException">The largest degree is above 20.</exception>
    public SingleSoapPowerSpectrum(SoapPowerSpectrum soap)
    {
        Definition = soap;
        Expansion = new SingleDensityExpansion(soap.Basis, soap.Options.Species.Count);
        _prefactors = [.. Enumerable.Range(0, soap.Options.MaximumDegree + 1).Select(l => (float)(Math.PI * Math.Sqrt(8.0 / (2 * l + 1))))];
    }

    /// <summary>The definition, in double precision.</summary>
    public SoapPowerSpectrum Definition { get; }

    /// <summary>Number of entries.</summary>
    public int Length => Definition.Length;

    internal SingleDensityExpansion Expansion { get; }

    /// <summary>A workspace for one worker.</summary>
    public Workspace CreateWorkspace() => new(this);

    /// <summary>Computes the normalised power spectrum.</summary>
    /// <param name="environment">Neighbours, the atom itself (zero displacement) among them.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="spectrum"><see cref="Length"/> values; replaced.</param>
    /// <param name="instructions">The instruction set, null for the active one; scalar rounds what the definition gives.</param>
    /// <returns>The length before normalisation; zero for an empty environment, whose spectrum is zero.</returns>
    public unsafe float Evaluate(AtomEnvironment environment, Workspace workspace, Span<float> spectrum, InstructionSetKind? instructions = null)
    {
        spectrum = spectrum[..Length];
        if ((instructions ?? InstructionSet.Active) == InstructionSetKind.Scalar)
        {
            var exact = workspace.Exact ??= new double[Length];
            var norm = Definition.Evaluate(environment, workspace.Definition ??= Definition.CreateWorkspace(), exact, InstructionSetKind.Scalar);
            for (var k = 0; k < Length; k++) spectrum[k] = (float)exact[k];
            return (float)norm;
        }

        fixed (float* coefficients = workspace.Coefficients, tile = workspace.Tile, raw = workspace.Raw, target = spectrum)
        {
            Expansion.Evaluate(environment, workspace.Expansion, coefficients);
            Power(coefficients, tile, raw);
            return Normalise(raw, target);
        }
    }

    // Four rows a of the matrix Σ_m c_a c_b by sixteen b at a time, each row then packed behind the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Power(float* coefficients, float* tile, float* output)
    {
        var (stride, padded, count) = (Expansion.Stride, Expansion.PaddedRadialCount, Definition.Options.RadialCount);
        for (var l = 0; l < _prefactors.Length; l++)
        {
            var c = coefficients + l * l * stride;
            for (var a = 0; a < stride; a += Rows)
            {
                if (a % padded >= count) continue;
                var b = a & ~(Lanes - 1);
                for (; b + 2 * Lanes <= stride; b += 2 * Lanes) TwoVectors(c + a, c + b, tile + b, l, stride);
                if (b < stride) OneVector(c + a, c + b, tile + b, l, stride);
                for (var k = 0; k < Rows && a % padded + k < count; k++) output = Pack(tile + k * stride, a + k, output, _prefactors[l], stride, padded, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void TwoVectors(float* own, float* other, float* tile, int l, int stride)
    {
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (var m = 0; m <= 2 * l; m++, own += stride, other += stride)
        {
            Vector256<float> low = Vector256.Load(other), high = Vector256.Load(other + Lanes);
            var row = Vector256.Create(own[0]);
            s00 = Vector256.FusedMultiplyAdd(row, low, s00);
            s01 = Vector256.FusedMultiplyAdd(row, high, s01);
            row = Vector256.Create(own[1]);
            s10 = Vector256.FusedMultiplyAdd(row, low, s10);
            s11 = Vector256.FusedMultiplyAdd(row, high, s11);
            row = Vector256.Create(own[2]);
            s20 = Vector256.FusedMultiplyAdd(row, low, s20);
            s21 = Vector256.FusedMultiplyAdd(row, high, s21);
            row = Vector256.Create(own[3]);
            s30 = Vector256.FusedMultiplyAdd(row, low, s30);
            s31 = Vector256.FusedMultiplyAdd(row, high, s31);
        }

        s00.Store(tile);
        s01.Store(tile + Lanes);
        s10.Store(tile + stride);
        s11.Store(tile + stride + Lanes);
        s20.Store(tile + 2 * stride);
        s21.Store(tile + 2 * stride + Lanes);
        s30.Store(tile + 3 * stride);
        s31.Store(tile + 3 * stride + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void OneVector(float* own, float* other, float* tile, int l, int stride)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var m = 0; m <= 2 * l; m++, own += stride, other += stride)
        {
            var vector = Vector256.Load(other);
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(own[0]), vector, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(own[1]), vector, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Create(own[2]), vector, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Create(own[3]), vector, s3);
        }

        s0.Store(tile);
        s1.Store(tile + stride);
        s2.Store(tile + 2 * stride);
        s3.Store(tile + 3 * stride);
    }

    // Entries a … of row a without the padding, times √2 except for the diagonal. Whole vectors are stored: what lies beyond the row is overwritten by the next.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe float* Pack(float* row, int a, float* output, float prefactor, int stride, int padded, int count)
    {
        var factor = Vector256.Create(prefactor * 1.41421356f);
        var first = output;
        var from = a;
        for (var start = a / padded * padded; start < stride; start += padded, from = start)
        {
            var end = start + count;
            for (var b = from; b < end; b += Lanes) (Vector256.Load(row + b) * factor).Store(output + b - from);
            output += end - from;
        }

        *first = prefactor * row[a];
        return output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe float Normalise(float* raw, float* target)
    {
        Vector256<float> s0 = default, s1 = default;
        var k = 0;
        for (; k <= Length - 2 * Lanes; k += 2 * Lanes)
        {
            Vector256<float> v0 = Vector256.Load(raw + k), v1 = Vector256.Load(raw + k + Lanes);
            s0 = Vector256.FusedMultiplyAdd(v0, v0, s0);
            s1 = Vector256.FusedMultiplyAdd(v1, v1, s1);
        }

        var sum = Vector256.Sum(s0 + s1);
        for (; k < Length; k++) sum += raw[k] * raw[k];
        var norm = MathF.Sqrt(sum);
        var inverse = norm > 0 ? 1 / norm : 0;
        for (k = 0; k <= Length - Lanes; k += Lanes) (Vector256.Load(raw + k) * inverse).Store(target + k);
        for (; k < Length; k++) target[k] = raw[k] * inverse;
        return norm;
    }

    /// <summary>The buffers of one worker.</summary>
    public sealed class Workspace
    {
        internal Workspace(SingleSoapPowerSpectrum soap)
        {
            Expansion = new(soap.Expansion);
            Coefficients = new float[soap.Expansion.CoefficientCount];
            // Rows are read, and entries written, up to a vector beyond their end.
            Tile = new float[Rows * soap.Expansion.Stride + Lanes];
            Raw = new float[soap.Length + Lanes];
        }

        internal SingleDensityExpansion.Workspace Expansion { get; }

        internal float[] Coefficients { get; }

        internal float[] Tile { get; }

        internal float[] Raw { get; }

        internal SoapPowerSpectrum.Workspace? Definition { get; set; }

        internal double[]? Exact { get; set; }
    }
}
