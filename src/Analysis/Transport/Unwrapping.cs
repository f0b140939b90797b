namespace Lithoscope.Analysis;

/// <summary>Whether positions are led back over the borders of the cell.</summary>
public enum Unwrapping
{
    /// <summary>Where all atoms lie in the cell in the frames looked at: positions that are never wrapped leave it.</summary>
    Auto,

    /// <summary>Always.</summary>
    Yes,

    /// <summary>Never: the positions are taken as they stand.</summary>
    No,
}
