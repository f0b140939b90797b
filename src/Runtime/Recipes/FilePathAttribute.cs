namespace Lithoscope.Runtime;

/// <summary>
/// Marks an option (text, or a list or dictionary of texts) as a path. A relative path is made absolute: against the recipe's folder
/// when it stands in the file, against the working directory when it comes from <c>--set</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute
{
    /// <summary>Whether the text may also be a set of files with names, <c>Li=Li.nn,Si=Si.nn</c>, each of whose paths is made absolute. What names a file or folder is no set.</summary>
    public bool AllowsSet { get; set; }
}
