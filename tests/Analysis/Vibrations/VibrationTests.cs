using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class VibrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Autocorrelation_agrees_with_the_direct_sum_within_blocks()
    {
        const int Atoms = 5, Frames = 103, Blocks = 3;
        var v = Walkers.Brownian(Atoms, Frames, 0.3, 17);
        var vacf = VelocityAutocorrelation.OfVelocities(v, Atoms, Frames, 2, 1, new() { Blocks = Blocks, Length = 0.04 }, _pool);
        Assert.Equal(20, vacf.Length);
        for (var b = 0; b < Blocks; b++)
        {
            for (var m = 0; m <= 20; m++)
            {
                var sum = 0.0;
                for (var row = 0; row < 3 * Atoms; row++)
                {
                    for (var f = 34 * b; f + m < 34 * (b + 1); f++) sum += v[row * Frames + f] * v[row * Frames + f + m];
                }

                Assert.Equal(sum / (Atoms * (34 - m)), vacf.Species[0].Blocks[b][m], 1e-12 * vacf.Species[0].Blocks[b][0]);
            }
        }
    }

    // The Ornstein–Uhlenbeck process: ⟨v(0)·v(t)⟩ = 3(kT/m)e^(−γt), D = (kT/m)/γ, a Lorentzian for a density of states.
    // Standard error of D: √(2·2M/(N·600)) of the truth in correlation times, 0.7 %; 2 % is the requirement.
    [Fact]
    public void Ornstein_and_Uhlenbeck_have_their_closed_forms()
    {
        const int Atoms = 200, Frames = 20_000;
        const double Step = 5, Gamma = 0.02, Variance = 1e-5;
        var v = Walkers.OrnsteinUhlenbeck(Atoms, Frames, Step, Gamma, Variance, 41).Velocities;
        var vacf = VelocityAutocorrelation.OfVelocities(v, Atoms, Frames, Step, 7, new() { Length = 0.4 }, _pool);
        var s = vacf.Species[0];
        double[] c = s.Mean(), error = s.Error();
        for (var m = 0; m <= vacf.Length; m++) Assert.InRange(c[m] - 3 * Variance * Math.Exp(-Gamma * Step * m), -5.5 * error[m], 5.5 * error[m]);
        var d = BlockScatter.Mean(s.Integrals(Step))[^1] / (1000 * Variance / Gamma);
        var dError = BlockScatter.Error(s.Integrals(Step))[^1] / (1000 * Variance / Gamma);
        TestContext.Current.TestOutputHelper?.WriteLine($"D {d:F4} ± {dError:F4} of kT/mγ");
        Assert.InRange(d, 0.98, 1.02);

        // Longer lags, so that the window blurs the Lorentzian little.
        vacf = VelocityAutocorrelation.OfVelocities(v, Atoms, Frames, Step, 7, new() { Length = 1.2 }, _pool);
        var dos = VibrationalDensityOfStates.Of(vacf);
        var g = Assert.Single(dos.Densities);
        Assert.Equal(1, dos.Moment(g, 0), 1e-10);
        // The transform of the exact correlation under the same window, at the same instants …
        double Exact(double nu)
        {
            var sum = 1.0;
            for (var m = 1; m <= vacf.Length; m++) sum += 2 * Math.Pow(Math.Cos(0.5 * Math.PI * m / vacf.Length), 2) * Math.Exp(-Gamma * Step * m) * Math.Cos(2 * Math.PI * nu / 1000 * Step * m);
            return 6 * Step / 1000 * sum;
        }

        var beyond = 0;
        for (var k = 0; k < dos.Frequencies.Length; k++)
        {
            // Ten blocks: Student's t with 9 degrees of freedom lies beyond 7 with probability 6e-5.
            Assert.InRange(Math.Abs(g.Mean[k] - Exact(dos.Frequencies[k])) / g.Error[k], 0, 7);
            if (Math.Abs(g.Mean[k] - Exact(dos.Frequencies[k])) > 2.26 * g.Error[k]) beyond++;
        }

        Assert.InRange(beyond, 0, 0.15 * dos.Frequencies.Length);
        // … which is the Lorentzian 12γ/(γ² + ω²), but for the window and for what is folded back, two hundredths.
        var lorentzian = Array.FindAll(dos.Frequencies, f => f < 6);
        foreach (var nu in lorentzian)
        {
            var omega = 2 * Math.PI * nu / 1000;
            var expected = 12 * Gamma / (Gamma * Gamma + omega * omega) / 1000;
            Assert.Equal(expected, Exact(nu), 0.02 * expected);
        }
    }

    [Fact]
    public void An_oscillator_has_one_line_of_the_width_of_the_window()
    {
        const int Frames = 4000;
        const double Nu = 12.345, Step = 4;
        var v = new double[3 * Frames];
        for (var f = 0; f < Frames; f++) v[Frames + f] = 1e-3 * Math.Cos(2 * Math.PI * Nu / 1000 * Step * f + 0.3);
        var dos = VibrationalDensityOfStates.Of(VelocityAutocorrelation.OfVelocities(v, 1, Frames, Step, 28, new() { Blocks = 2, Length = 4 }, _pool));
        var g = dos.Densities[0];
        var peak = Array.IndexOf(g.Mean, g.Mean.Max());
        Assert.Equal(Nu, dos.Frequencies[peak], dos.Frequencies[1]);
        Assert.Equal(1, dos.Moment(g, 0), 1e-10);
        Assert.Equal(Nu, dos.Moment(g, 1, 25), 1e-2);
        var wide = Enumerable.Range(0, g.Mean.Length).Count(k => g.Mean[k] > 0.5 * g.Mean[peak]) * dos.Frequencies[1];
        Assert.Equal(dos.Resolution, wide, dos.Frequencies[1]);
    }

    // Springs between nearest neighbours of an fcc crystal, whose dynamical matrix is (k/m) Σ n nᵀ (1 − cos q·R): tr D = 12 k/m for an atom, no frequency above √(8k/m), and the motion
    // from velocities v₀ has the moments v₀·Dv₀ and |Dv₀|² over |v₀|² exactly.
    [Fact]
    public void A_harmonic_crystal_has_the_moments_of_its_dynamical_matrix()
    {
        const int Cells = 4, Frames = 8000, Inner = 4;
        const double Edge = 4, Stiffness = 2, Mass = 30, Step = 4;
        var crystal = TestFrames.FaceCentred(Edge, Cells);
        var n = crystal.Count;
        // eV/(Å amu) in Å/fs².
        const double Acceleration = 1.602176634 / 1.66053906660 * 1e-2;
        var k = Stiffness * Acceleration / Mass;
        List<(int I, int J, Vector3D N)> springs = [];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var d = crystal.Position(i) - crystal.Position(j);
                double Part(double x) => x - Cells * Edge * Math.Round(x / (Cells * Edge));
                Vector3D r = new(Part(d.X), Part(d.Y), Part(d.Z));
                if (r.Norm < 0.8 * Edge) springs.Add((i, j, 1 / r.Norm * r));
            }
        }

        Assert.Equal(6 * n, springs.Count);
        Vector3D[] Dynamical(Vector3D[] u)
        {
            var f = new Vector3D[n];
            foreach (var (i, j, e) in springs)
            {
                var part = k * Vector3D.Dot(e, u[i] - u[j]) * e;
                f[i] += part;
                f[j] -= part;
            }

            return f;
        }

        RandomStream random = new(12, "crystal");
        var v = new Vector3D[n];
        Vector3D mean = default;
        for (var i = 0; i < n; i++) mean += 1.0 / n * (v[i] = new(1e-3 * random.NextNormal(), 1e-3 * random.NextNormal(), 1e-3 * random.NextNormal()));
        for (var i = 0; i < n; i++) v[i] -= mean;
        double Squares(Vector3D[] a, Vector3D[] b) => a.Zip(b, Vector3D.Dot).Sum();
        var dv = Dynamical(v);
        var (second, fourth) = (Squares(v, dv) / Squares(v, v), Squares(dv, dv) / Squares(v, v));
        // Equipartition of so many modes: tr D/3 = 4k/m within four standard errors, the spread of frequencies squared being below half their mean.
        Assert.InRange(second / (4 * k), 1 - 4 * Math.Sqrt(2.0 / (3 * n)) * 0.5, 1 + 4 * Math.Sqrt(2.0 / (3 * n)) * 0.5);
        var series = new double[3 * n * Frames];
        var x = new Vector3D[n];
        const double h = Step / Inner;
        var a = Dynamical(x);
        for (var f = 0; f < Frames; f++)
        {
            for (var i = 0; i < n; i++) (series[3 * i * Frames + f], series[(3 * i + 1) * Frames + f], series[(3 * i + 2) * Frames + f]) = (v[i].X, v[i].Y, v[i].Z);
            for (var s = 0; s < Inner; s++)
            {
                for (var i = 0; i < n; i++)
                {
                    v[i] -= 0.5 * h * a[i];
                    x[i] += h * v[i];
                }

                a = Dynamical(x);
                for (var i = 0; i < n; i++) v[i] -= 0.5 * h * a[i];
            }
        }

        var dos = VibrationalDensityOfStates.Of(VelocityAutocorrelation.OfVelocities(series, n, Frames, Step, Mass, new() { Blocks = 4, Length = 4 }, _pool));
        var g = dos.Densities[0];
        var unit = 1000 / (2 * Math.PI);
        var highest = unit * Math.Sqrt(8 * k);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"highest {highest} THz; second moment {dos.Moment(g, 2, 1.2 * highest) / (unit * unit * second)}, fourth {dos.Moment(g, 4, 1.2 * highest) / (Math.Pow(unit, 4) * fourth)} of the exact ones; second/(4k/m) {second / (4 * k)}; within {dos.Moment(g, 0, highest + dos.Resolution)}");
        Assert.Equal(1, dos.Moment(g, 2, 1.2 * highest) / (unit * unit * second), 5e-3);
        Assert.Equal(1, dos.Moment(g, 4, 1.2 * highest) / (Math.Pow(unit, 4) * fourth), 1e-2);
        Assert.Equal(1, dos.Moment(g, 0, highest + dos.Resolution), 2e-3);
    }

    // Two elements in a file with a drift: each element's states integrate to 3, the total is weighted by mass, and one and two threads give the same bits.
    [Fact]
    public void Elements_of_a_trajectory()
    {
        const int Atoms = 12, Frames = 200;
        double[] frequency = [9, 17];
        List<Structure> frames = [];
        for (var f = 0; f < Frames; f++)
        {
            var v = new double[3 * Atoms];
            for (var i = 0; i < Atoms; i++)
            {
                for (var c = 0; c < 3; c++) v[3 * i + c] = 1e-3 * (i % 3 == 0 ? 2 : 1) * Math.Cos(2 * Math.PI * frequency[i % 3 == 0 ? 0 : 1] * 1e-3 * 5 * f + i + 2 * c) + 0.5;
            }

            frames.Add(TestFrames.Create(null, [.. Enumerable.Range(0, Atoms).Select(i => new Vector3D(i, 0, 0))], [.. Enumerable.Range(0, Atoms).Select(i => (byte)(i % 3 == 0 ? 3 : 14))])
                .With("time_fs", new RealInfo(5.0 * f)).With(new RealColumn("velocities", 3, v)));
        }

        VelocityAutocorrelation Run(int threads)
        {
            using WorkerPool pool = new(threads);
            using var trajectory = Trajectory.Open(TestFrames.Source(_folder, frames), column: "velocities");
            return VelocityAutocorrelation.Compute(trajectory, new() { Blocks = 2, Host = "all" }, pool);
        }

        var vacf = Run(2);
        Assert.Equal(vacf.Species.SelectMany(s => s.Blocks.SelectMany(b => b)), Run(1).Species.SelectMany(s => s.Blocks.SelectMany(b => b)));
        var dos = VibrationalDensityOfStates.Of(vacf);
        Assert.Equal(["total", "Li", "Si"], dos.Densities.Select(d => d.Name));
        Assert.All(dos.Densities, d => Assert.Equal(1, dos.Moment(d, 0), 1e-10));
        double Peak(int d) => dos.Frequencies[Array.IndexOf(dos.Densities[d].Mean, dos.Densities[d].Mean.Max())];
        Assert.Equal(9, Peak(1), dos.Resolution);
        Assert.Equal(17, Peak(2), dos.Resolution);
        var (li, si) = (4 * vacf.Species[0].Mass * vacf.Species[0].Mean()[0], 8 * vacf.Species[1].Mass * vacf.Species[1].Mean()[0]);
        for (var k = 0; k < dos.Frequencies.Length; k++) Assert.Equal((li * dos.Densities[1].Mean[k] + si * dos.Densities[2].Mean[k]) / (li + si), dos.Densities[0].Mean[k], 1e-12);
        Assert.NotNull(dos.ToResult().Find("vdos.csv"));
        Assert.NotNull(vacf.ToResult().Find("vacf.svg"));

        void Refused(string what, VelocityOptions options, bool withVelocities = true) => Assert.Contains(what, Assert.Throws<InputException>(() =>
        {
            using var trajectory = Trajectory.Open(TestFrames.Source(_folder, withVelocities ? frames : frames.Select(f => f.With([], f.Info))), column: "velocities");
            VelocityAutocorrelation.Compute(trajectory, options, _pool);
        }).Message, StringComparison.Ordinal);
        Refused("no column 'velocities'", new(), withVelocities: false);
        Refused("--blocks", new() { Blocks = 1 });
        Refused("too few", new() { Blocks = 90 });
        Refused("--length", new() { Length = 1 });
    }
}
