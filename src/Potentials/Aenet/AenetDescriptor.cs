namespace Lithoscope.Potentials;

/// <summary>Numbers that describe the surroundings of an atom of one element, in plain arithmetic: the definition. Immutable.</summary>
internal abstract class AenetDescriptor
{
    /// <summary>How many.</summary>
    public abstract int Count { get; }

    /// <summary>Distance beyond which neighbours do not matter, Å.</summary>
    public abstract double Cutoff { get; }

    /// <summary>The values.</summary>
    /// <param name="environment">The atom and its neighbours.</param>
    /// <param name="types">For each element of the potential its position among the elements that may surround this one, from 0.</param>
    /// <param name="values">Where the <see cref="Count"/> values go.</param>
    public abstract void Values(LocalEnvironment environment, ReadOnlySpan<int> types, Span<double> values);

    /// <summary>Adds to the environment's derivatives those of Σ_a slopes_a·value_a.</summary>
    public abstract void Gradients(LocalEnvironment environment, ReadOnlySpan<int> types, ReadOnlySpan<double> slopes);

    /// <summary>Names and values for people.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Describe();

    /// <summary>The cutoff function ½(1 + cos πr/r_c) and its slope; zero from r_c on.</summary>
    protected static (double Value, double Slope) CutoffFunction(double r, double cutoff)
    {
        if (r >= cutoff) return (0, 0);
        var (sine, cosine) = Math.SinCos(Math.PI * r / cutoff);
        return (0.5 * (1 + cosine), -0.5 * Math.PI / cutoff * sine);
    }
}
