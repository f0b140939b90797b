using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>The step <c>lithiate</c>: where atoms go, how the cell grows, when it stops, and that neither kills nor threads change it.</summary>
public sealed class LithiationTests : IDisposable
{
    private const double Edge = 5.26; // of face-centred cubic argon, Å

    // Argon, and an element that fits between.
    private static readonly LennardJones Potential = new([new(18, 18, 0.0104, 3.4), new(3, 18, 0.05, 2.3), new(3, 3, 0.02, 2.6)], 6.5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_atom_goes_into_an_octahedral_hole_of_the_grown_crystal()
    {
        var options = Write(to: 1.0 / 32);
        Assert.Null(Run(options, "run").Guard);
        var frames = Frames("run");
        Assert.Equal([32, 33], frames.Select(f => f.Count));
        var edge = Math.Cbrt((8 * Edge * Edge * Edge + 20) / 8);
        Assert.Equal(2 * edge, frames[1].Cell!.Value.A.X, 1e-12);
        // By symmetry it stays in the middle of its six neighbours, which have moved; sites of the hole are odd in halves of the edge.
        var sum = frames[1].Position(32);
        foreach (var n in new[] { sum.X, sum.Y, sum.Z }.Select(x => 2 * x / edge)) Assert.Equal(Math.Round(n), n, 1e-9);
        Assert.Equal(1, Math.Abs(Math.Round(2 * (sum.X + sum.Y + sum.Z) / edge)) % 2);
        Assert.Equal(edge / 2, Number(Rows("run")[1], "void_radius_A"), 1e-11);
    }

    [Fact]
    public void Volumes_grow_as_asked_and_every_composition_is_relaxed()
    {
        var options = Write(to: 0.25, each: 3);
        var result = Run(options, "run");
        Assert.Null(result.Guard);
        var (frames, rows) = (Frames("run"), Rows("run"));
        Assert.Equal([0, 3, 6, 8], frames.Select(f => f.AtomicNumbers.ToArray().Count(z => z == 3)));
        Assert.Equal(frames.Length, rows.Length);
        for (var k = 0; k < frames.Length; k++)
        {
            var (frame, row) = (frames[k], rows[k]);
            Assert.Equal(8 * Edge * Edge * Edge + 20 * (frame.Count - 32), frame.Cell!.Value.Determinant, 1e-9);
            Assert.Equal((frame.Count - 32) / 32.0, ((RealInfo)frame.FindInfo("x")!).Values[0]);
            Assert.True(((LogicalInfo)frame.FindInfo("relaxed")!).Values[0]);
            NeighbourList list = new(Potential.Cutoff);
            EvaluationResult again = new();
            Atoms atoms = new(frame);
            list.Build(atoms, cancellation: TestContext.Current.CancellationToken);
            Potential.Evaluate(atoms, list, again);
            Assert.Equal(again.Energy, Number(row, "energy_eV"), 1e-9);
            Assert.Equal((again.Virial.A.X + again.Virial.B.Y + again.Virial.C.Z) / (3 * frame.Cell.Value.Determinant) / Unit.Gigapascal, Number(row, "pressure_GPa"), 1e-6);
            for (var i = 0; i < frame.Count; i++) Assert.InRange(new Vector3D(again.Fx[i], again.Fy[i], again.Fz[i]).Norm, 0, 1e-4 + 1e-9);
            if (k == 0) continue;
            Assert.True(Number(row, "void_radius_A") >= 2);
            Assert.Equal((again.Energy - Number(rows[k - 1], "energy_eV")) / (frame.Count - frames[k - 1].Count), Number(row, "insertion_energy_eV"), 1e-9);
            Assert.Equal(Enumerable.Range(0, frame.Count).SelectMany(i => Enumerable.Range(0, list.NeighboursOf(i).Length).Where(p => frame.AtomicNumbers[i] == 3 && frame.AtomicNumbers[list.NeighboursOf(i)[p]] == 18).Select(p => list.Displacement(atoms, i, p).Norm)).Min(), Number(row, "smallest_Li_Ar_A"), 1e-9);
        }

        Assert.Contains("<svg", File.ReadAllText(_folder["run", "lithiation.svg"]), StringComparison.Ordinal);
        Assert.Equal(0.25, (double)result.Summary["x_last"]!);
    }

    [Fact]
    public void A_run_that_dies_anywhere_ends_with_the_same_bytes_and_so_do_two_threads()
    {
        var options = Write(to: 0.25, each: 2, rattle: 0.02);
        Counting whole = new(int.MaxValue);
        Run(options, "whole", whole);
        using WorkerPool two = new(2);
        Run(options, "two", pool: two);
        Assert.Equal(Content("whole"), Content("two"));
        RandomStream random = new(1, "kills");
        for (var trial = 0; trial < 8; trial++)
        {
            var name = $"cut{trial}";
            Assert.Throws<KilledException>(() => Run(options, name, new Counting(1 + random.NextInt(whole.Count))));
            Run(options, name);
            Assert.Equal(Content("whole"), Content(name));
        }
    }

    [Fact]
    public void It_stops_where_no_void_is_large_enough()
    {
        var result = Run(Write(to: 2, growth: 0, distance: 2.4), "run");
        // Every octahedral hole is taken, the tetrahedral ones are too small.
        Assert.StartsWith("ended at x = 1.000: the largest void has a radius of 2.2", result.Guard, StringComparison.Ordinal);
        var frames = Frames("run");
        Assert.Equal(33, frames.Length);
        Assert.Equal(64, frames[^1].Count);
        Assert.All(Rows("run").Skip(1), r => Assert.True(Number(r, "void_radius_A") >= 2.4));
    }

    [Fact]
    public void It_stops_where_atoms_collapse()
    {
        // A guest that wants to be 1.2 Å from argon.
        LennardJones potential = new([new(18, 18, 0.0104, 3.4), new(3, 18, 30, 1.1), new(3, 3, 0.02, 2.6)], 6.5);
        var result = Run(Write(to: 1, rattle: 0.02), "run", potential);
        Assert.StartsWith("ended at x = 0.031: Li and Ar relaxed to 1.", result.Guard, StringComparison.Ordinal);
        Assert.Contains("closer than 0.75 of the sum of their covalent radii, 1.755 Å", result.Guard, StringComparison.Ordinal);
        Assert.Equal(2, Frames("run").Length);
    }

    [Fact]
    public void What_did_not_converge_is_written_and_said()
    {
        var options = Write(to: 0.1, evaluations: 2, rattle: 0.05);
        Assert.StartsWith("4 of 4 compositions not converged, the first of them x = 0.000 ", Run(options, "run").Guard, StringComparison.Ordinal);
        Assert.All(Frames("run"), f => Assert.False(((LogicalInfo)f.FindInfo("relaxed")!).Values[0]));
    }

    [Theory]
    [InlineData("slab", "does not repeat along all axes")]
    [InlineData("host", "it has no Si, which x is counted by")]
    [InlineData("full", "it has 0 Li for 32 Ar, and 'to' asks for 0")]
    [InlineData("foreign", "the potential does not know Na, which is inserted")]
    [InlineData("frame", "there is no frame 1: it holds 1")]
    public void What_does_not_fit_is_refused(string what, string sentence)
    {
        var o = Write(to: what == "full" ? 0.01 : 1, pbc: what == "slab" ? new(true, true, false) : Periodicity.Full);
        LithiationOptions options = new()
        {
            Structure = o.Structure, Frame = what == "frame" ? 1 : 0, To = o.To, Insert = what == "foreign" ? "Na" : "Li", Host = what == "host" ? "Si" : "Ar", VolumePerAtom = 20, MinDistance = 2,
        };
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Run(options, "run")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silicon_is_lithiated_with_a_network_potential()
    {
        var folder = ReferenceData.Require("potentials", "aenet", "lisi_cheb_15t_02170");
        var potential = PotentialFile.Read($"Li={Path.Combine(folder, "Li.15t-15t-02170.nn.ascii")},Si={Path.Combine(folder, "Si.15t-15t-02170.nn.ascii")}");
        StructureFile.Write(_folder["in.extxyz"], [TestSystems.Diamond(2, 2, 2)], cancellationToken: TestContext.Current.CancellationToken);
        using WorkerPool pool = new(2);
        var result = Run(new() { Structure = _folder["in.extxyz"], To = 0.25 }, "run", potential, pool);
        Assert.Null(result.Guard);
        var (frames, rows) = (Frames("run"), Rows("run"));
        Assert.Equal(17, frames.Length);
        Assert.Equal((16, 64), (frames[^1].AtomicNumbers.ToArray().Count(z => z == 3), frames[^1].AtomicNumbers.ToArray().Count(z => z == 14)));
        var volume = 8 * Math.Pow(5.431, 3);
        Assert.Equal(volume + 16 * 14.21, frames[^1].Cell!.Value.Determinant, 1e-8);
        // The first goes into a tetrahedral hole, √3/4 of the grown edge away.
        Assert.Equal(Math.Sqrt(3) / 4 * Math.Cbrt((volume + 14.21) / 8), Number(rows[1], "void_radius_A"), 1e-11);
        Assert.All(rows, r => Assert.True(Number(r, "largest_force_eV_per_A") <= 0.01));
        // 0.85 of the covalent radii of Li and Si, 1.28 and 1.11 Å, and three quarters of them where a relaxation has led.
        Assert.All(rows.Skip(1), r => Assert.True(Number(r, "void_radius_A") >= 0.85 * 2.39));
        Assert.All(rows.Skip(1), r => Assert.True(Number(r, "smallest_Li_Si_A") >= 0.75 * 2.39));
        Assert.All(rows.Skip(2), r => Assert.True(Number(r, "smallest_Li_Li_A") >= 0.75 * 2.56));
    }

    private LithiationOptions Write(double to, int each = 1, double growth = 20, double distance = 2, double rattle = 0, int evaluations = 2000, Periodicity? pbc = null)
    {
        List<double> positions = [];
        for (var k = 0; k < 32; k++)
        {
            Vector3D site = new Vector3D(k / 4 % 2, k / 8 % 2, k / 16) + (k % 4) switch { 0 => default, 1 => new(0, 0.5, 0.5), 2 => new(0.5, 0, 0.5), _ => new Vector3D(0.5, 0.5, 0) };
            positions.AddRange([Edge * site.X, Edge * site.Y, Edge * site.Z]);
        }

        StructureFile.Write(_folder["in.extxyz"], [new Structure([.. Enumerable.Repeat((byte)18, 32)], [.. positions], 2 * Edge * Matrix3D.Identity, pbc ?? Periodicity.Full)], cancellationToken: TestContext.Current.CancellationToken);
        return new()
        {
            Structure = _folder["in.extxyz"], Host = "Ar", To = to, InsertionsPerStep = each, VolumePerAtom = growth, MinDistance = distance, ForceTolerance = 1e-4, Rattle = rattle, Evaluations = evaluations,
        };
    }

    private StepResult Run(LithiationOptions options, string name, IPotential? potential = null, WorkerPool? pool = null) => LithiationStep.Run(options, new StepContext
    {
        StepId = "lithiate", Seed = 5, Pool = pool ?? new WorkerPool(1), Folder = new RunFolder(_folder[name]), Checkpoint = CheckpointStore.In(_folder["check-" + name]), Cancellation = TestContext.Current.CancellationToken,
    }, potential ?? Potential);

    private Structure[] Frames(string name) => [.. StructureFile.Read(_folder[name, "lithiated.extxyz"], cancellationToken: TestContext.Current.CancellationToken)];

    private Dictionary<string, string>[] Rows(string name)
    {
        var lines = File.ReadAllLines(_folder[name, "lithiation.csv"]).Select(l => l.Split(',')).ToArray();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(p => p.First, p => p.Second))];
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private string Content(string name) => TestRuns.Content(_folder[name]);

    /// <summary>The potential, which kills at a chosen evaluation.</summary>
    private sealed class Counting(int last) : IPotential
    {
        public int Count { get; private set; }

        public string Family => Potential.Family;

        public double Cutoff => Potential.Cutoff;

        public IReadOnlyList<int> Elements => Potential.Elements;

        public Precision Precision => Precision.Double;

        public IPotential InPrecision(Precision precision) => this;

        public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

        public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
        {
            if (++Count >= last) throw new KilledException();
            Potential.Evaluate(atoms, list, result);
        }
    }
}
