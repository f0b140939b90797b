using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Several potentials fitted to the same data: their mean is the value, and how far they differ says how little the data determine it (Seung, Opper and Sompolinsky 1992,
/// doi:10.1145/130385.130417). The spread stands in <see cref="EvaluationResult.Spread"/>.
/// </summary>
public sealed class CommitteePotential : IPotential, ICombinedPotential
{
    private readonly IPotential[] _members;

    /// <summary>Takes the members.</summary>
    /// <param name="members">At least two.</param>
    /// <exception cref="InputException">No element is known to all of them.</exception>
    public CommitteePotential(IReadOnlyList<IPotential> members)
    {
        if (members.Count < 2) throw new ArgumentException("A committee needs at least two members.", nameof(members));
        _members = [.. members];
        Elements = SumPotential.CommonElements(_members, "committee");
        Cutoff = _members.Max(m => m.Cutoff);
    }

    /// <inheritdoc/>
    public string Family => "committee";

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Elements { get; }

    /// <summary>Single where any member is.</summary>
    public Precision Precision => Array.Exists(_members, m => m.Precision == Precision.Single) ? Precision.Single : Precision.Double;

    /// <summary>The members.</summary>
    public IReadOnlyList<IPotential> Parts => _members;

    /// <inheritdoc/>
    public IPotential InPrecision(Precision precision) => new CommitteePotential([.. _members.Select(m => m.InPrecision(precision))]);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Describe() =>
    [
        .. _members.SelectMany((m, k) => m.Describe().Prepend(new("family", m.Family))
            .Select(p => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"member {k + 1}, {p.Key}"), p.Value))),
    ];

    /// <inheritdoc/>
    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        var (count, n) = (atoms.Count, _members.Length);
        result.Reserve(count);
        var scratch = result.Scratch(this, static (own, all) => new MemberResults(own._members.Length, all.Pool));
        var members = scratch.Results;
        double mean = 0;
        Matrix3D virial = default;
        for (var m = 0; m < n; m++)
        {
            _members[m].Evaluate(atoms, list, members[m]);
            mean += members[m].Energy / n;
            var v = members[m].Virial;
            virial = new(virial.A + 1.0 / n * v.A, virial.B + 1.0 / n * v.B, virial.C + 1.0 / n * v.C);
        }

        double squares = 0;
        foreach (var member in members) squares += (member.Energy - mean) * (member.Energy - mean);
        var spread = scratch.Spread;
        spread.Reserve(count);
        spread.Energy = Math.Sqrt(squares / (n - 1));
        for (var i = 0; i < count; i++)
        {
            double e = 0, x = 0, y = 0, z = 0;
            foreach (var member in members) (e, x, y, z) = (e + member.LocalEnergies[i], x + member.Fx[i], y + member.Fy[i], z + member.Fz[i]);
            (e, x, y, z) = (e / n, x / n, y / n, z / n);
            double energies = 0, forces = 0;
            foreach (var member in members)
            {
                var (de, dx, dy, dz) = (member.LocalEnergies[i] - e, member.Fx[i] - x, member.Fy[i] - y, member.Fz[i] - z);
                energies += de * de;
                forces += dx * dx + dy * dy + dz * dz;
            }

            (result.LocalEnergies[i], result.Fx[i], result.Fy[i], result.Fz[i]) = (e, x, y, z);
            (spread.LocalEnergies[i], spread.Forces[i]) = (Math.Sqrt(energies / (n - 1)), Math.Sqrt(forces / (n - 1)));
        }

        (result.Energy, result.Virial, result.Spread) = (mean, virial, spread);
    }

    private sealed class MemberResults(int count, WorkerPool? pool)
    {
        public EvaluationResult[] Results { get; } = [.. Enumerable.Range(0, count).Select(_ => new EvaluationResult(pool))];

        public CommitteeSpread Spread { get; } = new();
    }
}
