using System.Globalization;
using System.Text.Json;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class SpectrumTests
{
    [Fact]
    public void AreaCentroidAndPeakOfAParabolaAreThoseOfTheParabola()
    {
        double[] energies = [-2, -1.2, -0.3, 0.1, 0.6, 1.4, 2];
        var spectrum = new Spectrum(energies, [.. energies.Select(e => 9 - (e - 0.2) * (e - 0.2))]);
        Assert.Equal(0.2, spectrum.Peak, 1e-12);
        var symmetric = new Spectrum([1, 2, 3], [0, 4, 0]);
        Assert.Equal(4, symmetric.Area, 1e-15);
        Assert.Equal(2, symmetric.Centroid, 1e-15);
        Assert.Equal(2.5, symmetric.Shifted(0.5).Centroid, 1e-15);
        Assert.Equal(8, symmetric.Scaled(2).Area, 1e-15);
    }

    [Fact]
    public void ASpectrumDoesNotFollowLaterChangesOfTheArraysItWasMadeFrom()
    {
        double[] energies = [1, 2], intensities = [3, 4];
        var spectrum = new Spectrum(energies, intensities);
        (energies[0], intensities[0]) = (0, 0);
        Assert.Equal((1, 3), (spectrum.Energies[0], spectrum.Intensities[0]));
    }

    [Theory]
    [InlineData(new double[] { 1 }, new double[] { 1 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 1 })]
    [InlineData(new double[] { 1, 1 }, new double[] { 1, 1 })]
    [InlineData(new double[] { 2, 1 }, new double[] { 1, 1 })]
    [InlineData(new double[] { 1, double.NaN }, new double[] { 1, 1 })]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, double.PositiveInfinity })]
    public void ColumnsThatAreNoSpectrumAreRefused(double[] energies, double[] intensities) =>
        Assert.Throws<InputException>(() => new Spectrum(energies, intensities));

    [Fact]
    public void GridsStandOnWholeStepsWithShortNumbers()
    {
        var grid = EnergyGrid.Between(99.29, 99.35);
        Assert.Equal([99.28, 99.3, 99.32, 99.34, 99.36], grid.ToArray());
        Assert.Equal(["-0.2", "-0.1", "0", "0.1", "0.2", "0.3"], EnergyGrid.Between(-0.2, 0.3, 0.1).ToArray().Select(e => e.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void ACoveringGridReachesTheWidthsAskedForBeyondBothLinesOfTheDoublet()
    {
        var profile = new VoigtProfile(0.3, 0.3);
        var grid = EnergyGrid.Covering([99.5, double.NaN, 98.2], profile, SpinOrbitDoublet.Silicon2p, 4, 0.05);
        var (low, high) = (98.2 - 0.2 - 4 * profile.FullWidth, 99.5 + 0.4 + 4 * profile.FullWidth);
        Assert.InRange(grid[0], low - 0.05, low);
        Assert.InRange(grid[grid.Count - 1], high, high + 0.05);
    }

    [Fact]
    public void ImpossibleGridsAreRefused()
    {
        Assert.Throws<InputException>(() => EnergyGrid.Between(1, 0));
        Assert.Throws<InputException>(() => EnergyGrid.Between(0, 1, 0));
        Assert.Throws<InputException>(() => EnergyGrid.Between(0, 1, -0.1));
        Assert.Throws<InputException>(() => EnergyGrid.Between(0, double.NaN));
        Assert.Throws<InputException>(() => EnergyGrid.Between(0, 1e9));
        Assert.Throws<InputException>(() => EnergyGrid.Covering([double.NaN], new VoigtProfile(0.3, 0.3)));
    }

    [Fact]
    public void CsvAndJsonReadBackToTheSameBits()
    {
        var grid = EnergyGrid.Between(97, 101);
        var parts = PhotoelectronSpectrum.BroadenByClass([98.123, 99.4, 99.1], [], ["2 Si", "0 Si", "2 Si"], new VoigtProfile(0.3, 0.3), null, grid, "Si 2p");
        var lines = SpectrumText.ToCsv(parts).Split('\n')[..^1];
        Assert.Equal("binding_energy_ev,total,0 Si,2 Si", lines[0]);
        var rows = lines[1..].Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(parts.Total.Energies, rows.Select(r => r[0]));
        Assert.Equal(parts.Total.Intensities, rows.Select(r => r[1]));
        Assert.Equal(parts.Sites[1].Spectrum.Intensities, rows.Select(r => r[3]));
        var json = JsonDocument.Parse(SpectrumText.ToJson([parts.Total])).RootElement;
        Assert.Equal("lithoscope.spectra", json.GetProperty("format").GetString());
        var first = json.GetProperty("spectra")[0];
        Assert.Equal("Si 2p", first.GetProperty("edge").GetString());
        Assert.Equal(parts.Total.Intensities, first.GetProperty("intensities").EnumerateArray().Select(v => v.GetDouble()));
    }

    [Fact]
    public void SpectraOnDifferentGridsAreRefusedInOneTable() =>
        Assert.Throws<InputException>(() => SpectrumText.ToCsv([new Spectrum([1, 2], [1, 1]), new Spectrum([1, 3], [1, 1])]));

    [Theory]
    [InlineData("Si 2p", "Si", "2p")]
    [InlineData("Li1s", "Li", "1s")]
    [InlineData("Cu-3d", "Cu", "3d")]
    [InlineData("C 1s", "C", "1s")]
    public void CoreLevelsAreReadFromTheirNames(string text, string element, string shell) =>
        Assert.Equal(new CoreLevel(element, shell), CoreLevel.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2p")]
    [InlineData("Si")]
    [InlineData("si 2p")]
    [InlineData("Si 2p3/2")]
    [InlineData("Si 0s")]
    [InlineData("Silicon 2p")]
    public void OtherTextsNameNoCoreLevel(string text) => Assert.Throws<InputException>(() => CoreLevel.Parse(text));

    [Fact]
    public void DoubletsKeepTheirCentroid()
    {
        foreach (var fraction in (double[])[2.0 / 3, 3.0 / 5, 4.0 / 7])
        {
            var doublet = new SpinOrbitDoublet(1.3, fraction);
            Assert.Equal(0, fraction * doublet.StrongShift + (1 - fraction) * doublet.WeakShift, 1e-15);
            Assert.Equal(1.3, doublet.WeakShift - doublet.StrongShift, 1e-15);
        }
        Assert.Equal((-0.2, 0.4), (Math.Round(SpinOrbitDoublet.Silicon2p.StrongShift, 12), Math.Round(SpinOrbitDoublet.Silicon2p.WeakShift, 12)));
    }
}
