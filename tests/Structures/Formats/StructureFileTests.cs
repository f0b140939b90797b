using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class StructureFileTests
{
    private const string Poscar = "Si\n1.0\n4 0 0\n0 5 0\n0 0 6\nSi\n1\nDirect\n0 0 0\n";

    [Theory]
    [InlineData("a.xyz", "1\n\nSi 0 0 0\n", 1)]
    [InlineData("a.unknown", "1\n\nSi 0 0 0\n", 1)]
    [InlineData("a.vasp", "1\n\nSi 0 0 0\n", 1)]
    [InlineData("a.xyz", Poscar, 1)]
    [InlineData("POSCAR", Poscar, 1)]
    [InlineData("x", "1\n1.0\n4 0 0\n0 5 0\n0 0 6\nSi_pv\n1\nDirect\n0 0 0\n", 1)]
    [InlineData("x", "1\n1.0\n4 0 0\n0 5 0\n0 0 6\nSi/0a\n1\nDirect\n0 0 0\n", 1)]
    [InlineData("x", "5\n1.0\n14 0 0 0\n14 1 0 0\n14 0 0 0\n14 0 0 1\n14 1 1 1\n", 5)]
    public void The_format_is_found_by_content(string name, string text, int atoms)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(atoms, StructureFile.Read(folder.Write(name, text), cancellationToken: TestContext.Current.CancellationToken).Single().Count);
    }

    [Theory]
    [InlineData("a.xyz", "hello\n", "expected a number of atoms")]
    [InlineData("POSCAR", "hello\n", "ends before the scale factor")]
    [InlineData("a.txt", "hello\n", "not recognised")]
    [InlineData("a.xyz", "", "the file is empty")]
    [InlineData("a.xyz", "\n \n", "the file is empty")]
    public void What_cannot_be_read_is_refused_in_one_sentence(string name, string text, string what)
    {
        using var folder = new TemporaryFolder();
        var fault = Assert.Throws<InputException>(() => StructureFile.Read(folder.Write(name, text), cancellationToken: TestContext.Current.CancellationToken).ToList());
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void Missing_files_and_folders_are_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InputException>(() => StructureFile.Read(folder["absent.xyz"], cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(() => StructureFile.Read(folder.Path, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(() => StructureFile.Read(folder["absent.xyz"], "nonsense", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Frames_are_written_in_the_format_of_the_name_or_the_one_asked_for()
    {
        using var folder = new TemporaryFolder();
        var frame = new Structure([14], [1, 2, 3], 5 * Matrix3D.Identity, Periodicity.Full);
        foreach (var (name, format) in new[] { ("a.extxyz", null), ("b.XYZ", null), ("POSCAR", null), ("c.vasp", null), ("d", "extxyz"), ("e", "poscar"), ("new/f.xyz", null) })
        {
            StructureFile.Write(folder[name], [frame], format, cancellationToken: TestContext.Current.CancellationToken);
            var again = StructureFile.Read(folder[name], format, cancellationToken: TestContext.Current.CancellationToken).Single();
            Assert.Equal((14, frame.Cell, frame.Periodicity), (again.AtomicNumbers[0], again.Cell, again.Periodicity));
            Assert.Equal(3, again.Position(0).Z, 1e-12);
        }

        Assert.Throws<InputException>(() => StructureFile.Write(folder["x.unknown"], [frame], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_file_that_cannot_be_finished_is_not_begun()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.xyz", "1\n\nLi 0 0 0\n");
        IEnumerable<Structure> Failing()
        {
            yield return new Structure([14], [0, 0, 0]);
            throw new InvalidOperationException();
        }

        Assert.Throws<InvalidOperationException>(() => StructureFile.Write(folder["a.xyz"], Failing(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(3, StructureFile.Read(folder["a.xyz"], cancellationToken: TestContext.Current.CancellationToken).Single().AtomicNumbers[0]);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Names_that_a_format_cannot_hold_are_a_fault_of_the_input()
    {
        var frame = new Structure([14], [0, 0, 0], info: [new("pbc", new TextInfo("x"))]);
        Assert.Throws<InputException>(() => new ExtendedXyzFormat().Write(new MemoryStream(), "a.xyz", [frame], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Compressed_files_are_read_and_written()
    {
        using var folder = new TemporaryFolder();
        Structure[] frames = [.. Enumerable.Range(0, 5000).Select(i => new Structure([14], [i, 2, 3], 5 * Matrix3D.Identity, Periodicity.Full))];
        StructureFile.Write(folder["a.xyz.gz"], frames, cancellationToken: TestContext.Current.CancellationToken);
        var bytes = File.ReadAllBytes(folder["a.xyz.gz"]);
        Assert.Equal([0x1F, 0x8B], bytes[..2]);
        // Found by content: the name does not matter.
        File.Move(folder["a.xyz.gz"], folder["b"]);
        Assert.Equal(frames.Select(f => f.Position(0).X), StructureFile.Read(folder["b"], cancellationToken: TestContext.Current.CancellationToken).Select(f => f.Position(0).X));
        StructureFile.Write(folder["POSCAR.GZ"], [frames[1]], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, StructureFile.Read(folder["POSCAR.GZ"], cancellationToken: TestContext.Current.CancellationToken).Single().Position(0).X, 1e-12);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Damaged_compressed_files_are_refused(double share)
    {
        var content = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(content, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            new ExtendedXyzFormat().Write(gzip, "a", Enumerable.Range(0, 30_000).Select(i => new Structure([14], [Math.Sin(i), Math.Cos(i), 3])), TestContext.Current.CancellationToken);
        }

        // Cut off, then a byte changed in the middle.
        var bytes = content.ToArray();
        var cut = Assert.Throws<InputException>(() => StructureFile.Read(new MemoryStream(bytes[..(int)(share * bytes.Length)]), "a.xyz.gz", cancellationToken: TestContext.Current.CancellationToken).Count());
        Assert.NotNull(cut.Remedy);
        bytes[(int)(share * bytes.Length)] ^= 0xFF;
        Assert.Throws<InputException>(() => StructureFile.Read(new MemoryStream(bytes), "a.xyz.gz", cancellationToken: TestContext.Current.CancellationToken).Count());
    }
}
