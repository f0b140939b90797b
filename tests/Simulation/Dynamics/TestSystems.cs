using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>Systems to move: silicon, and potentials with exact answers.</summary>
internal static class TestSystems
{
    /// <summary>Stillinger and Weber 1985, doi:10.1103/PhysRevB.31.5262, with ε of 2.1683 eV.</summary>
    public static StillingerWeber SiliconPotential { get; } = new([new(14, 14, 14, 2.1683, 2.0951, 1.8, 21, 1.2, -1.0 / 3, 7.049556277, 0.6022245584, 4, 0)]);

    /// <summary>Diamond of so many cells along each axis, at rest where its atoms belong.</summary>
    public static Structure Diamond(int a, int b, int c)
    {
        const double Edge = 5.431;
        (double X, double Y, double Z)[] basis = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0), (0.25, 0.25, 0.25), (0.25, 0.75, 0.75), (0.75, 0.25, 0.75), (0.75, 0.75, 0.25)];
        List<double> positions = [];
        for (var i = 0; i < a; i++)
        {
            for (var j = 0; j < b; j++)
            {
                for (var k = 0; k < c; k++)
                {
                    foreach (var (x, y, z) in basis) positions.AddRange([Edge * (i + x), Edge * (j + y), Edge * (k + z)]);
                }
            }
        }

        var species = new byte[positions.Count / 3];
        Array.Fill(species, (byte)14);
        return new Structure(species, [.. positions], new Matrix3D(new(a * Edge, 0, 0), new(0, b * Edge, 0), new(0, 0, c * Edge)), Periodicity.Full);
    }

    /// <summary>Silicon whose atoms start from their lattice sites with velocities of a temperature.</summary>
    public static MolecularSystem Silicon(int cells, double temperature, ulong seed, WorkerPool? pool = null)
    {
        var atoms = new Atoms(Diamond(cells, cells, cells));
        return new MolecularSystem(atoms, InitialVelocities.Draw(atoms, temperature, seed), SiliconPotential, 1, pool);
    }

    /// <summary>Atoms of argon that do not meet, on a row.</summary>
    public static MolecularSystem Row(int count, double temperature, ulong seed, Func<Atoms, IPotential> potential)
    {
        var (species, positions) = (new byte[count], new double[3 * count]);
        Array.Fill(species, (byte)18);
        for (var i = 0; i < count; i++) positions[3 * i] = 100 * i;
        var atoms = new Atoms(new Structure(species, positions));
        return new MolecularSystem(atoms, InitialVelocities.Draw(atoms, temperature, seed), potential(atoms), 1);
    }

    /// <summary>Mass of argon over that of a force of 1 eV/Å that gives 1 Å/fs².</summary>
    public static double ArgonInertia => Element.Mass(18) / DynamicsUnits.Acceleration;
}

/// <summary>Each atom on a spring of its own, ½k|r − r₀|², or without any where k is 0.</summary>
internal sealed class Springs(Atoms atoms, double stiffness) : IPotential
{
    private readonly double[] _sites = [.. Enumerable.Range(0, atoms.Count).SelectMany(i => new[] { atoms.X[i], atoms.Y[i], atoms.Z[i] })];

    public string Family => "springs";

    public double Cutoff => 1;

    public IReadOnlyList<int> Elements => [18];

    public Precision Precision => Precision.Double;

    public IPotential InPrecision(Precision precision) => this;

    public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

    public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
    {
        result.Reserve(atoms.Count);
        (result.Energy, result.Virial) = (0, default);
        for (var i = 0; i < atoms.Count; i++)
        {
            var (x, y, z) = (atoms.X[i] - _sites[3 * i], atoms.Y[i] - _sites[3 * i + 1], atoms.Z[i] - _sites[3 * i + 2]);
            (result.Fx[i], result.Fy[i], result.Fz[i]) = (-stiffness * x, -stiffness * y, -stiffness * z);
            result.Energy += result.LocalEnergies[i] = 0.5 * stiffness * (x * x + y * y + z * z);
        }
    }
}
