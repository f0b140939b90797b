using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class SpaceGroupTests
{
    // The last space group of each geometric class and the order of its point group: International Tables A, table 2.1.1.1.
    private static readonly (int Last, int Order)[] PointGroups =
    [
        (1, 1), (5, 2), (9, 2), (15, 4), (24, 4), (46, 4), (74, 8), (80, 4), (82, 4), (88, 8), (98, 8), (110, 8), (122, 8), (142, 16), (146, 3), (148, 6), (155, 6),
        (161, 6), (167, 12), (173, 6), (174, 6), (176, 12), (182, 12), (186, 12), (190, 12), (194, 24), (199, 12), (206, 24), (214, 24), (220, 24), (230, 48),
    ];

    [Fact]
    public void Every_setting_is_a_group_of_the_order_of_its_point_group_times_its_centring()
    {
        Assert.Equal(530, SpaceGroupSetting.All.Count);
        Assert.Equal(Enumerable.Range(1, 230), SpaceGroupSetting.All.Select(s => s.Number).Distinct());
        foreach (var setting in SpaceGroupSetting.All)
        {
            var operations = setting.Operations();
            var number = setting.Number == 2 ? 5 : setting.Number;
            var centring = setting.Symbol[0] switch { 'P' => 1, 'F' => 4, 'R' => setting.Choice == "R" ? 1 : 3, _ => 2 };
            Assert.True(operations.Length == centring * PointGroups.First(g => number <= g.Last).Order, $"{setting}: {operations.Length}");
            Assert.Equal(SymmetryOperationText.Identity, operations[0]);
            Assert.Equal(operations.Length, operations.Distinct().Count());
        }

        Assert.Equal(192, SpaceGroupSetting.Find(225)[0].Operations().Length);
    }

    [Fact]
    public void Hall_symbols_give_the_operations_of_spglib()
    {
        const string Script = """
            try:
                import spglib
            except ImportError:
                sys.exit(77)
            for hall in range(1, 531):
                s = spglib.get_symmetry_from_database(hall)
                print(" ".join(map(str, numpy.concatenate([s["rotations"].reshape(-1, 9), numpy.rint(24 * s["translations"]).astype(int) % 24], axis=1).ravel())))
            """;
        var rows = SystemPython.Run(Script, "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(530, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var theirs = rows[i].Split(' ').Chunk(12).Select(o => string.Join(' ', o)).ToHashSet();
            var ours = SpaceGroupSetting.All[i].Operations().Select(Text).ToHashSet();
            Assert.True(ours.SetEquals(theirs), SpaceGroupSetting.All[i].ToString());
        }
    }

    [Theory]
    [InlineData("F d -3 m", 227, "2")]
    [InlineData("Fd-3m", 227, "2")]
    [InlineData("F d -3 m :1", 227, "1")]
    [InlineData("Fd-3m:2", 227, "2")]
    [InlineData("F D -3 M S", 227, "1")]
    [InlineData("F d -3 m Z", 227, "2")]
    [InlineData("F d 3 m", 227, "2")]
    [InlineData("F 41/d -3 2/m", 227, "2")]
    [InlineData("R -3 m", 166, "H")]
    [InlineData("R -3 m :H", 166, "H")]
    [InlineData("R-3m:r", 166, "R")]
    [InlineData("R -3 m R", 166, "R")]
    [InlineData("R_-3_m_h", 166, "H")]
    [InlineData("P 1 21/c 1", 14, "b1")]
    [InlineData("P2_1/c", 14, "b1")]
    [InlineData("P 21/n", 14, "b2")]
    [InlineData("P 1 1 21/b", 14, "c3")]
    [InlineData("P 21/c:c1", 14, "c1")]
    [InlineData("C2/m", 12, "b1")]
    [InlineData("I 1 2/m 1", 12, "b3")]
    [InlineData("P 2", 3, "b")]
    [InlineData("B 2", 5, "c2")]
    [InlineData("P 21 21 21", 19, "")]
    [InlineData("p n m a", 62, "")]
    [InlineData("Pbnm", 62, "cab")]
    [InlineData("C m c a", 64, "")]
    [InlineData("Cmce", 64, "")]
    [InlineData("P 42/m n m", 136, "")]
    [InlineData("P n n n:1", 48, "1")]
    [InlineData("P 63/m m c", 194, "")]
    [InlineData("P m 3 m", 221, "")]
    [InlineData("I a -3 d", 230, "")]
    public void Symbols_in_their_spellings(string symbol, int number, string choice)
    {
        var found = SpaceGroupSetting.Find(symbol);
        Assert.Equal((number, choice), (found[0].Number, found[0].Choice));
    }

    [Fact]
    public void Every_symbol_of_the_table_finds_its_setting_and_every_number_its_default()
    {
        foreach (var setting in SpaceGroupSetting.All)
        {
            Assert.Contains(setting, SpaceGroupSetting.Find(setting.Choice.Length > 0 ? setting.Symbol + ":" + setting.Choice : setting.Symbol));
            Assert.Equal(setting.Number, SpaceGroupSetting.Find(setting.Symbol)[0].Number);
        }

        Assert.Equal("b1", SpaceGroupSetting.Find(14)[0].Choice);
        Assert.Equal("2", SpaceGroupSetting.Find(141)[0].Choice);
        Assert.Equal("H", SpaceGroupSetting.Find(167)[0].Choice);
        Assert.Empty(SpaceGroupSetting.Find("P 7"));
        Assert.Empty(SpaceGroupSetting.Find("F d -3 m :3"));
        Assert.Empty(SpaceGroupSetting.Find(""));
    }

    [Theory]
    [InlineData("P 2 2 -1n", "P 2 2 -1n (0 0 0)")]
    [InlineData("P 31 2c (0 0 1)", "P 31 2c (x,y,z+1/12)")]
    [InlineData("-P 2y", "-P 2 (y,z,x)")]
    [InlineData("P 3 2\"", "P 3 2''")]
    [InlineData("-P 2ac 2ab", "-p_2ac_2ab")]
    public void Hall_symbols_that_are_the_same(string one, string other) =>
        Assert.Equal(HallSymbol.Operations(one)!.Select(Text).Order(), HallSymbol.Operations(other)!.Select(Text).Order());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Q 2")]
    [InlineData("P 5")]
    [InlineData("P 2q")]
    [InlineData("P 2 2 2")]
    [InlineData("P 3'")]
    [InlineData("P 32*")]
    [InlineData("P 45")]
    [InlineData("P 2 (0 0)")]
    [InlineData("P 2 (0 0 1")]
    [InlineData("P 4 3 6x")]
    [InlineData("P -")]
    public void What_is_no_Hall_symbol(string symbol) => Assert.Null(HallSymbol.Operations(symbol));

    [Theory]
    [InlineData("x,y,z", 1, 2, 3)]
    [InlineData(" -X , 1/2+Y, z - .25 ", -1, 2.5, 2.75)]
    [InlineData("x-y,x,z+0.3333", -1, 1, 3 + 1.0 / 3)]
    [InlineData("-y+2/3, x-y+1/3, +z", -2 + 2.0 / 3, -1 + 1.0 / 3, 3)]
    [InlineData("1*x, y, 1 / 2 + z", 1, 2, 3.5)]
    public void Operations_as_text(string text, double x, double y, double z)
    {
        Assert.True(SymmetryOperationText.TryParse(text, out var operation));
        Assert.InRange((operation.Apply(new(1, 2, 3)) + -1 * new Vector3D(x, y, z)).Norm, 0, 1e-14);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x,y")]
    [InlineData("x,y,z,t")]
    [InlineData("x,y,")]
    [InlineData("x,x,z")]
    [InlineData("x,y,w")]
    [InlineData("x y,y,z")]
    [InlineData("x/2,y,z")]
    [InlineData("x,y,z+1/0")]
    [InlineData("x+,y,z")]
    [InlineData("1.2.3+x,y,z")]
    public void What_is_no_operation(string text) => Assert.False(SymmetryOperationText.TryParse(text, out _));

    private static string Text(SymmetryOperation o)
    {
        int[] numbers = [.. new[] { o.A, o.B, o.C }.SelectMany(r => new[] { r.A, r.B, r.C }), Unit(o.Translation.X), Unit(o.Translation.Y), Unit(o.Translation.Z)];
        return string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        static int Unit(double t) => (int)Math.Round(24 * t) % 24;
    }
}
