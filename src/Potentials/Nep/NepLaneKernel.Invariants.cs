using System.Runtime.CompilerServices;

namespace Lithoscope.Potentials;

internal sealed unsafe partial class NepLaneKernel<TLanes, TReal>
{
    private const double Quartic = 7.0 / 15;

    // Norms are put on, then invariants formed, n across lanes. Blocks are written one after another, so that what a vector writes past the end of one is written over by the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Invariants(NepLaneWorkspace<TLanes, TReal> room)
    {
        var a = room.A;
        var (width, count, degree) = (_width, TLanes.Count, _layout.MaximumDegree);
        for (var lm = 0; lm < (degree + 1) * (degree + 1) - 1; lm++)
        {
            var norm = TLanes.Broadcast(_norms[lm]);
            for (var n = 0; n < width; n += count) (norm * TLanes.Load(a + lm * width + n)).Store(a + lm * width + n);
        }

        var q = room.Q + _layout.RadialFunctions;
        for (var l = 1; l <= degree; l++, q += _layout.AngularFunctions)
        {
            for (var n = 0; n < width; n += count) Square(a + n, l).Store(q + n);
        }

        foreach (var cubic in _cubic)
        {
            for (var n = 0; n < width; n += count)
            {
                var sum = TLanes.Of(0);
                if (cubic is null)
                {
                    var square = Square(a + n, 1);
                    sum = TLanes.Of(Quartic) * square * square;
                }

                foreach (var term in cubic ?? [])
                {
                    sum = TLanes.MultiplyAdd(TLanes.Broadcast(term.Coefficient) * TLanes.Load(a + term.A * width + n), TLanes.Load(a + term.B * width + n) * TLanes.Load(a + term.C * width + n), sum);
                }

                sum.Store(q + n);
            }

            q += _layout.AngularFunctions;
        }
    }

    // dE/dA from dE/dq. What is read past the end of a block meets coefficients that are zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PullOnSums(NepLaneWorkspace<TLanes, TReal> room)
    {
        var (width, count, degree) = (_width, TLanes.Count, _layout.MaximumDegree);
        for (var n = 0; n < width; n += count)
        {
            TReal* a = room.A + n, pull = room.Pull + n, slopes = room.Gradient + _layout.RadialFunctions + n;
            for (var l = 1; l <= degree; l++, slopes += _layout.AngularFunctions)
            {
                var twice = TLanes.Of(2) * TLanes.Load(slopes);
                for (var lm = l * l - 1; lm < (l + 1) * (l + 1) - 1; lm++) (twice * TLanes.Load(a + lm * width)).Store(pull + lm * width);
            }

            foreach (var cubic in _cubic)
            {
                var slope = TLanes.Load(slopes);
                slopes += _layout.AngularFunctions;
                if (cubic is null)
                {
                    var factor = TLanes.Of(4 * Quartic) * slope * Square(a, 1);
                    for (var lm = 0; lm < 3; lm++) TLanes.MultiplyAdd(factor, TLanes.Load(a + lm * width), TLanes.Load(pull + lm * width)).Store(pull + lm * width);
                }

                foreach (var term in cubic ?? [])
                {
                    TLanes x = TLanes.Load(a + term.A * width), y = TLanes.Load(a + term.B * width), z = TLanes.Load(a + term.C * width);
                    var factor = TLanes.Broadcast(term.Coefficient) * slope;
                    Add(pull + term.A * width, factor * y * z);
                    Add(pull + term.B * width, factor * x * z);
                    Add(pull + term.C * width, factor * x * y);
                }
            }

            for (var lm = 0; lm < (degree + 1) * (degree + 1) - 1; lm++) (TLanes.Broadcast(_norms[lm]) * TLanes.Load(pull + lm * width)).Store(pull + lm * width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TReal* target, TLanes value) => (TLanes.Load(target) + value).Store(target);

    // Σ_m a_lm².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Square(TReal* a, int l)
    {
        var sum = TLanes.Of(0);
        for (var lm = l * l - 1; lm < (l + 1) * (l + 1) - 1; lm++)
        {
            var value = TLanes.Load(a + lm * _width);
            sum = TLanes.MultiplyAdd(value, value, sum);
        }

        return sum;
    }
}
