using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Dumps that LAMMPS writes, read here, by LAMMPS itself and by ASE.</summary>
public class LammpsDumpEngineTests
{
    private static readonly Matrix3D Tilted = new(new(6, 0, 0), new(-1.25, 7, 0), new(2, 0.5, 6));

    [Fact]
    public void All_kinds_of_coordinates_agree_and_velocities_and_forces_with_ASE()
    {
        SlowTests.Require();
        using var folder = new TemporaryFolder();
        var original = LammpsDataEngineTests.Crystal(Tilted, charged: true);
        StructureFile.Write(folder["a.data"], [original.With("origin", new RealInfo([1, -2, 3]))], cancellationToken: TestContext.Current.CancellationToken);
        const string Columns = "id type element mass ix iy iz vx vy vz fx fy fz";
        LammpsProgram.Run(folder, $"""
            units metal
            atom_style charge
            read_data a.data
            pair_style lj/cut 3.0
            pair_coeff * * 0.01 2.0
            dump 1 all custom 5 x.dump {Columns} x y z
            dump 2 all custom 5 xs.dump {Columns} q xs ys zs
            dump 3 all custom 5 xu.dump {Columns} xu yu zu
            dump 4 all custom 5 xsu.dump {Columns} xsu ysu zsu
            dump 5 all atom 5 atom.dump.gz
            dump_modify 1 element Li O Si S format float %.15g units yes time yes
            dump_modify 2 element Li O Si S format float %.15g
            dump_modify 3 element Li O Si S format float %.15g sort -1
            dump_modify 4 element Li O Si S format float %.15g
            fix 1 all nve
            timestep 0.001
            run 20
            """);
        List<Structure> Frames(string name) => [.. StructureFile.Read(folder[name], hints: name.StartsWith("atom", StringComparison.Ordinal) ? new(Species: ["Li", "O", "Si", "S"]) : null, cancellationToken: TestContext.Current.CancellationToken)];
        var x = Frames("x.dump");
        Assert.Equal([0L, 5, 10, 15, 20], x.Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
        Assert.Equal([0, 5, 10, 15, 20], x.Select(f => Math.Round(((RealInfo)f.FindInfo("time")!).Values[0], 9)));
        Assert.All(x, f => Assert.Empty(f.Remarks));
        Assert.Equal(original.AtomicNumbers.ToArray(), x[0].AtomicNumbers.ToArray());
        Assert.Equal([1, -2, 3], ((RealInfo)x[0].FindInfo("origin")!).Values.Select(v => Math.Round(v, 12)));
        LammpsDataEngineTests.SameCrystal(original, x[0]);
        foreach (var name in new[] { "xs.dump", "xu.dump", "xsu.dump", "atom.dump.gz" })
        {
            // dump atom writes six digits; the others differ by lattice vectors at most.
            var tolerance = name == "atom.dump.gz" ? 1e-4 : 1e-11;
            foreach (var (a, b) in x.Zip(Frames(name)))
            {
                Assert.Equal(a.AtomicNumbers.ToArray(), b.AtomicNumbers.ToArray());
                var inverse = b.Cell!.Value.Inverse();
                for (var i = 0; i < a.Count; i++)
                {
                    var shift = inverse.Transform(a.Position(i) - b.Position(i));
                    Assert.True((shift - new Vector3D(Math.Round(shift.X), Math.Round(shift.Y), Math.Round(shift.Z))).Norm <= tolerance);
                }

                if (name != "atom.dump.gz") Assert.Equal(((RealColumn)a.FindColumn("forces")!).Values, ((RealColumn)b.FindColumn("forces")!).Values);
            }
        }

        Assert.All(Frames("xs.dump"), f => Assert.Equal([0.5, -0.5, 1, -1, 0.25, -0.25], ((RealColumn)f.FindColumn("charge")!).Values));
        // ASE 3.22 cannot read a column q.
        CompareWithAse(folder["x.dump"], x);
    }

    [Fact]
    public void Lammps_reads_what_is_written()
    {
        SlowTests.Require();
        using var folder = new TemporaryFolder();
        var original = LammpsDataEngineTests.Crystal(new(new(6, 1, -0.5), new(0.75, 6.5, 0.25), new(0.5, -0.125, 7)), charged: true);
        StructureFile.Write(folder["a.dump"], [original], cancellationToken: TestContext.Current.CancellationToken);
        LammpsProgram.Run(folder, """
            units metal
            atom_style charge
            region b prism 0 1 0 1 0 1 0 0 0
            create_box 4 b
            read_dump a.dump 0 x y z vx vy vz q box yes add yes
            mass 1 6.94
            mass 2 15.999
            mass 3 28.085
            mass 4 32.06
            pair_style zero 3.0
            pair_coeff * *
            write_data b.data
            """);
        LammpsDataEngineTests.SameCrystal(original, StructureFile.Read(folder["b.data"], cancellationToken: TestContext.Current.CancellationToken).Single());
    }

    private static void CompareWithAse(string path, List<Structure> ours)
    {
        const string Script = """
            import ase.units
            from ase.io import read
            for a in read(sys.stdin.read().strip(), format="lammps-dump-text", index=":"):
                v = a.get_velocities() * ase.units.fs
                print(*a.cell.array.ravel(), *(a.positions.ravel()), *v.ravel(), *a.get_forces().ravel())
            """;
        var theirs = SystemPython.Run(Script, path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ours.Count, theirs.Length);
        foreach (var (line, s) in theirs.Zip(ours))
        {
            var values = line.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var cell = s.Cell!.Value;
            double[] expected =
            [
                cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z, .. s.Positions,
                .. ((RealColumn)s.FindColumn("velocities")!).Values, .. ((RealColumn)s.FindColumn("forces")!).Values,
            ];
            Assert.Equal(expected.Length, values.Length);
            // ASE has its own value of a femtosecond: 1e-7 of velocities.
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-7 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
