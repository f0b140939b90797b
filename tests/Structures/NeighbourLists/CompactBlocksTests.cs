using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class CompactBlocksTests
{
    public static TheoryData<int, double, double, double, string> Cases => new()
    {
        { 1, 5, 5, 5, "TTT" }, { 40, 9, 9, 9, "FFF" }, { 3000, 40, 40, 40, "TTT" }, { 3000, 40, 40, 40, "FFF" }, { 2000, 60, 60, 4, "TTF" }, { 2000, 400, 6, 6, "TFF" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_atom_stands_in_one_block_and_no_block_is_crowded(int count, double a, double b, double c, string periodic)
    {
        const int Size = 100;
        // Half of the atoms are crowded into a tenth of the cell.
        var list = Build(count, a, b, c, periodic, 0.1);
        CompactBlocks blocks = new();
        // Again after another list: nothing of it may remain.
        foreach (var each in new[] { Build(500, 20, 20, 20, "TTT", 1), list })
        {
            blocks.Update(each, Size);
            Assert.Equal(Enumerable.Range(0, each.Count), blocks.Order.Take(each.Count).Order());
            for (var place = 0; place < each.Count; place++) Assert.Equal(place, blocks.Place[blocks.Order[place]]);
            Assert.Equal((0, each.Count), (blocks.Start[0], blocks.Start[blocks.Count]));
            for (var k = 0; k < blocks.Count; k++) Assert.InRange(blocks.Start[k + 1] - blocks.Start[k], 1, 2 * Size);
        }
    }

    [Fact]
    public void Blocks_of_a_uniform_cell_are_boxes()
    {
        // 8 boxes with sides of 20 Å hold 1,000 atoms each on average, and no atom is farther from another of its block than a box is long.
        var list = Build(8000, 40, 40, 40, "TTT", 1);
        CompactBlocks blocks = new();
        blocks.Update(list, 1000);
        Assert.Equal(8, blocks.Count);
        for (var k = 0; k < blocks.Count; k++)
        {
            var places = Enumerable.Range(0, list.Count).Where(s => blocks.Place[list.Binned.Atom[s]] is var p && p >= blocks.Start[k] && p < blocks.Start[k + 1]).ToArray();
            foreach (var coordinate in new[] { list.Binned.X, list.Binned.Y, list.Binned.Z }) Assert.True(places.Max(s => coordinate[s]) - places.Min(s => coordinate[s]) <= 20);
        }
    }

    private static NeighbourList Build(int count, double a, double b, double c, string periodic, double crowded)
    {
        var stream = new RandomStream(11, "compact blocks", (ulong)count);
        var positions = new double[3 * count];
        for (var i = 0; i < count; i++)
        {
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (a * (i % 2 == 0 ? crowded : 1) * stream.NextDouble(), b * stream.NextDouble(), c * stream.NextDouble());
        }

        Structure structure = new([.. Enumerable.Repeat((byte)14, count)], positions, new(new(a, 0, 0), new(0, b, 0), new(0, 0, c)), new Periodicity(periodic[0] == 'T', periodic[1] == 'T', periodic[2] == 'T'));
        NeighbourList list = new(3);
        list.Build(new Atoms(structure), null, TestContext.Current.CancellationToken);
        return list;
    }
}
