using System.Security.Cryptography;

namespace Lithoscope.Runtime;

/// <summary>SHA-256 as lower-case hexadecimal text: how runs name the exact content of a file.</summary>
public static class FileHash
{
    /// <summary>The hash of a file's bytes.</summary>
    /// <exception cref="InputException">The file is not there or cannot be read.</exception>
    public static string Sha256(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the file cannot be read", path, remedy: "check that it exists and may be read", inner: fault);
        }
    }

    /// <summary>The hash of a text's UTF-8 bytes.</summary>
    public static string Sha256OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
