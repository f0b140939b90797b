using Lithoscope.Numerics;
using MathNet.Numerics.Integration;

namespace Lithoscope.Descriptors.Tests;

public class SoapPowerSpectrumTests
{
    private static readonly SoapOptions LithiumSilicon = new() { Cutoff = 6, Width = 0.5, RadialCount = 8, MaximumDegree = 6, Species = [3, 14] };

    [Fact]
    public void Eight_radial_functions_six_degrees_and_two_species_make_952_entries() =>
        Assert.Equal(952, new SoapPowerSpectrum(LithiumSilicon).Length);

    [Fact]
    public void The_spectrum_is_invariant_under_rotation_inversion_and_permutation()
    {
        var soap = new SoapPowerSpectrum(LithiumSilicon);
        var workspace = soap.CreateWorkspace();
        double[] reference = new double[soap.Length], other = new double[soap.Length];
        for (ulong index = 0; index < 10; index++)
        {
            var environment = TestEnvironments.Random(index, 40, 6, 2);
            var stream = new RandomStream(8, "angles", index);
            var rotation = TestEnvironments.Rotation(7 * stream.NextDouble(), 4 * stream.NextDouble(), 7 * stream.NextDouble());
            foreach (var kind in InstructionSet.Supported)
            {
                soap.Evaluate(environment, workspace, reference, kind);
                Assert.Equal(1, VectorKernels.Dot(reference, reference), 1e-13);
                soap.Evaluate(TestEnvironments.Transform(environment, rotation, reverseOrder: true), workspace, other, kind);
                for (var k = 0; k < other.Length; k++) Assert.Equal(reference[k], other[k], 1e-12);
                soap.Evaluate(TestEnvironments.Transform(environment, -1 * Matrix3D.Identity), workspace, other, kind);
                for (var k = 0; k < other.Length; k++) Assert.Equal(reference[k], other[k], 1e-12);
            }
        }
    }

    [Fact]
    public void The_vector_form_equals_the_scalar_definition()
    {
        foreach (var options in new[] { LithiumSilicon, LithiumSilicon with { RadialCount = 5, MaximumDegree = 3, Species = [1, 6, 8] } })
        {
            var soap = new SoapPowerSpectrum(options);
            var workspace = soap.CreateWorkspace();
            double[] scalar = new double[soap.Length], vector = new double[soap.Length];
            var environment = TestEnvironments.Random(4, 30, 6, options.Species.Count);
            soap.Evaluate(environment, workspace, scalar, InstructionSetKind.Scalar);
            foreach (var kind in InstructionSet.Supported)
            {
                soap.Evaluate(environment, workspace, vector, kind);
                for (var k = 0; k < scalar.Length; k++) Assert.Equal(scalar[k], vector[k], 1e-14);
            }
        }
    }

    [Fact]
    public void Derivatives_equal_finite_differences_at_every_instruction_set()
    {
        var soap = new SoapPowerSpectrum(LithiumSilicon with { RadialCount = 5, MaximumDegree = 4 });
        var workspace = soap.CreateWorkspace();
        var environment = TestEnvironments.Random(6, 8, 5.9, 2);
        var adjoints = new double[soap.Length];
        var stream = new RandomStream(6, "adjoint");
        for (var k = 0; k < adjoints.Length; k++) adjoints[k] = stream.NextNormal();
        var spectrum = new double[soap.Length];
        double At(AtomEnvironment moved, InstructionSetKind kind)
        {
            soap.Evaluate(moved, workspace, spectrum, kind);
            return VectorKernels.Dot(spectrum, adjoints);
        }

        const double h = 1e-4;
        var gradients = new double[3 * environment.Count];
        foreach (var kind in InstructionSet.Supported)
        {
            soap.Reverse(environment, workspace, adjoints, gradients, kind);
            for (var j = 1; j < environment.Count; j++)
            {
                for (var axis = 0; axis < 3; axis++)
                {
                    var numeric = (8 * (At(TestEnvironments.Moved(environment, j, axis, h), kind) - At(TestEnvironments.Moved(environment, j, axis, -h), kind))
                        - (At(TestEnvironments.Moved(environment, j, axis, 2 * h), kind) - At(TestEnvironments.Moved(environment, j, axis, -2 * h), kind))) / (12 * h);
                    Assert.Equal(numeric, gradients[3 * j + axis], 1e-8);
                }
            }
        }
    }

    // Euler angles: 2 l_max + 1 equidistant points in each azimuth and l_max + 1 Gauss–Legendre points in cos β integrate the squared overlap, a polynomial of
    // degree 2 l_max in the rotation matrices' elements, exactly.
    [Theory]
    [InlineData(RadialBasisKind.Gaussian)]
    [InlineData(RadialBasisKind.DiscreteVariable)]
    public void The_scalar_product_is_the_average_of_the_squared_overlap_over_rotations(RadialBasisKind basis)
    {
        const int degree = 12, azimuths = 2 * degree + 1;
        var options = new SoapOptions { Cutoff = 5, Width = 0.5, RadialCount = 6, MaximumDegree = degree, RadialBasis = basis, RadialScaling = new(1, 2, 3), Species = [14] };
        var soap = new SoapPowerSpectrum(options);
        var workspace = soap.CreateWorkspace();
        var expansion = soap.Expansion.CreateWorkspace();
        AtomEnvironment first = TestEnvironments.Random(1, 5, 4.9, 1), second = TestEnvironments.Random(2, 6, 4.9, 1);
        double[] p = new double[soap.Length], q = new double[soap.Length], c = new double[soap.Expansion.CoefficientCount], d = new double[soap.Expansion.CoefficientCount];
        var product = soap.Evaluate(first, workspace, p) * soap.Evaluate(second, workspace, q);
        product *= VectorKernels.Dot(p, q);
        soap.Expansion.Evaluate(first, expansion, c);
        var rule = new GaussLegendreRule(-1, 1, degree + 1);
        double average = 0;
        for (var b = 0; b < rule.Order; b++)
        {
            double ring = 0;
            for (var a = 0; a < azimuths * azimuths; a++)
            {
                var rotation = TestEnvironments.Rotation(2 * Math.PI * (a / azimuths) / azimuths, Math.Acos(rule.GetAbscissa(b)), 2 * Math.PI * (a % azimuths) / azimuths);
                soap.Expansion.Evaluate(TestEnvironments.Transform(second, rotation), expansion, d);
                var overlap = VectorKernels.Dot(c, d);
                ring += overlap * overlap;
            }

            average += rule.GetWeight(b) / 2 * ring / (azimuths * azimuths);
        }

        Assert.Equal(1, product / (8 * Math.PI * Math.PI * average), 1e-6);
    }

    // The overlap of two densities of Gaussians is Σ_ij f_i f_j (πσ²)^(3/2) exp(−|r_i − r_j|²/4σ²): the basis must converge to it from below.
    [Fact]
    public void The_expansion_converges_to_the_overlap_of_the_densities()
    {
        var first = TestEnvironments.Random(1, 4, 3.4, 1);
        const double width = 0.6, cutoff = 4;
        double exact = 0;
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < first.Count; j++)
            {
                double dx = first.X[i] - first.X[j], dy = first.Y[i] - first.Y[j], dz = first.Z[i] - first.Z[j];
                double fi = 0.5 * (1 + Math.Cos(Math.PI * first.R[i] / cutoff)), fj = 0.5 * (1 + Math.Cos(Math.PI * first.R[j] / cutoff));
                exact += fi * fj * Math.Pow(Math.PI * width * width, 1.5) * Math.Exp(-(dx * dx + dy * dy + dz * dz) / (4 * width * width));
            }
        }

        double previous = 1;
        foreach (var (radial, degree, tolerance) in new[] { (3, 4, 0.5), (6, 8, 0.03), (9, 12, 0.002) })
        {
            var expansion = new DensityExpansion(new GaussianRadialBasis(radial, degree, cutoff, width), 1);
            var c = new double[expansion.CoefficientCount];
            expansion.Evaluate(first, expansion.CreateWorkspace(), c);
            var missing = 1 - VectorKernels.Dot(c, c) / exact;
            Assert.InRange(missing, 0, Math.Min(previous, tolerance));
            previous = missing;
        }
    }

    // Nodes half a width apart integrate the products of Gaussians; l_max bounds the rest.
    [Fact]
    public void Discrete_variables_converge_to_the_overlap_of_the_densities()
    {
        var near = TestEnvironments.Random(3, 4, 1.8, 1);
        const double width = 0.6, cutoff = 5;
        double exact = 0;
        double Factor(int i) => 0.5 * (1 + Math.Cos(Math.PI * near.R[i] / cutoff));
        for (var i = 0; i < near.Count; i++)
        {
            for (var j = 0; j < near.Count; j++)
            {
                double dx = near.X[i] - near.X[j], dy = near.Y[i] - near.Y[j], dz = near.Z[i] - near.Z[j];
                exact += Factor(i) * Factor(j) * Math.Pow(Math.PI * width * width, 1.5) * Math.Exp(-(dx * dx + dy * dy + dz * dz) / (4 * width * width));
            }
        }

        foreach (var (radial, degree, tolerance) in new[] { (8, 6, 0.1), (12, 9, 0.01), (16, 14, 1e-4) })
        {
            var expansion = new DensityExpansion(new DiscreteVariableRadialBasis(radial, degree, cutoff, width), 1);
            var c = new double[expansion.CoefficientCount];
            expansion.Evaluate(near, expansion.CreateWorkspace(), c);
            Assert.Equal(1, VectorKernels.Dot(c, c) / exact, tolerance);
        }
    }
}
