using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class VoigtProfileTests
{
    [Fact]
    public void TheProfileOfTheDefaultWidthsHasItsKnownHeightAndWidth()
    {
        // Height: Re w(i/√2)/(0.3 √(2π)) = exp(½) erfc(1/√2)/(0.3 √(2π)); both as given in the specification of the workflow.
        var profile = new VoigtProfile(0.3, 0.3);
        Assert.Equal(0.695697602, profile.At(0), 1e-9);
        Assert.Equal(1.08034, profile.FullWidth, 5e-6);
        Assert.Equal(profile.At(0) / 2, profile.At(profile.FullWidth / 2), 1e-14);
    }

    // 50-digit arithmetic: Re[exp(−z²) erfc(−iz)].
    [Theory]
    [InlineData(0, 0.7071067811865476, 0.52315658373024672)]
    [InlineData(0.5, 0.5, 0.53315670791217491)]
    [InlineData(1, 0.001, 0.36796500994105385)]
    [InlineData(2.5, 1e-06, 0.0019305843721614728)]
    [InlineData(4, 1e-08, 1.1292767024031586e-7)]
    [InlineData(5.5, 1e-10, 2.0391406118662683e-12)]
    [InlineData(6.4, 1e-14, 1.4475004869186777e-16)]
    [InlineData(7, 0.1, 0.0011883327469052374)]
    [InlineData(10, 1e-05, 5.7287175622333685e-8)]
    [InlineData(3, 6.2, 0.073531476749898075)]
    [InlineData(3, 6.283, 0.07291614586233269)]
    [InlineData(3, 6.284, 0.07290876930307946)]
    [InlineData(0, 6.3, 0.088465899352852198)]
    [InlineData(12, 12, 0.023548497253087118)]
    [InlineData(20, 1e-08, 1.4157965867555476e-11)]
    [InlineData(26.9, 0.001, 7.8130923302396386e-7)]
    [InlineData(27.1, 0.001, 7.6979596757291892e-7)]
    [InlineData(0.1, 27.5, 0.020502177173287745)]
    [InlineData(100, 0.0001, 5.6427423314924171e-9)]
    [InlineData(1000000.0, 3, 1.6925687506305746e-12)]
    [InlineData(1.5707963267948966, 1, 0.2001021012399467)]
    [InlineData(0.78, 1.01, 0.3445849985478826)]
    [InlineData(2.2, 0.71, 0.10074135835765826)]
    [InlineData(0.25, 0.25, 0.73474305228013495)]
    [InlineData(0.001, 5, 0.11070463369237986)]
    [InlineData(6, 2, 0.029170144290321642)]
    public void TheFaddeevaFunctionAgreesWithFiftyDigitArithmetic(double x, double y, double expected) =>
        Assert.InRange(Math.Abs(Faddeeva.Real(x, y) / expected - 1), 0, 2e-13);

    [Fact]
    public void BothBranchesAgreeWhereTheyMeet()
    {
        foreach (var y in (double[])[1e-12, 1e-6, 0.01, 1, 6.28, 6.29, 20, 26.9])
        {
            var (inside, outside) = (Faddeeva.Real(27, y), Faddeeva.Real(Math.BitIncrement(27.0), y));
            Assert.InRange(Math.Abs(inside / outside - 1), 0, 1e-13);
        }
    }

    [Fact]
    public void WithoutALorentzianItIsTheGaussianAndWithoutAGaussianTheLorentzian()
    {
        foreach (var x in (double[])[0, 0.1, 0.5, 1, 1.5])
        {
            Assert.Equal(Math.Exp(-0.5 * x * x / 0.09) / (0.3 * Math.Sqrt(2 * Math.PI)), new VoigtProfile(0.3, 0).At(x), 1e-15);
            Assert.Equal(0.3 / Math.PI / (x * x + 0.09), new VoigtProfile(0, 0.3).At(x), 1e-15);
            // The limits are reached continuously: the difference is of the order of the small width, or of its square.
            Assert.Equal(new VoigtProfile(0.3, 0).At(x), new VoigtProfile(0.3, 1e-12).At(x), 1e-11);
            Assert.Equal(new VoigtProfile(0, 0.3).At(x), new VoigtProfile(1e-6, 0.3).At(x), 1e-10);
        }
        Assert.Equal(2 * Math.Sqrt(2 * Math.Log(2)) * 0.3, new VoigtProfile(0.3, 0).FullWidth, 1e-12);
        Assert.Equal(0.6, new VoigtProfile(0, 0.3).FullWidth, 1e-12);
    }

    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(0.05, 0.4)]
    [InlineData(0.4, 0.05)]
    [InlineData(0.3, 0)]
    [InlineData(0, 0.3)]
    public void TheAreaIsOne(double sigma, double gamma)
    {
        // x = tan u takes the slow tails to a finite interval, on which the trapezoidal rule converges fast.
        var profile = new VoigtProfile(sigma, gamma);
        var (n, sum) = (20_000, 0.0);
        for (var i = 0; i < n; i++)
        {
            var u = Math.PI * ((i + 0.5) / n - 0.5);
            sum += profile.At(Math.Tan(u)) / (Math.Cos(u) * Math.Cos(u)) * Math.PI / n;
        }
        Assert.Equal(1, sum, 1e-12);
    }

    [Fact]
    public void ItIsTheConvolutionOfItsParts()
    {
        var (profile, gaussian, lorentzian) = (new VoigtProfile(0.25, 0.4), new VoigtProfile(0.25, 0), new VoigtProfile(0, 0.4));
        foreach (var x in (double[])[0, 0.3, 1, 2.5, 10])
        {
            var sum = 0.0;
            for (var t = -3.0; t < 3.0005; t += 1e-3)
            {
                sum += gaussian.At(t) * lorentzian.At(x - t) * 1e-3;
            }
            Assert.Equal(profile.At(x), sum, 1e-12);
        }
    }

    [Fact]
    public void ItIsEvenAndFallsFromItsCentre()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var profile = new VoigtProfile(Math.Pow(10, -3 + 4 * random.NextDouble()), Math.Pow(10, -3 + 4 * random.NextDouble()));
            var last = double.PositiveInfinity;
            for (var i = 0; i < 100; i++)
            {
                var x = i * 0.15 * profile.FullWidth;
                var value = profile.At(x);
                Assert.True(value > 0 && value < last && value == profile.At(-x), $"Seed {seed}, x = {x}.");
                last = value;
            }
            Assert.InRange(Math.Abs(profile.At(profile.FullWidth / 2) / profile.At(0) - 0.5), 0, 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.1, 0.3)]
    [InlineData(0.3, double.NaN)]
    [InlineData(double.PositiveInfinity, 0.3)]
    public void WidthsThatMakeNoLineAreRefused(double sigma, double gamma) =>
        Assert.Throws<InputException>(() => new VoigtProfile(sigma, gamma));
}
