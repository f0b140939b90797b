using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class DensityProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DensityProfile Compute(ProfileOptions options, params IEnumerable<Structure> frames) => DensityProfile.Compute(TestFrames.Source(_folder, frames), options);

    // A bin of n holds a binomial number of N points: variance N/n (1 − 1/n). The reported error is the largest of generations with at least 16 members.
    [Theory]
    [InlineData(ProfileDirection.A)]
    [InlineData(ProfileDirection.B)]
    [InlineData(ProfileDirection.C)]
    public void UniformPointsAreFlatWithinErrors(ProfileDirection along)
    {
        const int Frames = 400, Lithium = 100, Silicon = 50;
        var profile = Compute(new(along, 0.7), TestFrames.Random(3, Frames, Lithium, Silicon));
        Matrix3D cell = new(new(14, 0, 0), new(3, 13, 0), new(-2, 2.5, 15));
        var k = (int)along;
        var height = Math.Abs(cell.Determinant) / Vector3D.Cross(cell[(k + 1) % 3], cell[(k + 2) % 3]).Norm;
        Assert.Equal(Math.Round(height / 0.7), profile.Bins);
        Assert.Equal(0, profile.Edges[0]);
        Assert.Equal(height, profile.Edges[^1], 1e-9);
        var volume = Math.Abs(cell.Determinant) / profile.Bins;
        foreach (var (row, atoms) in new[] { (profile.Density(0), Lithium), (profile.Density(1), Silicon), (profile.Total, Lithium + Silicon) })
        {
            Assert.Equal(atoms, row.Sum() * volume, 1e-9);
            var p = 1.0 / profile.Bins;
            var error = Math.Sqrt(atoms * p * (1 - p) / Frames) / volume;
            Assert.All(row, d => Assert.InRange(d, atoms * p / volume - 5 * error, atoms * p / volume + 5 * error));
            if (atoms != Lithium) continue;
            Assert.All(profile.DensityError(0), e => Assert.InRange(e / error, 1 - 5 / Math.Sqrt(2 * (Frames - 1)), 1 + 5 / Math.Sqrt(2 * 15)));
        }

        double[] masses = [.. profile.Density(0).Zip(profile.Density(1), (a, b) => a * Element.Mass(3) + b * Element.Mass(14))];
        Assert.All(profile.Mass.Zip(masses), m => Assert.Equal(m.Second, m.First, 1e-12));
    }

    // Layers in the middle of slices of a sheared cell, with vacuum: a plateau to the last bit of rounding, in each form of the cell.
    [Fact]
    public void ASlabHasAnExactPlateau()
    {
        Matrix3D cell = new(new(6, 0, 0), new(1.5, 5, 0), new(0.7, -1.1, 24));
        const double Area = 30, Layer = 2;
        Structure Slab(double shift, Periodicity periodicity)
        {
            List<Vector3D> positions = [];
            for (var layer = 0; layer < 6; layer++)
            {
                for (var i = 0; i < 9; i++)
                {
                    var s = ((layer + 0.5) * Layer + shift) / 24;
                    positions.Add(cell.Transform(new(i % 3 / 3.0 + 0.1, i / 3 / 3.0, periodicity.C ? s - Math.Floor(s) : s)));
                }
            }

            return new Structure([.. positions.Select((_, i) => (byte)(i % 9 < 3 ? 3 : 14))], [.. positions.SelectMany(p => new[] { p.X, p.Y, p.Z })], cell, periodicity);
        }

        var whole = Compute(new(Bin: Layer), Slab(4, Periodicity.Full));
        Assert.Equal(Enumerable.Range(0, 13).Select(k => 2.0 * k), whole.Edges.Select(e => Math.Round(e, 10)));
        foreach (var (row, atoms) in new[] { (whole.Density(0), 3), (whole.Density(1), 6), (whole.Total, 9) })
        {
            Assert.All(row.Take(2).Concat(row.Skip(8)), d => Assert.Equal(0, d));
            Assert.All(row.Skip(2).Take(6), d => Assert.Equal(atoms / (Area * Layer), d, 1e-14));
        }

        // Cut by the boundary of the cell, and drifting: heights from the centre of mass are the same.
        var centred = Compute(new(Bin: Layer, IsCentred: true), Enumerable.Range(0, 20).Select(k => Slab(1.3 * k, Periodicity.Full)));
        Assert.Equal(-12, centred.Edges[0], 1e-10);
        Assert.All(centred.Total.Select((d, k) => (d, k)), p => Assert.Equal(p.k is >= 3 and < 9 ? 9 / (Area * Layer) : 0, p.d, 1e-14));
        Assert.All(centred.TotalError, e => Assert.Equal(0, e, 1e-14));
        // Where the cell does not repeat slices go from the lowest atom to the highest, beyond the cell too.
        var open = Compute(new(Bin: Layer), Slab(-4, new(true, true, false)));
        Assert.Equal((-4, 8), (open.Edges[0], open.Edges[^1]));
        Assert.All(open.Total, d => Assert.Equal(9 / (Area * Layer), d, 1e-14));
    }

    // Points at random in a ball, each with its mirror image so that the centre of mass is the centre: twice a binomial number of pairs in each shell.
    [Fact]
    public void ABallHasConstantDensityWhereverTheBoundaryCutsIt()
    {
        const int Frames = 60, Pairs = 500;
        const double Radius = 9;
        var random = new Random(11);
        List<Vector3D[]> balls = [];
        for (var f = 0; f < Frames; f++)
        {
            List<Vector3D> points = [];
            while (points.Count < 2 * Pairs)
            {
                Vector3D p = new(2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
                if (p.Norm > 1) continue;
                points.Add(Radius * p);
                points.Add(-Radius * p);
            }

            balls.Add([.. points]);
        }

        byte[] numbers = [.. Enumerable.Repeat((byte)14, 2 * Pairs)];
        var free = Compute(new(ProfileDirection.Radial, 1), balls.Select(b => TestFrames.Create(null, b, numbers)));
        Assert.Equal(9, free.Bins);
        Assert.Equal(0, free.Beyond);
        var density = 2 * Pairs / (4 * Math.PI / 3 * Math.Pow(Radius, 3));
        for (var k = 0; k < 9; k++)
        {
            var volume = 4 * Math.PI / 3 * (Math.Pow(k + 1, 3) - Math.Pow(k, 3));
            var p = (Math.Pow(k + 1, 3) - Math.Pow(k, 3)) / Math.Pow(Radius, 3);
            var error = 2 * Math.Sqrt(Pairs * p * (1 - p) / Frames) / volume;
            Assert.InRange(free.Total[k], density - 5 * error, density + 5 * error);
        }

        // ⟨r²⟩ = 3R²/5 with variance 12R⁴/175.
        var gyration = free.Gyration.Mean * free.Gyration.Mean;
        Assert.Equal(0.6 * Radius * Radius, gyration, 5 * Math.Sqrt(12.0 / 175 / (Pairs * Frames)) * Radius * Radius);

        Matrix3D cell = new(new(24, 0, 0), new(5, 22, 0), new(-3, 2, 25));
        var inverse = cell.Inverse();
        var wrapped = balls.Select(b =>
        {
            Vector3D shift = new(40 * random.NextDouble(), 40 * random.NextDouble(), 40 * random.NextDouble());
            return TestFrames.Create(cell, [.. b.Select(p => inverse.Transform(p + shift)).Select(s => cell.Transform(new(s.X - Math.Floor(s.X), s.Y - Math.Floor(s.Y), s.Z - Math.Floor(s.Z))))], numbers);
        }).ToArray();
        var cut = Compute(new(ProfileDirection.Radial, 1), wrapped);
        Assert.Equal(free.Total, cut.Total);
        Assert.Equal(free.Gyration.Mean, cut.Gyration.Mean, 1e-9);
        // Atoms outside the shells are counted.
        var inner = Compute(new(ProfileDirection.Radial, 1, Radius: 5), wrapped);
        Assert.Equal(free.Total.Take(5), inner.Total);
        Assert.Equal(2 * Pairs - 4 * Math.PI / 3 * Enumerable.Range(0, 5).Sum(k => free.Total[k] * (Math.Pow(k + 1, 3) - Math.Pow(k, 3))), inner.Beyond, 1e-8);
    }

    [Fact]
    public void ACellThatChangesKeepsItsLayersInTheirSlices()
    {
        var profile = Compute(new(Bin: 1), new[] { 4.0, 5.0, 6.0 }.Select(a => TestFrames.Cubic(a, 1, 14, new Vector3D(0, 0, 0.125), new(0.5, 0.5, 0.625))));
        Assert.Equal([0, 1.25, 2.5, 3.75, 5], profile.Edges);
        var mean = new[] { 4.0, 5.0, 6.0 }.Average(a => 4 / Math.Pow(a, 3));
        Assert.Equal([mean, 0, mean, 0], profile.Total, new Close(1e-15));
    }

    [Fact]
    public void DummyAtomsAreCountedAndHaveNoMass()
    {
        var profile = Compute(new(ProfileDirection.Radial, 2), TestFrames.Create(null, [new(9, 0, 0), new(11, 0, 0), new(10, 0, 5)], [14, 14, 0]));
        Assert.Equal(1, profile.Gyration.Mean, 1e-12);
        var shell = 4 * Math.PI / 3 * 8;
        Assert.Equal((2 / shell, 2 * Element.Mass(14) / shell), (profile.Total[0], profile.Mass[0]));
        Assert.Equal((0, 1 / (19 * shell)), (profile.Mass[2], profile.Total[2]));
    }

    [Fact]
    public void WhatCannotBeMeantIsRefused()
    {
        var particle = TestFrames.Create(null, [default, new(2, 0, 0)], [14, 14]);
        var crystal = TestFrames.Silicon(1);
        foreach (var (sentence, options, frame) in new[]
        {
            ("a profile along a cell vector needs a cell, and this frame has none; give --along radial for particles.", new ProfileOptions(), particle),
            ("--bin is not between", new ProfileOptions(Bin: 0), crystal),
            ("there would be 1086200 bins, more than 100000; raise --bin", new ProfileOptions(Bin: 0.001), TestFrames.Create(1086.2 * Matrix3D.Identity, [default], [14])),
            ("--rmax is of use only to --along radial", new ProfileOptions(Radius: 3), crystal),
            ("--rmax is more than half the cell, 2.716 Å, so shells would not be whole", new ProfileOptions(ProfileDirection.Radial, Radius: 3), crystal),
            ("--centre is of use only to profiles along a cell vector", new ProfileOptions(ProfileDirection.Radial, IsCentred: true), crystal),
            ("none of the atoms has a mass", new ProfileOptions(ProfileDirection.Radial), TestFrames.Create(null, [default], [0])),
        })
        {
            Assert.Contains(sentence, Assert.Throws<InputException>(() => Compute(options, frame)).Message, StringComparison.Ordinal);
        }
    }

    private sealed class Close(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
