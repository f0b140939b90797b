using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Options of <c>xps.predict</c>.</summary>
public sealed class XpsPredictOptions
{
    /// <summary>The model.</summary>
    [Required, FilePath, Description("model.json of xps.train.")]
    public string Model { get; init; } = "";

    /// <summary>Structures.</summary>
    [Required, FilePath, Description("Structure file; every frame gets a spectrum.")]
    public string Structures { get; init; } = "";

    /// <summary>Stem of the output files.</summary>
    [Description("Stem of the output files: NAME.extxyz, NAME.csv, NAME.json and one NAME-LEVEL.svg for each level.")]
    public string Name { get; init; } = "spectrum";

    /// <summary>σ, eV.</summary>
    [Range(0.0, 10.0), Description("Gaussian standard deviation of a line, eV.")]
    public double Sigma { get; init; } = 0.3;

    /// <summary>γ, eV.</summary>
    [Range(0.0, 10.0), Description("Lorentzian half width at half maximum of a line, eV.")]
    public double Gamma { get; init; } = 0.3;

    /// <summary>Doublet.</summary>
    [Description("Split Si 2p into 2p3/2 and 2p1/2 (0.6 eV apart, areas 2:1) about the predicted centroid.")]
    public bool Doublet { get; init; }

    /// <summary>Element whose neighbours tell sites apart.</summary>
    [Description("Element whose number of neighbours tells sites apart in the decomposition.")]
    public string CountNeighbours { get; init; } = "Si";

    /// <summary>Distance within which atoms are neighbours, Å.</summary>
    [Range(0.5, 10.0), Description("Distance within which an atom counts as a neighbour in the decomposition, Å.")]
    public double NeighbourDistance { get; init; } = 3.0;

    /// <summary>Frame property that names a frame.</summary>
    [Description("Frame property that names a frame in plots and tables; frames without it are numbered.")]
    public string Label { get; init; } = "config_type";
}
