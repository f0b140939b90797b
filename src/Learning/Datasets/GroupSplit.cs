using Lithoscope.Numerics;

namespace Lithoscope.Learning;

/// <summary>
/// Splits samples into training and test sets by group, so that samples that belong together (the atoms of a frame, the frames of a trajectory)
/// never stand on both sides. Each group's side is a function of the seed and the group's name alone: a data set that grows keeps its old split.
/// </summary>
public static class GroupSplit
{
    /// <summary>Whether a group belongs to the test set.</summary>
    /// <param name="group">The group's name.</param>
    /// <param name="testFraction">Expected share of groups in the test set, 0 to 1.</param>
    /// <param name="seed">The run's seed.</param>
    public static bool IsTest(string group, double testFraction, ulong seed) => Position(group, seed) < testFraction;

    /// <summary>Where a group falls in [0, 1), uniformly over groups.</summary>
    public static double Position(string group, ulong seed) => new RandomStream(seed, "split by group", RandomStream.Hash(group)).NextDouble();

    /// <summary>Numbers groups in order of first appearance.</summary>
    /// <returns>The index of each sample's group, and the names.</returns>
    public static (int[] Index, string[] Names) Number(IReadOnlyList<string> groups)
    {
        var names = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = new int[groups.Count];
        for (var k = 0; k < groups.Count; k++)
        {
            if (!known.TryGetValue(groups[k], out index[k]))
            {
                index[k] = known[groups[k]] = names.Count;
                names.Add(groups[k]);
            }
        }

        return (index, [.. names]);
    }
}
