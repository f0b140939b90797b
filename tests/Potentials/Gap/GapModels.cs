using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Models of our own with sparse points from random structures and random weights, and structures for them.</summary>
internal static class GapModels
{
    public const string Pair = "distance_2b cutoff=4.0 cutoff_transition_width=0.9 Z1=3 Z2=14";
    public const string Triplet = "angle_3b cutoff=3.4 cutoff_transition_width=0.8 Z_center=14 Z1=3 Z2=14";
    public const string Soap = "soap cutoff=4.2 cutoff_transition_width=1.1 n_max=5 l_max=4 atom_sigma=0.6 zeta=4 n_sparse=10";
    public const string TwoSpeciesSoap = "soap cutoff=4.0 cutoff_transition_width=1.0 n_max=4 l_max=3 atom_sigma=0.5 central_weight=0.7 n_Z=1 Z={3} n_species=2 species_Z={14 3}";

    /// <summary>A regression with so many sparse points.</summary>
    public static GapCoordinates Coordinates(string descriptor, GapCovariance covariance, int count, ulong seed, double zeta = 4, double delta = 0.7, double offset = 0)
    {
        var stream = new RandomStream(seed, "gap");
        var parsed = GapDescriptor.Parse(descriptor, (what, _) => throw new InvalidOperationException(what));
        var dimensions = parsed.Dimensions;
        double[] points = new double[count * dimensions], weights = new double[count], cutoffs = new double[count];
        for (var s = 0; s < count; s++)
        {
            (weights[s], cutoffs[s]) = (2 * stream.NextDouble() - 1, 0.5 + 0.5 * stream.NextDouble());
            var point = points.AsSpan(s * dimensions, dimensions);
            if (parsed is PairDescriptor pair)
            {
                var r = 1.5 + 2.5 * stream.NextDouble();
                for (var d = 0; d < dimensions; d++) point[d] = Math.Pow(r, pair.Exponents[d]);
            }
            else if (parsed is TripletDescriptor) (point[0], point[1], point[2]) = (4 + 2 * stream.NextDouble(), stream.NextDouble(), 2 + 3 * stream.NextDouble());
        }

        if (parsed is SoapDescriptor soap)
        {
            var empty = new GapModel { Label = "empty", AtomEnergies = new Dictionary<int, double> { [3] = 0, [14] = 0 }, Coordinates = [new GapCoordinates { Descriptor = descriptor, Covariance = GapCovariance.DotProduct, Dimensions = dimensions, Points = [], Weights = [], PointCutoffs = [] }] };
            var potential = new GapPotential(empty, InstructionSetKind.Scalar);
            for (var (s, structure) = (0, 0UL); s < count; structure++)
            {
                var atoms = Structure(100 + seed + structure, 6, 6, true);
                var rows = potential.Descriptors(atoms, List(potential, atoms), false);
                for (var i = 0; i < atoms.Count && s < count; i++)
                {
                    if (!double.IsNaN(rows[i * dimensions])) rows.AsSpan(i * dimensions, dimensions).CopyTo(points.AsSpan(s++ * dimensions, dimensions));
                }
            }
        }

        return new GapCoordinates
        {
            Descriptor = descriptor,
            Covariance = covariance,
            Delta = delta,
            Offset = offset,
            Zeta = covariance == GapCovariance.DotProduct ? zeta : 1,
            LengthScales = covariance == GapCovariance.SquaredExponential ? [.. Enumerable.Range(0, dimensions).Select(d => 0.8 + 0.3 * (d % 3))] : [],
            Dimensions = dimensions,
            Points = points,
            Weights = weights,
            PointCutoffs = cutoffs,
        };
    }

    /// <summary>A model of Li and Si.</summary>
    public static GapModel Model(params GapCoordinates[] coordinates) => new() { Label = "GAP_own", AtomEnergies = new Dictionary<int, double> { [14] = -1.5, [3] = 0.25 }, Coordinates = coordinates };

    /// <summary>Everything at once.</summary>
    public static GapModel Everything(int points = 10) => Model(
        Coordinates(Pair, GapCovariance.SquaredExponential, points, 1),
        Coordinates("distance_2b cutoff=3.5 Z1=14 Z2=14 exponents={-1 2} n_exponents=2", GapCovariance.DotProduct, points, 2, zeta: 2, delta: 0.01, offset: 0.1),
        Coordinates(Triplet, GapCovariance.SquaredExponential, points, 3),
        Coordinates(Soap, GapCovariance.DotProduct, points, 4),
        Coordinates(TwoSpeciesSoap, GapCovariance.DotProduct, points, 5, zeta: 2.5));

    /// <summary>Li and Si on a jittered lattice of a triclinic cell.</summary>
    public static Atoms Structure(ulong seed, int count, double edge, bool periodic)
    {
        var stream = new RandomStream(seed, "structure");
        double Shear() => 0.3 * (stream.NextDouble() - 0.5) * edge;
        var cell = new Matrix3D(new(edge, Shear(), Shear()), new(Shear(), 0.95 * edge, Shear()), new(Shear(), Shear(), 1.1 * edge));
        var sites = (int)Math.Ceiling(Math.Cbrt(count));
        var positions = new double[3 * count];
        var elements = new byte[count];
        for (var i = 0; i < count; i++)
        {
            double Fraction(int site) => (site + 0.35 * stream.NextDouble()) / sites;
            var r = cell.Transform(new(Fraction(i % sites), Fraction(i / sites % sites), Fraction(i / sites / sites)));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
            elements[i] = (byte)(stream.NextDouble() < 0.5 ? 3 : 14);
        }

        return new(new Structure(elements, positions, cell, periodic ? Periodicity.Full : Periodicity.None));
    }

    public static NeighbourList List(IPotential potential, Atoms atoms)
    {
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        return list;
    }

    /// <summary>The files of a model in memory.</summary>
    public static (byte[] Xml, Dictionary<string, byte[]> Sides) Write(GapModel model)
    {
        var sides = new Dictionary<string, byte[]>();
        using var xml = new MemoryStream();
        GapWriter.Write(model, xml, "own.xml", (name, write) =>
        {
            using var side = new MemoryStream();
            write(side);
            sides[name] = side.ToArray();
        });
        return (xml.ToArray(), sides);
    }

    public static GapModel Read(byte[] xml, Dictionary<string, byte[]> sides) => GapReader.Read(new MemoryStream(xml), "own.xml", name => sides.TryGetValue(name, out var side) ? new MemoryStream(side) : null);

    public static GapModel Read(string xml, Dictionary<string, byte[]> sides) => Read(Encoding.UTF8.GetBytes(xml), sides);

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
