using System.Text;

namespace Lithoscope.Structures.Tests;

public class CifReaderTests
{
    private const string Cubic = "4 5 6 90 90 90";

    [Fact]
    public void The_syntax_of_CIF()
    {
        const string Text = """
            #\#CIF_1.1
            # a comment
            DATA_quartz # another
            _publ_author_name 'O'Hara, a dog's life' _journal_year 1999
            _publ_section_comment
            ;first line
            data_in_a_text loop_ 'and quotes"
            ;
            _Cell_Length_A 4.0(1)   _cell_length_b 5
            _CELL_LENGTH_C
            ;6
            ;
            LOOP_ _journal_issue _journal_page
              1 "two # three"   ? .
            loop_
            _atom_site_aniso_label
            _atom_site_aniso_u_11
            Si1 0.01
            loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y
              _atom_site_fract_z _atom_site_occupancy _atom_site_calc_flag
            Si1 0.25(2) .5 -1.5e-1 . ? # a site
            'O 1' 0 0 0 ?
              d
            Cg1 0 0 0 1 dum
            _chemical_formula_sum 'Si O'
            """;
        var s = Cif.Read(Text);
        Assert.Equal([14, 8], s.AtomicNumbers.ToArray());
        Assert.Equal([1, 2.5, -0.9, 0, 0, 0], s.Positions.ToArray().Select(x => Math.Round(x, 14)));
        Assert.Equal(["Si1", "O 1"], ((TextColumn)s.FindColumn("label")!).Values);
        Assert.Null(s.FindColumn("occupancy"));
        Assert.Equal("quartz", ((TextInfo)s.FindInfo("name")!).Values[0]);
        Assert.Equal("Si O", ((TextInfo)s.FindInfo("formula")!).Values[0]);
        Assert.Equal(new("test.cif", 0, 3), s.Origin);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Contains("nothing of symmetry", s.Remarks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Triple_quotes_and_brackets_of_CIF2_are_read_past()
    {
        var s = Cif.Read("#\\#CIF_2.0\n" + Cif.Block(Cubic, "_a '''one 'quoted'\ndata_x'''\n_b [1 [2 3]\n'4'] _c {'k': 5}\n_space_group_IT_number 1", "Si Si 0 0 0"));
        Assert.Equal(1, s.Count);
    }

    [Fact]
    public void Blocks_become_frames_and_those_without_atoms_none()
    {
        var block = Cif.Block(Cubic, "_space_group_IT_number 1", "Si Si 0 0 0");
        var frames = Cif.ReadAll("data_global\n_journal_year 2001\nsave_x\nloop_ _atom_site_fract_x 1 2\nsave_\n" + block + block.Replace("data_test", "data_second", StringComparison.Ordinal) + "data_end\n");
        Assert.Equal(["test", "second"], frames.Select(f => ((TextInfo)f.FindInfo("name")!).Values[0]));
        Assert.Equal([0, 1], frames.Select(f => f.Origin.Frame));
    }

    [Theory]
    [InlineData("_symmetry_equiv_pos_as_xyz")]
    [InlineData("_space_group_symop_operation_xyz")]
    [InlineData("_space_group_symop.operation_xyz")]
    [InlineData("_Symmetry_Equiv.Pos_as_XYZ")]
    public void Operations_of_the_file_come_first(string tag)
    {
        var s = Cif.Read(Cif.Block(Cubic, $"_space_group_IT_number 225\n_symmetry_space_group_name_H-M 'F m -3 m'\nloop_\n{tag}\n'x, y, z'\n-x,-y,1/2+z", "Si Si .1 .2 .3"));
        Assert.Equal(2, s.Count);
        Assert.Equal([3.6, 4, 4.8], s.Positions[3..].ToArray().Select(x => Math.Round(x, 12)));
        Assert.Equal("F m -3 m", ((TextInfo)s.FindInfo("space_group")!).Values[0]);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void Operations_that_do_not_fit_the_cell_are_remarked()
    {
        var s = Cif.Read(Cif.Block(Cubic, "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\ny,x,z", "Si Si .1 .2 .3"));
        Assert.Contains("do not fit the cell", s.Remarks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Partly_occupied_and_shared_sites_are_kept_and_remarked()
    {
        var text = Cif.Block(Cubic, "_space_group_IT_number 2", "Fe1 Fe3+ 0 0 0 .75(1)", "Li1 Li 0 0 0 .25", "O1 O .1 .2 .3 1").Replace("_atom_site_fract_z", "_atom_site_fract_z\n_atom_site_occupancy", StringComparison.Ordinal);
        var s = Cif.Read(text);
        Assert.Equal([26, 3, 8, 8], s.AtomicNumbers.ToArray());
        Assert.Equal([0.75, 0.25, 1, 1], ((RealColumn)s.FindColumn("occupancy")!).Values);
        Assert.Equal(["Fe1", "Li1", "O1", "O1"], ((TextColumn)s.FindColumn("label")!).Values);
        Assert.Contains(s.Remarks, r => r.EndsWith("column occupancy: Fe1, Li1.", StringComparison.Ordinal));
        Assert.Contains(s.Remarks, r => r.Contains("Li1 with Fe1", StringComparison.Ordinal));
    }

    [Fact]
    public void Sites_that_repeat_others_are_left_out()
    {
        var s = Cif.Read(Cif.Block(Cubic, "_space_group_IT_number 2", "O1 O .1 .2 .3", "O2 O .9 .8 .7", "Si Si .1 -.8 .3"));
        Assert.Equal([8, 8, 14], s.AtomicNumbers.ToArray()[..3]);
        Assert.Equal(4, s.Count);
        Assert.Contains(s.Remarks, r => r.EndsWith("are left out: O2.", StringComparison.Ordinal));
        Assert.Contains(s.Remarks, r => r.Contains("Si with O1", StringComparison.Ordinal));
    }

    [Fact]
    public void Cartesian_coordinates_with_and_without_a_cell()
    {
        const string Sites = "loop_\n_atom_site.id\n_atom_site.type_symbol\n_atom_site.Cartn_x\n_atom_site.Cartn_y\n_atom_site.Cartn_z\n1 O 1 2 3\n2 H 1 2 4\n";
        var molecule = Cif.Read("data_m\n" + Sites);
        Assert.Null(molecule.Cell);
        Assert.Equal([1, 2, 3, 1, 2, 4], molecule.Positions.ToArray());
        var crystal = Cif.Read("data_c\n_cell.length_a 10\n_cell.length_b 10\n_cell.length_c 10\n_cell.angle_alpha 90\n_cell.angle_beta 100\n_cell.angle_gamma 90\n_symmetry.space_group_name_H-M 'P 1 21 1'\n" + Sites);
        Assert.Equal(4, crystal.Count);
        Assert.Equal([1, 2, 3], crystal.Positions[..3].ToArray().Select(x => Math.Round(x, 12)));
    }

    [Theory]
    [InlineData("Fe3+", 26)]
    [InlineData("O2-", 8)]
    [InlineData("Si1", 14)]
    [InlineData("D", 1)]
    [InlineData("cu", 29)]
    [InlineData("X", 0)]
    public void Type_symbols(string symbol, int z)
    {
        Assert.True(CifSpecies.TryParseType(symbol, out var found));
        Assert.Equal(z, found);
    }

    [Theory]
    [InlineData("Si1", "", 14)]
    [InlineData("LI(1)", "", 3)]
    [InlineData("OW2", "", 8)]
    [InlineData("O1A", "", 8)]
    [InlineData("CA1", "", 20)]
    [InlineData("CA1", "C6 H6", 6)]
    [InlineData("CL1", "C6 Cl1", 17)]
    [InlineData("HOa", "", 1)]
    [InlineData("Ow", "", 8)]
    [InlineData("D12", "", 1)]
    [InlineData("Nb1", "N2 O3", 7)]
    public void Labels(string label, string formula, int z)
    {
        Assert.True(CifSpecies.TryParseLabel(label, CifSpecies.Formula(formula), out var found));
        Assert.Equal(z, found);
    }

    [Theory]
    [InlineData("data_x\n_cell_length_a 5\n", true)]
    [InlineData("# c\n\nDATA_x # c\n# d\nloop_\n", true)]
    [InlineData("data_\ndata_y\n", true)]
    [InlineData("data_x _cell_length_a 5\n", true)]
    [InlineData("data_x\n1.0\n4 0 0\n", false)]
    [InlineData("_cell_length_a 5\n", false)]
    [InlineData("2\ndata_x\n", false)]
    [InlineData("", false)]
    public void Files_are_recognised_by_their_first_block(string head, bool expected) => Assert.Equal(expected, new CifFormat().MatchesContent(Encoding.UTF8.GetBytes(head)));
}
