namespace Lithoscope.Structures.Tests;

/// <summary>The grammar of values on the comment line, one example for each rule.</summary>
public class ExtendedXyzValueTests
{
    public static TheoryData<string, InfoValue> Values => new()
    {
        { "k=5", new IntegerInfo(5) },
        { "k=-5", new IntegerInfo(-5) },
        { "k=+5", new IntegerInfo(5) },
        { "k=007", new IntegerInfo(7) },
        { "k=12345678901234567890", new RealInfo(12345678901234567890.0) },
        { "k=1.5", new RealInfo(1.5) },
        { "k=-.5", new RealInfo(-0.5) },
        { "k=5.", new RealInfo(5) },
        { "k=1.5d-3", new RealInfo(1.5e-3) },
        { "k=1.5D+03", new RealInfo(1.5e3) },
        { "k=1E5", new RealInfo(1e5) },
        { "k=-0.0", new RealInfo(-0.0) },
        { "k=nan", new RealInfo(double.NaN) },
        { "k=-inf", new RealInfo(double.NegativeInfinity) },
        { "k=T", new LogicalInfo(true) },
        { "k=False", new LogicalInfo(false) },
        { "k=true", new LogicalInfo(true) },
        { "k", new TextInfo("absent") },
        { "k other=1", new LogicalInfo(true) },
        { "other=1 k", new LogicalInfo(true) },
        { "k = 5", new IntegerInfo(5) },
        { "k= 5", new IntegerInfo(5) },
        { "k=5,", new IntegerInfo(5) },
        { "k=1,2,3", new IntegerInfo([1, 2, 3]) },
        { "k=word", new TextInfo("word") },
        { "k=/a/b.c", new TextInfo("/a/b.c") },
        { "k=a=b", new TextInfo("a=b") },
        { "k=\"two words\"", new TextInfo("two words") },
        { "k='two words'", new TextInfo("two words") },
        { "k=\"it's\"", new TextInfo("it's") },
        { "k='say \"hi\"'", new TextInfo("say \"hi\"") },
        { "k=\"say \\\"hi\\\"\"", new TextInfo("say \"hi\"") },
        { "k=\"back\\\\slash\"", new TextInfo("back\\slash") },
        { "k=\"two\\nlines\"", new TextInfo("two\nlines") },
        { "k=\"\"", new TextInfo("") },
        { "k=\"5\"", new IntegerInfo(5) },
        { "k=\"1 2 3\"", new IntegerInfo([1, 2, 3]) },
        { "k=\"1 2.0 3\"", new RealInfo([1, 2, 3]) },
        { "k=\"1 2 x\"", new TextInfo("1 2 x") },
        { "k=\"T T F\"", new LogicalInfo([true, true, false]) },
        { "k={1 2 3}", new IntegerInfo([1, 2, 3]) },
        { "k={some text}", new TextInfo("some text") },
        { "k=[1, 2, 3]", new IntegerInfo([1, 2, 3]) },
        { "k=[1 2 3]", new IntegerInfo([1, 2, 3]) },
        { "k=[5]", new IntegerInfo([5]) },
        { "k=[1.0, 2]", new RealInfo([1, 2]) },
        { "k=[T, F]", new LogicalInfo([true, false]) },
        { "k=[a, \"b c\"]", new TextInfo(["a", "b c"]) },
        { "k=[\"1\", \"2\"]", new TextInfo(["1", "2"]) },
        { "k=[]", new JsonInfo("[]") },
        { "k=[[1, 2], [3, 4], [5, 6]]", new IntegerInfo([1, 2, 3, 4, 5, 6]) { Shape = [3, 2] } },
        { "k=[[1.5,2],[3,4]]", new RealInfo([1.5, 2, 3, 4]) { Shape = [2, 2] } },
        { "k=\"_JSON [[1, 2], [3, 4]]\"", new IntegerInfo([1, 2, 3, 4]) { Shape = [2, 2] } },
        { "k=\"_JSON [1.5, NaN, -Infinity]\"", new RealInfo([1.5, double.NaN, double.NegativeInfinity]) },
        { "k=\"_JSON [true, false]\"", new LogicalInfo([true, false]) },
        { "k=\"_JSON [\\\"a\\\", \\\"b c\\\"]\"", new TextInfo(["a", "b c"]) },
        { "k=\"_JSON \\\"5\\\"\"", new TextInfo("5") },
        { "k=\"_JSON \\\"two\\nlines\\\"\"", new TextInfo("two\nlines") },
        { "k=\"_JSON \\\"two\\\\nlines\\\"\"", new TextInfo("two\nlines") },
        { "k=\"_JSON {\\\"a\\\": [1, {\\\"b\\\": null}]}\"", new JsonInfo("{\"a\": [1, {\"b\": null}]}") },
        { "k=\"_JSON [[1], [2, 3]]\"", new JsonInfo("[[1], [2, 3]]") },
        { "k=\"_JSON [[[1]]]\"", new JsonInfo("[[[1]]]") },
        { "k=\"_JSON null\"", new JsonInfo("null") },
        { "\"k\"=5", new IntegerInfo(5) },
        { "stress=\"1 0 0 0 1 0 0 0 1\" k=5", new IntegerInfo(5) },
        { "k=Å", new TextInfo("Å") },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_means_what_the_grammar_says(string comment, InfoValue expected)
    {
        var value = Xyz.ReadComment(comment).FindInfo("k");
        if (expected is TextInfo { Values: ["absent"] }) Assert.Null(value);
        else StructureAssert.Same(expected, value!);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_that_was_read_is_written_so_that_it_reads_the_same(string comment, InfoValue expected)
    {
        _ = expected;
        var first = Xyz.ReadComment(comment);
        StructureAssert.Same(first, Xyz.Read(Xyz.Write(first)).Single());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("T")]
    [InlineData("nan")]
    [InlineData("1 2 3")]
    [InlineData("_JSON {")]
    [InlineData("_JSON")]
    [InlineData("tab\tand\r\nline end")]
    [InlineData(" blanks ")]
    [InlineData("[1, 2]")]
    [InlineData("{x}")]
    [InlineData("a\"b'c\\d")]
    [InlineData(",")]
    [InlineData("é ü Å 漢字")]
    public void Text_stays_text_whatever_it_looks_like(string text)
    {
        var frame = Xyz.ReadComment("k=1").With([], [new("k", new TextInfo(text)), new("next", new IntegerInfo(2))]);
        StructureAssert.Same(frame, Xyz.Read(Xyz.Write(frame)).Single());
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("with=sign")]
    [InlineData("with\"quote")]
    [InlineData("back\\slash")]
    [InlineData("[x]")]
    [InlineData("mtt::r2scan_energy")]
    [InlineData("größe")]
    public void A_key_with_special_characters_is_quoted(string key)
    {
        var frame = Xyz.ReadComment("k=1").With([], [new(key, new RealInfo(2)), new("next", new IntegerInfo(2))]);
        StructureAssert.Same(frame, Xyz.Read(Xyz.Write(frame)).Single());
    }

    [Fact]
    public void A_table_of_stress_is_a_list_of_nine_as_other_programs_write_it()
    {
        var frame = Xyz.ReadComment("stress=[[1.0,2,3],[2,4,5],[3,5,6]]");
        Assert.Equal([9], frame.FindInfo("stress")!.Shape);
        Assert.Contains("stress=\"1.0 2.0 3.0 2.0 4.0 5.0 3.0 5.0 6.0\"", Xyz.Write(frame), StringComparison.Ordinal);
    }
}
