using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class AenetGoldenTests
{
    public static TheoryData<string> Folders => AenetCases.Folders();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Energies_forces_and_virials_are_those_of_aenet(string name)
    {
        var folder = AenetCases.Require(name);
        var read = AenetCases.Read(folder);
        List<(string, IPotential)> potentials = [("definition", new AenetPotential([.. read.Models], byDefinition: true))];
        potentials.AddRange(InstructionSet.Supported.Select(kind => (kind.ToString(), (IPotential)new AenetPotential([.. read.Models], instructions: kind))));
        foreach (var (path, structure) in AenetCases.Structures(folder))
        {
            foreach (var (how, potential) in potentials)
            {
                var (energy, local, force, virial) = AenetCases.Differences(AenetCases.Evaluate(potential, structure).Result, structure);
                TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(path)} {how}: energy {energy:e1} relative, local {local:e1} eV, force {force:e1} eV/Å, virial {virial:e1} relative");
                Assert.True(energy < 1e-9 && local < 1e-8 && force < 1e-8 && virial < 1e-7, $"{path} {how}: energy {energy:e1}, local {local:e1}, force {force:e1}, virial {virial:e1}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Descriptors_are_those_of_aenet(string name)
    {
        var folder = AenetCases.Require(name);
        var read = AenetCases.Read(folder);
        foreach (var (path, structure) in AenetCases.Structures(folder))
        {
            var (raw, scaled) = AenetCases.Descriptors(path);
            foreach (var potential in InstructionSet.Supported.Select(kind => new AenetPotential([.. read.Models], instructions: kind)).Append(new([.. read.Models], byDefinition: true)))
            {
                Compare(potential, structure, raw, false, path);
                Compare(potential, structure, scaled, true, path);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Text_files_hold_the_same_numbers_as_binary_ones(string name)
    {
        // aenet writes 18 significant digits, which read back to the same bits.
        var folder = AenetCases.Require(name);
        var (binary, text) = (AenetCases.Read(folder), AenetCases.Read(folder, ".nn.ascii"));
        Assert.Equal(binary.Elements, text.Elements);
        for (var k = 0; k < binary.Models.Count; k++)
        {
            var (one, other) = (binary.Models[k].File, text.Models[k].File);
            Assert.Equal(one.Network.Nodes, other.Network.Nodes);
            Assert.Equal(one.Network.Activations, other.Network.Activations);
            Assert.Equal(one.Network.Weights, other.Network.Weights);
            Assert.Equivalent(one.Setup, other.Setup, strict: true);
            Assert.Equivalent(one.Training, other.Training, strict: true);
        }

        foreach (var (_, structure) in AenetCases.Structures(folder))
        {
            Assert.Equal(AenetCases.Evaluate(binary, structure).Result.Energy, AenetCases.Evaluate(text, structure).Result.Energy);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_and_a_set_of_files_give_the_potential(string name)
    {
        var folder = AenetCases.Require(name);
        var read = AenetCases.Read(folder);
        var set = string.Join(',', read.Models.Select(m => $"{Element.Symbol(m.Element)}={m.File.Path}"));
        foreach (var source in new[] { folder, set, set.Replace(".nn", ".nn.ascii", StringComparison.Ordinal) })
        {
            Assert.IsType<AenetFormat>(PotentialFile.FormatOf(PotentialFile.Locate(source)));
            var potential = Assert.IsType<AenetPotential>(PotentialFile.Read(source));
            Assert.Equal(read.Elements.Order(), potential.Elements.Order());
        }
    }

    private static void Compare(AenetPotential potential, Structure structure, double[][] expected, bool scaled, string path)
    {
        var atoms = new Atoms(structure);
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        var found = potential.Descriptors(atoms, list, scaled);
        var width = found.Length / atoms.Count;
        Assert.Equal(atoms.Count, expected.Length);
        for (var a = 0; a < width; a++)
        {
            var column = expected.Where(row => row.Length > a).Max(row => Math.Abs(row[a]));
            for (var i = 0; i < atoms.Count; i++)
            {
                if (a >= expected[i].Length) Assert.Equal(double.NaN, found[i * width + a]);
                else Assert.True(Math.Abs(found[i * width + a] - expected[i][a]) <= 1e-10 * column, $"{path} atom {i} d{a}: {found[i * width + a]} against {expected[i][a]}");
            }
        }
    }
}
