using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Along what a profile is taken.</summary>
public enum ProfileDirection
{
    /// <summary>Across the planes of the second and third cell vector.</summary>
    A,

    /// <summary>Across the planes of the third and first cell vector.</summary>
    B,

    /// <summary>Across the planes of the first and second cell vector.</summary>
    C,

    /// <summary>In shells around the centre of mass.</summary>
    Radial,
}

/// <summary>Options of <see cref="DensityProfile"/>.</summary>
/// <param name="Along">Along what.</param>
/// <param name="Bin">Width of slices or shells, Å; slices of cells that repeat are widened or narrowed to a whole number of them.</param>
/// <param name="IsCentred">Whether heights count from the centre of mass of each frame; shells always do.</param>
/// <param name="Radius">Radius of the outermost shell, Å; null: all atoms.</param>
public sealed record ProfileOptions(ProfileDirection Along = ProfileDirection.C, double Bin = 0.2, bool IsCentred = false, double? Radius = null)
{
    /// <summary>Refuses what makes no sense.</summary>
    internal void Check()
    {
        if (!(Bin is >= 0.001 and <= 1000)) throw new InputException("--bin is not between 0.001 and 1000 Å", remedy: "give the width of the bins, such as 0.2");
        if (Radius is { } radius)
        {
            if (Along != ProfileDirection.Radial) throw new InputException("--rmax is of use only to --along radial", remedy: "leave it out");
            if (!(radius >= Bin && radius <= 1e5)) throw new InputException("--rmax is not between --bin and 100000 Å", remedy: "give the radius of the outermost shell");
        }

        if (IsCentred && Along == ProfileDirection.Radial) throw new InputException("--centre is of use only to profiles along a cell vector", remedy: "leave it out; shells lie around the centre of mass");
    }
}

/// <summary>
/// Density in slices of the cell, or in shells around the centre of mass of a particle: atoms of each element per volume, and mass per volume, averaged over frames with errors by blocking.
/// </summary>
public sealed class DensityProfile
{
    private const int MostBins = 100_000;

    private readonly BlockedMean _densities; // for each element, all atoms and mass: the bins
    private readonly BlockedMean _scalars = new(2); // height of the cell or 1, by which edges are multiplied; radius of gyration, Å
    private readonly ProfileBins _bins;
    private long _beyond;

    private DensityProfile(SpeciesTable species, ProfileOptions options, ProfileBins bins) =>
        (Species, Options, _bins, _densities) = (species, options, bins, new((species.Count + 2) * bins.Count));

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>How it was taken.</summary>
    public ProfileOptions Options { get; }

    /// <summary>Number of frames.</summary>
    public long Frames => _densities.Count;

    /// <summary>Number of slices or shells.</summary>
    public int Bins => _bins.Count;

    /// <summary>Mean number of atoms in a frame that lie outside all shells.</summary>
    public double Beyond => _beyond / (double)Frames;

    /// <summary>Lower edges of the bins and, last, the upper edge of the last, Å; means over frames.</summary>
    public double[] Edges => [.. Enumerable.Range(0, Bins + 1).Select(k => _bins.Edge(k) * _scalars.Mean(0))];

    /// <summary>Mean radius of gyration, √(Σ m r²/Σ m), Å, with its error; NaN where slices are taken.</summary>
    public (double Mean, double Error) Gyration => (_scalars.Mean(1), _scalars.Error(1));

    /// <summary>Atoms of an element per volume, Å⁻³.</summary>
    public double[] Density(int species) => Row(_densities.Mean, species);

    /// <summary>Standard errors.</summary>
    public double[] DensityError(int species) => Row(_densities.Error, species);

    /// <summary>Atoms per volume, Å⁻³.</summary>
    public double[] Total => Density(Species.Count);

    /// <summary>Standard errors.</summary>
    public double[] TotalError => DensityError(Species.Count);

    /// <summary>Mass per volume, amu/Å³.</summary>
    public double[] Mass => Density(Species.Count + 1);

    /// <summary>Standard errors.</summary>
    public double[] MassError => DensityError(Species.Count + 1);

    /// <summary>Goes through the frames; twice where the outermost atom must be found first.</summary>
    public static DensityProfile Compute(FrameSource source, ProfileOptions options)
    {
        options.Check();
        var first = source.First();
        SpeciesTable species = new(first);
        var bins = ProfileBins.Create(source, first, options);
        if (bins.Count > MostBins) throw new InputException($"there would be {bins.Count} bins, more than {MostBins}", remedy: "raise --bin");
        DensityProfile result = new(species, options, bins);
        var values = new double[result._densities.Width];
        var masses = species.Elements.Select(ParticleCentre.Mass).ToArray();
        foreach (var frame in source.Read("profile"))
        {
            Array.Clear(values);
            var (places, measures) = bins.Place(frame);
            for (var i = 0; i < places.Length; i++)
            {
                if ((uint)places[i] < (uint)bins.Count) values[species.Of[i] * bins.Count + places[i]]++;
                else result._beyond++;
            }

            for (var k = 0; k < bins.Count; k++)
            {
                var volume = bins.Volume(k, measures);
                for (var s = 0; s < species.Count; s++)
                {
                    var density = values[s * bins.Count + k] /= volume;
                    values[species.Count * bins.Count + k] += density;
                    values[(species.Count + 1) * bins.Count + k] += density * masses[s];
                }
            }

            result._densities.Add(values);
            result._scalars.Add([measures.Scale, measures.Gyration]);
        }

        return result;
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult() => ProfileReport.Create(this);

    private double[] Row(Func<int, double> of, int row) => [.. Enumerable.Range(0, Bins).Select(k => of(row * Bins + k))];
}
