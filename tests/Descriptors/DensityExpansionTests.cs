using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

public class DensityExpansionTests
{
    public static TheoryData<int, int, int, int> Cases() => new() { { 8, 6, 2, 58 }, { 5, 4, 3, 13 }, { 3, 0, 1, 7 }, { 9, 2, 1, 1 }, { 12, 8, 2, 30 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_vector_form_equals_the_scalar_definition(int radial, int degree, int channels, int neighbours)
    {
        var expansion = new DensityExpansion(new GaussianRadialBasis(radial, degree, 5.0, 0.5), channels);
        var workspace = expansion.CreateWorkspace();
        double[] scalar = new double[expansion.CoefficientCount], vector = new double[expansion.CoefficientCount], adjoints = new double[expansion.CoefficientCount];
        for (ulong index = 0; index < 5; index++)
        {
            var environment = TestEnvironments.Random(index, neighbours, 5.0, channels);
            var scale = 0.0;
            expansion.Evaluate(environment, workspace, scalar, InstructionSetKind.Scalar);
            foreach (var c in scalar) scale = Math.Max(scale, Math.Abs(c));
            double[] reference = new double[3 * environment.Count], gradients = new double[3 * environment.Count];
            var stream = new RandomStream(4, "adjoint", index);
            for (var k = 0; k < adjoints.Length; k++) adjoints[k] = stream.NextNormal();
            expansion.Reverse(environment, workspace, adjoints, reference, InstructionSetKind.Scalar);
            foreach (var kind in InstructionSet.Supported)
            {
                expansion.Evaluate(environment, workspace, vector, kind);
                expansion.Reverse(environment, workspace, adjoints, gradients, kind);
                for (var k = 0; k < scalar.Length; k++) Assert.Equal(scalar[k], vector[k], 1e-13 * Math.Max(1, scale));
                for (var k = 0; k < reference.Length; k++) Assert.Equal(reference[k], gradients[k], 1e-11 * Math.Max(1, reference.Max(Math.Abs)));
            }
        }
    }

    [Fact]
    public void The_reverse_pass_equals_finite_differences()
    {
        var expansion = new DensityExpansion(new GaussianRadialBasis(6, 5, 5.0, 0.5), 2);
        var workspace = expansion.CreateWorkspace();
        var environment = TestEnvironments.Random(3, 9, 4.9, 2);
        var adjoints = new double[expansion.CoefficientCount];
        var stream = new RandomStream(5, "adjoint");
        for (var k = 0; k < adjoints.Length; k++) adjoints[k] = stream.NextNormal();
        var gradients = new double[3 * environment.Count];
        expansion.Reverse(environment, workspace, adjoints, gradients);
        var coefficients = new double[expansion.CoefficientCount];
        double At(AtomEnvironment moved)
        {
            expansion.Evaluate(moved, workspace, coefficients);
            return VectorKernels.Dot(coefficients, adjoints);
        }

        const double h = 1e-4;
        for (var j = 1; j < environment.Count; j++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var numeric = (8 * (At(TestEnvironments.Moved(environment, j, axis, h)) - At(TestEnvironments.Moved(environment, j, axis, -h)))
                    - (At(TestEnvironments.Moved(environment, j, axis, 2 * h)) - At(TestEnvironments.Moved(environment, j, axis, -2 * h)))) / (12 * h);
                Assert.Equal(numeric, gradients[3 * j + axis], 1e-6);
            }
        }
    }

    [Fact]
    public void Neighbours_at_or_beyond_the_cutoff_count_for_nothing()
    {
        var expansion = new DensityExpansion(new GaussianRadialBasis(4, 3, 4.0, 0.5), 1);
        var workspace = expansion.CreateWorkspace();
        double[] with = new double[expansion.CoefficientCount], without = new double[expansion.CoefficientCount];
        var environment = new AtomEnvironment();
        environment.Add(1.9, 0.3, -0.5, 0);
        foreach (var kind in InstructionSet.Supported)
        {
            expansion.Evaluate(environment, workspace, without, kind);
            var larger = new AtomEnvironment();
            larger.Add(1.9, 0.3, -0.5, 0);
            larger.Add(4, 0, 0, 0);
            larger.Add(0, 0, -7, 0);
            expansion.Evaluate(larger, workspace, with, kind);
            Assert.Equal(without, with);
        }
    }
}
