using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class FrameTests
{
    // What Python's list(range(10))[…] gives.
    [Theory]
    [InlineData(":", "0123456789")]
    [InlineData("3", "3")]
    [InlineData("-1", "9")]
    [InlineData("-10", "0")]
    [InlineData("2:5", "234")]
    [InlineData("2:", "23456789")]
    [InlineData(":2", "01")]
    [InlineData("::3", "0369")]
    [InlineData("1:9:4", "15")]
    [InlineData("-3:", "789")]
    [InlineData(":-7", "012")]
    [InlineData("-3:-1", "78")]
    [InlineData("5:2", "")]
    [InlineData("8:100", "89")]
    [InlineData("-100:2", "01")]
    [InlineData("::-1", "9876543210")]
    [InlineData("7:2:-2", "753")]
    [InlineData("100::-4", "951")]
    [InlineData("2::-1", "210")]
    [InlineData(":-4:-1", "987")]
    public void A_slice_takes_what_Python_takes(string slice, string expected) =>
        Assert.Equal(expected, string.Concat(FrameSlice.Parse(slice).Apply(Enumerable.Range(0, 10))));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1:2:3:4")]
    [InlineData("::0")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void What_is_no_slice_is_refused(string slice) => Assert.Throws<InputException>(() => FrameSlice.Parse(slice));

    [Theory]
    [InlineData("10")]
    [InlineData("-11")]
    public void An_index_that_is_not_there_is_refused(string slice) =>
        Assert.Throws<InputException>(() => FrameSlice.Parse(slice).Apply(Enumerable.Range(0, 10)).ToList());

    [Fact]
    public void Nothing_is_read_beyond_the_stop()
    {
        static IEnumerable<int> Numbers()
        {
            yield return 0;
            yield return 1;
            throw new InvalidOperationException("read too far");
        }

        Assert.Equal([0, 1], FrameSlice.Parse(":2").Apply(Numbers()));
        Assert.Equal([1], FrameSlice.Parse("1").Apply(Numbers()));
    }

    [Fact]
    public void A_summary_counts_what_is_there()
    {
        var summary = StructureSummary.Of(Xyz.Read("""
            2
            Lattice="2 0 0 0 2 0 0 0 2" Properties=species:S:1:pos:R:3:forces:R:3 energy=1 virial="1 2 3 4 5 6"
            Si 0 0 0 1 2 3
            Li 1 1 1 1 2 3
            1
            Lattice="3 0 0 0 3 0 0 0 3" pbc="T T F" REF_energy=1
            Si 0 0 0
            1

            Si 0 0 0
            """), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((3, 4L, 1, 2), (summary.Frames, summary.Atoms, summary.FewestAtoms, summary.MostAtoms));
        Assert.Equal([new("Li", 1, 1), new("Si", 3, 3)], summary.Elements);
        Assert.Equal([new("T T T", 1), new("T T F", 1), new("no cell", 1)], summary.Periodicities);
        Assert.Equal((8.0, 27.0), summary.Volume);
        Assert.Equal([new("forces:R:3", 1)], summary.Columns);
        Assert.Equal([new("energy", 1), new("virial", 1), new("REF_energy", 1)], summary.Info);
        Assert.Equal([new("energy", 1), new("REF_energy", 1)], summary.EnergyKeys);
        Assert.Equal([new("forces", 1)], summary.ForcesKeys);
        Assert.Equal([new("virial", 1)], summary.StressKeys);
    }
}
