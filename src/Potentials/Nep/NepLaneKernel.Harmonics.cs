using System.Runtime.CompilerServices;

namespace Lithoscope.Potentials;

internal sealed unsafe partial class NepLaneKernel<TLanes, TReal>
{
    // Y_lm without norms: d^m P_l/dz^m times the real or imaginary part of (x + iy)^m, of unit vectors, which are left in place of the displacements.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Harmonics(NepLaneWorkspace<TLanes, TReal> room)
    {
        var (neighbours, stride, padded, degree) = (room.Angular, room.Angular.Stride, room.Angular.Padded, _layout.MaximumDegree);
        for (var v = 0; v < padded; v += TLanes.Count)
        {
            var inverse = TLanes.Of(1) / TLanes.Load(neighbours.R + v);
            TLanes x = inverse * TLanes.Load(neighbours.X + v), y = inverse * TLanes.Load(neighbours.Y + v), z = inverse * TLanes.Load(neighbours.Z + v);
            x.Store(neighbours.X + v);
            y.Store(neighbours.Y + v);
            z.Store(neighbours.Z + v);
            Derivatives(z, room.Legendre + v, stride);
            TLanes c = TLanes.Of(1), s = TLanes.Of(0);
            for (var m = 0; m <= degree; m++)
            {
                for (var l = Math.Max(1, m); l <= degree; l++)
                {
                    var q = TLanes.Load(room.Legendre + Triangle(l, m) * stride + v);
                    var target = room.Harmonics + (l * l + l - 1) * stride + v;
                    (q * c).Store(target + m * stride);
                    if (m > 0) (q * s).Store(target - m * stride);
                }

                (c, s) = (TLanes.MultiplySubtract(x, c, y * s), TLanes.MultiplyAdd(x, s, y * c));
            }
        }
    }

    // d^m P_l/dz^m: (l − m) Q_lm = (2l − 1) z Q_(l−1)m − (l + m − 1) Q_(l−2)m, Q_mm = (2m − 1)!!, and zero for m = l + 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Derivatives(TLanes z, TReal* target, int stride)
    {
        double first = 1;
        var (degree, at) = (_layout.MaximumDegree, 0);
        for (var m = 0; m <= degree; m++)
        {
            TLanes before = TLanes.Of(0), value = TLanes.Of(first);
            var row = target + Triangle(m, m) * stride;
            before.Store(row + stride);
            for (var l = m; ; l++)
            {
                value.Store(row);
                if (l == degree) break;
                row += (l + 2) * stride; // from (l, m) to (l + 1, m)
                var next = TLanes.SubtractProduct(TLanes.Broadcast(_recursion[at + 1]), before, TLanes.Broadcast(_recursion[at]) * z * value);
                (before, value) = (value, next);
                at += 2;
            }

            first *= 2 * m + 1;
        }
    }

    // (2l + 1)/(l + 1 − m) and (l + m)/(l + 1 − m), in the order of the loops above.
    private static TReal[] Recursion(int degree)
    {
        var factors = new List<TReal>();
        for (var m = 0; m <= degree; m++)
        {
            for (var l = m; l < degree; l++) factors.AddRange([TReal.CreateTruncating((2 * l + 1) / (l + 1.0 - m)), TReal.CreateTruncating((l + m) / (l + 1.0 - m))]);
        }

        return [.. factors];
    }

    // From dE/dY_lm and dE/dr to the derivatives with respect to x, y and z of the neighbours v, v + 1, …: the pull on a unit vector u counts as far as it is perpendicular to u.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PullOnDirections(NepLaneWorkspace<TLanes, TReal> room, int v, TLanes radial)
    {
        var (neighbours, stride, degree) = (room.Angular, room.Angular.Stride, _layout.MaximumDegree);
        TLanes x = TLanes.Load(neighbours.X + v), y = TLanes.Load(neighbours.Y + v), z = TLanes.Load(neighbours.Z + v);
        TLanes gx = TLanes.Of(0), gy = gx, gz = gx;
        TLanes c = TLanes.Of(1), s = gx, lower = gx, lowerSine = gx; // (x + iy)^m and ^(m−1)
        for (var m = 0; m <= degree; m++)
        {
            TLanes a = TLanes.Of(0), b = a, da = a, db = a;
            for (var l = Math.Max(1, m); l <= degree; l++)
            {
                var legendre = room.Legendre + Triangle(l, m) * stride + v;
                var pull = room.Direction + (l * l + l - 1) * TLanes.Count;
                TLanes q = TLanes.Load(legendre), dq = TLanes.Load(legendre + stride), p = TLanes.Load(pull + m * TLanes.Count);
                a = TLanes.MultiplyAdd(p, q, a);
                da = TLanes.MultiplyAdd(p, dq, da);
                if (m == 0) continue;
                p = TLanes.Load(pull - m * TLanes.Count);
                b = TLanes.MultiplyAdd(p, q, b);
                db = TLanes.MultiplyAdd(p, dq, db);
            }

            gz = TLanes.MultiplyAdd(da, c, TLanes.MultiplyAdd(db, s, gz));
            if (m > 0)
            {
                (a, b) = (TLanes.Of(m) * a, TLanes.Of(m) * b);
                gx = TLanes.MultiplyAdd(a, lower, TLanes.MultiplyAdd(b, lowerSine, gx));
                gy = TLanes.MultiplyAdd(b, lower, TLanes.SubtractProduct(a, lowerSine, gy));
            }

            (lower, lowerSine) = (c, s);
            (c, s) = (TLanes.MultiplySubtract(x, c, y * s), TLanes.MultiplyAdd(x, s, y * c));
        }

        var inverse = TLanes.Of(1) / TLanes.Load(neighbours.R + v);
        if (_shared) radial = TLanes.MultiplyAdd(TLanes.Load(room.RadialPull + v), TLanes.Load(neighbours.R + v), radial);
        var along = TLanes.MultiplyAdd(x, gx, TLanes.MultiplyAdd(y, gy, z * gz));
        var rest = TLanes.SubtractProduct(inverse, along, radial);
        TLanes.MultiplyAdd(inverse, gx, rest * x).Store(room.PullX + v);
        TLanes.MultiplyAdd(inverse, gy, rest * y).Store(room.PullY + v);
        TLanes.MultiplyAdd(inverse, gz, rest * z).Store(room.PullZ + v);
    }
}
