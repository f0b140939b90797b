using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Options of <c>analyze.rdf</c>.</summary>
public sealed class RadialDistributionStepOptions : FrameAnalysisOptions
{
    /// <summary>Largest distance, Å.</summary>
    [Range(0, Cutoffs.Longest, MinimumIsExclusive = true), Description("Largest distance, Å; may exceed half the cell.")]
    public double Rmax { get; init; } = 10;

    /// <summary>Width of bins, Å.</summary>
    [Range(0.0001, Cutoffs.Longest), Description("Width of the bins, Å.")]
    public double Bin { get; init; } = 0.02;
}

/// <summary>The step <c>analyze.rdf</c>.</summary>
public sealed class RadialDistributionStep : FrameAnalysisStep<RadialDistributionStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Radial distribution functions, partial and total, and running coordination numbers.";

    /// <inheritdoc/>
    protected override string Kind => "rdf";

    /// <inheritdoc/>
    protected override string Heading => "Radial distribution functions";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["rdf"] = "Radial distribution functions with their standard errors, and neighbours within a distance." };

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(RadialDistributionStepOptions options)
    {
        RadialDistribution.Check(options.Rmax, options.Bin);
        return (source, pool) => RadialDistribution.Compute(source, options.Rmax, options.Bin, pool).ToResult();
    }
}

/// <summary>Options of <c>analyze.cn</c>.</summary>
public sealed class CoordinationStepOptions : FrameAnalysisOptions
{
    /// <summary>Largest distances of neighbours, Å.</summary>
    [Description(StepTexts.Cutoff)]
    public string? Cutoff { get; init; }
}

/// <summary>The step <c>analyze.cn</c>.</summary>
public sealed class CoordinationStep : FrameAnalysisStep<CoordinationStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Coordination numbers and their histograms.";

    /// <inheritdoc/>
    protected override string Kind => "cn";

    /// <inheritdoc/>
    protected override string Heading => "Coordination numbers";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["cn"] = "Fractions of atoms with so many neighbours." };

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MoreTables(CoordinationStepOptions options) => ["histogram"];

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(CoordinationStepOptions options)
    {
        var cutoffs = PairCutoffs.Parse(options.Cutoff);
        return (source, pool) => Coordination.Compute(source, cutoffs, pool).ToResult();
    }
}

/// <summary>Options of <c>analyze.adf</c>.</summary>
public sealed class AngularDistributionStepOptions : FrameAnalysisOptions
{
    /// <summary>Largest distances of neighbours, Å.</summary>
    [Description(StepTexts.Cutoff)]
    public string? Cutoff { get; init; }

    /// <summary>Bins.</summary>
    [Range(6, 18000), Description("Bins from 0° to 180°.")]
    public int Bins { get; init; } = 180;

    /// <summary>Whether densities over sin θ are shown.</summary>
    [Description("Show densities divided by sin θ (the table always holds both).")]
    public bool Sin { get; init; }
}

/// <summary>The step <c>analyze.adf</c>.</summary>
public sealed class AngularDistributionStep : FrameAnalysisStep<AngularDistributionStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Distributions of angles between neighbours.";

    /// <inheritdoc/>
    protected override string Kind => "adf";

    /// <inheritdoc/>
    protected override string Heading => "Angles between neighbours";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["adf"] = "Distributions of the angles at an atom between two neighbours." };

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(AngularDistributionStepOptions options)
    {
        var cutoffs = PairCutoffs.Parse(options.Cutoff);
        return (source, pool) => AngularDistribution.Compute(source, cutoffs, options.Bins, pool).ToResult(options.Sin);
    }
}
