using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>Frames to write as trajectories.</summary>
internal static class TrajectorySamples
{
    private static readonly string[] Stages = ["melt", "", "quench – 1 K/fs", "a stage whose name is much longer than those of the others"];

    /// <summary>Frames of the same atoms with velocities, step, time and a stage.</summary>
    public static List<Structure> Alike(Random random, int atoms, int count)
    {
        byte[] species = [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 119))];
        TextColumn labels = new("label", 1, [.. species.Select((_, i) => $"atom {i}")]);
        return [.. Enumerable.Range(0, count).Select(k => new Structure(
            species, Reals(random, 3 * atoms), Cell(random), Periodicity.Full,
            [labels, new RealColumn("velocities", 3, Reals(random, 3 * atoms))],
            [new("step", new IntegerInfo(10 * k)), new("time_fs", new RealInfo(5.0 * k)), new("stage", new TextInfo(k % 2 == 0 ? "melt" : "quench"))]))];
    }

    /// <summary>Frames of all kinds: of other atoms now and then, all periodicities, columns and properties of all types.</summary>
    public static List<Structure> Mixed(Random random)
    {
        List<Structure> frames = [];
        for (var run = random.Next(1, 4); run > 0; run--)
        {
            var atoms = random.Next(0, 9);
            byte[] species = [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(0, 119))];
            var axes = random.Next(9);
            var (hasCell, periodicity) = (axes < 8, axes < 8 ? new Periodicity((axes & 1) != 0, (axes & 2) != 0, (axes & 4) != 0) : Periodicity.None);
            var (isMoving, isLabelled, isTagged) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0);
            string[] words = [.. species.Select(z => "w" + random.Next(3))];
            long[] tags = [.. species.Select(z => random.NextInt64())];
            for (var k = random.Next(1, 5); k > 0; k--)
            {
                List<AtomColumn> columns = [];
                if (isMoving) columns.Add(new RealColumn("velocities", 3, Reals(random, 3 * atoms)));
                if (isLabelled) columns.Add(new TextColumn("label", 1, random.Next(4) > 0 ? words : [.. words.Reverse()]));
                if (isTagged) columns.Add(new IntegerColumn("tags", 1, random.Next(4) > 0 ? tags : [.. tags.Select(_ => random.NextInt64())]));
                if (isTagged) columns.Add(new LogicalColumn("move_mask", 3, [.. Enumerable.Range(0, 3 * atoms).Select(i => i % 2 == 0 ^ run == 1)]));
                List<KeyValuePair<string, InfoValue>> info = [new("step", new IntegerInfo(random.NextInt64())), new("time_fs", new RealInfo(random.NextDouble()))];
                if (random.Next(8) > 0) info.Add(new("stage", new TextInfo(Stages[random.Next(Stages.Length)])));
                if (isLabelled) info.Add(new("virial", new RealInfo(Reals(random, 9)) { Shape = [3, 3] }));
                if (isMoving) info.Add(new("flags", new LogicalInfo([true, false, random.Next(2) == 0])));
                if (isTagged) info.Add(new("names", new TextInfo(["Å", "", "x"])));
                if (isTagged) info.Add(new("more", new JsonInfo("{\"a\": [1, " + random.Next() + "]}")));
                frames.Add(new Structure(species, Reals(random, 3 * atoms), hasCell ? Cell(random) : null, periodicity, columns, info));
            }
        }

        return frames;
    }

    /// <summary>A frame with its columns in the order in which they are read: those that stand in the header come first.</summary>
    public static Structure ConstantsFirst(Structure frame, Structure read)
    {
        Assert.Equal(frame.Columns.Select(c => c.Name).Order(), read.Columns.Select(c => c.Name).Order());
        return frame.With([.. read.Columns.Select(c => frame.FindColumn(c.Name)!)], frame.Info);
    }

    private static Matrix3D Cell(Random random)
    {
        double Next() => random.NextDouble() - 0.5;
        return new(new(6 + Next(), Next(), Next()), new(2 * Next(), 7 + Next(), Next()), new(2 * Next(), 2 * Next(), 8 + Next()));
    }

    private static double[] Reals(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 40 * random.NextDouble() - 10)];
}
