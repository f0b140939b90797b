using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Which of the formats of simulation programs claim which reference file: only those that are theirs.</summary>
public class DetectionTests
{
    private static readonly IStructureFormat[] Formats =
    [
        new LammpsDataFormat(), new LammpsDumpFormat(), new N2p2DataFormat(), new Cp2kInputFormat(), new Cp2kOutputFormat(), new Cp2kTrajectoryFormat(),
    ];

    [Fact]
    public void Files_of_LAMMPS_n2p2_and_CP2K_are_claimed_by_their_format_and_others_by_none()
    {
        var claimed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in new[] { ReferenceData.Require("formats"), ReferenceData.Require("potentials"), ReferenceData.Require("datasets"), ReferenceData.Require("..", "engines") })
        {
            foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            {
                using var stream = File.OpenRead(path);
                using var content = GzipFile.Open(stream, path, StructureFile.HeadLength);
                var head = content.Head.ToArray();
                foreach (var format in Formats.Where(f => f.MatchesContent(head))) claimed.Add($"{format.Name} {Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}");
            }
        }

        Assert.Equal(31, claimed.Count(c => c.StartsWith("n2p2 ", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "cp2k-input cp2k/k2b.inp", "cp2k-input cp2k/li2k.inp", "cp2k-input ipi/cp.inp", "cp2k-input xas_tdp_Li3PS4/li3ps4_tdp.inp",
                "cp2k-output cp2k/k2b.out", "cp2k-output cp2k/li2k.out", "cp2k-output engines/cp2k_gapw_si8_k333.out.gz", "cp2k-output xas_tdp_Li3PS4/li3ps4_tdp.out",
                "lammps-data ipi/si8.data", "lammps-dump lammps/Al31-1200K-1ps.lammpstrj",
            ],
            claimed.Where(c => !c.StartsWith("n2p2 ", StringComparison.Ordinal)));
    }
}
