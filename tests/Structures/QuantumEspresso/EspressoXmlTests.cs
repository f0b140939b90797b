using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class EspressoXmlTests
{
    private const string Atoms = """<atomic_structure nat="2"><atomic_positions><atom name="Si" index="1">0 0 0</atom><atom name="Li" index="2">2.5 2.5 2.5</atom></atomic_positions><cell><a1>10 0 0</a1><a2>0 10 0</a2><a3>0 0 10</a3></cell></atomic_structure>""";

    private const string Document = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <qes:espresso xmlns:qes="http://www.quantum-espresso.org/ns/qes/qes-1.0">
        <input><atomic_species ntyp="2"><species name="Si"><mass>28.0</mass><pseudo_file>Si.UPF</pseudo_file></species></atomic_species>{Atoms}</input>
        <step n_step="1"><scf_conv><convergence_achieved>true</convergence_achieved></scf_conv>{Atoms}<total_energy><etot>-5.0</etot></total_energy><forces rank="2" dims="3 2">0.01 0 0 -0.01 0 0</forces></step>
        <output>{Atoms}<total_energy><etot>-5.5</etot></total_energy><band_structure><fermi_energy>0.25</fermi_energy></band_structure><forces rank="2" dims="3 2">0.02 0 0 -0.02 0 0</forces><stress rank="2" dims="3 3">1e-4 0 0 0 2e-4 0 0 0 3e-4</stress></output>
        </qes:espresso>
        """;

    [Fact]
    public void Results_are_in_our_units_and_signs()
    {
        var frames = Read(Document);
        Assert.Equal([-5.0, -5.5], frames.Select(f => Math.Round(StructureLabels.Energy(f)!.Value / Unit.Hartree, 12)));
        var s = frames[1];
        Assert.Equal([14, 3], s.AtomicNumbers.ToArray());
        Assert.Equal(2.5 * Unit.Bohr, s.Position(1).X, 1e-12);
        Assert.Equal(0.02 * 51.4220675, StructureLabels.Forces(s)!.Values[0], 1e-7);
        // Compression is positive: 1 Hartree/Bohr³ = 183.6315335 eV/Å³.
        Assert.Equal(-1e-4 * 183.6315335, StructureLabels.Stress(s)!.Value.A.X, 1e-9);
        Assert.Equal(0.25 * Unit.Hartree, ((RealInfo)s.FindInfo("fermi_energy")!).Values[0], 1e-12);
    }

    [Theory]
    [InlineData("lisi2.xml", "lisi2.spin.out")]
    [InlineData("si2.xml", "si2.scf.out")]
    [InlineData("si2r.xml", "si2.relax.out")]
    public void It_says_what_the_text_of_the_same_run_says(string file, string text)
    {
        List<Structure> Open(string name) => [.. StructureFile.Read(ReferenceData.Require("..", "engines", "qe", name), cancellationToken: TestContext.Current.CancellationToken)];
        var (a, b) = (Open(file), Open(text));
        Assert.Equal(b.Count, a.Count);
        for (var k = 0; k < a.Count; k++)
        {
            Assert.Equal(b[k].AtomicNumbers.ToArray(), a[k].AtomicNumbers.ToArray());
            // Eight decimals in Rydberg and Ry/Bohr; positions from the head have seven in units of the lattice parameter.
            Assert.Equal(StructureLabels.Energy(b[k])!.Value, StructureLabels.Energy(a[k])!.Value, 2e-7);
            Assert.True(StructureLabels.Forces(b[k])!.Values.Zip(StructureLabels.Forces(a[k])!.Values, (x, y) => Math.Abs(x - y)).Max() < 3e-7);
            Assert.True(b[k].Positions.ToArray().Zip(a[k].Positions.ToArray(), (x, y) => Math.Abs(x - y)).Max() < 1e-5);
            if (StructureLabels.Stress(a[k]) is { } s) Assert.True(StructureLabels.ToVoigt(s).Zip(StructureLabels.ToVoigt(StructureLabels.Stress(b[k])!.Value), (x, y) => Math.Abs(x - y)).Max() < 1e-6);
        }
    }

    [Fact]
    public void An_SCF_that_did_not_converge_leaves_no_labels()
    {
        var s = StructureFile.Read(ReferenceData.Require("..", "engines", "qe", "si2f.data-file-schema.xml"), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(2, s.Count);
        Assert.Null(s.FindInfo("energy"));
        Assert.Equal([false], ((LogicalInfo)s.FindInfo("scf_converged")!).Values);
    }

    [Fact]
    public void A_file_cut_off_gives_its_whole_steps_or_is_refused()
    {
        for (var length = 0; length < Document.Length; length += 7)
        {
            try
            {
                foreach (var s in Read(Document[..length])) Assert.True(StructureLabels.Energy(s) is null or -5.0 * Unit.Hartree or -5.5 * Unit.Hartree);
            }
            catch (InputException fault)
            {
                Assert.NotNull(fault.Remedy);
            }
        }
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [Encoding.UTF8.GetBytes(Document)], stream => EspressoXmlReader.Read(stream, "x.xml"), seed: 41, "<", ">", "</", "<step>", "</step>", "<output>", "<atom name=\"Si\">", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<![CDATA[", "<cell>", "<etot>nan</etot>");

    private static List<Structure> Read(string text) => [.. EspressoXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.xml", TestContext.Current.CancellationToken)];
}
