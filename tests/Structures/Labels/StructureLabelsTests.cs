using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class StructureLabelsTests
{
    private const string Cell = "Lattice=\"2 0 0 0 2 0 0 0 2\" ";

    [Theory]
    [InlineData("energy=-3.5", -3.5)]
    [InlineData("energy=-3", -3.0)]
    [InlineData("energy=1 REF_energy=2", 2.0)]
    [InlineData("energy=nan", null)]
    [InlineData("other=1", null)]
    public void Energy_prefers_the_reference(string comment, double? expected) => Assert.Equal(expected, StructureLabels.Energy(Xyz.ReadComment(comment)));

    [Fact]
    public void Keys_may_be_chosen() =>
        Assert.Equal(7, StructureLabels.Energy(Xyz.ReadComment("energy=1 mtt::energy=7"), new() { Energy = ["mtt::energy"] }));

    [Theory]
    [InlineData("stress=\"1 2 3 4 5 6\"")]
    [InlineData("stress=\"1 6 5 6 2 4 5 4 3\"")]
    [InlineData("stress=[[1, 6, 5], [6, 2, 4], [5, 4, 3]]")]
    [InlineData("REF_stress=\"_JSON [[1, 6, 5], [6, 2, 4], [5, 4, 3]]\"")]
    [InlineData("virial=\"-8 -16 -24 -32 -40 -48\"")]
    [InlineData("virial=\"-8 -16 -24 -32 -40 -48\" stress=\"1 2 3 4 5 6\"")]
    [InlineData("REF_virial=\"-8 -16 -24 -32 -40 -48\" stress=\"0 0 0 0 0 0\"")]
    public void Stress_and_virial_are_minus_the_volume_apart(string comment)
    {
        var frame = Xyz.ReadComment(Cell + comment);
        Matrix3D stress = new(new(1, 6, 5), new(6, 2, 4), new(5, 4, 3));
        Assert.Equal(stress, StructureLabels.Stress(frame));
        Assert.Equal(-8 * stress, StructureLabels.Virial(frame));
        Assert.Equal([1, 2, 3, 4, 5, 6], StructureLabels.ToVoigt(stress));
    }

    [Theory]
    [InlineData("energy=\"1 2\"")]
    [InlineData("energy=high")]
    [InlineData("stress=\"1 2 3\"")]
    [InlineData("stress=none")]
    [InlineData("virial=\"8 8 8 0 0 0\" stress=\"1 1 1 0 0 0\"")]
    public void Wrong_shapes_and_contradictions_are_refused(string comment)
    {
        var frame = Xyz.ReadComment(Cell + comment);
        var fault = Assert.Throws<InputException>(() => (StructureLabels.Energy(frame), StructureLabels.Stress(frame)));
        Assert.Equal("test.xyz", fault.File);
    }

    [Fact]
    public void Without_a_cell_nothing_is_converted()
    {
        var frame = Xyz.ReadComment("virial=\"8 8 8 0 0 0\"");
        Assert.Equal(8, StructureLabels.Virial(frame)!.Value.A.X);
        Assert.Throws<InputException>(() => StructureLabels.Stress(frame));
    }

    [Fact]
    public void Forces_are_three_reals_per_atom()
    {
        Assert.Equal([1, 2, 3], StructureLabels.Forces(Xyz.Read("1\nProperties=species:S:1:pos:R:3:force:R:3\nSi 0 0 0 1 2 3\n")[0])!.Values);
        Assert.Null(StructureLabels.Forces(Xyz.ReadComment("")));
        Assert.Throws<InputException>(() => StructureLabels.Forces(Xyz.Read("1\nProperties=species:S:1:pos:R:3:forces:I:3\nSi 0 0 0 1 2 3\n")[0]));
    }

    [Fact]
    public void Reference_properties_are_renamed_in_place_and_occur_once()
    {
        var frame = Xyz.Read("1\nProperties=species:S:1:pos:R:3:forces:R:3:tag:I:1:binding_energy:R:1:REF_binding_energy:R:1 energy=1 note=x stress=\"1 2 3 4 5 6\" REF_energy=2\nSi 0 0 0 1 2 3 7 99 100\n")[0]
            .RenameReferenceProperties();
        Assert.Equal(["REF_forces", "tag", "REF_binding_energy"], frame.Columns.Select(c => c.Name));
        Assert.Equal([100], ((RealColumn)frame.FindColumn("REF_binding_energy")!).Values);
        Assert.Equal(["note", "REF_stress", "REF_energy"], frame.Info.Select(p => p.Key));
        Assert.Equal(2, StructureLabels.Energy(frame));
    }
}
