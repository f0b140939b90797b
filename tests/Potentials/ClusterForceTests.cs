using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>A cluster cut about an atom has the force on that atom where it reaches twice the cutoff, and not where it ends before the cutoff.</summary>
public class ClusterForceTests
{
    private const double Tolerance = 1e-10; // eV/Å

    public static TheoryData<string> Folders => ReferencePotentials.Folders();

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_force_on_the_central_atom_is_that_in_the_structure(string name)
    {
        // Clusters of 24 Å and more hold tens of thousands of atoms.
        if (ReferencePotentials.Read(name) is not { Cutoff: < 11 } potential) return;
        // As dense as the folder's densest structure: elsewhere networks may saturate, and forces vanish.
        var folder = ReferenceData.Require(["potentials", .. name.Split('/')]);
        var crystals = Directory.GetFiles(folder, "*.extxyz").SelectMany(f => StructureFile.Read(f)).Where(s => s.Periodicity == Periodicity.Full);
        Check(potential, crystals.Select(s => Math.Cbrt(Math.Abs(s.Cell!.Value.Determinant) / s.Count)).DefaultIfEmpty(2.7).Min());
    }

    [Fact]
    public void Also_of_the_silicon_of_the_examples() => Check(PotentialFile.Read(Repository.Find("examples", "silicon.sw")), 2.7);

    private static void Check(IPotential potential, double spacing)
    {
        var (worst, least) = (0.0, double.MaxValue);
        // Cells of eight atoms, smaller than any cluster, and of 216; triclinic, without symmetry.
        foreach (var edge in new[] { 2, 6 })
        {
            var structure = Glass(potential, spacing, edge);
            var whole = Derivatives.Evaluate(potential, new(structure));
            var atom = structure.Count / 2 + 1;
            Vector3D expected = new(whole.Fx[atom], whole.Fy[atom], whole.Fz[atom]);
            var cluster = Cluster.Cut(structure, atom, 2.001 * potential.Cutoff);
            Assert.Equal(structure.Position(atom), cluster.Position(0));
            Assert.True(edge > 2 || cluster.Count > structure.Count);
            worst = Math.Max(worst, (CentralForce(potential, cluster) - expected).Norm);
            least = Math.Min(least, (CentralForce(potential, Cluster.Cut(structure, atom, 0.7 * potential.Cutoff)) - expected).Norm);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"cutoff {potential.Cutoff:F2} Å: {worst:e2} eV/Å where the cluster suffices, at least {least:e2} eV/Å where it does not");
        Assert.True(worst <= Tolerance, $"the forces differ by {worst:e2} eV/Å");
        Assert.True(least > 1e4 * Tolerance, $"the forces of clusters that are too small differ by only {least:e2} eV/Å");
    }

    private static Vector3D CentralForce(IPotential potential, Structure cluster)
    {
        var result = Derivatives.Evaluate(potential, new(cluster));
        return new(result.Fx[0], result.Fy[0], result.Fz[0]);
    }

    // A cubic grid, sheared and shaken, of all elements of the potential in turn.
    private static Structure Glass(IPotential potential, double spacing, int edge)
    {
        Matrix3D cell = spacing * edge * new Matrix3D(new(1, 0, 0), new(0.1, 1, 0), new(-0.07, 0.12, 1));
        List<double> positions = [];
        List<byte> numbers = [];
        for (var k = 0; k < edge * edge * edge; k++)
        {
            var r = cell.Transform((1.0 / edge) * new Vector3D(k % edge, k / edge % edge, k / edge / edge));
            positions.AddRange([r.X, r.Y, r.Z]);
            numbers.Add((byte)potential.Elements[k % potential.Elements.Count]);
        }

        return Rattle.Apply(new([.. numbers], [.. positions], cell, Periodicity.Full), 0.1, (ulong)edge);
    }
}
