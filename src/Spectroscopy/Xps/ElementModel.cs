using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>The model of one element's level.</summary>
/// <param name="AtomicNumber">The element.</param>
/// <param name="Level">The level, such as Si 2p.</param>
/// <param name="Soap">The descriptor.</param>
/// <param name="Process">The regression, in eV.</param>
/// <param name="Range">
/// Distance √(2 − 2 x·z) to the nearest sparse point beyond which an environment lies outside the training range: the largest that a training environment has to the sparse points
/// of other groups.
/// </param>
/// <param name="Reference">The phase that is the zero of shifts, or null.</param>
/// <param name="Compression">What shortens the power spectra before the regression, or null.</param>
public sealed record ElementModel(int AtomicNumber, CoreLevel Level, SoapPowerSpectrum Soap, SparseGaussianProcess Process, double Range, ReferencePhase? Reference, FeatureCompression? Compression = null)
{
    /// <summary>The element's symbol.</summary>
    public string Symbol => Element.Symbol(AtomicNumber);

    /// <summary>Distance of unit vectors from their scalar product.</summary>
    public static double Distance(double similarity) => Math.Sqrt(Math.Max(0, 2 - 2 * similarity));
}

/// <summary>The zero of an element's shifts.</summary>
/// <param name="Group">The group of frames it was taken from.</param>
/// <param name="Calculated">Mean binding energy in the data, eV.</param>
/// <param name="Predicted">Mean binding energy that the model predicts for the same atoms, eV: shifts of predictions are taken from this.</param>
public sealed record ReferencePhase(string Group, double Calculated, double Predicted);
