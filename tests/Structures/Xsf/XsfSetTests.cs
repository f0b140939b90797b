using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class XsfSetTests
{
    [Fact]
    public void A_folder_is_read_in_natural_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var n in new[] { 10, 2, 1 }) folder.Write($"image{n}.xsf", $"ATOMS\nSi {n} 0 0\n");
        folder.Write("image2.ref", "not a structure");
        folder.Write(".hidden.xsf", "not a structure");
        var frames = StructureFile.Read(folder.Path).ToList();
        Assert.Equal([1.0, 2, 10], frames.Select(f => f.Position(0).X));
        Assert.Equal([folder["image1.xsf"], folder["image2.xsf"], folder["image10.xsf"]], frames.Select(f => f.Origin.File!));
        Assert.Equal(3, StructureFile.Read(folder.Path, "xsf-set").Count());
    }

    [Theory]
    [InlineData("a2", "a10", -1)]
    [InlineData("a02", "a2", -1)]
    [InlineData("a2b", "a2", 1)]
    [InlineData("b1", "a2", 1)]
    [InlineData("a00000000000000000000000000000000000010", "a9", 1)]
    [InlineData("1a", "a1", -1)]
    [InlineData("x", "x", 0)]
    public void Natural_order(string x, string y, int expected)
    {
        Assert.Equal(expected, Math.Sign(NaturalOrder.Instance.Compare(x, y)));
        Assert.Equal(-expected, Math.Sign(NaturalOrder.Instance.Compare(y, x)));
    }

    [Theory]
    [InlineData("new/", null)]
    [InlineData("new", "xsf-set")]
    [InlineData("a/b/new/", null)]
    public void A_set_is_written_and_read_back(string name, string? format)
    {
        using var folder = new TemporaryFolder();
        Structure[] frames = [.. Enumerable.Range(0, 12).Select(i => new Structure([14], [i, 0, 0], 5 * Matrix3D.Identity, Periodicity.Full, info: [new("energy", new RealInfo(-1.5 * i))]))];
        StructureFile.Write(folder[name], frames, format);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => i.ToString("D6", CultureInfo.InvariantCulture) + ".xsf"), Directory.GetFiles(folder[name]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var again = StructureFile.Read(folder[name]).ToList();
        for (var i = 0; i < 12; i++) StructureAssert.Same(frames[i], again[i]);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));

        var fault = Assert.Throws<InputException>(() => StructureFile.Write(folder[name], frames, format));
        Assert.Contains("not empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_cannot_be_finished_is_not_begun()
    {
        using var folder = new TemporaryFolder();
        Structure[] frames = [new([14], [0, 0, 0]), new([14], [0, 0, 0], Matrix3D.Identity, new(false, true, false))];
        Assert.Throws<InputException>(() => StructureFile.Write(folder["set/"], frames));
        Assert.Throws<InputException>(() => StructureFile.Write(folder["set/"], []));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Directory.CreateDirectory(folder["empty"]);
        StructureFile.Write(folder["empty/"], frames[..1]);
        Assert.Single(Directory.GetFiles(folder["empty"]));
    }

    [Fact]
    public void Folders_and_streams_that_are_no_sets_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("this is a folder", Assert.Throws<InputException>(() => StructureFile.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("this is a folder", Assert.Throws<InputException>(() => StructureFile.Read(folder.Path, "xsf")).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => StructureFile.Read(folder.Path, "xsf-set").ToList());
        folder.Write("file", "ATOMS\nSi 0 0 0\n");
        Assert.Contains("is a folder, not a file", Assert.Throws<InputException>(() => StructureFile.Read(folder["file"], "xsf-set").ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("in the way", Assert.Throws<InputException>(() => StructureFile.Write(folder["file"], [new([14], [0, 0, 0])], "xsf-set")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_an_input_of_aenet_is_read_in_its_order()
    {
        using var folder = new TemporaryFolder();
        for (var n = 1; n <= 3; n++) folder.Write($"xsf/s{n}.xsf", $"# total energy = {n}.0 eV\n\nATOMS\nSi {n} 0 0\n");
        const string Head = "! a set\nOUTPUT LiSi.train\n\nTYPES\n2\nLi -190.2 | eV\nSi -100.5\n\nSETUPS\nLi Li.stp\nSi Si.stp\n\n";
        var list = folder.Write("set.in", Head + "FILES\n 2\n./xsf/s3.xsf\n! left out\n'xsf/s1.xsf'\n");
        var frames = StructureFile.Read(list).ToList();
        Assert.Equal([3.0, 1], frames.Select(f => f.Position(0).X));
        Assert.Equal([3.0, 1], frames.Select(f => StructureLabels.Energy(f)));
        Assert.EndsWith("s1.xsf", frames[1].Origin.File, StringComparison.Ordinal);

        foreach (var (text, what) in new[] { (Head, "no list FILES"), (Head + "FILES\nx\n", "number of files"), (Head + "FILES\n2\nxsf/s1.xsf\n", "ends after 1 of its 2"), (Head + "FILES\n1\nabsent.xsf\n", "no file 'absent.xsf'") })
        {
            var fault = Assert.Throws<InputException>(() => StructureFile.Read(folder.Write("generate.in", text)).ToList());
            Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Lists_survive_damage()
    {
        using var folder = new TemporaryFolder();
        for (var n = 1; n <= 3; n++) folder.Write($"s{n}.xsf", $"ATOMS\nSi {n} 0 0\n");
        Mutations.Survive(
            [.. new[] { "TYPES\n1\nSi -100.5\n\nFILES\n3\ns1.xsf\n's2.xsf'\n./s3.xsf\n", "! a set\nFILES\n1\ns1.xsf\n" }.Select(Encoding.UTF8.GetBytes)],
            stream => new AenetListFormat().Read(stream, folder["generate.in"]), seed: 70_000, "FILES\n", "s1.xsf\n", "!", "9999999999\n");
    }
}
