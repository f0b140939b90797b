using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>What steps that analyse frames have in common.</summary>
public abstract class FrameAnalysisOptions
{
    /// <summary>Files of frames.</summary>
    [Required, FilePath, MinLength(1), Description("Trajectory or structures in any format read, or a list of files taken one after the other; ${steps.ID.trajectory} of a run of molecular dynamics.")]
    public IReadOnlyList<string> Trajectory { get; init; } = [];

    /// <summary>Which frames.</summary>
    [Description("Frames to take: an index such as \"5\" or \"-1\", or START:STOP:STEP such as \"0:10:2\"; all when absent.")]
    public string? Frames { get; init; }

    /// <summary>Frames left out.</summary>
    [Range(0, int.MaxValue), Description("Leave out so many frames at the beginning.")]
    public int Skip { get; init; }

    /// <summary>Thinning.</summary>
    [Range(1, int.MaxValue), Description("Take each so-manyth frame.")]
    public int Every { get; init; } = 1;

    /// <summary>Name of the outputs.</summary>
    [Description("Word that stands before the names of all files written, with a hyphen; needed where several steps of one kind are in a recipe.")]
    public string Name { get; init; } = "";
}
