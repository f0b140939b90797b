using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>What the readers of LAMMPS's files of potentials share.</summary>
internal static class LammpsFile
{
    private const int Largest = 1 << 30;

    /// <summary>The whole content of a file.</summary>
    /// <exception cref="InputException">It cannot be read, or is larger than any potential.</exception>
    public static byte[] Load(string path)
    {
        try
        {
            return WholeFile.Read(path, Largest) ?? throw new InputException("the file is larger than 1 GiB, which no potential of this family is", path, remedy: "check that this is the right file");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the file cannot be read", path, remedy: "check the path and the rights to it", inner: fault);
        }
    }

    /// <summary>The message of a fault of arguments, without the name of the argument.</summary>
    public static string Sentence(ArgumentException fault)
    {
        var at = fault.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return at < 0 ? fault.Message : fault.Message[..at];
    }
}
