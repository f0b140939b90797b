using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class XsfReaderTests
{
    private const string Vectors = "4 0 0\n0 5 0\n0 0 6\n";

    [Fact]
    public void A_crystal_with_symbols_or_numbers()
    {
        var s = Xsf.Read($"# zinc blende\n CRYSTAL\nPRIMVEC\n{Vectors}CONVVEC\n8 0 0\n0 8 0\n0 0 8\n# atoms\nPRIMCOORD\n 2 1\n16 0 0 0\nZn 1.355 -1.5 2d0\n").Single();
        Assert.Equal([16, 30], s.AtomicNumbers.ToArray());
        Assert.Equal([0, 0, 0, 1.355, -1.5, 2], s.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Empty(s.Columns);
        Assert.Empty(s.Info);
        Assert.Empty(s.Remarks);
        Assert.Equal(new("test.xsf", 0, 2), s.Origin);
    }

    [Theory]
    [InlineData("CRYSTAL\n", 3)]
    [InlineData("SLAB\n", 2)]
    [InlineData("POLYMER\n", 1)]
    [InlineData("MOLECULE\n", 0)]
    [InlineData("", 3)]
    [InlineData("DIM-GROUP\n 3 1\n", 3)]
    [InlineData("DIM-GROUP\n 2 1\n", 2)]
    [InlineData("DIM-GROUP\n 0 1\n", 0)]
    public void Dimensions(string keyword, int axes)
    {
        var s = Xsf.Read($"{keyword}PRIMVEC\n{Vectors}PRIMCOORD\n1 1\nSi 0 0 0\n").Single();
        Assert.Equal(new(axes > 0, axes > 1, axes > 2), s.Periodicity);
    }

    [Fact]
    public void A_molecule_without_a_cell()
    {
        var s = Xsf.Read("ATOMS\nO 0 0 0\n1 0 0 1\n\nH 0 1 0\n").Single();
        Assert.Equal([8, 1, 1], s.AtomicNumbers.ToArray());
        Assert.Null(s.Cell);
        Assert.Equal(Periodicity.None, s.Periodicity);
    }

    [Fact]
    public void Forces_are_Hartree_per_angstrom_unless_the_comment_of_aenet_is_there()
    {
        const string Atoms = "ATOMS\nO 0 0 0 1 -2 0.5\n";
        var xcrysden = Xsf.Read(Atoms).Single();
        Assert.Equal([27.211386245988, -54.422772491976, 13.605693122994], ((RealColumn)xcrysden.FindColumn("forces")!).Values);
        Assert.Contains("Hartree", xcrysden.Remarks.Single(), StringComparison.Ordinal);
        Assert.Null(xcrysden.FindInfo("energy"));

        var aenet = Xsf.Read("# total energy = -15.25 eV\n\n" + Atoms).Single();
        Assert.Equal([1, -2, 0.5], ((RealColumn)aenet.FindColumn("forces")!).Values);
        Assert.Equal([-15.25], ((RealInfo)aenet.FindInfo("energy")!).Values);
        Assert.Empty(aenet.Remarks);
        // An energy in another unit is not aenet's.
        Assert.Null(Xsf.Read("# total energy = -15.25 Ha\n" + Atoms).Single().FindInfo("energy"));
    }

    [Fact]
    public void An_animation_of_a_fixed_cell()
    {
        var frames = Xsf.Read($"ANIMSTEPS 2\nCRYSTAL\nPRIMVEC\n{Vectors}PRIMCOORD 1\n1 1\nSi 0 0 0\nPRIMCOORD 2\n1 1\nSi 1 0 0\n");
        Assert.Equal([0.0, 1.0], frames.Select(f => f.Position(0).X));
        Assert.All(frames, f => Assert.Equal(6, f.Cell!.Value.C.Z));
        Assert.Equal([new("test.xsf", 0, 1), new StructureOrigin("test.xsf", 1, 10)], frames.Select(f => f.Origin));
    }

    [Fact]
    public void An_animation_of_a_variable_cell_and_one_of_a_molecule()
    {
        var frames = Xsf.Read("ANIMSTEPS 2\nSLAB\nPRIMVEC 1\n4 0 0\n0 4 0\n0 0 4\nPRIMCOORD 1\n1 1\nSi 0 0 0\nPRIMVEC 2\n5 0 0\n0 5 0\n0 0 5\nPRIMCOORD 2\n1 1\nSi 1 0 0\n");
        Assert.Equal([4.0, 5.0], frames.Select(f => f.Cell!.Value.A.X));
        frames = Xsf.Read("ANIMSTEPS 2\nATOMS 1\nSi 0 0 0\n# total energy = 5 eV\nATOMS 2\nSi 1 0 0\n");
        Assert.Equal([0.0, 1.0], frames.Select(f => f.Position(0).X));
        Assert.Null(frames[0].FindInfo("energy"));
        Assert.Equal([5], ((RealInfo)frames[1].FindInfo("energy")!).Values);
    }

    [Fact]
    public void Grids_are_read_past()
    {
        const string Grid = "BEGIN_BLOCK_DATAGRID_3D\n a_grid\n BEGIN_DATAGRID_3D_this\n 2 2 2\n0 0 0\n4 0 0\n0 4 0\n0 0 4\n1 2 3 4\n5 6 7 8\n END_DATAGRID_3D\nEND_BLOCK_DATAGRID_3D\n";
        Assert.Single(Xsf.Read($"BEGIN_INFO\n Fermi Energy: 5.1\nEND_INFO\nCRYSTAL\nPRIMVEC\n{Vectors}PRIMCOORD\n1 1\nSi 0 0 0\n{Grid}"));
        Assert.Equal(2, Xsf.Read("ATOMS\nSi 0 0 0\nSi 1 1 1\n" + Grid).Single().Count);
    }

    [Theory]
    [InlineData("PRIMVEC\n4 0 0\n0 4", "within frame 2, which is left out")]
    [InlineData("PRIMCOORD 2\n2 1\nSi 1 0 0\n", "within frame 2, which is left out")]
    [InlineData("", "after 1 of the 3 frames")]
    public void A_last_frame_that_is_cut_off_is_left_out_with_a_remark(string rest, string remark)
    {
        if (rest.StartsWith("PRIMVEC", StringComparison.Ordinal)) rest = "PRIMVEC\n4 0 0\n";
        var s = Xsf.Read($"ANIMSTEPS 3\nCRYSTAL\nPRIMVEC\n{Vectors}PRIMCOORD 1\n2 1\nSi 0 0 0\nSi 1 1 1\n{rest}").Single();
        Assert.Contains(remark, s.Remarks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_molecule_that_is_cut_off_is_left_out_with_a_remark()
    {
        var s = Xsf.Read("ANIMSTEPS 2\nATOMS 1\nSi 0 0 0\nSi 1 1 1\nATOMS 2\nSi 0 0 0\n").Single();
        Assert.Contains("within frame 2", s.Remarks.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# c\n\nCRYSTAL\nPRIMVEC\n", true)]
    [InlineData("ANIMSTEPS 5\nATOMS 1\n", true)]
    [InlineData("ATOMS\n14 0 0 0\n", true)]
    [InlineData("PRIMVEC\n1 0 0\n", true)]
    [InlineData("DIM-GROUP\n3 1\n", true)]
    [InlineData("CRYSTAL\n0 0 0\n", false)]
    [InlineData("CRYSTAL structure of silicon\nPRIMVEC\n", false)]
    [InlineData("ATOMS\n\n1 1 0.5 0.5 0.5\nSi\n", false)]
    [InlineData("Atoms of silicon\n1.0\n4 0 0\n", false)]
    [InlineData("1\n\nSi 0 0 0\n", false)]
    [InlineData("# comment\n", false)]
    [InlineData("", false)]
    public void Files_are_recognised_by_their_first_lines(string head, bool expected) => Assert.Equal(expected, new XsfFormat().MatchesContent(Encoding.UTF8.GetBytes(head)));
}
