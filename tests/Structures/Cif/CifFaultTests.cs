using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class CifFaultTests
{
    private const string Cell = "data_x\n_cell_length_a 4\n_cell_length_b 5\n_cell_length_c 6\n";
    private const string Sites = "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n";

    [Theory]
    [InlineData("hello\n", 1, "does not begin with a data block")]
    [InlineData("data_x\n_a\n_b 5\n", 3, "'_a' has no value")]
    [InlineData("data_x\n_a 1 2\n", 2, "'2' belongs to no tag")]
    [InlineData("data_x\nloop_\n1\n", 3, "not followed by tags")]
    [InlineData("data_x\nloop_\n_a\n_b\n1 2 3\n_c 1\n", 6, "the loop of line 2 has 2 columns, but 3 values")]
    [InlineData("data_x\n_a 'open\n", 2, "is not closed on its line")]
    [InlineData("data_x\n_a\n;open\n", 3, "begins with ; is not closed")]
    [InlineData("data_x\nglobal_\n", 2, "'global_' is no part of CIF")]
    [InlineData("data_x\n_cell_length_a 5\n_cell.length_a 5\n", 3, "occurs twice")]
    [InlineData("data_x\n" + Sites + "Si 0 0 0\n", 1, "fractional coordinates but no cell")]
    [InlineData("data_x\n_cell_length_a 4\n" + Sites + "Si 0 0 0\n", 1, "no _cell_length_b")]
    [InlineData("data_x\n_cell_length_a -4\n" + Sites + "Si 0 0 0\n", 2, "_cell_length_a is '-4'")]
    [InlineData(Cell + "_cell_angle_alpha 180\n" + Sites + "Si 0 0 0\n", 5, "_cell_angle_alpha is '180'")]
    [InlineData(Cell + "_cell_angle_alpha 30\n_cell_angle_beta 30\n_cell_angle_gamma 120\n" + Sites + "Si 0 0 0\n", 2, "no cell has these lengths and angles")]
    [InlineData(Cell + Sites + "Si 0 ? 0\n", 10, "a coordinate of site 'Si' is not known")]
    [InlineData(Cell + Sites + "Si ? ? ?\n", 10, "is not known")]
    [InlineData(Cell + Sites + "Si 0 abc 0\n", 10, "'abc', a coordinate of site 'Si', is no finite number")]
    [InlineData(Cell + Sites + "Si 0 1e999 0\n", 10, "is no finite number")]
    [InlineData(Cell + Sites + "Wat 0 0 0\n", 10, null)]
    [InlineData(Cell + Sites + "Qq1 0 0 0\n", 10, "'Qq1' of site 'Qq1' does not begin with the symbol")]
    [InlineData(Cell + "loop_\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nWat 0 0 0\n", 10, "'Wat' of site 'Wat' does not begin")]
    [InlineData(Cell + "loop_\n_atom_site_label\n_atom_site_fract_x\nSi 0\n", 8, "not as many _atom_site_fract_y")]
    [InlineData(Cell + "_symmetry_equiv_pos_as_xyz x,y\n" + Sites + "Si 0 0 0\n", 5, "'x,y' is no symmetry operation")]
    [InlineData(Cell + "_space_group_name_H-M_alt 'P 7'\n" + Sites + "Si 0 0 0\n", 5, "the space group 'P 7' is not known")]
    [InlineData(Cell + "_space_group_IT_number 231\n" + Sites + "Si 0 0 0\n", 5, "no number of a space group")]
    [InlineData(Cell + "_space_group_IT_number 225\n" + Sites + "Si 0 0 0\n", 5, "the cell does not fit the space group F m -3 m")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string? what)
    {
        if (what is null)
        {
            // W, tungsten, with a label of three letters.
            Assert.Equal(74, Cif.Read(text).AtomicNumbers[0]);
            return;
        }

        var fault = Assert.Throws<InputException>(() => Cif.ReadAll(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("test.cif", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void Damage_is_survived() => Mutations.Survive(
        [.. new[]
        {
            "#\\#CIF_1.1\n" + Cif.Block("5.43(1) 5.43 5.43 90 90 90", "_space_group_name_H-M_alt 'F d -3 m :1'\n_x\n;text\n;", "Si1 Si4+ 0 0 0", "O1 O 0.25(1) .25 0"),
            Cif.Block("4 5 6 80 95 100.5", "_symmetry_Int_Tables_number 2\nloop_\n_symmetry_equiv_pos_site_id\n_symmetry_equiv_pos_as_xyz\n1 'x, y, z'\n2 '-x, -y, -z+1/2'", "Li1 Li .1 .2 .3", "D1 D 0 0 0") + Cif.Block("4 4 6 90 90 120", "_space_group.name_Hall '-P 6c 2c'", "Mg Mg 0.3333 0.6667 .25"),
            "#\\#CIF_2.0\ndata_m\n_a '''x\ny''' _b [1 2]\nloop_\n_atom_site_label\n_atom_site_Cartn_x\n_atom_site_Cartn_y\n_atom_site_Cartn_z\n_atom_site_occupancy\nO1 0 0 0 .5\nH1 0 0 1 .5\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => CifReader.Read(stream, "test.cif"), seed: 50_000, "data_", "loop_", "_cell_length_a ", "\n;", "?", " . ", "x,y,z", "1/0", "'R -3 m'", "(5)", "_atom_site_fract_x\n", "1e300");
}
