using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Any other potential whose numbers are in other units: it sees a scaled copy of the atoms with a neighbour list of their own.</summary>
/// <param name="inner">The potential.</param>
/// <param name="length">Its unit of length in that of the atoms.</param>
/// <param name="energy">Its unit of energy in that of the results.</param>
internal sealed class ConvertedPotential(IPotential inner, double length, double energy) : IPotential, ICombinedPotential
{
    public string Family => inner.Family;

    public double Cutoff { get; } = inner.Cutoff * length;

    public IReadOnlyList<int> Elements => inner.Elements;

    public Precision Precision => inner.Precision;

    public IReadOnlyList<IPotential> Parts { get; } = [inner];

    public IPotential InPrecision(Precision precision) => new ConvertedPotential(inner.InPrecision(precision), length, energy);

    public IReadOnlyList<KeyValuePair<string, string>> Describe() => Describe(inner, length);

    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        var scratch = result.Scratch(this, static (own, all) => new Copy(own.Parts[0].Cutoff, new EvaluationResult(all.Pool)));
        var copy = scratch.Take(atoms, 1 / length);
        scratch.List.Build(copy, result.Pool);
        inner.Evaluate(copy, scratch.List, scratch.Result);
        var (own, force, count) = (scratch.Result, energy / length, atoms.Count);
        result.Reserve(count);
        for (var i = 0; i < count; i++)
        {
            (result.Fx[i], result.Fy[i], result.Fz[i]) = (force * own.Fx[i], force * own.Fy[i], force * own.Fz[i]);
            result.LocalEnergies[i] = energy * own.LocalEnergies[i];
        }

        (result.Energy, result.Virial) = (energy * own.Energy, energy * own.Virial);
    }

    internal static IReadOnlyList<KeyValuePair<string, string>> Describe(IPotential inner, double length) =>
        [.. inner.Describe(), new("units of these numbers", length < 1 ? "Hartree and Bohr; converted" : "eV and Å; converted")];

    private sealed class Copy(double cutoff, EvaluationResult result)
    {
        private Atoms? _atoms;

        public NeighbourList List { get; } = new(cutoff);

        public EvaluationResult Result => result;

        public Atoms Take(Atoms atoms, double scale)
        {
            if (_atoms is null || _atoms.Periodicity != atoms.Periodicity || !_atoms.AtomicNumbers.AsSpan().SequenceEqual(atoms.AtomicNumbers))
            {
                _atoms = new Atoms(new Structure([.. atoms.AtomicNumbers], new double[3 * atoms.Count], atoms.Cell, atoms.Periodicity));
            }

            for (var i = 0; i < atoms.Count; i++) (_atoms.X[i], _atoms.Y[i], _atoms.Z[i]) = (scale * atoms.X[i], scale * atoms.Y[i], scale * atoms.Z[i]);
            (_atoms.Cell, _atoms.Charges) = (scale * atoms.Cell, atoms.Charges);
            return _atoms;
        }
    }
}
