using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class Cp2kInputTests
{
    private const string Cell = "&CELL\nABC 4 5 6\n&END\n";

    [Fact]
    public void Vectors_and_coordinates_in_any_unit()
    {
        var s = Read("""
            ! a comment
            @SET NAME test
            @SET LENGTH 8.0
            &GLOBAL
              PROJECT ${NAME} # another
            &END GLOBAL
            &FORCE_EVAL
              &SUBSYS
                &CELL
                  A [bohr] ${LENGTH} 0 0
                  B 0.0 5 \
                    0.5
                  C [nm] 0 0 0.6
                  PERIODIC XZ
                  &CELL_REF
                    ABC 1 1 1
                  &END CELL_REF
                &END CELL
                &coord
                  UNIT bohr
                  Si1 0 0 0
                  H_w 1 2 3 WATER
                  X9 1 1 1
                &END
                &KIND X9
                  ELEMENT Li
                &END
                &KIND si1
                  BASIS_SET DZVP
                &END
              &END SUBSYS
            &END FORCE_EVAL
            """);
        Assert.Equal([14, 1, 3], s.AtomicNumbers.ToArray());
        Assert.Equal(new Matrix3D(new(8 * Unit.Bohr, 0, 0), new(0, 5, 0.5), new(0, 0, 6)), s.Cell);
        Assert.Equal(new Periodicity(true, false, true), s.Periodicity);
        Assert.Equal(new Vector3D(Unit.Bohr, 2 * Unit.Bohr, 3 * Unit.Bohr), s.Position(1));
    }

    [Fact]
    public void Lengths_and_angles_fractions_and_velocities()
    {
        var s = Read("&FORCE_EVAL\n&SUBSYS\n&CELL\nABC [angstrom] 4 5 6\nALPHA_BETA_GAMMA 90 90 120\n&END\n&COORD\nSCALED\nLi 0.5 0.5 0.5\n&END\n&VELOCITY\n1 2 3\n&END\n&END\n&END\n");
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(-2.5, 5 * Math.Sqrt(0.75), 0), new(0, 0, 6)), s.Cell);
        Assert.True((s.Position(0) - new Vector3D(0.75, 1.25 * Math.Sqrt(3), 3)).Norm < 1e-15);
        // One Bohr per atomic unit of time is 21.8769 Å/fs.
        Assert.Equal([21.8769126364, 43.7538252728, 65.6307379092], ((RealColumn)s.FindColumn("velocities")!).Values.Select(v => Math.Round(v, 10)), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Repeated_cells_repeat_their_atoms()
    {
        var s = Read("&FORCE_EVAL\n&SUBSYS\n&CELL\nABC 4 5 6\nMULTIPLE_UNIT_CELL 2 1 3\n&END\n&TOPOLOGY\nMULTIPLE_UNIT_CELL 2 1 3\n&END\n&COORD\nLi 1 1 1\nSi 2 2 2\n&END\n&END\n&END\n");
        Assert.Equal(12, s.Count);
        Assert.Equal(new Matrix3D(new(8, 0, 0), new(0, 5, 0), new(0, 0, 18)), s.Cell);
        Assert.Equal([new(1, 1, 1), new(5, 1, 1), new(1, 1, 7), new(5, 1, 7), new(1, 1, 13), new(5, 1, 13)], Enumerable.Range(0, 6).Select(i => s.Position(2 * i)));
    }

    [Theory]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n", 2, "the file ends within the section 'SUBSYS'")]
    [InlineData("&END\n", 1, "ends that did not begin")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nA 1 2\n", 4, "expected three numbers")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nA [foot] 1 2 3\n", 4, "no unit that is known")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nPERIODIC ABC\n", 4, "does not say along which axes")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nCELL_FILE_NAME a.cif\n", 4, "the cell is in another file")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&COORD\nLi 0 nan 0\n", 4, "expected three numbers")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&COORD\nUNIT foot\n", 4, "none that is known")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&COORD\nLi ${X} 0 0\n", 4, "the variable 'X' has no value")]
    [InlineData("@IF ${X}\n@ENDIF\n", 1, "the variable 'X' has no value")]
    [InlineData("@IF 1\n@ENDIF\n", 1, "'@IF' of CP2K's preprocessor is not followed")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n" + Cell + "&TOPOLOGY\nCOORD_FILE_NAME a.xyz\n&END\n&END\n&END\n", 10, "the atoms are in another file")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n" + Cell + "@INCLUDE 'a.inc'\n&END\n&END\n", 8, "holds no atoms; it may be in 'a.inc'")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&COORD\nLi 0 0 0\n&END\n&END\n&END\n", 7, "does not give the cell")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n" + Cell + "&COORD\nQq 0 0 0\n&END\n&END\n&END\n", 10, "the kind 'Qq' does not begin with the symbol")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n" + Cell + "&COORD\nLi 0 0 0\n&END\n&VELOCITY\n1 1 1\n1 1 1\n&END\n&END\n&END\n", 14, "does not hold one velocity for each atom")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nABC 1 1 0\n&END\n&COORD\nLi 0 0 0\n&END\n&END\n&END\n", 10, "the cell is singular")]
    [InlineData("&FORCE_EVAL\n&SUBSYS\n&CELL\nABC 4 4 4\nMULTIPLE_UNIT_CELL 2 2 2\n&END\n&COORD\nLi 0 0 0\n&END\n&END\n&END\n", 11, "do not repeat the cell equally often")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("a.inp", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var atoms = random.Next(1, 9);
            double[] Reals() => [.. Enumerable.Range(0, 3 * atoms).Select(_ => 20 * random.NextDouble() - 5)];
            var original = new Structure(
                [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 119))], Reals(), new(new(4, 1, 0), new(0, -5, 1), new(2, 0, 6)),
                new(random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0), [new RealColumn("velocities", 3, Reals())]);
            using var stream = new MemoryStream();
            new Cp2kInputFormat().Write(stream, "a.inp", [original], TestContext.Current.CancellationToken);
            var again = Read(Encoding.UTF8.GetString(stream.ToArray()));
            StructureAssert.Same(original.With([], original.Info), again.With([], again.Info));
            foreach (var (v, w) in ((RealColumn)original.Columns[0]).Values.Zip(((RealColumn)again.Columns[0]).Values)) Assert.Equal(v, w, 1e-14);
        }

        Assert.Throws<InputException>(() => new Cp2kInputFormat().Write(new MemoryStream(), "a.inp", [new Structure([3], [0, 0, 0])], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Inputs_of_runs_agree_with_their_outputs()
    {
        foreach (var (input, output, atoms, formula) in new[] { ("cp2k/k2b.inp", "cp2k/k2b.out", 16, 8 * 3 + 8 * 14), ("cp2k/li2k.inp", "cp2k/li2k.out", 2, 6), ("xas_tdp_Li3PS4/li3ps4_tdp.inp", "xas_tdp_Li3PS4/li3ps4_tdp.out", 8, 3 * 3 + 15 + 4 * 16) })
        {
            var s = StructureFile.Read(ReferenceData.Require("..", "engines", input), cancellationToken: TestContext.Current.CancellationToken).Single();
            var t = StructureFile.Read(ReferenceData.Require("..", "engines", output), cancellationToken: TestContext.Current.CancellationToken).Single();
            Assert.Equal((atoms, formula), (s.Count, s.AtomicNumbers.ToArray().Sum(z => z)));
            Assert.Equal(s.AtomicNumbers.ToArray(), t.AtomicNumbers.ToArray());
            Assert.Equal(s.Periodicity, t.Periodicity);
            // The output prints coordinates and the lengths of the cell with six digits after the point, its orientation with three.
            Assert.Equal(s.Cell!.Value.Determinant, t.Cell!.Value.Determinant, 1e-4);
            for (var i = 0; i < s.Count; i++) Assert.True((s.Position(i) - t.Position(i)).Norm < 1e-6);
            for (var row = 0; row < 3; row++) Assert.True((s.Cell.Value[row] - t.Cell.Value[row]).Norm < 1e-3);
        }

        Assert.Equal(8, StructureFile.Read(ReferenceData.Require("..", "engines", "ipi", "cp.inp"), cancellationToken: TestContext.Current.CancellationToken).Single().Count);
    }

    [Fact]
    public void Inputs_survive_damage() => Mutations.Survive(
        [.. new[]
        {
            "@SET L 4.0\n&FORCE_EVAL\n&SUBSYS\n&CELL\nA [bohr] ${L} 0 0\nB 0 5 0.5\nC 0 \\\n 0 6\nPERIODIC XY\n&END CELL\n&COORD\nUNIT bohr\nLi1 0 0 0\nSi 1 2 3 MOL\n&END COORD\n&VELOCITY\n0 0 1\n1 0 0\n&END\n&KIND Li1\nELEMENT Li\n&END\n&END SUBSYS\n&END FORCE_EVAL\n",
            "&GLOBAL\n&END\n&FORCE_EVAL\n&SUBSYS\n&CELL\nABC 4 5 6\nALPHA_BETA_GAMMA 80 90 100\nMULTIPLE_UNIT_CELL 1 2 1\n&END\n&TOPOLOGY\nMULTIPLE_UNIT_CELL 1 2 1\n&END\n&COORD\nSCALED\nLi 0 0 0\n&END\n&END\n&END\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => [Cp2kInputReader.Read(stream, "a.inp")], seed: 14, "&END\n", "&COORD\n", "&CELL\n", "@SET ", "@INCLUDE ", "${L}", "${", "[bohr]", "SCALED\n", "\\\n", "ABC ");

    private static Structure Read(string text) => Cp2kInputReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.inp");
}
