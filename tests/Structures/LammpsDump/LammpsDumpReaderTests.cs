using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class LammpsDumpReaderTests
{
    private const string Box = "ITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n0 6\n";
    private const string Head = "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\n" + Box;

    [Theory]
    [InlineData("id type element x y z", "2 1 Si 1 2 3", "1 2 Li 0 0 0")]
    [InlineData("element zu xu yu id", "Si 3 1 2 2", "Li 0 0 0 1")]
    [InlineData("id mass xs ys zs", "2 28.0855 0.25 0.4 0.5", "1 6.94 0 0 0")]
    [InlineData("id element xsu ysu zsu", "2 Si 0.25 0.4 0.5", "1 Li 0 0 0")]
    [InlineData("id type x y z", "2 Si1 1 2 3", "1 Li+ 0 0 0")]
    public void Columns_may_stand_in_any_order(string columns, string first, string second)
    {
        var s = Read($"{Head}ITEM: ATOMS {columns}\n{first} \n{second} \n").Single();
        Assert.Equal([3, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([0, 0, 0, 1, 2, 3], s.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Null(s.FindColumn("id"));
    }

    [Fact]
    public void Known_columns_are_converted_and_others_are_kept()
    {
        var s = Read(Head + "ITEM: ATOMS id type element x y z ix iy iz vx vy vz fx fy fz q mol c_pe f_ave[2] i_flag d_x xs vtext\n"
            + "9 1 Si 1 1 1 0 1 -1 1 2 3 0.1 0.2 0.3 -0.5 7 -4.5 nan 3 1e5 0.25 abc\n5 1 Si 2 2 2 0 0 0 0 0 0 0 0 0 0.5 8 0 1 4 0 0.5 d\n").Single();
        Assert.Equal([5, 9], ((IntegerColumn)s.FindColumn("id")!).Values);
        Assert.Equal([8, 7], ((IntegerColumn)s.FindColumn("molecule")!).Values);
        Assert.Equal([0.5, -0.5], ((RealColumn)s.FindColumn("charge")!).Values);
        Assert.Equal([0, 0, 0, 0, 1, -1], ((IntegerColumn)s.FindColumn("image")!).Values);
        Assert.Equal([0, 0, 0, 0.001, 0.002, 0.003], ((RealColumn)s.FindColumn("velocities")!).Values);
        Assert.Equal([0, 0, 0, 0.1, 0.2, 0.3], ((RealColumn)s.FindColumn("forces")!).Values);
        Assert.Equal([0, -4.5], ((RealColumn)s.FindColumn("c_pe")!).Values);
        Assert.Equal([1, double.NaN], ((RealColumn)s.FindColumn("f_ave[2]")!).Values);
        Assert.Equal([4, 3], ((IntegerColumn)s.FindColumn("i_flag")!).Values);
        Assert.Equal([0, 1e5], ((RealColumn)s.FindColumn("d_x")!).Values);
        Assert.Equal([0.5, 0.25], ((RealColumn)s.FindColumn("xs")!).Values);
        Assert.Equal(["d", "abc"], ((TextColumn)s.FindColumn("vtext")!).Values);
        Assert.Contains("metal", Assert.Single(s.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_of_a_tilted_box_are_those_of_all_of_it()
    {
        // lo = (1, 2, 3), lengths 4 5 6, xy = -1, xz = 3, yz = -2; Howto_triclinic gives the bounds.
        var s = Read("ITEM: TIMESTEP\n5\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS xy xz yz pp ff ps\n0 8 -1\n0 7 3\n3 9 -2\nITEM: ATOMS element xs ys zs\nSi 0.5 0.5 0.5\n").Single();
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(-1, 5, 0), new(3, -2, 6)), s.Cell);
        Assert.Equal([1, 2, 3], ((RealInfo)s.FindInfo("origin")!).Values);
        Assert.Equal(new Periodicity(true, false, true), s.Periodicity);
        Assert.Equal([4, 3.5, 6], s.Positions.ToArray());
        Assert.Equal([5], ((IntegerInfo)s.FindInfo("step")!).Values);
    }

    [Theory]
    [InlineData("x y z", "2.75 2.625 3")]
    [InlineData("xs ys zs", "0.5 0.5 0.5")]
    public void General_triclinic_boxes_are_kept_as_they_are(string columns, string row)
    {
        var s = Read($"ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS abc origin pp ff pp\n4 0 1 -2\n1 5 0 -3\n0.5 0.25 5 -4\nITEM: ATOMS element {columns}\nSi {row}\n").Single();
        Assert.Equal(new Matrix3D(new(4, 0, 1), new(1, 5, 0), new(0.5, 0.25, 5)), s.Cell);
        Assert.Equal([-2, -3, -4], ((RealInfo)s.FindInfo("origin")!).Values);
        Assert.Equal(columns == "x y z" ? [2.75, 2.625, 3] : [0.75, -0.375, -1], s.Positions.ToArray());
        Assert.Equal(new Periodicity(true, false, true), s.Periodicity);
    }

    [Theory]
    [InlineData("metal", 1, 1e-3, 1, 1000)]
    [InlineData("real", 1, 1, Unit.KilocaloriePerMole, 1)]
    [InlineData("electron", Unit.Bohr, Unit.Bohr, Unit.HartreePerBohr, 1)]
    public void Units_are_those_of_the_file_or_of_the_user(string units, double length, double velocity, double force, double time)
    {
        const string Rest = "ITEM: TIME\n0.5\n" + Head + "ITEM: ATOMS element x y z vx vy vz fx fy fz\nSi 0 0 0 0 0 0 0 0 0\nSi 1 2 3 1 1 1 1 1 1\n";
        foreach (var frames in new[] { Read($"ITEM: UNITS\n{units}\n{Rest}{Rest}"), Read(Rest + Rest, new() { Units = units }) })
        {
            foreach (var s in frames)
            {
                Assert.Equal(4 * length, s.Cell!.Value.A.X);
                Assert.Equal(3 * length, s.Position(1).Z);
                Assert.Equal(velocity, ((RealColumn)s.FindColumn("velocities")!).Values[5]);
                Assert.Equal(force, ((RealColumn)s.FindColumn("forces")!).Values[5]);
                Assert.Equal(0.5 * time, ((RealInfo)s.FindInfo("time")!).Values[0]);
                Assert.Empty(s.Remarks);
            }
        }
    }

    [Fact]
    public void The_user_names_the_elements_of_the_types_and_these_come_first()
    {
        var text = Head + "ITEM: ATOMS id type element x y z\n1 2 Ar 0 0 0\n2 1 Ar 1 1 1\n";
        var s = Read(text, new() { Species = ["O", "Ti"] }).Single();
        Assert.Equal([22, 8], s.AtomicNumbers.ToArray());
        Assert.Empty(s.Columns);
        Assert.Equal([18, 18], Read(text).Single().AtomicNumbers.ToArray());
        Assert.Equal([2, 1], ((IntegerColumn)Read(text).Single().FindColumn("type")!).Values);
    }

    [Fact]
    public void Frames_may_differ_in_everything()
    {
        var frames = Read(Head + "ITEM: ATOMS element x y z\nSi 0 0 0\nLi 1 1 1\n"
            + "ITEM: TIMESTEP\n10\nITEM: BOX BOUNDS\n0 3\n0 3\n0 3\nITEM: NUMBER OF ATOMS\n0\nITEM: ATOMS id element x y z\n"
            + "\nITEM: TIMESTEP\n20\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS ss mm ff\n-1 3\n0 3\n0 3\nITEM: ATOMS id element xu yu zu\n1 O -7 0 0\n").ToList();
        Assert.Equal([2, 0, 1], frames.Select(f => f.Count));
        Assert.Equal([0L, 10, 20], frames.Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
        Assert.Equal(Periodicity.None, frames[^1].Periodicity);
    }

    [Theory]
    [InlineData("ITEM: TIMESTEP\n")]
    [InlineData("ITEM: TIMESTEP\n10\nITEM: NUMBER OF ATOMS\n2\n")]
    [InlineData("ITEM: TIMESTEP\n10\nITEM: NUMBER OF ATOMS\n2\n" + Box + "ITEM: ATOMS element x y z\nSi 0 0 0\n")]
    [InlineData("ITEM: TIMESTEP\n10\nITEM: NUMBER OF ATOMS\n2\n" + Box + "ITEM: ATOMS element x y z\nSi 0 0 0\nSi 1 ")]
    [InlineData("ITEM: TIMESTEP\n10\nITEM: NUMBER OF ATOMS\n2\n" + Box + "ITEM: ATOMS element x y z\nSi 0 0 0\nSi 1 1 1.2")]
    public void A_last_frame_that_is_cut_off_is_left_out(string rest)
    {
        var frames = Read(Head + "ITEM: ATOMS element x y z\nSi 0 0 0\nLi 1 1 1\n" + Head + "ITEM: ATOMS element x y z\nSi 0 0 0\nLi 2 2 2\n" + rest).ToList();
        Assert.Equal(2, frames.Count);
        Assert.Empty(frames[0].Remarks);
        Assert.Contains("frame 3 is cut off", Assert.Single(frames[1].Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Trajectories_of_other_programs_are_read_to_their_end()
    {
        var path = ReferenceData.Require("formats", "lammps", "Al31-1200K-1ps.lammpstrj");
        Assert.Throws<InputException>(() => StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).ToList());
        var frames = StructureFile.Read(path, hints: new(Species: ["Al"]), cancellationToken: TestContext.Current.CancellationToken).ToList();
        // grep -c TIMESTEP of the file gives the number of frames.
        Assert.Equal(File.ReadLines(path).Count(l => l == "ITEM: TIMESTEP"), frames.Count);
        Assert.All(frames, f => Assert.Equal(31, f.Count));
        Assert.All(frames, f => Assert.Equal(8.0988 * 8.0988 * 8.0988, f.Cell!.Value.Determinant, 1e-9));
        Assert.Equal([0L, 500], frames.Take(2).Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
        Assert.Equal(-0.153884, frames[1].Position(0).Y);
    }

    internal static IEnumerable<Structure> Read(string text, LammpsDumpOptions? options = null) => LammpsDumpReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.dump", options);
}
