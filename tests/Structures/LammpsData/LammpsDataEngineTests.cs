using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>What LAMMPS and ASE make of the data files written here, and what is made here of those that they write.</summary>
public class LammpsDataEngineTests
{
    private static readonly Matrix3D[] Cells =
    [
        new(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)),
        new(new(6, 0, 0), new(1.25, 7, 0), new(-2, 0.5, 6)),
        new(new(6, 1, -0.5), new(0.75, 6.5, 0.25), new(0.5, -0.125, 7)),
        new(new(0, 0, 6), new(0, 7, 0), new(8, 0, 0)),
        new(new(4, 0, 0), new(3.5, 4, 0), new(0, 0, 4)),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lammps_reads_what_is_written_and_writes_what_is_read(bool charged)
    {
        SlowTests.Require();
        for (var k = 0; k < Cells.Length; k++)
        {
            using var folder = new TemporaryFolder();
            var original = Crystal(Cells[k], charged);
            StructureFile.Write(folder["a.data"], [original], cancellationToken: TestContext.Current.CancellationToken);
            LammpsProgram.Run(folder, $"""
                units metal
                atom_style {(charged ? "charge" : "atomic")}
                box tilt large
                read_data a.data
                pair_style zero 3.0
                pair_coeff * *
                dump 1 all custom 1 a.dump id type x y z vx vy vz
                dump_modify 1 sort id format float %.16g
                write_data b.data
                run 0
                """);
            var again = StructureFile.Read(folder["b.data"], cancellationToken: TestContext.Current.CancellationToken).Single();
            Assert.Contains("write_data", ((TextInfo)again.FindInfo("comment")!).Values[0], StringComparison.Ordinal);
            Assert.Equal(charged, again.FindColumn("charge") is not null);
            SameCrystal(original, again);
        }
    }

    [Fact]
    public void Ase_reads_what_is_written()
    {
        const string Script = """
            from ase.io import read
            for path in sys.stdin.read().split():
                a = read(path, format="lammps-data", style="atomic", units="metal")
                print(*a.cell.array.ravel(), *a.positions.ravel(), *a.get_masses(), *(a.get_velocities().ravel() * ase.units.fs))
            """;
        SlowTests.Require();
        using var folder = new TemporaryFolder();
        var originals = Cells.Select(c => Crystal(c, charged: false)).ToArray();
        for (var k = 0; k < originals.Length; k++) StructureFile.Write(folder[$"{k}.data"], [originals[k]], cancellationToken: TestContext.Current.CancellationToken);
        var theirs = SystemPython.Run("import ase.units\n" + Script, string.Join('\n', Enumerable.Range(0, originals.Length).Select(k => folder[$"{k}.data"]))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var k = 0; k < originals.Length; k++)
        {
            var values = theirs[k].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var ours = StructureFile.Read(folder[$"{k}.data"], cancellationToken: TestContext.Current.CancellationToken).Single();
            var cell = ours.Cell!.Value;
            double[] expected =
            [
                cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z, .. ours.Positions, .. ours.AtomicNumbers.ToArray().Select(z => Element.Mass(z)),
                .. ((RealColumn)ours.FindColumn("velocities")!).Values,
            ];
            Assert.Equal(expected.Length, values.Length);
            // ASE turns the positions through fractions of the cell and back, and has its own value of a femtosecond: 1e-8 of the values.
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-8 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    internal static Structure Crystal(Matrix3D cell, bool charged)
    {
        var random = new Random(7);
        byte[] species = [3, 14, 8, 14, 3, 16];
        var positions = new double[3 * species.Length];
        for (var i = 0; i < species.Length; i++)
        {
            var r = cell.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        var columns = new List<AtomColumn> { new RealColumn("velocities", 3, [.. positions.Select(_ => 0.02 * random.NextDouble() - 0.01)]) };
        if (charged) columns.Add(new RealColumn("charge", 1, [0.5, -0.5, 1, -1, 0.25, -0.25]));
        return new(species, positions, cell, Periodicity.Full, columns, [new("comment", new TextInfo("crystal"))]);
    }

    // Species in order, the same volume, and the same distances between nearest images, to the digits that LAMMPS writes (16).
    internal static void SameCrystal(Structure expected, Structure actual)
    {
        Assert.Equal(expected.AtomicNumbers.ToArray(), actual.AtomicNumbers.ToArray());
        Assert.Equal(Math.Abs(expected.Cell!.Value.Determinant), actual.Cell!.Value.Determinant, 1e-9);
        var (before, after) = (Distances(expected), Distances(actual));
        for (var i = 0; i < before.Count; i++) Assert.Equal(before[i], after[i], 1e-9);
    }

    private static List<double> Distances(Structure s)
    {
        var cell = s.Cell!.Value;
        var distances = new List<double>();
        for (var i = 0; i < s.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var shortest = double.PositiveInfinity;
                for (var n = 0; n < 7 * 7 * 7; n++)
                {
                    var shift = cell.Transform(new(n % 7 - 3, n / 7 % 7 - 3, n / 49 - 3));
                    shortest = Math.Min(shortest, (s.Position(i) - s.Position(j) + shift).Norm);
                }

                distances.Add(shortest);
            }
        }

        return distances;
    }
}
