using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class FaultTests
{
    private static readonly Matrix3D Cube = 5 * Matrix3D.Identity;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(5, -0.1)]
    [InlineData(5, double.NaN)]
    public void Cutoff_and_skin_must_make_sense(double cutoff, double skin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighbourList(cutoff, skin));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    public void A_coordinate_that_is_no_place_is_named(double value)
    {
        var atoms = RandomAtoms.Create(null, Periodicity.None, [default, new(1, value, 2)]);
        Assert.Contains("atom 2 ", Fault(atoms, 3), StringComparison.Ordinal);
    }

    [Fact]
    public void A_singular_cell_is_a_fault_only_along_periodic_axes()
    {
        var flat = new Matrix3D(new(5, 0, 0), new(0, 5, 0), new(5, 5, 0));
        Assert.Contains("singular", Fault(RandomAtoms.Create(flat, Periodicity.Full, [default]), 3), StringComparison.Ordinal);
        Assert.Equal(4, NeighbourListTests.Build(RandomAtoms.Create(flat, new(true, true, false), [default]), 5.5).Pairs);
        var parallel = new Matrix3D(new(1, 2, 3), new(2, 4, 6), new(0, 0, 1));
        Assert.Contains("singular", Fault(RandomAtoms.Create(parallel, new(true, true, false), [default]), 3), StringComparison.Ordinal);
        Assert.Contains("vector b", Fault(RandomAtoms.Create(Cube with { B = default }, new(false, true, false), [default]), 3), StringComparison.Ordinal);
        Assert.Contains("vector c", Fault(RandomAtoms.Create(Cube with { C = new(0, double.NaN, 1) }, Periodicity.Full, [default]), 3), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_beyond_all_bounds_is_refused_at_once()
    {
        Assert.Contains("10⁹", Fault(RandomAtoms.Create(0.001 * Matrix3D.Identity, Periodicity.Full, [default]), 5), StringComparison.Ordinal);
        Assert.Contains("10⁹", Fault(RandomAtoms.Create(1e-5 * Matrix3D.Identity, new(true, false, false), [.. new Vector3D[20_000]]), 5), StringComparison.Ordinal);
        var needles = new Matrix3D(new(1, 0, 0), new(1e4, 1e-3, 0), new(0, 1e4, 1e4));
        Assert.Contains("cell", Fault(RandomAtoms.Create(needles, Periodicity.Full, [default]), 5), StringComparison.Ordinal);
        Assert.Contains("wrap", Fault(RandomAtoms.Create(Cube, Periodicity.Full, [new(1e8, 0, 0)]), 5), StringComparison.Ordinal);
    }

    [Fact]
    public void More_candidates_than_memory_should_hold_are_refused()
    {
        // Takes 2 GB before it is refused.
        Lithoscope.Tests.SlowTests.Require();
        var line = RandomAtoms.Create(1e-3 * Matrix3D.Identity, new(true, false, false), [.. new Vector3D[50_000]]);
        Assert.Contains("near one atom", Fault(line, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_whose_building_failed_is_empty_and_can_be_built_again()
    {
        var atoms = RandomAtoms.Liquid(300, 0.05, 1);
        var list = new NeighbourList(5);
        list.Find(atoms);
        var pairs = list.Pairs;
        var x = atoms.X[100];
        atoms.X[100] = double.NaN;
        Assert.Throws<InputException>(() => list.Find(atoms));
        Assert.Equal((0, 0, true), (list.Count, list.Pairs, list.NeedsRebuild(atoms)));
        atoms.X[100] = x;
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => list.Build(atoms, cancellation: cancelled.Token));
        Assert.Equal(0, list.Pairs);
        list.Find(atoms);
        Assert.Equal(pairs, list.Pairs);
    }

    [Fact]
    public void No_atoms_and_one_atom_are_lists_like_any_other()
    {
        foreach (var periodicity in new[] { Periodicity.None, Periodicity.Full })
        {
            var none = NeighbourListTests.Build(RandomAtoms.Create(Cube, periodicity, []), 3);
            Assert.Equal((0, 0, 0), (none.Count, none.Pairs, none.Order.Length));
            Assert.Equal(0, NeighbourListTests.Build(RandomAtoms.Create(Cube, periodicity, [default]), 3).Pairs);
        }

        Assert.Equal(6, NeighbourListTests.Build(RandomAtoms.Create(Cube, Periodicity.Full, [default]), 5.1).Pairs);
        Assert.Equal(3, NeighbourListTests.Build(RandomAtoms.Create(Cube, Periodicity.Full, [default]), 5.1, NeighbourListKind.Half).Pairs);
    }

    private static string Fault(Atoms atoms, double cutoff) =>
        Assert.Throws<InputException>(() => new NeighbourList(cutoff).Find(atoms)).Message;
}
