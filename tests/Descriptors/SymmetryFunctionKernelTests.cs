using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

public class SymmetryFunctionKernelTests
{
    private static readonly int[] Elements = [3, 8, 16];

    public static TheoryData<int, int> Surroundings() => new(from kind in Enum.GetValues<CutoffKind>() from count in new[] { 0, 1, 2, 7, 40 } select ((int)kind, count));

    internal static (double[][] Places, double[] Distances, int[] Species) Random(int seed, int count, double reach)
    {
        var stream = new RandomStream((ulong)seed, "surroundings");
        double[][] places = [new double[count], new double[count], new double[count]];
        var (distances, species) = (new double[count], new int[count]);
        for (var k = 0; k < count;)
        {
            for (var axis = 0; axis < 3; axis++) places[axis][k] = reach * (2 * stream.NextDouble() - 1);
            distances[k] = Math.Sqrt(places[0][k] * places[0][k] + places[1][k] * places[1][k] + places[2][k] * places[2][k]);
            species[k] = (int)(3 * stream.NextDouble());
            if (distances[k] < reach && distances[k] > 0.8) k++;
        }

        return (places, distances, species);
    }

    private static List<SymmetryFunction> Functions(CutoffKind kind)
    {
        var functions = SymmetryFunctionTests.All(new(kind, 6, kind is CutoffKind.Hard or CutoffKind.CubedTanh ? 0 : 0.7)).ToList();
        // Exponents that are multiples of each other, powers of many kinds, a second cutoff, elements that never come.
        var other = new CutoffFunction(kind, 5.2);
        foreach (var eta in new[] { 0, 0.01, 0.03, 0.07, 0.2, 0.041 })
        {
            foreach (var zeta in new[] { 1.0, 2, 4, 16, 3.5 }) functions.Add(SymmetryFunction.OfPairs(RadialFactor.Gaussian(eta, 0, other), AngularFactor.Power(-1, zeta), eta != 0.03, 3, 16));
        }

        functions.Add(SymmetryFunction.OfNeighbours(RadialFactor.Gaussian(0.1, 0, other), 92));
        functions.Add(SymmetryFunction.OfPairs(RadialFactor.Gaussian(0.1, 0, other), AngularFactor.Power(-1, 2), true, 3, 92));
        return functions;
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void The_kernel_agrees_with_the_definition_on_every_instruction_set(int kind, int count)
    {
        var functions = Functions((CutoffKind)kind);
        var (places, distances, species) = Random(count + 100 * kind, count, 6.3);
        int[] elements = [.. species.Select(s => Elements[s])];
        var sums = new SymmetryFunctionSums(places[0], places[1], places[2], elements);
        var factors = new double[functions.Count];
        double[][] expected = [new double[count], new double[count], new double[count]];
        var values = new double[functions.Count];
        var stream = new RandomStream(3, "factors");
        for (var k = 0; k < functions.Count; k++)
        {
            factors[k] = stream.NextDouble() - 0.5;
            values[k] = sums.Value(functions[k]);
            sums.AddGradient(functions[k], factors[k], expected[0], expected[1], expected[2]);
        }

        foreach (var instructions in InstructionSet.Supported)
        {
            foreach (var single in new[] { false, true })
            {
                var kernel = SymmetryFunctionKernel.Create(functions, Elements, single, instructions);
                var workspace = kernel.CreateWorkspace();
                double[][] found = [new double[count], new double[count], new double[count]];
                var own = new double[functions.Count];
                // Twice: nothing is left in the workspace.
                for (var again = 0; again < 2; again++)
                {
                    foreach (var axis in found) Array.Clear(axis);
                    kernel.Evaluate(workspace, new(places[0], places[1], places[2], distances, species), own);
                    kernel.AddGradient(workspace, factors, found[0], found[1], found[2]);
                }

                // Of single terms, which are of the order of their weights: sums may be small because terms cancel, or factors of angles near their end.
                var tolerance = single ? 2e-6 : 1e-13;
                for (var k = 0; k < functions.Count; k++)
                {
                    Assert.True(Math.Abs(own[k] - values[k]) <= tolerance * ((functions[k].IsWeighted ? 256 : 1) + Math.Abs(values[k])), $"{instructions}, single {single}, {functions[k]}: {own[k]:R} against {values[k]:R}");
                }

                var largest = 1 + expected.SelectMany(g => g).Select(Math.Abs).DefaultIfEmpty(0).Max();
                for (var axis = 0; axis < 3; axis++)
                {
                    for (var k = 0; k < count; k++) Assert.True(Math.Abs(found[axis][k] - expected[axis][k]) <= 10 * tolerance * largest, $"{instructions}, single {single}: gradient {axis} of {k}: {found[axis][k]:R} against {expected[axis][k]:R}");
                }
            }
        }
    }
}
