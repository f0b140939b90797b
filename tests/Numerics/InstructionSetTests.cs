namespace Lithoscope.Numerics.Tests;

public sealed class InstructionSetTests
{
    [Fact]
    public void The_widest_is_chosen_when_nothing_is_forced()
    {
        Assert.Equal(InstructionSet.Supported[^1], InstructionSet.Choose(null));
        Assert.Equal(InstructionSet.Supported[^1], InstructionSet.Choose(""));
    }

    [Fact]
    public void Every_supported_kind_can_be_forced()
    {
        Assert.Equal(InstructionSetKind.Scalar, InstructionSet.Supported[0]);
        foreach (var kind in InstructionSet.Supported) Assert.Equal(kind, InstructionSet.Choose(InstructionSet.Name(kind)));
    }

    [Theory]
    [InlineData("avx")]
    [InlineData("Scalar")]
    [InlineData("128")]
    public void An_unknown_name_is_refused(string forced)
    {
        var fault = Assert.Throws<NotSupportedException>(() => InstructionSet.Choose(forced));
        Assert.Contains("use scalar, 256 or 512", fault.Message, StringComparison.Ordinal);
    }
}
