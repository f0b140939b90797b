using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>One choice of hyper-parameters and what leaving groups of the training data out says of it.</summary>
/// <param name="Cutoff">Cutoff radius, Å.</param>
/// <param name="Width">Width of the atomic Gaussians, Å.</param>
/// <param name="Zeta">Power of the kernel.</param>
/// <param name="Noise">Noise variance relative to the signal's.</param>
/// <param name="FrameOffset">Variance of a frame's offset relative to the noise.</param>
/// <param name="Rmse">Root mean square of the leave-group-out residuals, eV.</param>
public sealed record HyperparameterChoice(double Cutoff, double Width, double Zeta, double Noise, double FrameOffset, double Rmse);

/// <summary>
/// Tries all combinations on the training data of one element: for each descriptor sparse points by farthest-point sampling, then every kernel and noise,
/// judged by the exact leave-group-out residuals. Test data take no part.
/// </summary>
internal sealed class HyperparameterSearch(XpsTrainOptions options, BindingEnergyData data, ElementSamples training, string stage, StepContext context)
{
    /// <summary>All choices tried, in order; resumes after the last descriptor that was finished.</summary>
    public IReadOnlyList<HyperparameterChoice> Run()
    {
        var choices = new List<HyperparameterChoice>();
        var descriptors = options.Descriptor.Cutoff.SelectMany(c => options.Descriptor.Width.Select(w => (Cutoff: c, Width: w))).ToArray();
        for (var d = 0; d < descriptors.Length; d++)
        {
            var (cutoff, width) = descriptors[d];
            var index = d;
            choices.AddRange(context.Checkpoint.GetOrCompute($"{stage} {d}", () => Try(cutoff, width, index, descriptors.Length)));
            context.Report(stage, d + 1, descriptors.Length);
        }

        return choices;
    }

    /// <summary>The power spectrum of a choice.</summary>
    public static SoapPowerSpectrum Soap(XpsDescriptorOptions options, double cutoff, double width, IReadOnlyList<int> species) => new(new SoapOptions
    {
        Cutoff = cutoff,
        Width = width,
        RadialCount = options.RadialCount,
        MaximumDegree = options.MaximumDegree,
        RadialBasis = options.RadialBasis,
        RadialScaling = options.RadialScaling is { } s ? new RadialScaling(s.Scale, s.Radius, s.Exponent) : null,
        Species = species,
    });

    /// <summary>The descriptor of a choice, compressed where the options ask for it, and the rows of the training levels.</summary>
    public static (SoapFeatures Features, double[] Rows) Describe(XpsDescriptorOptions options, double cutoff, double width, BindingEnergyData data, ElementSamples training, StepContext context, Action<int> progress)
    {
        var soap = Soap(options, cutoff, width, data.AllElements);
        var whole = new SoapFeatures(soap, context.Pool);
        var rows = training.Spectra(data, whole, progress, context.Cancellation);
        if (options.Compression is not { } wanted) return (whole, rows);
        var compression = wanted.Method == CompressionMethod.RandomProjection
            ? FeatureCompression.Random(soap.Length, Math.Min(wanted.Length, soap.Length), context.Seed)
            : FeatureCompression.PrincipalComponents(rows, training.Count, soap.Length, wanted.Length, context.Seed, context.Pool, context.Cancellation);
        return (new SoapFeatures(soap, context.Pool, compression), compression.Apply(rows, training.Count, context.Pool, context.Cancellation));
    }

    private HyperparameterChoice[] Try(double cutoff, double width, int index, int count)
    {
        var regression = options.Regression;
        var (features, rows) = Describe(options.Descriptor, cutoff, width, data, training, context, done => context.Report(stage, index + 0.3 * done / training.Count, count, $"cutoff {cutoff:G4} Å"));
        var points = Math.Min(regression.SearchPoints, training.Count);
        var (order, _) = FarthestPointSampling.Select(rows, training.Count, features.Length, points, context.Pool, cancellation: context.Cancellation);
        var sparse = ElementSamples.Take(rows, features.Length, order);
        var choices = new List<HyperparameterChoice>();
        var tries = regression.Zeta.Count * regression.FrameOffset.Count;
        foreach (var zeta in regression.Zeta)
        {
            var fit = new SparseFit(new SparseBasis(sparse, points, features.Length, zeta), rows, training.Energies, training.Groups, training.Frame, context.Pool, context.Cancellation);
            foreach (var offset in regression.FrameOffset)
            {
                var whitened = fit.Whiten(offset, context.Pool, context.Cancellation);
                foreach (var noise in regression.Noise) choices.Add(new(cutoff, width, zeta, noise, offset, whitened.Leave(noise, context.Pool, context.Cancellation).Rmse));
                context.Report(stage, index + 0.3 + 0.7 * choices.Count / (tries * regression.Noise.Count), count, $"cutoff {cutoff:G4} Å");
            }
        }

        return [.. choices];
    }
}
