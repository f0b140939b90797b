using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Options of <c>analyze.clusters</c>.</summary>
public sealed class ClustersStepOptions : FrameAnalysisOptions
{
    /// <summary>Between which elements there are bonds.</summary>
    [Required, Description(StepTexts.Pair)]
    public string Pair { get; init; } = "";

    /// <summary>Largest lengths of bonds, Å.</summary>
    [Description(StepTexts.Cutoff)]
    public string? Cutoff { get; init; }

    /// <summary>Width of shells, Å.</summary>
    [Range(0.01, 1000), Description("Also by distance from the centre of mass of all atoms, frame by frame, in shells of this width, Å (particles).")]
    public double? Radial { get; init; }
}

/// <summary>The step <c>analyze.clusters</c>.</summary>
public sealed class ClustersStep : FrameAnalysisStep<ClustersStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Clusters of bonded atoms: sizes, shapes, percolation.";

    /// <inheritdoc/>
    protected override string Kind => "clusters";

    /// <inheritdoc/>
    protected override string Heading => "Clusters";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string>
    {
        ["clusters"] = "Clusters by size, and by shape in time.",
        ["radial"] = "Shapes of the clusters of atoms by distance from the centre of mass.",
        ["radial-time"] = "Clusters in time by distance of their atoms from the centre of mass.",
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MoreTables(ClustersStepOptions options) => options.Radial is null ? ["sizes", "bonds", "frames"] : ["sizes", "bonds", "frames", "radial", "radial-frames"];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MorePictures(ClustersStepOptions options) => options.Radial is null ? [] : ["radial", "radial-time"];

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(ClustersStepOptions options)
    {
        ClusterOptions prepared = new(PairList.Parse(options.Pair), PairCutoffs.Parse(options.Cutoff), options.Radial);
        return (source, pool) => ClusterStatistics.Compute(source, prepared, pool).ToResult();
    }
}

/// <summary>Options of <c>analyze.rings</c>.</summary>
public sealed class RingsStepOptions : FrameAnalysisOptions
{
    /// <summary>Between which elements there are bonds.</summary>
    [Required, Description(StepTexts.Pair)]
    public string Pair { get; init; } = "";

    /// <summary>Largest lengths of bonds, Å.</summary>
    [Description(StepTexts.Cutoff)]
    public string? Cutoff { get; init; }

    /// <summary>Which rings count.</summary>
    [Description("Which rings count.")]
    public RingDefinition Definition { get; init; } = RingDefinition.King;

    /// <summary>Most atoms in a ring.</summary>
    [Range(3, 40), Description("Most atoms in a ring.")]
    public int Largest { get; init; } = 20;
}

/// <summary>The step <c>analyze.rings</c>.</summary>
public sealed class RingsStep : FrameAnalysisStep<RingsStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Shortest-path rings of a network of bonds.";

    /// <inheritdoc/>
    protected override string Kind => "rings";

    /// <inheritdoc/>
    protected override string Heading => "Rings";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["rings"] = "Rings of each size for an atom of the network, and fractions of atoms that belong to one." };

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(RingsStepOptions options)
    {
        RingOptions prepared = new(PairList.Parse(options.Pair), PairCutoffs.Parse(options.Cutoff), options.Definition, options.Largest);
        return (source, pool) => RingStatistics.Compute(source, prepared, pool).ToResult();
    }
}
