using Lithoscope.Numerics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class MoleculeClassesTests
{
    // Ethanol and dimethyl ether: the same atoms, bonded otherwise. Å.
    private static readonly Structure Ethanol = Molecule("C 1.1879 -0.3829 0; C 0 0.5526 0; O -1.1867 -0.2472 0; H -1.9237 0.3850 0; H 2.0985 0.2306 0; H 1.1184 -1.0093 0.8869; H 1.1184 -1.0093 -0.8869; H -0.0227 1.1812 0.8852; H -0.0227 1.1812 -0.8852");
    private static readonly Structure Ether = Molecule("C 1.1664 -0.2074 0; C -1.1664 -0.2074 0; O 0 0.5895 0; H 2.0210 0.4659 0; H 1.2095 -0.8441 0.8921; H 1.2095 -0.8441 -0.8921; H -2.0210 0.4659 0; H -1.2095 -0.8441 0.8921; H -1.2095 -0.8441 -0.8921");

    [Fact]
    public void Copies_mirror_images_and_renumbered_molecules_are_the_same_and_isomers_are_not()
    {
        var classes = new MoleculeClasses();
        Assert.Equal((0, 1, 0), (classes.ClassOf(Ethanol), classes.ClassOf(Ether), classes.ClassOf(Ethanol)));
        var random = new Random(5);
        for (var k = 0; k < 20; k++)
        {
            Assert.Equal(0, classes.ClassOf(Changed(Ethanol, random)));
            Assert.Equal(1, classes.ClassOf(Changed(Ether, random)));
        }
    }

    [Fact]
    public void Another_element_or_one_atom_less_makes_another_molecule()
    {
        var classes = new MoleculeClasses();
        var ethanol = classes.ClassOf(Ethanol);
        Assert.NotEqual(ethanol, classes.ClassOf(Molecule(Text(Ethanol).Replace("O ", "S ", StringComparison.Ordinal))));
        Assert.NotEqual(ethanol, classes.ClassOf(Molecule(Text(Ethanol)[..Text(Ethanol).LastIndexOf(';')])));
        // Two molecules a frame are not one.
        Assert.NotEqual(classes.ClassOf(Molecule("H 0 0 0; H 0.74 0 0; H 9 0 0; H 9.74 0 0")), classes.ClassOf(Molecule("H 0 0 0; H 0.74 0 0")));
        Assert.NotEqual(classes.ClassOf(Molecule("X 0 0 0; H 0 0 0.1")), classes.ClassOf(Molecule("H 0 0 0; H 0 0 0.1")));
    }

    [Fact]
    public void Mirror_image_families_of_pyrimidinones_are_matched_one_to_one()
    {
        var folder = ReferenceData.Require("spectra", "xps_cebe_molecules");
        var classes = new MoleculeClasses();
        var numbers = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)
            .SelectMany(f => StructureFile.Read(f, cancellationToken: TestContext.Current.CancellationToken))
            .ToDictionary(m => ((TextInfo)m.FindInfo("molecule")!).Values[0], classes.ClassOf);
        Assert.Equal((192, 128), (numbers.Count, numbers.Values.Distinct().Count()));
        foreach (var (name, number) in numbers)
        {
            // The substituents of 3H-pyrimidin-2-one read backwards are those of its mirror image, the 1H form.
            if (name.Split('_') is ["1H", "2pyramidinone", var a, var b, var c]) Assert.Equal(number, numbers[$"3H_2pyramidinone_{c}_{b}_{a}"]);
        }
    }

    // Mirrored or not, turned, moved, its atoms in another order.
    private static Structure Changed(Structure molecule, Random random)
    {
        var order = Enumerable.Range(0, molecule.Count).ToArray();
        random.Shuffle(order);
        var (sin, cos) = Math.SinCos(6 * random.NextDouble());
        var sign = random.Next(2) == 0 ? 1 : -1;
        var x = molecule.Positions.ToArray();
        double[] moved = [.. order.SelectMany(i => new[] { cos * x[3 * i] - sin * x[3 * i + 1] + 3, sin * x[3 * i] + cos * x[3 * i + 1], sign * x[3 * i + 2] })];
        return new Structure([.. order.Select(i => molecule.AtomicNumbers[i])], moved);
    }

    private static string Text(Structure molecule) => string.Join("; ", Enumerable.Range(0, molecule.Count).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Element.Symbol(molecule.AtomicNumbers[i])} {molecule.Positions[3 * i]} {molecule.Positions[3 * i + 1]} {molecule.Positions[3 * i + 2]}")));

    private static Structure Molecule(string text)
    {
        var atoms = text.Split(';').Select(a => a.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return new Structure(
            [.. atoms.Select(a => Element.TryParse(a[0], out var z) ? z : throw new ArgumentException(a[0]))],
            [.. atoms.SelectMany(a => a[1..].Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)))]);
    }
}
