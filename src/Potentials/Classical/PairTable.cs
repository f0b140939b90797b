using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A function of a distance, the parameters of one pair of elements included.</summary>
internal interface IPairForm
{
    /// <summary>φ(r), eV, and dφ/dr, eV/Å.</summary>
    double Value(double r, out double slope);
}

/// <summary>Pair functions of every two elements, whatever their form.</summary>
internal abstract class PairTable
{
    /// <summary>Atomic numbers, ascending.</summary>
    public abstract int[] Elements { get; }

    /// <summary>The longest cutoff, Å.</summary>
    public abstract double Cutoff { get; }

    /// <summary>φ(r), eV, and dφ/dr, eV/Å, of species <paramref name="a"/> and <paramref name="b"/>, the ending included: the definition.</summary>
    public abstract double Value(int a, int b, double r, out double slope);

    /// <summary>The energy of an atom, eV, and its derivatives, added to those of the environment.</summary>
    public abstract double AtomEnergy(LocalEnvironment environment);
}

/// <summary>
/// Pair functions of every two elements, each with a cutoff and an ending: E_i = ½ Σ_j φ_ij(r_ij). What the closed forms of pair potentials share; elements without an
/// entry do not interact.
/// </summary>
internal sealed class PairTable<TForm> : PairTable
    where TForm : struct, IPairForm
{
    private readonly Entry[] _entries;

    /// <summary>Takes the functions of pairs.</summary>
    /// <param name="parameters">Parameters of pairs, each pair once.</param>
    /// <param name="form">The function for such parameters.</param>
    /// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
    /// <param name="ending">How functions end.</param>
    /// <param name="elements">Elements that are known too, or null.</param>
    /// <exception cref="ArgumentException">A pair stands there twice, or a cutoff is not positive and finite.</exception>
    public static PairTable<TForm> Of<TParameters>(IReadOnlyList<TParameters> parameters, Func<TParameters, TForm> form, double cutoff, PairEnding ending, IReadOnlyList<int>? elements)
        where TParameters : PairParameters
    {
        int[] known = [.. parameters.SelectMany(p => new[] { p.First, p.Second }).Concat(elements ?? []).Distinct().Order()];
        if (known.Length == 0) throw new ArgumentException("there is no pair of elements", nameof(parameters));
        if (known.FirstOrDefault(z => z is < 1 or > Element.MaximumAtomicNumber) is var bad and not 0) throw new ArgumentException($"{bad} is no atomic number", nameof(parameters));
        var entries = new Entry[known.Length * known.Length];
        foreach (var pair in parameters)
        {
            var (a, b) = (Array.IndexOf(known, pair.First), Array.IndexOf(known, pair.Second));
            var name = $"{Element.Symbol(pair.First)}–{Element.Symbol(pair.Second)}";
            if (entries[a * known.Length + b].Cutoff > 0) throw new ArgumentException($"the pair {name} stands there twice", nameof(parameters));
            var reach = pair.Cutoff ?? cutoff;
            if (!(reach > 0 && double.IsFinite(reach))) throw new ArgumentException($"the cutoff of the pair {name} is not positive", nameof(parameters));
            var made = form(pair);
            var (shift, tilt) = (made.Value(reach, out var slope), slope);
            if (!double.IsFinite(shift) || !double.IsFinite(tilt)) throw new ArgumentException($"the parameters of the pair {name} give no finite energy at the cutoff", nameof(parameters));
            if (ending == PairEnding.Cut) shift = 0;
            if (ending != PairEnding.ForceShifted) tilt = 0;
            entries[a * known.Length + b] = entries[b * known.Length + a] = new(made, reach, shift, tilt);
        }

        return new(known, entries);
    }

    private PairTable(int[] elements, Entry[] entries) => (Elements, _entries, Cutoff) = (elements, entries, entries.Max(e => e.Cutoff));

    /// <inheritdoc/>
    public override int[] Elements { get; }

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override double Value(int a, int b, double r, out double slope)
    {
        slope = 0;
        ref readonly var entry = ref _entries[a * Elements.Length + b];
        if (!(r < entry.Cutoff)) return 0;
        var value = entry.Form.Value(r, out slope);
        slope -= entry.Tilt;
        return value - entry.Shift - (r - entry.Cutoff) * entry.Tilt;
    }

    /// <inheritdoc/>
    public override double AtomEnergy(LocalEnvironment environment)
    {
        double energy = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var r = environment.Distance[k];
            energy += 0.5 * Value(environment.Species, environment.NeighbourSpecies[k], r, out var slope);
            var g = 0.5 * slope / r;
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return energy;
    }

    private readonly record struct Entry(TForm Form, double Cutoff, double Shift, double Tilt);
}
