using System.Globalization;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Files of other programs, from the reference data.</summary>
public class ReferenceFileTests
{
    [Theory]
    [InlineData("datasets")]
    [InlineData("potentials")]
    public void Every_extended_XYZ_file_is_read_and_comes_back_the_same(string part)
    {
        var files = Find(ReferenceData.Require(part), "*.xyz", "*.extxyz");
        Assert.True(files.Length > 10);
        foreach (var file in files)
        {
            var frames = StructureFile.Read(file, cancellationToken: TestContext.Current.CancellationToken).ToList();
            // Counted independently: the first line says the size of the first frame, and each frame has two lines beside its atoms.
            var lines = File.ReadAllLines(file).AsEnumerable().Reverse().SkipWhile(string.IsNullOrWhiteSpace).Count();
            Assert.Equal(lines, frames.Sum(f => f.Count + 2));
            Assert.Equal(int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture), frames[0].Count);
            var again = Xyz.Read(Xyz.Write(frames));
            Assert.Equal(frames.Count, again.Count);
            for (var i = 0; i < frames.Count; i++) StructureAssert.Same(frames[i], again[i]);
        }
    }

    [Fact]
    public void Data_sets_have_their_frames_and_labels()
    {
        var summary = StructureSummary.Of(StructureFile.Read(ReferenceData.Require("datasets", "mlearn", "Si_training.extxyz"), cancellationToken: TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("Si", summary.Frames, summary.Frames), (summary.Elements.Single().Symbol, summary.EnergyKeys.Single().Frames, summary.ForcesKeys.Single().Frames));
        // The data set of Zuo et al. 2020 (doi:10.1021/acs.jpca.9b08723) has 214 structures of silicon to train on.
        Assert.Equal(214, summary.Frames);
    }

    [Fact]
    public void Every_POSCAR_is_read_and_comes_back_the_same()
    {
        var files = Find(ReferenceData.Require("spectra"), "*POSCAR", "*.vasp");
        Assert.True(files.Length > 30);
        foreach (var file in files)
        {
            var structure = StructureFile.Read(file, cancellationToken: TestContext.Current.CancellationToken).Single();
            var lines = File.ReadAllLines(file);
            Assert.Equal(lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(int.Parse), structure.Count);
            var symbols = lines[5].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(symbols.ToHashSet(), structure.AtomicNumbers.ToArray().Select(z => Element.Symbol(z)).ToHashSet());

            using var stream = new MemoryStream();
            PoscarWriter.Write(stream, structure);
            stream.Position = 0;
            var again = PoscarReader.Read(stream, "again", cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(structure.AtomicNumbers.ToArray(), again.AtomicNumbers.ToArray());
            Assert.True(structure.Positions.ToArray().Zip(again.Positions.ToArray(), (a, b) => Math.Abs(a - b)).Max() < 1e-12, file);
        }
    }

    [Fact]
    public void ASE_reads_the_same_numbers()
    {
        SlowTests.Require();
        const string Script = """
            import sys, ase.io, numpy
            for path in sys.stdin.read().split("\n"):
                if not path: continue
                for a in ase.io.read(path, ":", format="extxyz" if path.endswith("xyz") else "vasp"):
                    e = a.calc.results.get("energy") if a.calc else None
                    f = a.calc.results.get("forces") if a.calc else None
                    row = [len(a), int(a.numbers.sum()), sum(map(bool, a.pbc)), float(a.positions.ravel() @ (1 + numpy.arange(3 * len(a)))), float(a.cell.array.ravel() @ (1 + numpy.arange(9))),
                           float(e) if e is not None else "-", float(numpy.ravel(f) @ (1 + numpy.arange(3 * len(a)))) if f is not None else "-"]
                    print(*row)
            """;
        string[] files = [.. Find(ReferenceData.Require("datasets"), "*.xyz", "*.extxyz"), .. Find(ReferenceData.Require("potentials"), "*.extxyz"), .. Find(ReferenceData.Require("spectra"), "*POSCAR", "*.vasp")];
        var theirs = SystemPython.Run(Script, string.Join('\n', files)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ours = files.SelectMany(f => StructureFile.Read(f, cancellationToken: TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(theirs.Length, ours.Count);
        for (var i = 0; i < ours.Count; i++) Compare(theirs[i].Split(' '), ours[i]);
    }

    private static void Compare(string[] theirs, Structure ours)
    {
        static double Sum(ReadOnlySpan<double> values)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++) sum += values[i] * (i + 1);
            return sum;
        }

        var c = ours.Cell ?? default;
        var energy = StructureLabels.Energy(ours, new() { Energy = ["energy"] });
        var forces = StructureLabels.Forces(ours, new() { Forces = ["forces"] });
        Assert.Equal(theirs[0], ours.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(theirs[1], ours.AtomicNumbers.ToArray().Sum(z => z).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(theirs[2], Enumerable.Range(0, 3).Count(a => ours.Periodicity[a]).ToString(CultureInfo.InvariantCulture));
        // Sums of up to 1e5 products in another order: 1e-10 of their size.
        Close(theirs[3], Sum(ours.Positions), ours);
        Close(theirs[4], Sum([c.A.X, c.A.Y, c.A.Z, c.B.X, c.B.Y, c.B.Z, c.C.X, c.C.Y, c.C.Z]), ours);
        Assert.Equal(theirs[5] == "-", energy is null);
        if (energy is { } e) Assert.Equal(double.Parse(theirs[5], CultureInfo.InvariantCulture), e);
        Assert.Equal(theirs[6] == "-", forces is null);
        if (forces is not null) Close(theirs[6], Sum(forces.Values), ours);
    }

    private static void Close(string theirs, double ours, Structure structure)
    {
        var expected = double.Parse(theirs, CultureInfo.InvariantCulture);
        Assert.True(Math.Abs(expected - ours) <= 1e-10 * Math.Max(1e3, Math.Abs(expected)), $"{structure.Origin}: {theirs} against {ours}");
    }

    private static string[] Find(string folder, params string[] patterns) =>
        [.. patterns.SelectMany(p => Directory.GetFiles(folder, p, SearchOption.AllDirectories)).Distinct().Order(StringComparer.Ordinal)];
}
