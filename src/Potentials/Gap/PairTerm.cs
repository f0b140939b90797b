using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>Pairs: E = Σ_{i&lt;j} f(r) S(r^p₁, r^p₂ …), half of each to either atom.</summary>
internal sealed class PairTerm(GapCoordinates coordinates, PairDescriptor descriptor, IReadOnlyList<int> elements, InstructionSetKind instructions) : GapTerm
{
    private readonly SparseKernel _kernel = SparseKernel.Create(coordinates, instructions);
    private readonly bool[] _first = Matches(descriptor.First, elements);
    private readonly bool[] _second = Matches(descriptor.Second, elements);

    public override GapDescriptor Descriptor => descriptor;

    public override object CreateWorkspace() => new Workspace(_kernel);

    public override double AddEnergy(LocalEnvironment environment, object workspace)
    {
        var (own, room) = (environment.Species, (Workspace)workspace);
        double energy = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var r = environment.Distance[k];
            if (r >= descriptor.Cutoff || !IsWanted(own, environment.NeighbourSpecies[k])) continue;
            var (f, slope) = Switch(r, descriptor);
            Fill(r, room.Q);
            var s = _kernel.Evaluate(room.Q, room.Gradient);
            energy += 0.5 * f * s;
            double along = 0;
            for (var d = 0; d < descriptor.Exponents.Length; d++) along += room.Gradient[d] * descriptor.Exponents[d] * Math.Pow(r, descriptor.Exponents[d] - 1);
            var g = 0.5 * (slope * s + f * along) / r;
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return energy;
    }

    public override double Similarity(LocalEnvironment environment, object workspace)
    {
        var room = (Workspace)workspace;
        var least = 1.0;
        for (var k = 0; k < environment.Count; k++)
        {
            var r = environment.Distance[k];
            if (Switch(r, descriptor).Value < 0.5 || !IsWanted(environment.Species, environment.NeighbourSpecies[k])) continue;
            Fill(r, room.Q);
            least = Math.Min(least, _kernel.Similarity(room.Q));
        }

        return least;
    }

    private bool IsWanted(int a, int b) => (_first[a] && _second[b]) || (_first[b] && _second[a]);

    private void Fill(double r, double[] q)
    {
        for (var d = 0; d < descriptor.Exponents.Length; d++) q[d] = Math.Pow(r, descriptor.Exponents[d]);
    }

    private sealed class Workspace(SparseKernel kernel)
    {
        public double[] Q { get; } = new double[kernel.PaddedDimensions];

        public double[] Gradient { get; } = new double[kernel.PaddedDimensions];
    }
}
