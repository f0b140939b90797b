using System.Text;

namespace Lithoscope.Structures.Tests;

/// <summary>Reading from and writing to text, for tests.</summary>
internal static class Xyz
{
    public static List<Structure> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static List<Structure> Read(byte[] bytes) => [.. ExtendedXyzReader.Read(new MemoryStream(bytes), "test.xyz")];

    /// <summary>A frame of one silicon atom with this comment line.</summary>
    public static Structure ReadComment(string comment) => Read($"1\n{comment}\nSi 0 0 0\n").Single();

    public static string Write(params IEnumerable<Structure> frames)
    {
        using var stream = new MemoryStream();
        new ExtendedXyzFormat().Write(stream, "test.xyz", frames, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
