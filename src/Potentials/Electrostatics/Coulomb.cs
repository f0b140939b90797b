using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>How the sum over images of a crystal is done.</summary>
public enum CoulombMethod
{
    /// <summary>Ewald's sum up to <see cref="Coulomb.LargestEwald"/> atoms, the particle mesh above.</summary>
    Automatic,

    /// <summary>Ewald's sum over reciprocal vectors.</summary>
    Ewald,

    /// <summary>The smooth particle-mesh form of it.</summary>
    ParticleMesh,
}

/// <summary>
/// Point charges, E = ½ k Σ_{i≠j} q_i q_j/r_ij. In crystals over all images by Ewald's sum (1921, doi:10.1002/andp.19213690304) with conducting surroundings, or, for many
/// atoms, by the smooth particle-mesh form (Essmann et al. 1995, doi:10.1063/1.470117); in clusters as it stands, without any cutoff. A charged crystal is neutralised by a
/// uniform background.
/// </summary>
public sealed class Coulomb : IPotential
{
    /// <summary>k = e²/4πε₀, eV·Å.</summary>
    public const double Constant = Unit.Hartree * Unit.Bohr;

    /// <summary>The most atoms for which <see cref="CoulombMethod.Automatic"/> takes Ewald's sum.</summary>
    public const int LargestEwald = 5000;

    private readonly double[] _chargeOf = new double[Element.MaximumAtomicNumber + 1];
    private readonly MeshSpacing? _spacing;

    /// <summary>Takes charges and accuracy.</summary>
    /// <param name="charges">Charge of each element by atomic number, e; null where each atom has its own (<see cref="Atoms.Charges"/>).</param>
    /// <param name="cutoff">Up to here the sum is done pair by pair, Å; longer is faster for Ewald's sum over many atoms, shorter for the particle mesh.</param>
    /// <param name="accuracy">Root-mean-square error of forces in parts of the force between two unit charges 1 Å apart, 14.4 eV/Å: from 1e-13 to 1e-2.</param>
    /// <param name="method">How the sum over images is done.</param>
    /// <param name="splitting">Ewald's α, 1/Å; null for the one that suits cutoff and accuracy. Then the accuracy of the sum pair by pair is the caller's affair.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public Coulomb(IReadOnlyDictionary<int, double>? charges, double cutoff = 10, double accuracy = 1e-6, CoulombMethod method = CoulombMethod.Automatic, double? splitting = null)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff))) throw new ArgumentException("the cutoff is not positive", nameof(cutoff));
        if (!(accuracy is >= 1e-13 and <= 1e-2)) throw new ArgumentException("the accuracy is not between 1e-13 and 1e-2", nameof(accuracy));
        if (splitting is { } given && !(given > 0 && double.IsFinite(given))) throw new ArgumentException("the splitting is not positive", nameof(splitting));
        if (charges is not null)
        {
            if (charges.Count == 0) throw new ArgumentException("there is no charge", nameof(charges));
            foreach (var (z, q) in charges)
            {
                if (z is < 1 or > Element.MaximumAtomicNumber) throw new ArgumentException($"{z} is no atomic number", nameof(charges));
                if (!double.IsFinite(q)) throw new ArgumentException($"the charge of {Element.Symbol(z)} is not finite", nameof(charges));
                _chargeOf[z] = q;
            }
        }

        (Charges, Cutoff, Accuracy, Method) = (charges, cutoff, accuracy, method);
        Elements = charges is null ? [.. Enumerable.Range(1, Element.MaximumAtomicNumber)] : [.. charges.Keys.Order()];
        var reach = Math.Sqrt(-Math.Log(accuracy));
        Splitting = splitting ?? reach / cutoff;
        ReciprocalCutoff = 2 * Splitting * reach;
        if (method != CoulombMethod.Ewald) _spacing = new MeshSpacing(Splitting, accuracy);
    }

    /// <summary>Charge of each element, e, or null where each atom has its own.</summary>
    public IReadOnlyDictionary<int, double>? Charges { get; }

    /// <inheritdoc/>
    public string Family => "coulomb";

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <summary>The error of forces asked for, in parts of 14.4 eV/Å.</summary>
    public double Accuracy { get; }

    /// <summary>How the sum over images is done.</summary>
    public CoulombMethod Method { get; }

    /// <summary>Ewald's α, 1/Å.</summary>
    public double Splitting { get; }

    /// <summary>The longest reciprocal vector of Ewald's sum, 1/Å.</summary>
    public double ReciprocalCutoff { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public Precision Precision => Precision.Double;

    /// <summary>The mesh, or null where only Ewald's sum is used.</summary>
    internal MeshSpacing? Spacing => _spacing;

    /// <inheritdoc/>
    public IPotential InPrecision(Precision precision) => this;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
        return
        [
            new("charges", Charges is null ? "of each atom" : string.Join(", ", Charges.OrderBy(c => c.Key).Select(c => $"{Element.Symbol(c.Key)} {c.Value.ToString(CultureInfo.InvariantCulture)} e"))),
            new("cutoff of pairs", Number(Cutoff) + " Å"),
            new("accuracy of forces", $"{Number(Accuracy)} of 14.4 eV/Å"),
            new("splitting", Number(Splitting) + " 1/Å"),
            new("cutoff of reciprocal vectors", Number(ReciprocalCutoff) + " 1/Å"),
            new("method", Method switch { CoulombMethod.Ewald => "Ewald's sum", CoulombMethod.ParticleMesh => "particle mesh", _ => $"Ewald's sum up to {LargestEwald} atoms, particle mesh above" }),
        ];
    }

    /// <inheritdoc/>
    /// <exception cref="InputException">An element without charge, atoms without charges, or a structure that repeats along one or two axes only.</exception>
    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        if (list.Kind != NeighbourListKind.Full) throw new ArgumentException("The list must hold every pair from both ends.", nameof(list));
        if (list.Cutoff < Cutoff) throw new ArgumentException("The list does not reach to the potential's cutoff.", nameof(list));
        if (list.Count != atoms.Count) throw new ArgumentException("The list is not that of these atoms.", nameof(list));
        var p = atoms.Periodicity;
        if (p.Any && !(p.A && p.B && p.C))
        {
            throw new InputException("the structure repeats along some axes only, and sums over charges are known here for crystals, which repeat along all three, and clusters, which repeat along none", remedy: "let it repeat along all axes, with enough empty space along the others");
        }

        result.Reserve(atoms.Count);
        var evaluation = result.Scratch(this, static (own, all) => new CoulombEvaluation(own, all));
        FillCharges(atoms, evaluation.Charges(atoms.Count));
        evaluation.Run(atoms, list);
    }

    private void FillCharges(Atoms atoms, Span<double> charges)
    {
        if (Charges is null)
        {
            if (atoms.Charges is not { } own) throw new InputException("the structure has no charges", remedy: "give its atoms a column 'charge', or the potential a charge for each element");
            own.CopyTo(charges);
            for (var i = 0; i < charges.Length; i++)
            {
                if (!double.IsFinite(charges[i])) throw new InputException($"the charge of atom {i} is not a finite number", remedy: "correct it");
            }

            return;
        }

        for (var i = 0; i < charges.Length; i++)
        {
            var z = atoms.AtomicNumbers[i];
            if (!Charges.ContainsKey(z)) throw new InputException($"atom {i} is {Element.Symbol(z)}, which has no charge in this potential (it knows {string.Join(", ", Elements.Select(e => Element.Symbol(e)))})", remedy: "remove it or give its element a charge");
            charges[i] = _chargeOf[z];
        }
    }
}
