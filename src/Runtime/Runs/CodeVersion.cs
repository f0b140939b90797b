using System.Reflection;
using System.Security.Cryptography;

namespace Lithoscope.Runtime;

/// <summary>Which program made a result: version for people, build for exactness.</summary>
/// <param name="Version">The version with the commit it was built from, such as <c>0.1.0+a1b2c3d</c>.</param>
/// <param name="Build">The first 16 hexadecimal digits of a SHA-256 over the program's own assemblies.</param>
public sealed record CodeVersion(string Version, string Build)
{
    private static readonly Lazy<CodeVersion> Running = new(Read);

    /// <summary>The program that is running.</summary>
    public static CodeVersion Current => Running.Value;

    private static CodeVersion Read()
    {
        var version = typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var plus = version.IndexOf('+', StringComparison.Ordinal);
        if (plus >= 0 && version.Length > plus + 13) version = version[..(plus + 13)];

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "Lithoscope.*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return new CodeVersion(version, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }
}
