namespace Lithoscope.Potentials;

/// <summary>The range that each descriptor of one species took in the training set; outside, a model extrapolates.</summary>
/// <param name="Minimum">Least raw values, in the order of the descriptors.</param>
/// <param name="Maximum">Largest raw values.</param>
public sealed record FeatureBox(IReadOnlyList<double> Minimum, IReadOnlyList<double> Maximum);
