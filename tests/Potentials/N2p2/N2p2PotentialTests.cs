using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>What must hold for every potential of n2p2, whatever its weights: random ones, every type of function, cutoff, activation and scaling.</summary>
public class N2p2PotentialTests
{
    public static TheoryData<int> Layouts() => [.. Enumerable.Range(0, SyntheticN2p2.All.Length)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forces_and_virial_are_derivatives_of_the_energy(int layout)
    {
        var potential = SyntheticN2p2.All[layout].Read();
        // One atom among its own images, a cell smaller than the cutoff, one larger, a cluster.
        foreach (var (count, spacing, periodic) in new[] { (1, 2.9, true), (4, 2.4, true), (9, 2.6, true), (10, 2.3, false) })
        {
            for (ulong seed = 1; seed <= 2; seed++) Derivatives.Check(potential, RandomCrystals.Make(seed, count, spacing, periodic, seed % 2 == 0 ? [3, 14] : [14, 3]), 2e-6, 2e-5, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_energy_is_continuous_at_every_cutoff(int layout)
    {
        var potential = SyntheticN2p2.All[layout].Read();
        foreach (var (first, second) in from a in potential.Elements from b in potential.Elements select ((byte)a, (byte)b))
        {
            // A third atom makes angles.
            (double Energy, double Force) At(double r)
            {
                var result = Derivatives.Evaluate(potential, new Atoms(new Structure([first, second, first], [0, 0, 0, r, 0, 0, 0, 2.1, 0.4])));
                return (result.Energy, result.Fx[1]);
            }

            const double step = 1e-5;
            foreach (var edge in SyntheticN2p2.Edges)
            {
                var (inside, outside) = (At(edge - step), At(edge + step));
                Assert.Equal(inside.Force, outside.Force, 1e-3);
                Assert.Equal(inside.Energy - step * (inside.Force + outside.Force), outside.Energy, 1e-8);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_instruction_set_gives_the_same(int layout)
    {
        var read = SyntheticN2p2.All[layout].Read();
        var scalar = new N2p2Potential(read.Model, Precision.Double, InstructionSetKind.Scalar);
        foreach (var kind in InstructionSet.Supported)
        {
            var potential = new N2p2Potential(read.Model, Precision.Double, kind);
            for (ulong seed = 1; seed <= 4; seed++)
            {
                var atoms = RandomCrystals.Make(seed, 7, 2.5, seed % 2 == 0, [3, 14]);
                var (expected, found) = (Derivatives.Evaluate(scalar, atoms), Derivatives.Evaluate(potential, atoms));
                Assert.Equal(expected.Energy, found.Energy, 1e-11 * Math.Abs(expected.Energy));
                for (var i = 0; i < atoms.Count; i++) Assert.True(Math.Abs(found.Fx[i] - expected.Fx[i]) + Math.Abs(found.Fy[i] - expected.Fy[i]) + Math.Abs(found.Fz[i] - expected.Fz[i]) < 1e-9, $"{kind}, seed {seed}, atom {i}");
            }
        }
    }

    [Fact]
    public void A_cell_and_its_double_have_the_same_energy_per_atom()
    {
        foreach (var synthetic in SyntheticN2p2.All)
        {
            var potential = synthetic.Read();
            var small = RandomCrystals.Make(5, 3, 2.8, true, [3, 14]);
            var one = Derivatives.Evaluate(potential, small).Energy;
            Assert.Equal(2 * one, Derivatives.Evaluate(potential, small.Doubled()).Energy, 1e-10 * Math.Abs(one));
        }
    }
}
