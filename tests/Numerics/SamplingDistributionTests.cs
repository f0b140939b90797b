namespace Lithoscope.Numerics.Tests;

public class SamplingDistributionTests
{
    // Exact: factorials, Γ(1/2) = √π, and ln Γ(x + 1) = ln Γ(x) + ln x.
    [Fact]
    public void LogGamma_knows_factorials_and_its_recurrence()
    {
        var factorial = 1.0;
        for (var n = 1; n <= 20; n++)
        {
            Assert.Equal(Math.Log(factorial), IncompleteGamma.LogGamma(n), 2e-14 * Math.Max(1, Math.Log(factorial)));
            factorial *= n;
        }

        Assert.Equal(0.5 * Math.Log(Math.PI), IncompleteGamma.LogGamma(0.5), 1e-14);
        for (var x = 0.01; x < 40; x *= 1.3) Assert.Equal(IncompleteGamma.LogGamma(x) + Math.Log(x), IncompleteGamma.LogGamma(x + 1), 1e-13 * Math.Max(1, x));
    }

    // Closed forms: χ² with 2 degrees of freedom is exponential and with 1 the square of a normal number; t with 1 is Cauchy's, with 2 algebraic.
    [Fact]
    public void Distributions_have_their_closed_forms()
    {
        for (var x = 0.01; x < 60; x *= 1.37)
        {
            Assert.Equal(1 - Math.Exp(-x / 2), SamplingDistributions.ChiSquared(x, 2), 1e-14);
            Assert.Equal(ErrorFunction.Erf(Math.Sqrt(x / 2)), SamplingDistributions.ChiSquared(x, 1), 1e-13);
            Assert.Equal(0.5 + Math.Atan(x) / Math.PI, SamplingDistributions.Student(x, 1), 1e-13);
            Assert.Equal(0.5 - x / (2 * Math.Sqrt(2 + x * x)), SamplingDistributions.Student(-x, 2), 1e-13);
            // F with one degree in the numerator is the square of t; with 2 and 2 it is x/(1 + x).
            Assert.Equal(2 * SamplingDistributions.Student(Math.Sqrt(x), 7) - 1, SamplingDistributions.Fisher(x, 1, 7), 1e-13);
            Assert.Equal(x / (1 + x), SamplingDistributions.Fisher(x, 2, 2), 1e-13);
        }
    }

    // Values of the tables in Abramowitz and Stegun, 26.8 and 26.10, to the digits printed there.
    [Fact]
    public void Quantiles_are_those_of_the_tables_and_invert_the_distributions()
    {
        Assert.Equal(12.706, SamplingDistributions.StudentQuantile(0.975, 1), 5e-4);
        Assert.Equal(2.776, SamplingDistributions.StudentQuantile(0.975, 4), 5e-4);
        Assert.Equal(-2.228, SamplingDistributions.StudentQuantile(0.025, 10), 5e-4);
        Assert.Equal(11.0705, SamplingDistributions.ChiSquaredQuantile(0.95, 5), 5e-5);
        Assert.Equal(1.9599640, SamplingDistributions.StudentQuantile(0.975, 1e7), 1e-6);
        foreach (var freedom in new[] { 0.7, 3, 12.5, 180, 30_000 })
        {
            // The logarithms that are taken from each other are ν ln ν/2 large.
            var tolerance = Math.Max(1e-12, 2e-15 * freedom * Math.Log(freedom));
            foreach (var p in new[] { 0.001, 0.025, 0.3, 0.9, 0.9999 })
            {
                Assert.Equal(p, SamplingDistributions.ChiSquared(SamplingDistributions.ChiSquaredQuantile(p, freedom), freedom), tolerance);
                Assert.Equal(p, SamplingDistributions.Student(SamplingDistributions.StudentQuantile(p, freedom), freedom), tolerance);
                Assert.Equal(p, SamplingDistributions.Fisher(SamplingDistributions.FisherQuantile(p, freedom, 5), freedom, 5), tolerance);
            }
        }
    }
}
