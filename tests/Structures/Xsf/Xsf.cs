using System.Text;

namespace Lithoscope.Structures.Tests;

/// <summary>XSF from and to text.</summary>
internal static class Xsf
{
    public static List<Structure> Read(string text) => [.. XsfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "test.xsf")];

    public static string Write(params Structure[] frames)
    {
        using var stream = new MemoryStream();
        new XsfFormat().Write(stream, "test.xsf", frames);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
