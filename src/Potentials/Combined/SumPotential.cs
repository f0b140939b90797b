using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>A potential times a factor, as part of a sum.</summary>
/// <param name="Potential">The potential.</param>
/// <param name="Factor">Its factor; −1 in a difference.</param>
public sealed record SumTerm(IPotential Potential, double Factor = 1);

/// <summary>
/// A weighted sum of potentials, E = Σ_k f_k E_k, all of which use one neighbour list: a short-ranged model with a baseline, electrostatics and dispersion, or a difference.
/// It knows the elements that all of its terms know.
/// </summary>
public sealed class SumPotential : IPotential, ICombinedPotential
{
    private readonly SumTerm[] _terms;

    /// <summary>Takes the terms.</summary>
    /// <param name="terms">At least one.</param>
    /// <exception cref="InputException">No element is known to all of them.</exception>
    public SumPotential(IReadOnlyList<SumTerm> terms)
    {
        if (terms.Count == 0) throw new ArgumentException("A sum needs at least one term.", nameof(terms));
        _terms = [.. terms];
        Parts = [.. terms.Select(t => t.Potential)];
        Elements = CommonElements(Parts, "sum");
        Cutoff = Parts.Max(p => p.Cutoff);
    }

    /// <summary>A potential plus pair functions, in one passage through the neighbours where the pair functions reach no further and know all of its elements.</summary>
    public static IPotential WithPairs(IPotential potential, PairPotential pairs) =>
        potential is LocalPotential local && LocalPotentialWithPairs.Fits(local, pairs) ? new LocalPotentialWithPairs(local, pairs) : new SumPotential([new(potential), new(pairs)]);

    /// <summary>The terms.</summary>
    public IReadOnlyList<SumTerm> Terms => _terms;

    /// <inheritdoc/>
    public string Family => "sum";

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Elements { get; }

    /// <summary>Single where any term is.</summary>
    public Precision Precision => Array.Exists(_terms, t => t.Potential.Precision == Precision.Single) ? Precision.Single : Precision.Double;

    /// <inheritdoc/>
    public IReadOnlyList<IPotential> Parts { get; }

    /// <inheritdoc/>
    public IPotential InPrecision(Precision precision) => new SumPotential([.. _terms.Select(t => t with { Potential = t.Potential.InPrecision(precision) })]);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        .. _terms.SelectMany((t, k) => t.Potential.Describe()
            .Prepend(new("family", t.Potential.Family))
            .Prepend(new("factor", t.Factor.ToString(CultureInfo.InvariantCulture)))
            .Select(p => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"term {k + 1}, {p.Key}"), p.Value))),
    ];

    /// <inheritdoc/>
    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        var count = atoms.Count;
        result.Reserve(count);
        var scratch = result.Scratch(this, static (own, all) => new TermResults(own._terms.Length, all.Pool));
        Array.Clear(result.LocalEnergies, 0, count);
        Array.Clear(result.Fx, 0, count);
        Array.Clear(result.Fy, 0, count);
        Array.Clear(result.Fz, 0, count);
        double energy = 0;
        Matrix3D virial = default;
        CommitteeSpread? spread = null;
        for (var k = 0; k < _terms.Length; k++)
        {
            var (term, factor) = (scratch.Results[k], _terms[k].Factor);
            _terms[k].Potential.Evaluate(atoms, list, term);
            energy += factor * term.Energy;
            virial = new(virial.A + factor * term.Virial.A, virial.B + factor * term.Virial.B, virial.C + factor * term.Virial.C);
            AddScaled(result.LocalEnergies, term.LocalEnergies, factor, count);
            AddScaled(result.Fx, term.Fx, factor, count);
            AddScaled(result.Fy, term.Fy, factor, count);
            AddScaled(result.Fz, term.Fz, factor, count);
            if (term.Spread is { } own) spread = AddSpread(spread, scratch.Spread, own, factor, count);
        }

        (result.Energy, result.Virial, result.Spread) = (energy, virial, spread);
    }

    /// <summary>The elements that all of the potentials know, in the order of the first.</summary>
    internal static int[] CommonElements(IReadOnlyList<IPotential> parts, string what)
    {
        int[] common = [.. parts[0].Elements.Where(z => parts.All(p => p.Elements.Contains(z)))];
        return common.Length > 0 ? common : throw new InputException($"the potentials of this {what} have no element in common", remedy: "combine potentials of the same elements");
    }

    private static void AddScaled(double[] sum, double[] values, double factor, int count)
    {
        for (var i = 0; i < count; i++) sum[i] += factor * values[i];
    }

    // Committees of different terms are taken as independent: variances add up.
    private static CommitteeSpread AddSpread(CommitteeSpread? sum, CommitteeSpread buffer, CommitteeSpread own, double factor, int count)
    {
        buffer.Reserve(count);
        if (sum is null)
        {
            buffer.Energy = 0;
            Array.Clear(buffer.LocalEnergies, 0, count);
            Array.Clear(buffer.Forces, 0, count);
        }

        buffer.Energy = double.Hypot(buffer.Energy, factor * own.Energy);
        for (var i = 0; i < count; i++)
        {
            buffer.LocalEnergies[i] = double.Hypot(buffer.LocalEnergies[i], factor * own.LocalEnergies[i]);
            buffer.Forces[i] = double.Hypot(buffer.Forces[i], factor * own.Forces[i]);
        }

        return buffer;
    }

    private sealed class TermResults(int count, WorkerPool? pool)
    {
        public EvaluationResult[] Results { get; } = [.. Enumerable.Range(0, count).Select(_ => new EvaluationResult(pool))];

        public CommitteeSpread Spread { get; } = new();
    }
}
