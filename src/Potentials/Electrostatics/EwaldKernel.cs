using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>The inner loops of Ewald's sum, atoms side by side. With one lane they are its definition.</summary>
internal abstract unsafe class EwaldKernel
{
    /// <summary>Makes the kernel for a width of vectors; null for the active one.</summary>
    public static EwaldKernel Create(InstructionSetKind? instructions) => (instructions ?? InstructionSet.Active) switch
    {
        InstructionSetKind.Vector512 => new EwaldKernel<Double8>(),
        InstructionSetKind.Vector256 => new EwaldKernel<Double4>(),
        _ => new EwaldKernel<Double1>(),
    };

    /// <summary>
    /// With P = q e^(i(m₁b₁ + m₂b₂)·r) and c, s those of m₃b₃: Σ Re P c, Σ Im P s, Σ Re P s, Σ Im P c over atoms, for each m₃ of a row, from which S follows for both signs of m₃.
    /// </summary>
    public abstract void Sums(EwaldPhases phases, in EwaldRow row, double[] charges, int count, double* workspace, double* sums);

    /// <summary>Potential of 64 atoms and minus its derivatives along the reciprocal vectors, from the weights of all rows.</summary>
    public abstract void Potentials(EwaldPhases phases, ReadOnlySpan<EwaldRow> rows, double* weights, int start, double* result, int stride);
}

/// <inheritdoc/>
internal sealed unsafe class EwaldKernel<TLanes> : EwaldKernel
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Sums(EwaldPhases phases, in EwaldRow row, double[] charges, int count, double* workspace, double* sums)
    {
        var width = phases.Stride;
        double* re = workspace, im = workspace + width;
        Product(phases, row, out var c1, out var s1, out var c2, out var s2, out var sign);
        for (var i = 0; i < width; i++)
        {
            var q = i < count ? charges[i] : 0;
            (re[i], im[i]) = (q * (c1[i] * c2[i] - sign * s1[i] * s2[i]), q * (s1[i] * c2[i] + sign * c1[i] * s2[i]));
        }

        for (var m = 0; m <= row.Last; m++)
        {
            double* c = phases.Cosines(2, m), s = phases.Sines(2, m);
            TLanes a = TLanes.Of(0), b = a, d = a, e = a;
            for (var i = 0; i < width; i += TLanes.Count)
            {
                var (pr, pi, vc, vs) = (TLanes.Load(re + i), TLanes.Load(im + i), TLanes.Load(c + i), TLanes.Load(s + i));
                a = TLanes.MultiplyAdd(pr, vc, a);
                b = TLanes.MultiplyAdd(pi, vs, b);
                d = TLanes.MultiplyAdd(pr, vs, d);
                e = TLanes.MultiplyAdd(pi, vc, e);
            }

            var w = sums + EwaldRow.Numbers * m;
            (w[0], w[1], w[2], w[3]) = (a.Sum(), b.Sum(), d.Sum(), e.Sum());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Potentials(EwaldPhases phases, ReadOnlySpan<EwaldRow> rows, double* weights, int start, double* result, int stride)
    {
        for (var i = start; i < start + stride; i += TLanes.Count)
        {
            TLanes potential = TLanes.Of(0), first = potential, second = potential, third = potential;
            foreach (ref readonly var row in rows)
            {
                Product(phases, row, out var c1, out var s1, out var c2, out var s2, out var sign);
                var (vc1, vs1, vc2, vs2) = (TLanes.Load(c1 + i), TLanes.Load(s1 + i), TLanes.Load(c2 + i), TLanes.Of(sign) * TLanes.Load(s2 + i));
                var (pr, pi) = (vc1 * vc2 - vs1 * vs2, vs1 * vc2 + vc1 * vs2);
                TLanes x = TLanes.Of(0), y = x, u = x, v = x;
                var w = weights + row.Offset;
                double* c = phases.Cosines(2, 0) + i, s = phases.Sines(2, 0) + i;
                for (var m = 0; m <= row.Last; m++)
                {
                    var (vc, vs) = (TLanes.Load(c), TLanes.Load(s));
                    // With α β γ δ: x = αc + γs, y = βs + δc, and for the third axis m(αs − γc), m(δs − βc).
                    x = TLanes.MultiplyAdd(TLanes.Of(w[0]), vc, TLanes.MultiplyAdd(TLanes.Of(w[2]), vs, x));
                    y = TLanes.MultiplyAdd(TLanes.Of(w[1]), vs, TLanes.MultiplyAdd(TLanes.Of(w[3]), vc, y));
                    u = TLanes.MultiplyAdd(TLanes.Of(w[4]), vs, TLanes.SubtractProduct(TLanes.Of(w[6]), vc, u));
                    v = TLanes.MultiplyAdd(TLanes.Of(w[7]), vs, TLanes.SubtractProduct(TLanes.Of(w[5]), vc, v));
                    w += EwaldRow.Numbers;
                    c += phases.Stride;
                    s += phases.Stride;
                }

                potential = TLanes.MultiplyAdd(pr, x, TLanes.MultiplyAdd(pi, y, potential));
                var across = pi * x - pr * y;
                first = TLanes.MultiplyAdd(TLanes.Of(row.First), across, first);
                second = TLanes.MultiplyAdd(TLanes.Of(row.Second), across, second);
                third = TLanes.MultiplyAdd(pr, u, TLanes.MultiplyAdd(pi, v, third));
            }

            var at = i - start;
            potential.Store(result + at);
            first.Store(result + stride + at);
            second.Store(result + 2 * stride + at);
            third.Store(result + 3 * stride + at);
        }
    }

    private static void Product(EwaldPhases phases, in EwaldRow row, out double* c1, out double* s1, out double* c2, out double* s2, out double sign)
    {
        (var second, sign) = (Math.Abs(row.Second), row.Second < 0 ? -1 : 1);
        c1 = phases.Cosines(0, row.First);
        s1 = phases.Sines(0, row.First);
        c2 = phases.Cosines(1, second);
        s2 = phases.Sines(1, second);
    }
}
