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
    public void What_is_quoted_from_a_file_neither_breaks_the_line_nor_fills_the_screen()
    {
        var fault = new InputException("found 'a\nb\u001b[2J\0'", "a\tb", 3, "remove\r\nit");
        Assert.Equal("a\uFFFDb, line 3: found 'a\uFFFDb\uFFFD[2J\uFFFD'; remove\uFFFD\uFFFDit.", fault.Message);
        Assert.Equal("a\tb", fault.File);
        Assert.InRange(new InputException(new string('x', 100_000), remedy: new string('y', 100_000)).Message.Length, 1000, 2100);
    }

    [Fact]
    public void Exit_codes_are_those_of_the_contract() =>
        Assert.Equal([0, 1, 2, 3, 4, 130, 143], [ExitCodes.Done, ExitCodes.Defect, ExitCodes.Input, ExitCodes.Guard, ExitCodes.Missing, ExitCodes.Interrupted, ExitCodes.Terminated]);
}
