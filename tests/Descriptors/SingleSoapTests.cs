using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

public class SingleSoapTests
{
    public static TheoryData<int, int, int, double> Shapes => new()
    {
        { 8, 6, 2, 0.5 }, { 5, 3, 3, 0.5 }, { 12, 9, 1, 0.3 }, { 10, 4, 4, 0.4 }, { 1, 0, 1, 1.0 }, { 3, 15, 2, 0.5 },
    };

    // Vectors of length 1: what docs/soap.md states.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_precision_follows_the_definition(int radial, int degree, int species, double width)
    {
        var soap = new SoapPowerSpectrum(new SoapOptions { RadialCount = radial, MaximumDegree = degree, Width = width, Species = [.. Enumerable.Range(1, species)] });
        var single = new SingleSoapPowerSpectrum(soap);
        var (workspace, expected) = (soap.CreateWorkspace(), new double[soap.Length]);
        var (singleWorkspace, found) = (single.CreateWorkspace(), new float[single.Length + 3]);
        for (ulong index = 0; index < 20; index++)
        {
            var environment = TestEnvironments.Random(index, 60, 6, species, centre: index % 2 == 0);
            var norm = soap.Evaluate(environment, workspace, expected, InstructionSetKind.Scalar);
            foreach (var kind in InstructionSet.Supported)
            {
                found[^1] = 7;
                Assert.Equal(1, single.Evaluate(environment, singleWorkspace, found, kind) / norm, 2e-6);
                double error = 0;
                for (var k = 0; k < expected.Length; k++) error += (found[k] - expected[k]) * (found[k] - expected[k]);
                Assert.InRange(Math.Sqrt(error), 0, 2e-6);
                Assert.Equal(7, found[^1]);
            }
        }
    }

    [Fact]
    public void An_empty_environment_is_zero()
    {
        var single = new SingleSoapPowerSpectrum(new SoapPowerSpectrum(new SoapOptions { Species = [3, 14] }));
        var found = new float[single.Length];
        var far = new AtomEnvironment();
        far.Add(6.5, 0, 0, 0);
        Assert.Equal(0, single.Evaluate(far, single.CreateWorkspace(), found));
        Assert.All(found, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Degrees_beyond_the_range_of_single_precision_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SingleSoapPowerSpectrum(new SoapPowerSpectrum(new SoapOptions { MaximumDegree = 21, Species = [3] })));
}
