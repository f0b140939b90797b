using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy.Tests;

/// <summary>A few of the project's own Li–Si frames: enough to train a small model in a second.</summary>
internal static class Frames
{
    /// <summary>Crystals and amorphous frames, among them both reference phases.</summary>
    public static readonly string[] Groups =
    [
        "c-Si-0", "c-Si-0.05", "c-Li-0", "c-Li-0.05", "c-LiSi-0", "c-LiSi-0.05", "a00000", "a00001", "a00002", "a00003", "a00200", "a00500",
    ];

    /// <summary>The frames of some groups of data/lisi, in the order asked for.</summary>
    public static Structure[] Of(params string[] groups)
    {
        var all = StructureFile.Read(Repository.Find("data", "lisi", "frames.extxyz")).ToLookup(f => ((TextInfo)f.FindInfo("group")!).Values[0]);
        return [.. groups.SelectMany(g => all[g].Any() ? all[g] : throw new ArgumentException($"data/lisi has no group {g}."))];
    }

    /// <summary>Writes frames as extended XYZ.</summary>
    public static string Write(string path, IEnumerable<Structure> frames)
    {
        StructureFile.Write(path, frames, "extxyz");
        return path;
    }
}
