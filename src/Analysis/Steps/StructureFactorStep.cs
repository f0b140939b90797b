using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Options of <c>analyze.sq</c>.</summary>
public sealed class StructureFactorStepOptions : FrameAnalysisOptions
{
    /// <summary>Largest scattering vector, Å⁻¹.</summary>
    [Range(0, 100, MinimumIsExclusive = true), Description("Largest scattering vector, Å⁻¹.")]
    public double Qmax { get; init; } = 10;

    /// <summary>Width of bins, Å⁻¹.</summary>
    [Range(0.001, 100), Description("Width of the bins, Å⁻¹.")]
    public double Bin { get; init; } = 0.05;

    /// <summary>Most vectors in a bin.</summary>
    [Range(1, int.MaxValue), Description("Most scattering vectors in a bin; of more, so many are drawn at random.")]
    public int Vectors { get; init; } = 200;

    /// <summary>Check by transformation.</summary>
    [Range(0, Cutoffs.Longest, MinimumIsExclusive = true), Description("Also by transformation of g(r) up to this distance, Å, as a check.")]
    public double? FromRdf { get; init; }
}

/// <summary>The step <c>analyze.sq</c>.</summary>
public sealed class StructureFactorStep : FrameAnalysisStep<StructureFactorStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Static structure factors, partial and total.";

    /// <inheritdoc/>
    protected override string Kind => "sq";

    /// <inheritdoc/>
    protected override string Heading => "Structure factors";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["sq"] = "Static structure factors with their standard errors." };

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(StructureFactorStepOptions options)
    {
        StructureFactor.Check(options.Qmax, options.Bin, options.Vectors);
        return (source, pool) => StructureFactor.Compute(source, options.Qmax, options.Bin, options.Vectors, pool).ToResult(options.FromRdf is { } r ? RadialDistribution.Compute(source, r, 0.01, pool) : null);
    }
}
