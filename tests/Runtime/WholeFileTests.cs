using Lithoscope.Tests;

namespace Lithoscope.Runtime.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Files_up_to_the_limit_are_read_and_larger_ones_are_not(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        File.WriteAllBytes(_folder["a"], bytes);
        Assert.Equal(bytes, WholeFile.Read(_folder["a"], length));
        Assert.Equal(bytes, WholeFile.Read(_folder["a"], length + 1));
        if (length > 0) Assert.Null(WholeFile.Read(_folder["a"], length - 1));
    }

    [Fact]
    public void What_does_not_say_its_length_is_read_no_further_than_the_limit()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the devices are those of Linux");
        Assert.Null(WholeFile.Read("/dev/zero", 1_000_000));
        Assert.Empty(WholeFile.Read("/dev/null", 1_000_000)!);
        Assert.NotEmpty(WholeFile.Read("/proc/self/status", 1_000_000)!);
        Assert.Equal("/dev/zero: the recipe is larger than 4 MiB; give a recipe, not a data file.", Assert.Throws<InputException>(() => ConfigReader.ReadFile("/dev/zero")).Message);
    }
}
