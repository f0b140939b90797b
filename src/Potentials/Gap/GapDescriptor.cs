using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A descriptor with its arguments, read from one line.</summary>
/// <param name="Cutoff">r_c, Å.</param>
/// <param name="TransitionWidth">Width w over which the cutoff function falls, Å.</param>
internal abstract record GapDescriptor(double Cutoff, double TransitionWidth)
{
    private const double LargestCutoff = 30;

    // What gap_fit leaves in the line and evaluation has no use for.
    private static readonly string[] OfTraining =
    [
        "n_sparse", "delta", "f0", "covariance_type", "theta_fac", "theta_uniform", "theta_file", "zeta", "sparse_method", "sparse_file", "mark_sparse_atoms", "add_species",
        "config_type_n_sparse", "print_sparse_index", "unique_hash_tolerance", "unique_descriptor_tolerance", "n_sparsex", "xml_version", "label", "property", "energy_scale",
    ];

    /// <summary>Numbers of the descriptor.</summary>
    public abstract int Dimensions { get; }

    /// <summary>Whether an element takes part in some instance.</summary>
    public abstract bool Concerns(int atomicNumber);

    /// <summary>Reads the line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="fault">Makes the fault of the line's place from what is wrong and what to do.</param>
    public static GapDescriptor Parse(string text, Func<string, string, InputException> fault)
    {
        var arguments = new GapArguments(text, fault);
        GapDescriptor descriptor = arguments.Name switch
        {
            "distance_2b" => Pair(arguments),
            "angle_3b" => Triplet(arguments),
            "soap" => Soap(arguments),
            _ => throw fault($"the descriptor {Quote(arguments.Name)} is not known", "use a model of distance_2b, angle_3b and soap"),
        };
        foreach (var name in OfTraining) arguments.Ignore(name);
        arguments.RefuseRest();
        return descriptor;
    }

    /// <summary>A word of the file in quotes, shortened.</summary>
    internal static string Quote(string text) => "'" + (text.Length > 40 ? text[..40] + "…" : text).ReplaceLineEndings(" ") + "'";

    private static (double Cutoff, double Width) Range(GapArguments arguments)
    {
        var cutoff = arguments.Real("cutoff", null);
        if (cutoff is not (> 0 and <= LargestCutoff)) throw arguments.Fault($"cutoff={cutoff} is not between 0 and {LargestCutoff} Å", "check the descriptor");
        var width = arguments.Real("cutoff_transition_width", 0.5);
        if (!(width > 0 && width <= cutoff)) throw arguments.Fault($"cutoff_transition_width={width} is not between 0 and the cutoff, so that the energy would jump there", "use a model whose cutoff is smooth");
        return (cutoff, width);
    }

    private static PairDescriptor Pair(GapArguments arguments)
    {
        var (cutoff, width) = Range(arguments);
        arguments.Expect("only_intra", "F", "only_inter", "F", "resid_name", "", "tail_exponent", "0");
        arguments.Ignore("tail_range");
        var exponents = arguments.Integers("exponents", [1], 16, -12, 12);
        if (arguments.Integer("n_exponents", exponents.Length, 1, 16) != exponents.Length) throw arguments.Fault("n_exponents is not the number of exponents", "check the descriptor");
        return new(cutoff, width, arguments.Element("Z1"), arguments.Element("Z2"), exponents);
    }

    private static TripletDescriptor Triplet(GapArguments arguments)
    {
        var (cutoff, width) = Range(arguments);
        var centre = arguments.Has("Z_center") ? arguments.Element("Z_center") : arguments.Element("Z");
        return new(cutoff, width, centre, arguments.Element("Z1"), arguments.Element("Z2"));
    }

    private static SoapDescriptor Soap(GapArguments arguments)
    {
        var (cutoff, width) = Range(arguments);
        // What changes the vector in ways whose formulas are not published, in its neutral setting.
        arguments.Expect("diagonal_radial", "F", "average", "F", "covariance_sigma0", "0", "cutoff_dexp", "0", "central_reference_all_species", "F", "normalise", "T", "normalize", "T",
            "R_mix", "F", "Z_mix", "F", "sym_mix", "F", "coupling", "T", "nu_R", "2", "nu_S", "2", "Z_map", "", "mode", "");
        foreach (var name in new[] { "cutoff_scale", "cutoff_rate", "K" }) arguments.Ignore(name);
        var degree = arguments.Integer("l_max", null, 0, 20);
        var count = arguments.Integer("n_max", null, 1, 32);
        var sigma = arguments.Real(arguments.Has("atom_sigma") ? "atom_sigma" : "atom_gaussian_width", null);
        if (sigma is not (>= 0.05 and <= 10)) throw arguments.Fault($"atom_sigma={sigma} is not between 0.05 and 10 Å", "check the descriptor");
        var central = arguments.Real("central_weight", 1);
        if (!(Math.Abs(central) <= 1e6)) throw arguments.Fault($"central_weight={central} is not a reasonable weight", "check the descriptor");
        var exponent = arguments.Real("basis_error_exponent", 10);
        if (exponent is not (> 0 and <= 100)) throw arguments.Fault($"basis_error_exponent={exponent} is not between 0 and 100", "check the descriptor");
        int[] centres = Elements(arguments, "Z", "n_Z"), species = Elements(arguments, "species_Z", "n_species");
        return new(cutoff, width, sigma, count, degree, central, exponent, centres, species);
    }

    // Atomic numbers, each once; empty for any, which the files write as 0 or leave out.
    private static int[] Elements(GapArguments arguments, string list, string number)
    {
        var elements = arguments.Integers(list, [0], 32, 0, Element.MaximumAtomicNumber);
        var count = arguments.Integer(number, elements.Length, 1, 32);
        if (count != elements.Length) throw arguments.Fault($"{number} is {count} but {list} has {elements.Length}", "check the descriptor");
        if (elements is [0]) return [];
        if (elements.Contains(0) || elements.Distinct().Count() < elements.Length) throw arguments.Fault($"{list} names an element twice or none", "check the descriptor");
        return elements;
    }
}

/// <summary>distance_2b: q_k = r^p_k of every unordered pair closer than the cutoff.</summary>
/// <param name="Cutoff">r_c, Å.</param>
/// <param name="TransitionWidth">Width w over which the cutoff function falls, Å.</param>
/// <param name="First">Atomic number of one atom, 0 for any.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="Exponents">p_k.</param>
internal sealed record PairDescriptor(double Cutoff, double TransitionWidth, int First, int Second, int[] Exponents) : GapDescriptor(Cutoff, TransitionWidth)
{
    public override int Dimensions => Exponents.Length;

    public override bool Concerns(int atomicNumber) => First == 0 || Second == 0 || First == atomicNumber || Second == atomicNumber;
}

/// <summary>angle_3b: q = (r₁ + r₂, (r₁ − r₂)², r₃) of a centre and every unordered pair of its neighbours closer than the cutoff; r₃ is the distance between these.</summary>
/// <param name="Cutoff">r_c, Å.</param>
/// <param name="TransitionWidth">Width w over which the cutoff function falls, Å.</param>
/// <param name="Centre">Atomic number of the centre, 0 for any.</param>
/// <param name="First">Atomic number of one neighbour, 0 for any.</param>
/// <param name="Second">Atomic number of the other.</param>
internal sealed record TripletDescriptor(double Cutoff, double TransitionWidth, int Centre, int First, int Second) : GapDescriptor(Cutoff, TransitionWidth)
{
    public override int Dimensions => 3;

    public override bool Concerns(int atomicNumber) => Centre == 0 || First == 0 || Second == 0 || Centre == atomicNumber || First == atomicNumber || Second == atomicNumber;
}

/// <summary>soap: the normalised power spectrum of the density around every atom, with a last number that is zero.</summary>
/// <param name="Cutoff">r_c, Å.</param>
/// <param name="TransitionWidth">Width w over which the cutoff function falls, Å.</param>
/// <param name="Width">σ of the atomic Gaussians, Å.</param>
/// <param name="RadialCount">n_max.</param>
/// <param name="MaximumDegree">l_max.</param>
/// <param name="CentralWeight">Weight of the atom itself in the density.</param>
/// <param name="ErrorExponent">basis_error_exponent, which sets how far beyond the cutoff the radial basis reaches.</param>
/// <param name="Centres">Atomic numbers of the atoms that have a vector; empty for all.</param>
/// <param name="Species">Atomic numbers told apart in the density, others are not in it; empty for all as one.</param>
internal sealed record SoapDescriptor(double Cutoff, double TransitionWidth, double Width, int RadialCount, int MaximumDegree, double CentralWeight, double ErrorExponent, int[] Centres, int[] Species)
    : GapDescriptor(Cutoff, TransitionWidth)
{
    /// <summary>Species channels of the density.</summary>
    public int Channels => Math.Max(1, Species.Length);

    /// <summary>Radial functions of all channels, S·n_max.</summary>
    public int Functions => Channels * RadialCount;

    /// <summary>(l_max + 1) S n_max (S n_max + 1)/2 + 1.</summary>
    public override int Dimensions => checked((MaximumDegree + 1) * (Functions * (Functions + 1) / 2) + 1);

    public override bool Concerns(int atomicNumber) => Centres.Length == 0 || Species.Length == 0 || Centres.Contains(atomicNumber) || Species.Contains(atomicNumber);
}
