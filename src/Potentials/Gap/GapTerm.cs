using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>One regression of the model at work: what an atom adds to the energy. Immutable and thread-safe; workspaces are per worker.</summary>
internal abstract class GapTerm
{
    /// <summary>The descriptor.</summary>
    public abstract GapDescriptor Descriptor { get; }

    /// <summary>Makes the term of a regression.</summary>
    /// <param name="coordinates">The regression.</param>
    /// <param name="descriptor">Its descriptor.</param>
    /// <param name="elements">Atomic numbers by the species indices of environments.</param>
    /// <param name="instructions">The instruction set.</param>
    public static GapTerm Create(GapCoordinates coordinates, GapDescriptor descriptor, IReadOnlyList<int> elements, InstructionSetKind instructions) => descriptor switch
    {
        PairDescriptor pair => new PairTerm(coordinates, pair, elements, instructions),
        TripletDescriptor triplet => new TripletTerm(coordinates, triplet, elements, instructions),
        SoapDescriptor soap => new SoapTerm(coordinates, soap, elements, instructions),
        _ => throw new ArgumentException("A descriptor without a term.", nameof(descriptor)),
    };

    /// <summary>A workspace for one worker.</summary>
    public abstract object CreateWorkspace();

    /// <summary>The atom's share of the energy, eV; its derivatives are added to the environment's.</summary>
    public abstract double AddEnergy(LocalEnvironment environment, object workspace);

    /// <summary>The least, over the atom's instances whose cutoff function is at least ½, of the largest similarity to a sparse point; 1 where there is none.</summary>
    public abstract double Similarity(LocalEnvironment environment, object workspace);

    /// <summary>For each species whether its atomic number is the one wanted, where 0 stands for any.</summary>
    protected static bool[] Matches(int wanted, IReadOnlyList<int> elements) => [.. elements.Select(z => wanted == 0 || wanted == z)];

    /// <summary>1 up to r_c − w, then ½(1 + cos π(r − r_c + w)/w) down to zero at r_c; and its derivative, 1/Å.</summary>
    protected static (double Value, double Slope) Switch(double r, GapDescriptor descriptor)
    {
        var (cutoff, width) = (descriptor.Cutoff, descriptor.TransitionWidth);
        if (r >= cutoff) return (0, 0);
        if (r <= cutoff - width) return (1, 0);
        var (sine, cosine) = Math.SinCos(Math.PI * (r - cutoff + width) / width);
        return (0.5 * (1 + cosine), -0.5 * Math.PI / width * sine);
    }
}
