using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Reporting;

/// <summary>Options of <c>document</c>.</summary>
public sealed class DocumentOptions
{
    /// <summary>Text with places for numbers.</summary>
    [Required, FilePath, Description("Text in which {{name.key.key|F2}} stands for a number: name is one of 'values', keys lead through its JSON, and what follows | is a .NET format such as F2 or E1.")]
    public string Template { get; init; } = "";

    /// <summary>Files of numbers by name.</summary>
    [Required, FilePath, Description("JSON files, such as the summary.json of runs, by the names that the text uses.")]
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that the text refers to.</summary>
    [FilePath, Description("Pictures and other files that the text refers to; they are copied beside it under their own names.")]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Name of the file written.</summary>
    [Required, Description("Name of the file to write, such as dynamics.md.")]
    public string Name { get; init; } = "";
}
