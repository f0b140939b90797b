namespace Lithoscope.Reporting;

/// <summary>On which side the cells of a column stand.</summary>
public enum Alignment
{
    /// <summary>Numbers right, all else left.</summary>
    Automatic,

    /// <summary>Left.</summary>
    Left,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Centred.</summary>
    Centre,
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Header">Its heading for people.</param>
/// <param name="Unit">Unit of its numbers, or null.</param>
/// <param name="Format">.NET format of its numbers for people, such as "F3"; null: up to six significant digits. CSV and JSON are always exact.</param>
public sealed record TableColumn(string Header, string? Unit = null, string? Format = null)
{
    /// <summary>Its name for programs (CSV, JSON); null: <see cref="Header"/>, with the unit in brackets if there is one.</summary>
    public string? Key { get; init; }

    /// <summary>On which side its cells stand.</summary>
    public Alignment Alignment { get; init; }

    /// <summary>The heading with its unit.</summary>
    internal string Caption => Unit is { Length: > 0 } ? $"{Header} ({Unit})" : Header;

    /// <summary>The name for programs.</summary>
    internal string Name => Key ?? Caption;

    /// <summary>A column from its heading alone.</summary>
    public static implicit operator TableColumn(string header) => new(header);
}
