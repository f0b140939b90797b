namespace Lithoscope.Runtime;

/// <summary>
/// Marks an option (text, or a list or dictionary of texts) as a path. A relative path is made absolute: against the recipe's folder
/// when it stands in the file, against the working directory when it comes from <c>--set</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;
