using System.Diagnostics;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class PhotoelectronSpectrumTests
{
    private static readonly VoigtProfile Profile = new(0.3, 0.3);

    private static double[] Levels(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 88 + 4 * random.NextDouble() * random.NextDouble())];
    }

    [Fact]
    public void OneLevelIsItsProfile()
    {
        var grid = EnergyGrid.Between(89, 92);
        var spectrum = PhotoelectronSpectrum.Broaden([90.123], [], Profile, null, grid);
        for (var i = 0; i < grid.Count; i++)
        {
            Assert.Equal(Profile.At(grid[i] - 90.123), spectrum.Intensities[i], 1e-15);
        }
    }

    [Theory]
    [InlineData(0.3, 0.3, 0.02)]
    [InlineData(0.1, 0.1, 0.02)]
    [InlineData(0.3, 0, 0.05)]
    [InlineData(0, 0.2, 0.02)]
    [InlineData(0.05, 0.5, 0.1)]
    public void TheLatticeStaysWithinItsStatedErrorOfTheSumAsItStands(double sigma, double gamma, double step)
    {
        var profile = new VoigtProfile(sigma, gamma);
        var (levels, doublet) = (Levels(400, 1), SpinOrbitDoublet.Silicon2p);
        var weights = levels.Select((_, i) => i % 3 + 0.5).ToArray();
        var grid = EnergyGrid.Covering(levels, profile, doublet, 3, step);
        var exact = PhotoelectronSpectrum.Direct(levels, weights, weights.Sum(), profile, doublet, grid);
        var divisions = PhotoelectronSpectrum.Divisions(profile, grid);
        Assert.InRange(LargestDifference(exact, PhotoelectronSpectrum.ByLattice(levels, weights, weights.Sum(), profile, doublet, grid, divisions)), 0, PhotoelectronSpectrum.LatticeError * profile.At(0));
    }

    [Fact]
    public void TheLatticeConvergesWithTheFourthPowerOfItsSpacingAndItsBoundIsNotIdle()
    {
        // One level half way between lattice points: errors are largest there, and one level cannot average them out.
        var profile = new VoigtProfile(0.05, 0.05);
        var grid = EnergyGrid.Between(89.5, 90.5);
        double Error(int divisions)
        {
            double[] level = [90 + 0.5 * grid.Step / divisions];
            return LargestDifference(
                PhotoelectronSpectrum.Direct(level, [], 1, profile, null, grid),
                PhotoelectronSpectrum.ByLattice(level, [], 1, profile, null, grid, divisions));
        }
        double Bound(int divisions) => 9.0 / 16 / 24 * Math.Pow(grid.Step / divisions, 4) * profile.RelativeFourthDerivative * profile.At(0);
        foreach (var divisions in (int[])[1, 2, 4, 8, 16])
        {
            Assert.InRange(Error(divisions) / Bound(divisions), 0.02, 1);
        }
        Assert.InRange(Error(4) / Error(8), 14, 18);
    }

    [Fact]
    public void TheLatticeKeepsAreaAndCentroid()
    {
        var levels = Levels(5000, 2);
        var gaussian = new VoigtProfile(0.3, 0);
        var grid = EnergyGrid.Covering(levels, gaussian, null, 6);
        var spectrum = PhotoelectronSpectrum.Broaden(levels, [], gaussian, null, grid);
        Assert.Equal(1, spectrum.Area, 1e-11);
        Assert.Equal(levels.Average(), spectrum.Centroid, 1e-10);
    }

    [Fact]
    public void TheShareOfTheAreaOutsideTheCoveringGridIsAsStated()
    {
        var levels = Levels(50, 3);
        foreach (var widths in (double[])[5, 20, 100])
        {
            var spectrum = PhotoelectronSpectrum.Broaden(levels, [], new VoigtProfile(0.3, 0.3), null, EnergyGrid.Covering(levels, Profile, null, widths));
            Assert.InRange(1 - spectrum.Area, 0, 1 / (Math.PI * widths));
        }
    }

    [Fact]
    public void TheDoubletHasTwoLinesInTheRatioTwoToOneAboutTheCentroid()
    {
        var narrow = new VoigtProfile(0.02, 0);
        var spectrum = PhotoelectronSpectrum.Broaden([99.8], [], narrow, SpinOrbitDoublet.Silicon2p, EnergyGrid.Between(98.8, 101.2, 0.001));
        double Area(double low, double high) => spectrum.Energies.Zip(spectrum.Intensities).Where(p => p.First > low && p.First < high).Sum(p => p.Second * 0.001);
        Assert.Equal(99.6, spectrum.Peak, 1e-6);
        Assert.Equal(2.0 / 3, Area(99.3, 99.9), 1e-9);
        Assert.Equal(1.0 / 3, Area(99.9, 100.5), 1e-9);
        Assert.Equal(narrow.At(0) / 3, spectrum.Intensities[(int)Math.Round((100.2 - 98.8) / 0.001)], 1e-9);
        Assert.Equal(99.8, spectrum.Centroid, 1e-9);
    }

    [Fact]
    public void WeightsCountAsRepetitions()
    {
        var grid = EnergyGrid.Between(87, 93);
        var weighted = PhotoelectronSpectrum.Broaden([89, 91], [3, 1], Profile, null, grid);
        var repeated = PhotoelectronSpectrum.Broaden([89, 91, 89, 89], [], Profile, null, grid);
        Assert.InRange(LargestDifference([.. weighted.Intensities], [.. repeated.Intensities]), 0, 1e-15);
    }

    [Fact]
    public void ClassesAddUpToTheTotalAndHoldTheirShares()
    {
        var levels = Levels(3000, 4);
        var classes = levels.Select((l, i) => (i % 12).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var gaussian = new VoigtProfile(0.3, 0);
        var grid = EnergyGrid.Covering(levels, gaussian, null, 6);
        var parts = PhotoelectronSpectrum.BroadenByClass(levels, [], classes, gaussian, null, grid, "Si 2p");
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), parts.Sites.Select(s => s.Class));
        Assert.Equal(1, parts.Sites.Sum(s => s.Share), 1e-12);
        Assert.All(parts.Sites, s => Assert.Equal(s.Share, s.Spectrum.Area, 1e-9));
        Assert.All(parts.Sites, s => Assert.Equal(s.Mean, s.Spectrum.Centroid, 1e-8));
        for (var i = 0; i < grid.Count; i++)
        {
            Assert.Equal(parts.Sites.Sum(s => s.Spectrum.Intensities[i]), parts.Total.Intensities[i], 1e-15);
        }
        var whole = PhotoelectronSpectrum.Broaden(levels, [], gaussian, null, grid);
        Assert.InRange(LargestDifference([.. whole.Intensities], [.. parts.Total.Intensities]), 0, 2 * PhotoelectronSpectrum.LatticeError * gaussian.At(0));
    }

    [Fact]
    public void ClassesAreOrderedByTheNumberTheyBeginWith()
    {
        var gaussian = new VoigtProfile(0.3, 0);
        var parts = PhotoelectronSpectrum.BroadenByClass([1, 2, 3, 4], [], ["8+", "0", "10", "4"], gaussian, null, EnergyGrid.Between(0, 5));
        Assert.Equal(["0", "4", "8+", "10"], parts.Sites.Select(s => s.Class));
    }

    [Fact]
    public void SeventyThousandAtomsTakeAMomentOnly()
    {
        var levels = Levels(70_000, 5);
        var grid = EnergyGrid.Covering(levels, Profile, SpinOrbitDoublet.Silicon2p, 8);
        Assert.InRange(grid.Count, 900, 1400);
        var watch = Stopwatch.StartNew();
        PhotoelectronSpectrum.Broaden(levels, [], Profile, SpinOrbitDoublet.Silicon2p, grid);
        // The sum as it stands needs 10⁸ evaluations of the profile; by the lattice the whole test takes about 0.1 s.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void LevelsThatMakeNoSpectrumAreRefused()
    {
        var grid = EnergyGrid.Between(0, 1);
        void Refused(double[] levels, double[] weights) => Assert.Throws<InputException>(() => PhotoelectronSpectrum.Broaden(levels, weights, Profile, null, grid));
        Refused([], []);
        Refused([double.NaN], []);
        Refused([1, 2], [1]);
        Refused([1, 2], [1, -1]);
        Refused([1, 2], [0, 0]);
        Assert.Throws<InputException>(() => PhotoelectronSpectrum.BroadenByClass([1], [], [], Profile, null, grid));
    }

    [Fact]
    public void AWildOutlierIsSlowAtWorstNeverWrong()
    {
        double[] levels = [.. Levels(2000, 6), 1e9];
        var grid = EnergyGrid.Between(87, 93);
        var spectrum = PhotoelectronSpectrum.Broaden(levels, [], Profile, null, grid);
        var without = PhotoelectronSpectrum.Broaden(levels.AsSpan(0, 2000), [], Profile, null, grid);
        Assert.InRange(LargestDifference([.. spectrum.Intensities.Select(v => v * 2001 / 2000)], [.. without.Intensities]), 0, 2e-9);
    }

    private static double LargestDifference(double[] a, double[] b) => a.Zip(b).Max(p => Math.Abs(p.First - p.Second));
}
