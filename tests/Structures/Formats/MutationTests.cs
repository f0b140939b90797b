using System.Text;

namespace Lithoscope.Structures.Tests;

public class MutationTests
{
    [Fact]
    public void Extended_XYZ_survives_damage() => Mutations.Survive(
        [.. new[]
        {
            "2\nLattice=\"4 0 0 1 5 0 0 0 6\" Properties=species:S:1:pos:R:3:forces:R:3:tag:I:1:fixed:L:1:label:S:1 energy=-3.5 pbc=\"T F T\" note=\"a b\"\nSi 0 0.5 1 1e-3 2 nan 7 T bulk\nLi 1 2 3.25 4 5 -inf -8 F \"two words\"\n",
            "1\nk=[[1, 2], [3, 4]] j=\"_JSON {\\\"a\\\": [1, null, \\\"x\\\"]}\" l=[a, \"b c\"] m={1 2} b=T stress=\"1 2 3 4 5 6 7 8 9\"\nSi 0 0 0\n1\n\nO 1 2 3\n",
            "3\n i = 5, time = 2.5, E = -1.5\nO 0 0 0\nH 0 0 1\nH 0 1 0\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => ExtendedXyzReader.Read(stream, "test.xyz"), seed: 1);

    [Fact]
    public void Poscar_survives_damage() => Mutations.Survive(
        [.. new[]
        {
            "Li Si\n1.0\n4 0 0\n0 5 0\n0 0 6\nLi_sv Si/0a\n1 2\nSelective dynamics\nDirect\n0.5 0.5 0.5 T T F\n0 0 0.25 T F T\n0.25 0.75 0 F F F\n\n0.1 0.2 0.3\n0 0 0\n1d-3 0 0\n",
            "Li1 Si1\n-120.0\n4 0 0\n0 5 0\n0 0 6\n1 1\nCartesian\n1 2 3 Li\n0 0 0 Si\nLattice velocities and vectors\n1\n0 0 0\n0 0 0\n0 0 0\n4 0 0\n0 5 0\n0 0 6\n",
            "x\n1 2 3\n4 0 0\n0 5 0\n0 0 6\nSi\n1\nDirect\n0 0 0\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => [PoscarReader.Read(stream, "POSCAR")], seed: 2);

    [Fact]
    public void Finding_the_format_survives_damage() => Mutations.Survive(
        [.. new[] { "1\nenergy=5\nSi 0 0 0\n", "Si\n1.0\n4 0 0\n0 5 0\n0 0 6\nSi\n1\nDirect\n0 0 0\n" }.Select(Encoding.UTF8.GetBytes)],
        stream => StructureFile.Read(stream, "file"), seed: 3);

    [Fact]
    public void Compressed_files_survive_damage()
    {
        using var folder = new Lithoscope.Tests.TemporaryFolder();
        var frames = Enumerable.Range(0, 5).Select(k => new Structure([14, 3], [k, 0, 0, 1, 2.5, k]));
        StructureFile.Write(folder["a.extxyz.gz"], frames, cancellationToken: TestContext.Current.CancellationToken);
        // Among plain ones, because few changes of compressed bytes go unnoticed.
        Mutations.Survive([File.ReadAllBytes(folder["a.extxyz.gz"]), .. new[] { "1\nenergy=5\nSi 0 0 0\n", "1\n\nLi 1 2 3\n" }.Select(Encoding.UTF8.GetBytes)], stream => StructureFile.Read(stream, "a.extxyz.gz"), seed: 80_000);
    }
}
