namespace Lithoscope.Runtime.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void Writing_replaces_the_whole_file_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder["deep", "a.txt"];
        AtomicFile.WriteText(path, "a long first text");
        AtomicFile.WriteText(path, "second ✓");
        Assert.Equal("second ✓"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(folder["deep"]));
    }

    [Fact]
    public void Links_stay_links_and_devices_stay_devices()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("links and devices of Unix");
        using var folder = new TemporaryFolder();
        var real = folder.Write("real.txt", "old");
        File.CreateSymbolicLink(folder["link.txt"], real);
        AtomicFile.WriteText(folder["link.txt"], "new");
        Assert.Equal("new", File.ReadAllText(real));
        Assert.Equal(real, new FileInfo(folder["link.txt"]).LinkTarget);
        AtomicFile.WriteText("/dev/null", "gone");
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.txt", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Hashes_are_those_of_sha256()
    {
        using var folder = new TemporaryFolder();
        const string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-4, example 'abc'
        Assert.Equal(abc, FileHash.Sha256OfText("abc"));
        Assert.Equal(abc, FileHash.Sha256(folder.Write("abc", "abc")));
        Assert.Throws<InputException>(() => FileHash.Sha256(folder["absent"]));
    }
}
