namespace Lithoscope.Runtime.Tests;

public sealed class InputExceptionTests
{
    [Theory]
    [InlineData(null, null, null, "the cell is singular.")]
    [InlineData("a.xyz", null, null, "a.xyz: the cell is singular.")]
    [InlineData("a.xyz", 3L, null, "a.xyz, line 3: the cell is singular.")]
    [InlineData(null, 3L, null, "line 3: the cell is singular.")]
    [InlineData("a.xyz", 3L, "give three independent vectors", "a.xyz, line 3: the cell is singular; give three independent vectors.")]
    public void The_message_is_one_sentence_of_where_what_and_remedy(string? file, long? line, string? remedy, string expected) =>
        Assert.Equal(expected, new InputException("the cell is singular", file, line, remedy).Message);

    [Fact]
    public void Exit_codes_are_those_of_the_contract() =>
        Assert.Equal([0, 1, 2, 3, 4, 130, 143], [ExitCodes.Done, ExitCodes.Defect, ExitCodes.Input, ExitCodes.Guard, ExitCodes.Missing, ExitCodes.Interrupted, ExitCodes.Terminated]);
}
