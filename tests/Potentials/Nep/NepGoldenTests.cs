using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>Every case of the reference folder: energies, forces, virials and descriptors of the home program.</summary>
public class NepGoldenTests
{
    [Fact]
    public void Energies_forces_virials_and_descriptors_agree_with_the_home_program()
    {
        var faults = new List<string>();
        var count = 0;
        foreach (var (potential, structure, name) in Cases())
        {
            count++;
            Compare(potential, structure, name, new(1e-9, 1e-8, 1e-7), faults);
            CompareDescriptors(potential, structure, name, faults);
        }

        Assert.True(count > 0, "the reference folder holds no cases");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Potentials_are_recognised_by_content()
    {
        foreach (var folder in Directory.GetDirectories(ReferenceData.Require("potentials", "nep")))
        {
            foreach (var file in Directory.GetFiles(folder)) Assert.Equal(file.EndsWith(".txt", StringComparison.Ordinal), new NepFormat().Recognises(PotentialSource.Of(file)));
        }
    }

    /// <summary>Potential, structure and name of every case; skips where there is no reference folder.</summary>
    internal static IEnumerable<(NepPotential Potential, string Structure, string Name)> Cases()
    {
        foreach (var folder in Directory.GetDirectories(ReferenceData.Require("potentials", "nep")).Order(StringComparer.Ordinal))
        {
            var potential = NepPotential.Read(Directory.GetFiles(folder, "*.txt").Single());
            foreach (var structure in Directory.GetFiles(folder, "*.extxyz").Order(StringComparer.Ordinal)) yield return (potential, structure, $"{Path.GetFileName(folder)}/{Path.GetFileName(structure)}");
        }
    }

    /// <summary>Compares with what the file of a structure says.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="path">The structure with the peer's results.</param>
    /// <param name="name">The case's name.</param>
    /// <param name="tolerance">Relative to the energy; eV/Å; relative to the largest component of the virial.</param>
    /// <param name="faults">Where disagreements are noted.</param>
    internal static void Compare(IPotential potential, string path, string name, (double Energy, double Force, double Virial) tolerance, List<string> faults)
    {
        var frame = StructureFile.Read(path).Single();
        var result = Derivatives.Evaluate(potential, new Atoms(frame));
        void Check(string what, double difference, double allowed)
        {
            if (!(difference <= allowed)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {what} differs by {difference:g3}, {allowed:g3} is allowed"));
        }

        var energy = Reals(frame, "peer_energy")[0];
        Check("energy", Math.Abs(result.Energy - energy), tolerance.Energy * Math.Abs(energy));
        var local = ((RealColumn)frame.FindColumn("peer_local_energy")!).Values;
        var forces = ((RealColumn)frame.FindColumn("peer_forces")!).Values;
        for (var i = 0; i < frame.Count; i++)
        {
            Check($"energy of atom {i}", Math.Abs(result.LocalEnergies[i] - local[i]), tolerance.Energy * Math.Max(1, Math.Abs(local[i])));
            Check($"force on atom {i}", Math.Max(Math.Abs(result.Fx[i] - forces[3 * i]), Math.Max(Math.Abs(result.Fy[i] - forces[3 * i + 1]), Math.Abs(result.Fz[i] - forces[3 * i + 2]))), tolerance.Force);
        }

        var virial = Reals(frame, "peer_virial");
        for (var c = 0; c < 9; c++) Check($"virial {c}", Math.Abs(Component(result.Virial, c) - virial[c]), tolerance.Virial * virial.Max(Math.Abs));
    }

    private static void CompareDescriptors(NepPotential potential, string path, string name, List<string> faults)
    {
        var reference = Path.ChangeExtension(path, ".ref.desc");
        if (!File.Exists(reference)) return;
        var scaled = !File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "README.md")).Contains("raw descriptors", StringComparison.Ordinal);
        var rows = File.ReadLines(reference).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..].Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        var atoms = new Atoms(StructureFile.Read(path).Single());
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        var found = potential.Descriptors(atoms, list, scaled);
        var width = potential.DescriptorCount(0);
        Assert.Equal(atoms.Count, rows.Length);
        for (var d = 0; d < width; d++)
        {
            var largest = rows.Max(r => Math.Abs(r[d]));
            for (var i = 0; i < rows.Length; i++)
            {
                Assert.Equal(width, rows[i].Length);
                var difference = Math.Abs(found[i * width + d] - rows[i][d]);
                if (!(difference <= 1e-10 * largest)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: descriptor {d} of atom {i} differs by {difference:g3} of {largest:g3}"));
            }
        }
    }

    private static double[] Reals(Structure frame, string key) => frame.FindInfo(key) switch
    {
        RealInfo reals => reals.Values,
        IntegerInfo integers => [.. integers.Values.Select(v => (double)v)],
        var other => throw new InvalidOperationException($"{key} is {other}"),
    };

    private static double Component(Matrix3D matrix, int c)
    {
        var row = matrix[c / 3];
        return (c % 3) switch { 0 => row.X, 1 => row.Y, _ => row.Z };
    }
}
