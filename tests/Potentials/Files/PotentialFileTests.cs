using Lithoscope.Runtime;

namespace Lithoscope.Potentials.Tests;

public class PotentialFileTests
{
    [Fact]
    public void A_set_of_files_keeps_its_elements_and_their_order()
    {
        var source = PotentialFile.Locate("Si=a/Si.nn, Li = b=1/Li.nn", PotentialUnits.HartreeBohr);
        Assert.Equal([new("Si", "a/Si.nn"), new("Li", "b=1/Li.nn")], source.Files);
        Assert.Equal(PotentialUnits.HartreeBohr, source.Units);
    }

    [Theory]
    [InlineData("Li=Li.nn,Si=", "'Si=' in the set of potentials is not of the form Element=file")]
    [InlineData("Li=Li.nn,,Si=Si.nn", "'' in the set of potentials is not of the form Element=file")]
    [InlineData("Qq=Li.nn", "'Qq' in the set of potentials is not an element")]
    [InlineData("Li=a.nn,Li=b.nn", "Li occurs twice")]
    [InlineData(" ", "the name of the potential is empty")]
    public void A_malformed_set_is_refused_with_a_remedy(string text, string what)
    {
        var fault = Assert.Throws<InputException>(() => PotentialFile.Locate(text));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void What_is_not_there_or_not_known_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("lithoscope-potential-").FullName;
        try
        {
            var file = Path.Combine(folder, "notes.txt");
            File.WriteAllText(file, "no potential\n");
            Assert.Contains("there is no such file", Assert.Throws<InputException>(() => PotentialFile.Read(file + "x")).Message, StringComparison.Ordinal);
            Assert.Contains("this file holds no potential of a known family", Assert.Throws<InputException>(() => PotentialFile.Read(file)).Message, StringComparison.Ordinal);
            Assert.Contains("this folder holds no potential of a known family", Assert.Throws<InputException>(() => PotentialFile.Read(folder)).Message, StringComparison.Ordinal);
            Assert.Contains("this is a folder", Assert.Throws<InputException>(() => PotentialFile.Read("Li=" + folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
