namespace Lithoscope.Structures.Tests;

/// <summary>Crystals with known answers, in several settings.</summary>
public class CifCrystalTests
{
    private const string Silicon = "5.431 5.431 5.431 90 90 90";

    [Theory]
    [InlineData("_space_group_name_H-M_alt 'F d -3 m :1'", "0 0 0", false)]
    [InlineData("_space_group_name_H-M_alt 'F d -3 m :2'", "0.125 0.125 0.125", false)]
    [InlineData("_symmetry_space_group_name_H-M 'F d -3 m S'", "0 0 0", false)]
    [InlineData("_symmetry_space_group_name_H-M 'F d -3 m'", "0.125 0.125 0.125", true)]
    [InlineData("_symmetry_Int_Tables_number 227", "0.125 0.125 0.125", true)]
    [InlineData("_space_group_name_Hall 'F 4d 2 3 -1d'", "0 0 0", false)]
    [InlineData("_space_group.name_Hall '-F 4vw 2vw 3'", ".125 .125 .125", false)]
    public void Silicon_has_eight_atoms_each_with_four_neighbours(string symmetry, string position, bool remarked)
    {
        var s = Cif.Read(Cif.Block(Silicon, symmetry, "Si1 Si " + position));
        Assert.Equal(8, s.Count);
        // a √3 / 4.
        for (var i = 0; i < 8; i++) Assert.Equal(4, Bonds(s, i, 14, 5.431 * Math.Sqrt(3) / 4));
        Assert.Equal(remarked, s.Remarks.Count == 1);
    }

    [Fact]
    public void Rutile()
    {
        // TiO2 at 15 K, P4_2/mnm: Burdett et al. 1987, doi:10.1021/ja00246a021, whose distances are 1.946 (four) and 1.976 Å (two).
        var s = Cif.Read(Cif.Block("4.587 4.587 2.954 90 90 90", "_space_group_name_H-M_alt 'P 42/m n m'", "Ti Ti4+ 0 0 0", "O O2- 0.3047 0.3047 0"));
        Assert.Equal((2, 4), (s.AtomicNumbers.ToArray().Count(z => z == 22), s.AtomicNumbers.ToArray().Count(z => z == 8)));
        for (var i = 0; i < 2; i++) Assert.Equal((1.946, 4), (Math.Round(Cif.Nearest(s, i, 8).Distance, 3), Cif.Nearest(s, i, 8).Neighbours));
    }

    [Fact]
    public void Perovskite_and_rock_salt()
    {
        var s = Cif.Read(Cif.Block("3.905 3.905 3.905 90 90 90", "_space_group_IT_number 221", "Sr Sr 0 0 0", "Ti Ti .5 .5 .5", "O O .5 .5 0"));
        Assert.Equal((5, 12), (s.Count, Cif.Nearest(s, 0, 8).Neighbours));
        Assert.Equal(3.905 / 2, Cif.Nearest(s, 1, 8).Distance, 1e-12);
        s = Cif.Read(Cif.Block("5.64 5.64 5.64 90 90 90", "_symmetry_space_group_name_H-M Fm-3m", "Na Na+ 0 0 0", "Cl Cl- .5 .5 .5"));
        Assert.Equal((8, 6), (s.Count, Cif.Nearest(s, 0, 17).Neighbours));
    }

    [Theory]
    [InlineData("2.816 2.816 14.054 90 90 120", "'R -3 m :H'", 12)]
    [InlineData("2.816 2.816 14.054 90 90 120", "'R -3 m'", 12)]
    [InlineData("4.957 4.957 4.957 32.99 32.99 32.99", "'R -3 m :R'", 4)]
    [InlineData("4.957 4.957 4.957 32.99 32.99 32.99", "'R -3 m'", 4)]
    public void Lithium_cobalt_oxide_on_hexagonal_and_on_rhombohedral_axes(string cell, string symbol, int atoms)
    {
        // Orman and Wiseman 1984, doi:10.1107/S0108270184002833: a = 2.816, c = 14.054 Å, z(O) = 0.260.
        var oxygen = atoms == 12 ? "O1 O 0 0 0.26" : "O1 O 0.26 0.26 0.26";
        var s = Cif.Read(Cif.Block(cell, "_space_group_name_H-M_alt " + symbol, atoms == 12 ? "Li1 Li 0 0 0.5" : "Li1 Li .5 .5 .5", "Co1 Co 0 0 0", oxygen));
        Assert.Equal(atoms, s.Count);
        var cobalt = Array.IndexOf(s.AtomicNumbers.ToArray(), (byte)27);
        var (distance, neighbours) = Cif.Nearest(s, cobalt, 8);
        Assert.Equal((1.92, 6), (Math.Round(distance, 2), neighbours));
        Assert.Equal(symbol.Contains(':', StringComparison.Ordinal) ? 0 : 1, s.Remarks.Count);
    }

    [Fact]
    public void One_crystal_in_three_monoclinic_settings()
    {
        // b unique, the same with the axes turned round (a b c → c a b), and P 2_1/n by a new choice of cell: distances are the same.
        var b1 = Cif.Read(Cif.Block("5 6 7 90 105 90", "_space_group_name_H-M_alt 'P 1 21/c 1'", "Si Si .1 .2 .3", "O O .4 .1 .7"));
        var c = Cif.Read(Cif.Block("7 5 6 90 90 105", "_space_group_name_H-M_alt 'P 1 1 21/a'", "Si Si .3 .1 .2", "O O .7 .4 .1"));
        // a' = a, c' = -a - c: x' = x - z, z' = -z.
        var (a2, c2, angle) = Diagonal(5, 7, 105);
        var n = Cif.Read(Cif.Block(FormattableString.Invariant($"{a2} 6 {c2} 90 {angle} 90"), "_symmetry_space_group_name_H-M 'P21/n'", "Si Si -.2 .2 -.3", "O O -.3 .1 -.7"));
        Assert.All(new[] { b1, c, n }, s => Assert.Equal((8, 0), (s.Count, s.Remarks.Count)));
        Assert.Equal(Distances(b1), Distances(c), Close);
        Assert.Equal(Distances(b1), Distances(n), Close);
        static (double A, double C, double Beta) Diagonal(double a, double c, double beta)
        {
            var cos = Math.Cos(beta * Math.PI / 180);
            var length = Math.Sqrt(a * a + c * c + 2 * a * c * cos);
            return (a, length, Math.Acos((-a - c * cos) / length) * 180 / Math.PI);
        }
    }

    [Theory]
    [InlineData("0.3333 0.6667 0.25")]
    [InlineData("0.33333 0.66667 .25")]
    [InlineData("0.333 0.667 0.25")]
    [InlineData("0.333(1) 0.667(1) 0.25")]
    public void Rounded_coordinates_are_on_their_special_position(string position)
    {
        // Magnesium, P6_3/mmc: 2c (1/3 2/3 1/4).
        var s = Cif.Read(Cif.Block("3.209 3.209 5.211 90 90 120", "_space_group_IT_number 194", "Mg Mg " + position));
        Assert.Equal(2, s.Count);
        var f = s.Cell!.Value.Inverse().Transform(s.Position(0));
        Assert.Equal(1.0 / 3, f.X, 1e-14);
        Assert.Equal(2.0 / 3, f.Y, 1e-14);
    }

    [Fact]
    public void Sites_near_a_symmetry_element_but_not_on_it_stay_split()
    {
        var s = Cif.Read(Cif.Block("5 5 5 90 90 90", "_space_group_IT_number 2", "O1 O 0.02 0 0", "O2 O 0.5 0.504 0.5"));
        // 0.2 Å apart, and 0.04 Å apart: one atom.
        Assert.Equal(3, s.Count);
        Assert.Equal(2.5, s.Position(2).Y, 1e-14);
    }

    [Fact]
    public void Angles_of_cells()
    {
        var s = Cif.Read(Cif.Block("4.1(2) 5 6 80.5 95 101.25(3)", "", "Si Si 0 0 0"));
        var (lengths, angles) = CifCell.Parameters(s.Cell!.Value);
        Assert.Equal([4.1, 5, 6, 80.5, 95, 101.25], lengths.Concat(angles), Close);
        Assert.Equal((0, 0, 0), (s.Cell.Value.A.Y, s.Cell.Value.A.Z, s.Cell.Value.B.Z));
        Assert.True(s.Cell.Value.Determinant > 0);
    }

    private static int Bonds(Structure s, int atom, byte species, double length)
    {
        var (distance, neighbours) = Cif.Nearest(s, atom, species);
        Assert.Equal(length, distance, 1e-12);
        return neighbours;
    }

    private static double[] Distances(Structure s) =>
        [.. Enumerable.Range(0, s.Count).SelectMany(i => new[] { Cif.Nearest(s, i, 14).Distance, Cif.Nearest(s, i, 8).Distance }).Order()];

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-10;
}
