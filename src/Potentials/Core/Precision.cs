namespace Lithoscope.Potentials;

/// <summary>The arithmetic of an evaluation. Energies and virials are summed in double in either case.</summary>
public enum Precision
{
    /// <summary>Double: the reference.</summary>
    Double,

    /// <summary>Single for the work on each atom; its measured error stands in the documentation of each family.</summary>
    Single,
}
