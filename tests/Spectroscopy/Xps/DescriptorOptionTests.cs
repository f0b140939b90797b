using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class DescriptorOptionTests(SmallTraining training) : IClassFixture<SmallTraining>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private StepResult Run(string name, XpsDescriptorOptions descriptor)
    {
        var small = training.Options;
        return training.Run(_folder[name], 2, new XpsTrainOptions { Data = small.Data, KeepInTraining = small.KeepInTraining, TestFraction = small.TestFraction, References = small.References, Descriptor = descriptor, Regression = small.Regression, LearningCurve = small.LearningCurve });
    }

    [Theory]
    [InlineData(CompressionMethod.PrincipalComponents)]
    [InlineData(CompressionMethod.RandomProjection)]
    public void Models_with_other_descriptors_predict_the_same_after_reading(CompressionMethod method)
    {
        var result = Run("run", new()
        {
            Cutoff = [4], RadialCount = 6, MaximumDegree = 3, RadialBasis = RadialBasisKind.DiscreteVariable,
            RadialScaling = new() { Scale = 1, Radius = 2.5, Exponent = 3 }, Compression = new() { Method = method, Length = 30 },
        });
        var model = BindingEnergyModelFile.Read(result.Outputs["model"]);
        var silicon = model.Find(14)!;
        Assert.Equal((RadialBasisKind.DiscreteVariable, new RadialScaling(1, 2.5, 3), 30, method), (silicon.Soap.Options.RadialBasis, silicon.Soap.Options.RadialScaling, silicon.Compression!.Length, silicon.Compression.Method));
        BindingEnergyModelFile.Write(model, _folder["copy.json"]);
        using var pool = new WorkerPool(2);
        var frame = Frames.Of("a00004")[0];
        var (before, after) = (model.CreatePredictor(pool).Predict(frame), BindingEnergyModelFile.Read(_folder["copy.json"]).CreatePredictor(pool).Predict(frame));
        Assert.Equal(before.Energies, after.Energies);
        Assert.All(before.Energies, e => Assert.InRange(e, 20, 120));
        Assert.Contains(result.SummaryLines, l => l.Contains("shortened to 30", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_the_numbers_change_little_and_the_error_is_stated()
    {
        var whole = Run("whole", new() { Cutoff = [4], RadialCount = 4, MaximumDegree = 3 });
        var axes = Run("axes", new() { Cutoff = [4], RadialCount = 4, MaximumDegree = 3, Compression = new() { Length = 70 } });
        var loss = axes.Summary["levels"]!["Si 2p"]!["compression"]!;
        Assert.Equal((144, 70), ((int)loss["from"]!, (int)loss["to"]!));
        Assert.InRange((double)loss["kernel_error_rms"]!, 1e-12, 1e-3);
        double Rmse(StepResult r) => (double)r.Summary["levels"]!["Si 2p"]!["test"]!["raw"]!["rmse_ev"]!;
        Assert.Equal(Rmse(whole), Rmse(axes), 0.02);
        Assert.Null(whole.Summary["levels"]!["Si 2p"]!["compression"]);
    }
}
