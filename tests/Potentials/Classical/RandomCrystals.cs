using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Random structures in which no two atoms are so close that differences lose their digits.</summary>
internal static class RandomCrystals
{
    /// <summary>Atoms of the given elements on a jittered lattice in a random triclinic cell.</summary>
    /// <param name="seed">The seed, to be printed with failures.</param>
    /// <param name="count">Number of atoms.</param>
    /// <param name="spacing">Distance of the lattice's sites, Å.</param>
    /// <param name="periodic">In a crystal, or a cluster.</param>
    /// <param name="elements">Atomic numbers to draw from.</param>
    /// <param name="jitter">Displacements, in parts of the spacing.</param>
    public static Atoms Make(ulong seed, int count, double spacing, bool periodic, ReadOnlySpan<int> elements, double jitter = 0.25)
    {
        var stream = new RandomStream(seed, "crystal");
        var sites = (int)Math.Ceiling(Math.Cbrt(count) - 1e-9);
        double Skew() => 0.4 * (stream.NextDouble() - 0.5);
        var edge = spacing * sites;
        var cell = edge * new Matrix3D(new(1, Skew(), Skew()), new(Skew(), 1, Skew()), new(Skew(), Skew(), 1));
        var positions = new double[3 * count];
        var species = new byte[count];
        for (var i = 0; i < count; i++)
        {
            double Fraction(int site) => (site + jitter * (stream.NextDouble() - 0.5)) / sites;
            var r = cell.Transform(new(Fraction(i % sites), Fraction(i / sites % sites), Fraction(i / sites / sites)));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
            species[i] = (byte)(i < elements.Length ? elements[i] : elements[stream.NextInt(elements.Length)]);
        }

        return new(new Structure(species, positions, cell, periodic ? Periodicity.Full : Periodicity.None));
    }

    /// <summary>Whether the distance of two atoms is near one of the given ones, Å.</summary>
    public static bool HasPairNear(Atoms atoms, double width, params double[] distances)
    {
        var list = new NeighbourList(distances.Max() + width);
        list.Build(atoms);
        for (var i = 0; i < atoms.Count; i++)
        {
            for (var p = 0; p < list.NeighboursOf(i).Length; p++)
            {
                var r = list.Displacement(atoms, i, p).Norm;
                if (distances.Any(d => Math.Abs(r - d) < width)) return true;
            }
        }

        return false;
    }

    /// <summary>The same crystal with a cell twice as long along b.</summary>
    public static Atoms Doubled(this Atoms atoms)
    {
        var positions = new double[6 * atoms.Count];
        for (var i = 0; i < 2 * atoms.Count; i++)
        {
            var r = atoms.Position(i % atoms.Count) + (i / atoms.Count) * atoms.Cell.B;
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        return new(new Structure([.. atoms.AtomicNumbers, .. atoms.AtomicNumbers], positions, new Matrix3D(atoms.Cell.A, 2 * atoms.Cell.B, atoms.Cell.C), atoms.Periodicity));
    }

    /// <summary>Two atoms at a distance along a direction.</summary>
    public static Atoms Dimer(int first, int second, double distance)
    {
        var d = distance / 3;
        return new(new Structure([(byte)first, (byte)second], [0.1, 0.2, 0.3, 0.1 + d, 0.2 + 2 * d, 0.3 + 2 * d]));
    }
}
