using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>The potentials of aenet with what its own program makes of them: every folder below potentials/aenet of the reference data.</summary>
internal static class AenetCases
{
    /// <summary>Names of the folders; one that says so where there is no reference data.</summary>
    public static TheoryData<string> Folders()
    {
        var root = Environment.GetEnvironmentVariable(ReferenceData.Variable);
        var parent = string.IsNullOrEmpty(root) ? "" : Path.Combine(root, "potentials", "aenet");
        return Directory.Exists(parent) ? [.. Directory.GetDirectories(parent).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : ["none"];
    }

    /// <summary>The folder of a case; skips the test where there is none.</summary>
    public static string Require(string name) => ReferenceData.Require("potentials", "aenet", name);

    /// <summary>The potential of a folder, from its binary files or those in text form.</summary>
    public static AenetPotential Read(string folder, string ending = ".nn")
    {
        var files = Directory.GetFiles(folder).Where(f => f.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return AenetSet.Combine([.. files.Select(f => AenetFormat.Read(File.ReadAllBytes(f), f))]);
    }

    /// <summary>Every structure of a folder with energies, forces and virial of aenet.</summary>
    public static IEnumerable<(string Path, Structure Structure)> Structures(string folder)
    {
        var files = Directory.GetFiles(folder, "*.extxyz");
        Assert.NotEmpty(files);
        return files.Order(StringComparer.Ordinal).Select(f => (f, StructureFile.Read(f).Single()));
    }

    /// <summary>Evaluates a structure.</summary>
    public static (Atoms Atoms, EvaluationResult Result) Evaluate(IPotential potential, Structure structure)
    {
        var atoms = new Atoms(structure);
        return (atoms, Derivatives.Evaluate(potential, atoms));
    }

    /// <summary>The largest differences from aenet: of the energies per atom, eV; of the forces, eV/Å; of the virial, relative to its largest component.</summary>
    public static (double Energy, double LocalEnergy, double Force, double Virial) Differences(EvaluationResult result, Structure structure)
    {
        var energy = ((RealInfo)structure.FindInfo("peer_energy")!).Values[0];
        var local = ((RealColumn)structure.FindColumn("peer_local_energy")!).Values;
        var forces = ((RealColumn)structure.FindColumn("peer_forces")!).Values;
        var virial = ((RealInfo)structure.FindInfo("peer_virial")!).Values;
        double e = 0, f = 0, v = 0;
        for (var i = 0; i < structure.Count; i++)
        {
            e = Math.Max(e, Math.Abs(result.LocalEnergies[i] - local[i]));
            f = Math.Max(f, Math.Max(Math.Abs(result.Fx[i] - forces[3 * i]), Math.Max(Math.Abs(result.Fy[i] - forces[3 * i + 1]), Math.Abs(result.Fz[i] - forces[3 * i + 2]))));
        }

        var m = result.Virial;
        double[] own = [m.A.X, m.A.Y, m.A.Z, m.B.X, m.B.Y, m.B.Z, m.C.X, m.C.Y, m.C.Z];
        for (var k = 0; k < 9; k++) v = Math.Max(v, Math.Abs(own[k] - virial[k]));
        return (Math.Abs(result.Energy - energy) / Math.Abs(energy), e, f, v / virial.Max(Math.Abs));
    }

    /// <summary>The descriptors of every atom as aenet has them, before and after standardisation.</summary>
    public static (double[][] Raw, double[][] Scaled) Descriptors(string structurePath)
    {
        List<List<double>> raw = [], scaled = [];
        List<List<double>>? rows = null;
        foreach (var line in File.ReadLines(Path.ChangeExtension(structurePath, ".ref.desc")))
        {
            IEnumerable<string> words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("atom", StringComparison.Ordinal)) continue;
            if (line.StartsWith("raw", StringComparison.Ordinal) || line.StartsWith("scaled", StringComparison.Ordinal))
            {
                rows = line[0] == 'r' ? raw : scaled;
                rows.Add([]);
                words = words.Skip(1);
            }

            rows![^1].AddRange(words.Select(w => double.Parse(w, CultureInfo.InvariantCulture)));
        }

        return ([.. raw.Select(r => r.ToArray())], [.. scaled.Select(r => r.ToArray())]);
    }
}
