using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class NepPotentialTests
{
    public static TheoryData<int> Layouts() => [.. Enumerable.Range(0, SyntheticNep.All.Count)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Forces_and_virial_are_derivatives_of_the_energy(int layout)
    {
        var synthetic = SyntheticNep.All[layout];
        var potential = synthetic.Read();
        foreach (var (count, edge, periodic) in new[] { (1, 2.9, true), (5, 4.4, true), (9, 6.0, false) }) Derivatives.Check(potential, synthetic.Atoms(count, edge, periodic), 2e-7, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_energy_is_continuous_at_every_cutoff(int layout)
    {
        // A third atom gives the invariants more than one neighbour to work on.
        var synthetic = SyntheticNep.All[layout];
        var potential = synthetic.Read();
        var model = potential.Model;
        foreach (var (first, second) in from a in Enumerable.Range(0, model.Types) from b in Enumerable.Range(0, model.Types) select (a, b))
        {
            double At(double r) => Derivatives.Evaluate(potential, new Atoms(new Structure([(byte)model.Elements[first], (byte)model.Elements[second], (byte)model.Elements[0]], [0, 0, 0, r, 0, 0, 0, 1.9, 0.4]))).Energy;
            double[] edges = [model.RadialCutoff(first, second), model.AngularCutoff(first, second), .. model.Repulsion is { } r ? new[] { r.Outer(first, second) } : []];
            foreach (var edge in edges) Assert.Equal(At(edge - 1e-7), At(edge + 1e-7), 1e-5);
            foreach (var edge in edges) Assert.Equal(At(edge - 1e-9), At(edge + 1e-9), 1e-7);
        }
    }

    [Fact]
    public void The_energy_does_not_depend_on_orientation_or_order()
    {
        foreach (var synthetic in SyntheticNep.All)
        {
            var potential = synthetic.Read();
            var atoms = synthetic.Atoms(12, 7, periodic: false);
            var (sine, cosine) = Math.SinCos(0.7);
            var axis = 1 / Math.Sqrt(14) * new Vector3D(1, -2, 3);
            var positions = new double[3 * atoms.Count];
            for (var i = 0; i < atoms.Count; i++)
            {
                // Rodrigues' rotation, inverted and read backwards.
                var r = atoms.Position(atoms.Count - 1 - i);
                var turned = cosine * r + sine * Vector3D.Cross(axis, r) + (1 - cosine) * Vector3D.Dot(axis, r) * axis;
                (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (-turned.X, -turned.Y, -turned.Z);
            }

            var energy = Derivatives.Evaluate(potential, atoms).Energy;
            var other = Derivatives.Evaluate(potential, new Atoms(new Structure([.. atoms.AtomicNumbers.Reverse()], positions))).Energy;
            Assert.Equal(energy, other, 1e-10 * Math.Max(1, Math.Abs(energy)));
        }
    }

    [Fact]
    public void A_cell_and_its_double_have_the_same_energy_per_atom()
    {
        foreach (var synthetic in SyntheticNep.All)
        {
            var potential = synthetic.Read();
            var small = synthetic.Atoms(3, 3.6, periodic: true);
            var positions = new double[18];
            for (var i = 0; i < 6; i++)
            {
                var r = small.Position(i % 3) + (i / 3) * small.Cell.B;
                (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
            }

            var large = new Atoms(new Structure([.. small.AtomicNumbers, .. small.AtomicNumbers], positions, new Matrix3D(small.Cell.A, 2 * small.Cell.B, small.Cell.C), Periodicity.Full));
            var one = Derivatives.Evaluate(potential, small).Energy;
            Assert.Equal(2 * one, Derivatives.Evaluate(potential, large).Energy, 1e-10 * Math.Max(1, Math.Abs(one)));
        }
    }

    [Theory]
    [InlineData(2, 2, 2, 0, 0, -0.2390457218668787)]
    [InlineData(1, 1, 2, 0, 0, 0.3651483716701107)]
    [InlineData(1, 2, 3, 1, -1, -0.1690308509457033)]
    public void Symbols_of_Wigner_have_their_tabulated_values(int l1, int l2, int l3, int m1, int m2, double value) => Assert.Equal(value, CubicInvariant.Wigner(l1, l2, l3, m1, m2), 1e-14);

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(1, 1, 2)]
    [InlineData(1, 2, 3)]
    [InlineData(2, 3, 3)]
    [InlineData(1, 3, 4)]
    public void Symbols_of_Wigner_are_orthonormal(int l1, int l2, int l3)
    {
        for (var m3 = -l3; m3 <= l3; m3++)
        {
            double sum = 0;
            for (var m1 = Math.Max(-l1, -m3 - l2); m1 <= Math.Min(l1, l2 - m3); m1++) sum += Math.Pow(CubicInvariant.Wigner(l1, l2, l3, m1, -m1 - m3), 2);
            Assert.Equal(1.0 / (2 * l3 + 1), sum, 1e-14);
        }
    }

    [Fact]
    public void A_potential_says_what_it_holds()
    {
        var lines = SyntheticNep.All[1].Read().Describe().ToDictionary(p => p.Key, p => p.Value);
        Assert.Equal("NEP4", lines["version"]);
        Assert.Equal("Li Si", lines["elements"]);
        Assert.Equal("squares up to degree 4, 222, 1111, 112, 123, 233, 134", lines["invariants"]);
        Assert.Equal("34-6-1, one for each element", lines["network"]);
    }
}
