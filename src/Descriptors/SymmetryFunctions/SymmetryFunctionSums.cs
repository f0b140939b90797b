using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// Symmetry functions as they are defined, one after another, in plain double arithmetic: the definition that the fast kernel is tested against.
/// </summary>
/// <param name="x">x of each neighbour as seen from the atom.</param>
/// <param name="y">y of each neighbour.</param>
/// <param name="z">z of each neighbour.</param>
/// <param name="elements">Atomic number of each neighbour.</param>
internal readonly ref struct SymmetryFunctionSums(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<int> elements)
{
    private readonly ReadOnlySpan<double> _x = x;
    private readonly ReadOnlySpan<double> _y = y;
    private readonly ReadOnlySpan<double> _z = z;
    private readonly ReadOnlySpan<int> _elements = elements;

    /// <summary>The value G of a function.</summary>
    public double Value(SymmetryFunction function)
    {
        double sum = 0;
        for (var j = 0; j < _x.Length; j++)
        {
            var weight = function.Weight(_elements[j]);
            var rj = At(j).Norm;
            if (weight == 0 || rj >= function.Radial.Cutoff) continue;
            var (radial, _) = function.Radial.At(rj);
            if (function.Angular is not { } angular) sum += weight * radial;
            else
            {
                for (var k = j + 1; k < _x.Length; k++)
                {
                    weight = function.Weight(_elements[j], _elements[k]);
                    var rk = At(k).Norm;
                    if (weight == 0 || rk >= function.Radial.Cutoff) continue;
                    var product = weight * radial * function.Radial.At(rk).Value;
                    if (function.IsNarrow) product *= function.Radial.At((At(k) - At(j)).Norm).Value;
                    sum += product * angular.At(Cosine(j, k)).Value;
                }
            }
        }

        return sum;
    }

    /// <summary>Adds a multiple of the derivatives of G with respect to the places of the neighbours.</summary>
    /// <param name="function">The function.</param>
    /// <param name="factor">The multiple.</param>
    /// <param name="gx">Derivatives with respect to x of each neighbour, added to.</param>
    /// <param name="gy">With respect to y.</param>
    /// <param name="gz">With respect to z.</param>
    public void AddGradient(SymmetryFunction function, double factor, Span<double> gx, Span<double> gy, Span<double> gz)
    {
        for (var j = 0; j < _x.Length; j++)
        {
            var weight = factor * function.Weight(_elements[j]);
            var rj = At(j).Norm;
            if (function.Weight(_elements[j]) == 0 || rj >= function.Radial.Cutoff) continue;
            var (radialJ, slopeJ) = function.Radial.At(rj);
            var toJ = 1 / rj * At(j);
            if (function.Angular is not { } angular)
            {
                Add(j, weight * slopeJ * toJ, gx, gy, gz);
                continue;
            }

            for (var k = j + 1; k < _x.Length; k++)
            {
                weight = factor * function.Weight(_elements[j], _elements[k]);
                var rk = At(k).Norm;
                if (function.Weight(_elements[j], _elements[k]) == 0 || rk >= function.Radial.Cutoff) continue;
                var (radialK, slopeK) = function.Radial.At(rk);
                var toK = 1 / rk * At(k);
                var across = At(k) - At(j);
                var (radialAcross, slopeAcross) = function.IsNarrow ? function.Radial.At(across.Norm) : (1, 0);
                var cosine = Cosine(j, k);
                var (a, slopeA) = angular.At(cosine);
                // d cos θ/d r_j = (û_k − cos θ û_j)/r_j.
                var turnJ = weight * slopeA * radialJ * radialK * radialAcross / rj * (toK - cosine * toJ);
                var turnK = weight * slopeA * radialJ * radialK * radialAcross / rk * (toJ - cosine * toK);
                var stretch = slopeAcross == 0 ? default : weight * a * radialJ * radialK * slopeAcross / across.Norm * across;
                Add(j, turnJ + weight * a * slopeJ * radialK * radialAcross * toJ - stretch, gx, gy, gz);
                Add(k, turnK + weight * a * radialJ * slopeK * radialAcross * toK + stretch, gx, gy, gz);
            }
        }
    }

    private static void Add(int j, Vector3D g, Span<double> gx, Span<double> gy, Span<double> gz)
    {
        gx[j] += g.X;
        gy[j] += g.Y;
        gz[j] += g.Z;
    }

    private Vector3D At(int j) => new(_x[j], _y[j], _z[j]);

    private double Cosine(int j, int k) => Math.Clamp(Vector3D.Dot(At(j), At(k)) / (At(j).Norm * At(k).Norm), -1, 1);
}
