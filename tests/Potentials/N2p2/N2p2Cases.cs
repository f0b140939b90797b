using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>The golden cases of n2p2: every folder, and every structure in it with what the peer gives for it, in the peer's units.</summary>
internal static class N2p2Cases
{
    /// <summary>The folders; empty where the reference is not there, so that a test that goes through them is skipped first.</summary>
    public static IEnumerable<string> Folders()
    {
        var root = ReferenceData.Require("potentials", "n2p2");
        return Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, N2p2Files.InputName))).Order(StringComparer.Ordinal);
    }

    /// <summary>Whether a potential is of a later generation than the second, by what its input says.</summary>
    public static bool IsOfLaterGeneration(string folder) =>
        File.ReadLines(Path.Combine(folder, N2p2Files.InputName)).Select(l => l.Split('#', '!')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Any(w => w.Length > 1 && w[0] is "nnp_type" or "nnp_generation" or "nnp_gen" or "nnp_type_gen" && w[1] is not ("2" or "2G-HDNNP"));

    /// <summary>The structures of a folder: the peer's results of the .extxyz files on the atoms of the .data files, which are what the peer was given, with twelve decimals.</summary>
    public static IEnumerable<(string Path, Structure Structure)> Structures(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.extxyz").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(path);
            using var given = File.OpenRead(Path.ChangeExtension(path, ".data"));
            foreach (var (results, atoms) in ExtendedXyzReader.Read(stream, path).Zip(N2p2DataReader.Read(given, path)).ToList())
            {
                Assert.Equal(results.AtomicNumbers.ToArray(), atoms.AtomicNumbers.ToArray());
                for (var k = 0; k < results.Positions.Length; k++) Assert.Equal(results.Positions[k], atoms.Positions[k], 1e-12);
                yield return (path, new Structure([.. atoms.AtomicNumbers], [.. atoms.Positions], atoms.Cell, atoms.Periodicity).With(results.Columns, results.Info));
            }
        }
    }

    /// <summary>Whether the peer's numbers are in Bohr and Hartree.</summary>
    public static bool IsAtomic(Structure structure) => ((Structures.TextInfo)structure.FindInfo("units")!).Values[0].Contains("bohr", StringComparison.OrdinalIgnoreCase);

    public static double[] Info(Structure structure, string name) => ((RealInfo)structure.FindInfo(name)!).Values;

    public static double[] Column(Structure structure, string name) => ((RealColumn)structure.FindColumn(name)!).Values;

    /// <summary>The atoms, with lengths multiplied.</summary>
    public static Atoms Scaled(Structure structure, double unit)
    {
        var cell = structure.Cell is { } c ? new Matrix3D(unit * c.A, unit * c.B, unit * c.C) : (Matrix3D?)null;
        return new(new Structure([.. structure.AtomicNumbers], [.. structure.Positions.ToArray().Select(x => unit * x)], cell, structure.Periodicity));
    }

    /// <summary>Rows of a file of descriptors: the numbers of each atom after index, symbol and count.</summary>
    public static List<double[]> Descriptors(string path)
    {
        var rows = new List<double[]>();
        foreach (var line in File.ReadLines(path).Where(l => !l.StartsWith('#') && l.Trim().Length > 0))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            double[] row = [.. words.Skip(3).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
            Assert.Equal(int.Parse(words[2], CultureInfo.InvariantCulture), row.Length);
            rows.Add(row);
        }

        return rows;
    }
}
