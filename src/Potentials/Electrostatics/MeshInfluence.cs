using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// What the transform of the charges on a mesh is multiplied by to be that of their potential: 4πk/V e^(−k²/4α²)/k² |b₁|²|b₂|²|b₃|², in which b_n takes off what the splines
/// do to a wave (doi:10.1063/1.470117, equations 4.4 and 4.7).
/// </summary>
internal sealed class MeshInfluence
{
    private readonly double[][] _splines = [[], [], []];
    private int _order;
    private Matrix3D _reciprocal;
    private double _prefactor;
    private double _decay;

    /// <summary>Takes mesh and cell.</summary>
    public void Choose(GridTransform mesh, int order, Matrix3D cell, double splitting)
    {
        _reciprocal = 2 * Math.PI * cell.Inverse().Transpose();
        (_prefactor, _decay) = (4 * Math.PI * Coulomb.Constant / Math.Abs(cell.Determinant), 1 / (4 * splitting * splitting));
        Prepare(0, mesh.First, order);
        Prepare(1, mesh.Second, order);
        Prepare(2, mesh.Third, order);
        _order = order;
    }

    /// <summary>Multiplies the values at one index of the second axis.</summary>
    /// <returns>Their share of the virial, eV.</returns>
    public unsafe Matrix3D Multiply(GridTransform mesh, double* re, double* im, int second)
    {
        double xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0;
        for (var a = 0; a < mesh.First; a++)
        {
            var start = ((long)a * mesh.Second + second) * mesh.Row;
            var partial = Signed(a, mesh.First) * _reciprocal.A + Signed(second, mesh.Second) * _reciprocal.B;
            var factor = _prefactor * _splines[0][a] * _splines[1][second];
            for (var c = 0; c < mesh.Third; c++)
            {
                var m = Signed(c, mesh.Third);
                var (x, y, z) = (partial.X + m * _reciprocal.C.X, partial.Y + m * _reciprocal.C.Y, partial.Z + m * _reciprocal.C.Z);
                var k2 = x * x + y * y + z * z;
                ref var valueRe = ref re[start + c];
                ref var valueIm = ref im[start + c];
                if (k2 == 0)
                {
                    (valueRe, valueIm) = (0, 0);
                    continue;
                }

                var weight = factor * _splines[2][c] * Math.Exp(-_decay * k2) / k2;
                var energy = 0.5 * weight * (valueRe * valueRe + valueIm * valueIm);
                var along = -2 * energy * (1 / k2 + _decay);
                (xx, yy, zz) = (xx + energy + along * x * x, yy + energy + along * y * y, zz + energy + along * z * z);
                (yz, xz, xy) = (yz + along * y * z, xz + along * x * z, xy + along * x * y);
                (valueRe, valueIm) = (weight * valueRe, weight * valueIm);
            }
        }

        return new(new(xx, xy, xz), new(xy, yy, yz), new(xz, yz, zz));
    }

    // Waves from −half to half of the points.
    private static int Signed(int index, int points) => 2 * index <= points ? index : index - points;

    // |b(m)|² = 1/|Σ_j M(j + 1) e^(2πimj/n)|².
    private void Prepare(int axis, int points, int order)
    {
        if (_splines[axis].Length == points && order == _order) return;
        Span<double> values = stackalloc double[order];
        CardinalSpline.Values(0, values);
        _splines[axis] = new double[points];
        for (var m = 0; m < points; m++)
        {
            double re = 0, im = 0;
            // M at the whole numbers 1 … p − 1.
            for (var j = 1; j < order; j++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * ((long)m * (j - 1) % points) / points);
                (re, im) = (re + values[j] * cosine, im + values[j] * sine);
            }

            _splines[axis][m] = 1 / (re * re + im * im);
        }
    }
}
