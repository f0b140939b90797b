namespace Lithoscope.Spectroscopy;

/// <summary>A spectrum and the parts that classes of sites contribute to it.</summary>
/// <param name="Total">Sum of the parts, area 1.</param>
/// <param name="Sites">The parts.</param>
public sealed record SiteDecomposition(Spectrum Total, IReadOnlyList<SiteSpectrum> Sites);

/// <summary>What one class of sites contributes to a spectrum.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Count">Number of levels in it.</param>
/// <param name="Share">Its share of the weight, and so of the area, from 0 to 1.</param>
/// <param name="Mean">Weighted mean of its binding energies, eV; NaN where its weight is zero.</param>
/// <param name="Spectrum">Its part of the spectrum, 1/eV, with the area <paramref name="Share"/>.</param>
public sealed record SiteSpectrum(string Class, int Count, double Share, double Mean, Spectrum Spectrum);
