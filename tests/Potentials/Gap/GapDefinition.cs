using Lithoscope.Descriptors;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>The energy of a model straight from the formulas: sums over neighbours, harmonics and basis functions, no tables, files' order of numbers.</summary>
internal static class GapDefinition
{
    public static double Energy(GapModel model, Atoms atoms)
    {
        var energy = 0.0;
        foreach (var z in atoms.AtomicNumbers) energy += model.AtomEnergies[z];
        foreach (var c in model.Coordinates)
        {
            var descriptor = GapDescriptor.Parse(c.Descriptor, (what, _) => throw new InvalidOperationException(what));
            energy += descriptor switch
            {
                PairDescriptor pair => Pairs(c, pair, atoms),
                TripletDescriptor triplet => Triplets(c, triplet, atoms),
                SoapDescriptor soap => Enumerable.Range(0, atoms.Count).Where(i => soap.Centres.Length == 0 || soap.Centres.Contains(atoms.AtomicNumbers[i])).Sum(i => Sum(c, Vector(soap, atoms, i))),
                _ => throw new InvalidOperationException(),
            };
        }

        return energy;
    }

    private static double Sum(GapCoordinates c, double[] q)
    {
        double sum = 0;
        for (var s = 0; s < c.Weights.Length; s++)
        {
            double product = 0, square = 0;
            for (var d = 0; d < c.Dimensions; d++)
            {
                var x = c.Points[s * c.Dimensions + d];
                product += q[d] * x;
                if (c.LengthScales.Count > 0) square += (q[d] - x) * (q[d] - x) / (c.LengthScales[d] * c.LengthScales[d]);
            }

            var k = c.Covariance == GapCovariance.DotProduct ? Math.Pow(product, c.Zeta) : Math.Exp(-square / 2);
            sum += c.Weights[s] * c.PointCutoffs[s] * (c.Delta * c.Delta * k + c.Offset * c.Offset);
        }

        return sum;
    }

    private static double Cutoff(double r, GapDescriptor d) => r >= d.Cutoff ? 0 : r < d.Cutoff - d.TransitionWidth ? 1 : 0.5 * (1 + Math.Cos(Math.PI * (r - d.Cutoff + d.TransitionWidth) / d.TransitionWidth));

    // Neighbours by brute force over images.
    private static List<(int Index, double X, double Y, double Z, double R)> Neighbours(Atoms atoms, int i, double cutoff)
    {
        var found = new List<(int, double, double, double, double)>();
        var reach = atoms.Periodicity == Periodicity.None ? 0 : 5;
        for (var a = -reach; a <= reach; a++)
        {
            for (var b = -reach; b <= reach; b++)
            {
                for (var c = -reach; c <= reach; c++)
                {
                    for (var j = 0; j < atoms.Count; j++)
                    {
                        if (j == i && a == 0 && b == 0 && c == 0) continue;
                        var d = atoms.Position(j) - atoms.Position(i) + a * atoms.Cell.A + b * atoms.Cell.B + c * atoms.Cell.C;
                        var r = Math.Sqrt(d.X * d.X + d.Y * d.Y + d.Z * d.Z);
                        if (r < cutoff) found.Add((j, d.X, d.Y, d.Z, r));
                    }
                }
            }
        }

        return found;
    }

    private static double Pairs(GapCoordinates c, PairDescriptor d, Atoms atoms)
    {
        double sum = 0;
        for (var i = 0; i < atoms.Count; i++)
        {
            foreach (var (j, _, _, _, r) in Neighbours(atoms, i, d.Cutoff))
            {
                var (a, b) = (atoms.AtomicNumbers[i], atoms.AtomicNumbers[j]);
                if ((a == d.First && b == d.Second) || (b == d.First && a == d.Second)) sum += 0.5 * Cutoff(r, d) * Sum(c, [.. d.Exponents.Select(p => Math.Pow(r, p))]);
            }
        }

        return sum;
    }

    private static double Triplets(GapCoordinates c, TripletDescriptor d, Atoms atoms)
    {
        double sum = 0;
        for (var i = 0; i < atoms.Count; i++)
        {
            if (atoms.AtomicNumbers[i] != d.Centre) continue;
            var neighbours = Neighbours(atoms, i, d.Cutoff);
            // Ordered pairs with the first of element Z1 and the second of Z2; where both are one element, each pair comes twice.
            for (var j = 0; j < neighbours.Count; j++)
            {
                for (var k = 0; k < neighbours.Count; k++)
                {
                    var (n, m) = (neighbours[j], neighbours[k]);
                    if (j == k || atoms.AtomicNumbers[n.Index] != d.First || atoms.AtomicNumbers[m.Index] != d.Second) continue;
                    var third = Math.Sqrt(Math.Pow(n.X - m.X, 2) + Math.Pow(n.Y - m.Y, 2) + Math.Pow(n.Z - m.Z, 2));
                    sum += (d.First == d.Second ? 0.5 : 1) * Cutoff(n.R, d) * Cutoff(m.R, d) * Sum(c, [n.R + m.R, Math.Pow(n.R - m.R, 2), third]);
                }
            }
        }

        return sum;
    }

    public static double[] Vector(SoapDescriptor d, Atoms atoms, int i)
    {
        var basis = new EquispacedGaussianRadialBasis(d.RadialCount, d.MaximumDegree, d.Cutoff, d.TransitionWidth, d.Width, d.ErrorExponent);
        var harmonics = new SphericalHarmonics(d.MaximumDegree);
        var coefficients = new double[d.Functions, harmonics.Count];
        int Channel(int z) => d.Species.Length == 0 ? 0 : Array.IndexOf(d.Species, z);
        void Add(int z, double x, double y, double zz, double r, double weight)
        {
            if (Channel(z) < 0) return;
            double[] values = new double[(d.MaximumDegree + 1) * d.RadialCount], slopes = new double[values.Length], curvatures = new double[values.Length], angular = new double[harmonics.Count];
            basis.Evaluate(r, values, slopes, curvatures);
            harmonics.Evaluate(r > 0 ? x / r : 0, r > 0 ? y / r : 0, r > 0 ? zz / r : 1, angular);
            for (var l = 0; l <= d.MaximumDegree; l++)
            {
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    for (var n = 0; n < d.RadialCount; n++) coefficients[Channel(z) * d.RadialCount + n, lm] += weight * values[l * d.RadialCount + n] * angular[lm];
                }
            }
        }

        Add(atoms.AtomicNumbers[i], 0, 0, 0, 0, d.CentralWeight);
        foreach (var (j, x, y, z, r) in Neighbours(atoms, i, d.Cutoff)) Add(atoms.AtomicNumbers[j], x, y, z, r, 1);
        var vector = new List<double>();
        for (var a = 0; a < d.Functions; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                for (var l = 0; l <= d.MaximumDegree; l++)
                {
                    double p = 0;
                    for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) p += coefficients[a, lm] * coefficients[b, lm];
                    vector.Add(p / Math.Sqrt(2 * l + 1) * (a == b ? 1 : Math.Sqrt(2)));
                }
            }
        }

        var norm = Math.Sqrt(vector.Sum(p => p * p));
        return [.. vector.Select(p => p / norm), 0];
    }
}
