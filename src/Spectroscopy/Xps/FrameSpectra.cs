using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>The spectrum of one level of one frame.</summary>
/// <param name="Index">The frame's place in the file, from 0.</param>
/// <param name="Frame">Label of the frame; several frames may share it.</param>
/// <param name="Element">The level's model.</param>
/// <param name="Energies">Predicted binding energies of the atoms, eV.</param>
/// <param name="MeanDeviation">Root mean square of the predicted standard deviations, eV.</param>
/// <param name="Outside">Atoms whose environment lies outside the training range.</param>
/// <param name="Decomposition">The spectrum and what classes of sites contribute.</param>
internal sealed record FrameSpectrum(int Index, string Frame, ElementModel Element, double[] Energies, double MeanDeviation, int Outside, SiteDecomposition Decomposition)
{
    /// <summary>Mean binding energy, eV.</summary>
    public double Mean => Energies.Average();

    /// <summary>Standard deviation of the binding energies over the sites, eV.</summary>
    public double Spread => Math.Sqrt(Energies.Sum(e => (e - Mean) * (e - Mean)) / Energies.Length);

    /// <summary>Mean binding energy from the reference phase's, eV; NaN without one.</summary>
    public double Shift => Element.Reference is { } reference ? Mean - reference.Predicted : double.NaN;
}

/// <summary>Turns predictions into spectra.</summary>
internal static class FrameSpectra
{
    /// <summary>Spectra of all levels that the frame has.</summary>
    public static IEnumerable<FrameSpectrum> Of(BindingEnergyPrediction prediction, BindingEnergyModel model, XpsPredictOptions options, WorkerPool pool)
    {
        var structure = prediction.Structure;
        var classes = SiteClasses(structure, options, pool);
        var label = structure.FindInfo(options.Label) is TextInfo { Values: [var text] } ? text : $"frame {structure.Origin.Frame}";
        foreach (var element in model.Elements)
        {
            int[] atoms = [.. Enumerable.Range(0, structure.Count).Where(i => structure.AtomicNumbers[i] == element.AtomicNumber)];
            if (atoms.Length == 0) continue;
            double[] energies = [.. atoms.Select(i => prediction.Energies[i])];
            var profile = new VoigtProfile(options.Sigma, options.Gamma);
            var doublet = options.Doublet && element.Level == CoreLevel.Silicon2p ? SpinOrbitDoublet.Silicon2p : null;
            var grid = EnergyGrid.Covering(energies, profile, doublet, widths: 3, step: Math.Min(EnergyGrid.DefaultStep, profile.FullWidth / 5));
            var decomposition = PhotoelectronSpectrum.BroadenByClass(energies, [], [.. atoms.Select(i => classes[i])], profile, doublet, grid, element.Level.Name);
            yield return new FrameSpectrum(structure.Origin.Frame, label, element, energies, Math.Sqrt(atoms.Average(i => prediction.Deviations[i] * prediction.Deviations[i])), atoms.Count(i => prediction.Distances[i] > element.Range), decomposition);
        }
    }

    // The number of neighbours of one element: for Si the degree of the silicon network, for Li how much silicon it sees.
    private static string[] SiteClasses(Structure structure, XpsPredictOptions options, WorkerPool pool)
    {
        Element.TryParse(options.CountNeighbours, out var counted);
        var atoms = new Atoms(structure);
        var list = new NeighbourList(options.NeighbourDistance);
        list.Build(atoms, pool);
        var classes = new string[structure.Count];
        for (var i = 0; i < classes.Length; i++)
        {
            var count = 0;
            foreach (var j in list.NeighboursOf(i)) count += atoms.AtomicNumbers[j] == counted ? 1 : 0;
            classes[i] = count >= 8 ? "8+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return classes;
    }
}
