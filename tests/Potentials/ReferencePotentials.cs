using Lithoscope.Runtime;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>Every potential of the reference data, whatever its family, found as a user's file would be.</summary>
internal static class ReferencePotentials
{
    /// <summary>Family/case of each folder; one that says so where there is no reference data.</summary>
    public static TheoryData<string> Folders()
    {
        var root = Environment.GetEnvironmentVariable(ReferenceData.Variable);
        var parent = string.IsNullOrEmpty(root) ? "" : Path.Combine(root, "potentials");
        if (!Directory.Exists(parent)) return ["none/none"];
        return [.. Directory.GetDirectories(parent).SelectMany(Directory.GetDirectories).Select(d => Path.GetRelativePath(parent, d)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Where the potential of a folder lies; skips the test where there is none.</summary>
    public static PotentialSource Source(string name)
    {
        var folder = ReferenceData.Require(["potentials", .. name.Split('/')]);
        var whole = PotentialSource.Of(folder);
        if (PotentialFile.Formats.Any(f => f.Recognises(whole))) return whole;
        return Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => PotentialSource.Of(f)).First(s => PotentialFile.Formats.Any(f => f.Recognises(s)));
    }

    /// <summary>The potential of a folder, or null where it is one that is refused by name.</summary>
    public static IPotential? Read(string name)
    {
        try
        {
            return PotentialFile.Read(Source(name));
        }
        catch (InputException fault) when (fault.Message.Contains("charge equilibration", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>The smallest structure of a folder.</summary>
    public static Atoms SmallestStructure(string name)
    {
        var folder = ReferenceData.Require(["potentials", .. name.Split('/')]);
        return new(Directory.GetFiles(folder, "*.extxyz").Order(StringComparer.Ordinal).Select(f => StructureFile.Read(f).Single()).MinBy(s => s.Count)!);
    }
}
