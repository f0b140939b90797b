using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

public class SymmetryFunctionTests
{
    private const double Cutoff = 6;

    public static TheoryData<int> CutoffKinds => [.. Enum.GetValues<CutoffKind>().Select(k => (int)k)];

    internal static IEnumerable<SymmetryFunction> All(CutoffFunction cutoff)
    {
        RadialFactor[] radial =
        [
            RadialFactor.Gaussian(0.1, 0, cutoff), RadialFactor.Gaussian(0.3, 1.2, cutoff), RadialFactor.Cosine(1.1, cutoff),
            RadialFactor.Compact(new(CutoffKind.Polynomial2, -0.3, 5)), RadialFactor.Compact(new(CutoffKind.Polynomial3, 0.5, 5.5, true)), RadialFactor.Compact(new(CutoffKind.Exponential, -6, 6)),
        ];
        AngularFactor[] angular =
        [
            AngularFactor.Power(1, 1), AngularFactor.Power(-1, 4), AngularFactor.Power(1, 2.5), AngularFactor.Compact(new(CutoffKind.Polynomial2, -Math.PI / 2, Math.PI / 2)),
            AngularFactor.Compact(new(CutoffKind.Polynomial4, 0.3, 2.5)), AngularFactor.Compact(new(CutoffKind.Polynomial1, 0.5 * Math.PI, 1.5 * Math.PI)),
        ];
        foreach (var r in radial)
        {
            yield return SymmetryFunction.OfNeighbours(r, 8);
            yield return SymmetryFunction.OfWeightedNeighbours(r);
            foreach (var a in angular)
            {
                foreach (var narrow in new[] { false, true })
                {
                    yield return SymmetryFunction.OfPairs(r, a, narrow, 8, 8);
                    yield return SymmetryFunction.OfPairs(r, a, narrow, 8, 3);
                    yield return SymmetryFunction.OfWeightedPairs(r, a, narrow);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CutoffKinds))]
    public void Cutoff_functions_fall_from_one_to_zero_with_the_slope_they_state(int number)
    {
        var kind = (CutoffKind)number;
        var f = new CutoffFunction(kind, Cutoff, kind is CutoffKind.CubedTanh or CutoffKind.NormalisedCubedTanh ? 0 : 1.5);
        Assert.Equal(kind is CutoffKind.CubedTanh ? Math.Pow(Math.Tanh(1), 3) : 1, f.At(0).Value, 1e-15);
        Assert.Equal((0, 0), f.At(Cutoff));
        // The terms of the polynomials reach some hundreds, so what is left of their sum near 1 has an error of that many units in the last place.
        if (kind is not CutoffKind.Hard) Assert.Equal(0, f.At(Cutoff * (1 - 1e-9)).Value, 2e-13);
        for (var r = 0.1; r < Cutoff - 0.01; r += 0.173)
        {
            var slope = (f.At(r + 1e-5).Value - f.At(r - 1e-5).Value) / 2e-5;
            Assert.Equal(slope, f.At(r).Slope, 1e-8);
            Assert.True(f.At(r).Slope <= 0);
        }
    }

    [Fact]
    public void Bumps_are_one_in_the_middle_and_zero_outside()
    {
        foreach (var kind in new[] { CutoffKind.Exponential, CutoffKind.Polynomial1, CutoffKind.Polynomial2, CutoffKind.Polynomial3, CutoffKind.Polynomial4 })
        {
            foreach (var asymmetric in new[] { false, true })
            {
                var bump = new CompactFunction(kind, -1, 4, asymmetric);
                Assert.Equal((1, 0), (bump.At(1.5).Value, Math.Abs(bump.At(1.5).Slope)));
                Assert.Equal((0, 0), bump.At(-1));
                Assert.Equal((0, 0), bump.At(4));
                Assert.Equal(bump.At(0.3).Value, bump.At(2.7).Value, 2e-13);
                for (var r = -0.9; r < 3.9; r += 0.1) Assert.Equal((bump.At(r + 1e-5).Value - bump.At(r - 1e-5).Value) / 2e-5, bump.At(r).Slope, 1e-8);
            }
        }

        // (2 − x)x is larger than x, so the asymmetric bump falls earlier.
        Assert.True(new CompactFunction(CutoffKind.Polynomial2, -1, 4, true).At(2.5).Value < new CompactFunction(CutoffKind.Polynomial2, -1, 4).At(2.5).Value);
    }

    [Fact]
    public void Three_atoms_at_a_right_angle_have_the_values_of_the_formulas()
    {
        var cutoff = new CutoffFunction(CutoffKind.Cosine, Cutoff);
        double F(double r) => 0.5 * (1 + Math.Cos(Math.PI * r / Cutoff));
        var sums = new SymmetryFunctionSums([3, 0], [0, 4], [0, 0], [8, 3]);
        Assert.Equal(Math.Exp(-0.2 * 4) * F(3), sums.Value(SymmetryFunction.OfNeighbours(RadialFactor.Gaussian(0.2, 1, cutoff), 8)), 1e-15);
        Assert.Equal(Math.Cos(0.7 * 4) * F(4), sums.Value(SymmetryFunction.OfNeighbours(RadialFactor.Cosine(0.7, cutoff), 3)), 1e-15);
        Assert.Equal(8 * F(3) + 3 * F(4), sums.Value(SymmetryFunction.OfWeightedNeighbours(RadialFactor.Gaussian(0, 0, cutoff))), 1e-14);
        var (radial, angular) = (RadialFactor.Gaussian(0.01, 0.5, cutoff), AngularFactor.Power(1, 3));
        var wide = 0.25 * Math.Exp(-0.01 * (2.5 * 2.5 + 3.5 * 3.5)) * F(3) * F(4);
        Assert.Equal(wide, sums.Value(SymmetryFunction.OfPairs(radial, angular, false, 3, 8)), 1e-15);
        Assert.Equal(wide * Math.Exp(-0.01 * 4.5 * 4.5) * F(5), sums.Value(SymmetryFunction.OfPairs(radial, angular, true, 8, 3)), 1e-15);
        Assert.Equal(24 * wide, sums.Value(SymmetryFunction.OfWeightedPairs(radial, angular, false)), 1e-13);
        Assert.Equal(0, sums.Value(SymmetryFunction.OfPairs(radial, angular, false, 8, 8)));
    }

    [Theory]
    [InlineData(CutoffKind.Cosine)]
    [InlineData(CutoffKind.NormalisedCubedTanh)]
    [InlineData(CutoffKind.Polynomial3)]
    internal void Gradients_are_those_of_the_values(CutoffKind kind)
    {
        const int Count = 9;
        var stream = new RandomStream(7, "surroundings");
        double[][] places = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Count).Select(_ => 8 * stream.NextDouble() - 4).ToArray())];
        int[] elements = [.. Enumerable.Range(0, Count).Select(k => k % 2 == 0 ? 8 : 3)];
        foreach (var function in All(new(kind, Cutoff)))
        {
            double[][] gradient = [new double[Count], new double[Count], new double[Count]];
            new SymmetryFunctionSums(places[0], places[1], places[2], elements).AddGradient(function, -1.5, gradient[0], gradient[1], gradient[2]);
            foreach (var (axis, j) in new[] { (0, 1), (1, 4), (2, 6) })
            {
                double At(double h)
                {
                    var start = places[axis][j];
                    places[axis][j] = start + h;
                    var value = new SymmetryFunctionSums(places[0], places[1], places[2], elements).Value(function);
                    places[axis][j] = start;
                    return value;
                }

                var slope = (8 * (At(1e-3) - At(-1e-3)) - At(2e-3) + At(-2e-3)) / 12e-3;
                Assert.True(Math.Abs(-1.5 * slope - gradient[axis][j]) < 1e-7 * (1 + Math.Abs(slope)), $"{function}: {gradient[axis][j]} against {-1.5 * slope}");
            }
        }
    }
}
