using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>Against n2p2 itself, over all folders that the reference holds.</summary>
public class N2p2GoldenTests
{
    private static readonly Dictionary<string, Dictionary<int, double[]>> Columns = [];

    [Fact]
    public void Energies_forces_and_virials_are_those_of_the_peer() => OverAll(evaluations: (folder, path, structure) =>
    {
        var potential = Assert.IsType<N2p2Potential>(PotentialFile.Read(folder));
        var result = Derivatives.Evaluate(potential, N2p2Cases.Scaled(structure, 1));
        Compare(path, structure, AtomEnergies(folder), result, 1, 1);
    });

    [Fact]
    public void Files_in_Hartree_and_Bohr_give_energies_and_forces_in_eV_and_Angstrom() => OverAll(evaluations: (folder, path, structure) =>
    {
        if (!N2p2Cases.IsAtomic(structure)) return;
        var potential = PotentialFile.Read(Path.Combine(folder, "input.nn"), PotentialUnits.HartreeBohr);
        var result = Derivatives.Evaluate(potential, N2p2Cases.Scaled(structure, Unit.Bohr));
        Compare(path, structure, AtomEnergies(folder), result, Unit.Bohr, Unit.Hartree);
    });

    [Fact]
    public void Descriptors_are_those_of_the_peer_raw_and_scaled() => OverAll(evaluations: (folder, path, structure) =>
    {
        var potential = (N2p2Potential)PotentialFile.Read(folder);
        var atoms = N2p2Cases.Scaled(structure, 1);
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        foreach (var scaled in new[] { false, true })
        {
            var expected = N2p2Cases.Descriptors(Path.ChangeExtension(path, scaled ? ".ref.desc" : ".ref.desc_raw"));
            var found = potential.Descriptors(atoms, list, scaled);
            var width = found.Length / atoms.Count;
            Assert.Equal(atoms.Count, expected.Count);
            for (var i = 0; i < atoms.Count; i++)
            {
                var species = potential.Elements.ToList().IndexOf(atoms.AtomicNumbers[i]);
                Assert.Equal(potential.DescriptorCount(species), expected[i].Length);
                for (var k = 0; k < expected[i].Length; k++)
                {
                    var largest = LargestOfColumn(folder, scaled ? ".ref.desc" : ".ref.desc_raw", atoms.AtomicNumbers[i], k);
                    Assert.True(Math.Abs(expected[i][k] - found[i * width + k]) <= 1e-10 * largest, $"{path}, atom {i}, function {k}, scaled {scaled}: {found[i * width + k]:R} against {expected[i][k]:R}");
                }
            }
        }
    });

    [Fact]
    public void Values_outside_the_training_range_are_those_the_peer_warns_of()
    {
        var warnings = 0;
        OverAll(evaluations: (folder, path, structure) =>
        {
            var potential = (N2p2Potential)PotentialFile.Read(folder);
            var atoms = N2p2Cases.Scaled(structure, 1);
            var list = new NeighbourList(potential.Cutoff);
            list.Build(atoms);
            var values = potential.Descriptors(atoms, list, false);
            var width = values.Length / atoms.Count;
            var found = new List<(int Atom, int Function)>();
            for (var i = 0; i < atoms.Count; i++)
            {
                var species = potential.Elements.ToList().IndexOf(atoms.AtomicNumbers[i]);
                var box = potential.FeatureBox(species)!;
                for (var k = 0; k < potential.DescriptorCount(species); k++)
                {
                    var value = values[i * width + k];
                    if (value < box.Minimum[k] || value > box.Maximum[k]) found.Add((i, k));
                }
            }

            // No file where there was nothing to warn of.
            var file = Path.ChangeExtension(path, ".warnings");
            var expected = File.Exists(file) ? File.ReadLines(file).Where(l => l.Contains("EXTRAPOLATION", StringComparison.Ordinal)).Select(l => (Number(l, "ATOM:"), Number(l, "SYMFUNC:") - 1)).ToList() : [];
            Assert.Equal(expected.Order(), found.Order());
            warnings += found.Count;
        });
        Assert.True(warnings > 0);
    }

    [Fact]
    public void Potentials_of_later_generations_are_refused_by_name()
    {
        foreach (var folder in N2p2Cases.Folders().Where(N2p2Cases.IsOfLaterGeneration))
        {
            Assert.Equal("n2p2", PotentialFile.FormatOf(PotentialSource.Of(folder)).Name);
            var fault = Assert.Throws<InputException>(() => PotentialFile.Read(folder));
            Assert.Contains("fourth-generation", fault.Message, StringComparison.Ordinal);
            Assert.NotNull(fault.Line);
        }
    }

    internal static void OverAll(Action<string, string, Structure> evaluations)
    {
        var count = 0;
        foreach (var folder in N2p2Cases.Folders().Where(f => !N2p2Cases.IsOfLaterGeneration(f)))
        {
            foreach (var (path, structure) in N2p2Cases.Structures(folder))
            {
                evaluations(folder, path, structure);
                count++;
            }
        }

        Assert.True(count > 0, "the reference holds no structures");
    }

    internal static Dictionary<int, double> AtomEnergies(string folder)
    {
        var settings = N2p2Settings.Read(new N2p2Files(folder));
        return settings.Elements.Zip(settings.AtomEnergies).ToDictionary();
    }

    // The peer's energies of atoms do not contain atom_energy, its total does.
    private static void Compare(string path, Structure structure, Dictionary<int, double> free, EvaluationResult result, double length, double energy)
    {
        var total = N2p2Cases.Info(structure, "peer_energy")[0];
        Assert.True(Math.Abs(result.Energy / energy - total) <= 1e-9 * Math.Abs(total), $"{path}: energy {result.Energy / energy:R} against {total:R}");
        var (local, forces, virial) = (N2p2Cases.Column(structure, "peer_local_energy"), N2p2Cases.Column(structure, "peer_forces"), N2p2Cases.Info(structure, "peer_virial"));
        for (var i = 0; i < structure.Count; i++)
        {
            var own = local[i] + free[structure.AtomicNumbers[i]];
            Assert.True(Math.Abs(result.LocalEnergies[i] / energy - own) <= 1e-9 * Math.Max(1, Math.Abs(own)), $"{path}: energy of atom {i} {result.LocalEnergies[i] / energy:R} against {own:R}");
            foreach (var (axis, found) in new[] { (0, result.Fx[i]), (1, result.Fy[i]), (2, result.Fz[i]) })
            {
                var difference = Math.Abs(found * length / energy - forces[3 * i + axis]);
                Assert.True(difference <= 1e-8, $"{path}: force on atom {i}, axis {axis}: {found * length / energy:R} against {forces[3 * i + axis]:R}");
            }
        }

        var largest = virial.Max(Math.Abs);
        for (var k = 0; k < 9; k++)
        {
            var row = result.Virial[k / 3];
            var found = (k % 3 == 0 ? row.X : k % 3 == 1 ? row.Y : row.Z) / energy;
            Assert.True(Math.Abs(found - virial[k]) <= 1e-7 * largest, $"{path}: virial {k}: {found:R} against {virial[k]:R}");
        }
    }

    // A column belongs to an element and a function and goes through all structures of a case. In one small cluster all values of a function may be next to nothing, and the peer's
    // own rounding of them then 2e-10 of the largest: terms of its polynomials cancel where a function ends.
    private static double LargestOfColumn(string folder, string extension, int element, int function)
    {
        if (!Columns.TryGetValue(folder + extension, out var largest))
        {
            Columns[folder + extension] = largest = [];
            foreach (var (path, structure) in N2p2Cases.Structures(folder))
            {
                var rows = N2p2Cases.Descriptors(Path.ChangeExtension(path, extension));
                for (var i = 0; i < rows.Count; i++)
                {
                    if (!largest.TryGetValue(structure.AtomicNumbers[i], out var own)) largest[structure.AtomicNumbers[i]] = own = new double[rows[i].Length];
                    for (var k = 0; k < own.Length; k++) own[k] = Math.Max(own[k], Math.Abs(rows[i][k]));
                }
            }
        }

        return largest[element][function];
    }

    private static int Number(string line, string label) =>
        int.Parse(line[(line.IndexOf(label, StringComparison.Ordinal) + label.Length)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
}
