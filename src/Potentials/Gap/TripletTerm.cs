using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>Triplets: E = Σ_i Σ_{j&lt;k} f(r₁) f(r₂) S(r₁ + r₂, (r₁ − r₂)², r₃) with r₁ = r_ij, r₂ = r_ik, r₃ = r_jk; all of it to the centre i.</summary>
internal sealed class TripletTerm(GapCoordinates coordinates, TripletDescriptor descriptor, IReadOnlyList<int> elements, InstructionSetKind instructions) : GapTerm
{
    private readonly SparseKernel _kernel = SparseKernel.Create(coordinates, instructions);
    private readonly bool[] _centre = Matches(descriptor.Centre, elements);
    private readonly bool[] _first = Matches(descriptor.First, elements);
    private readonly bool[] _second = Matches(descriptor.Second, elements);

    public override GapDescriptor Descriptor => descriptor;

    public override object CreateWorkspace() => new Workspace(_kernel);

    public override double AddEnergy(LocalEnvironment environment, object workspace)
    {
        if (!_centre[environment.Species]) return 0;
        var room = (Workspace)workspace;
        var count = room.Load(environment, this);
        double energy = 0;
        for (var a = 1; a < count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                int j = room.Neighbour[a], k = room.Neighbour[b];
                if (!IsWanted(environment, j, k)) continue;
                double r1 = environment.Distance[j], r2 = environment.Distance[k];
                var (f1, slope1) = Switch(r1, descriptor);
                var (f2, slope2) = Switch(r2, descriptor);
                var r3 = Fill(environment, j, k, room.Q, out var x, out var y, out var z);
                var s = _kernel.Evaluate(room.Q, room.Gradient);
                energy += f1 * f2 * s;
                double sum = room.Gradient[0], difference = 2 * (r1 - r2) * room.Gradient[1];
                var g1 = (slope1 * f2 * s + f1 * f2 * (sum + difference)) / r1;
                var g2 = (f1 * slope2 * s + f1 * f2 * (sum - difference)) / r2;
                var g3 = r3 > 0 ? f1 * f2 * room.Gradient[2] / r3 : 0;
                environment.Gx[j] += g1 * environment.Dx[j] + g3 * x;
                environment.Gy[j] += g1 * environment.Dy[j] + g3 * y;
                environment.Gz[j] += g1 * environment.Dz[j] + g3 * z;
                environment.Gx[k] += g2 * environment.Dx[k] - g3 * x;
                environment.Gy[k] += g2 * environment.Dy[k] - g3 * y;
                environment.Gz[k] += g2 * environment.Dz[k] - g3 * z;
            }
        }

        return energy;
    }

    public override double Similarity(LocalEnvironment environment, object workspace)
    {
        if (!_centre[environment.Species]) return 1;
        var room = (Workspace)workspace;
        var count = room.Load(environment, this);
        var least = 1.0;
        for (var a = 1; a < count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                int j = room.Neighbour[a], k = room.Neighbour[b];
                if (!IsWanted(environment, j, k) || Switch(environment.Distance[j], descriptor).Value * Switch(environment.Distance[k], descriptor).Value < 0.5) continue;
                Fill(environment, j, k, room.Q, out _, out _, out _);
                least = Math.Min(least, _kernel.Similarity(room.Q));
            }
        }

        return least;
    }

    private bool IsWanted(LocalEnvironment environment, int j, int k)
    {
        int a = environment.NeighbourSpecies[j], b = environment.NeighbourSpecies[k];
        return (_first[a] && _second[b]) || (_first[b] && _second[a]);
    }

    // The vector from k to j and its length.
    private static double Fill(LocalEnvironment environment, int j, int k, double[] q, out double x, out double y, out double z)
    {
        (x, y, z) = (environment.Dx[j] - environment.Dx[k], environment.Dy[j] - environment.Dy[k], environment.Dz[j] - environment.Dz[k]);
        double r1 = environment.Distance[j], r2 = environment.Distance[k], r3 = Math.Sqrt(x * x + y * y + z * z);
        (q[0], q[1], q[2]) = (r1 + r2, (r1 - r2) * (r1 - r2), r3);
        return r3;
    }

    private sealed class Workspace(SparseKernel kernel)
    {
        public double[] Q { get; } = new double[kernel.PaddedDimensions];

        public double[] Gradient { get; } = new double[kernel.PaddedDimensions];

        /// <summary>The neighbours within the cutoff that may be the end of a triplet.</summary>
        public int[] Neighbour { get; private set; } = [];

        public int Load(LocalEnvironment environment, TripletTerm term)
        {
            if (Neighbour.Length < environment.Count) Neighbour = new int[2 * environment.Count];
            var count = 0;
            for (var k = 0; k < environment.Count; k++)
            {
                var species = environment.NeighbourSpecies[k];
                if (environment.Distance[k] < term.Descriptor.Cutoff && (term._first[species] || term._second[species])) Neighbour[count++] = k;
            }

            return count;
        }
    }
}
