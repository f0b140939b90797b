using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

/// <summary>Structures whose answers are known, in files.</summary>
internal static class TestFrames
{
    public const double SiliconEdge = 5.431;

    public static FrameSource Source(TemporaryFolder folder, params IEnumerable<Structure> frames)
    {
        var path = folder[Guid.NewGuid().ToString("N") + ".extxyz"];
        StructureFile.Write(path, frames);
        return new FrameSource([path], FrameSelection.All, cancellation: TestContext.Current.CancellationToken);
    }

    public static Structure Create(Matrix3D? cell, IReadOnlyList<Vector3D> positions, byte[] numbers) =>
        new(numbers, [.. positions.SelectMany(p => new[] { p.X, p.Y, p.Z })], cell, cell is null ? Periodicity.None : Periodicity.Full);

    /// <summary>A cubic lattice with a basis in units of the edge, repeated n times along each axis.</summary>
    public static Structure Cubic(double edge, int n, byte z, params Vector3D[] basis)
    {
        List<Vector3D> positions = [];
        for (var i = 0; i < n * n * n; i++)
        {
            foreach (var b in basis) positions.Add(edge * (b + new Vector3D(i % n, i / n % n, i / (n * n))));
        }

        return Create(n * edge * Matrix3D.Identity, positions, [.. positions.Select(_ => z)]);
    }

    public static Structure FaceCentred(double edge, int n, byte z = 29) => Cubic(edge, n, z, default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0));

    public static Structure Silicon(int n, double edge = SiliconEdge) =>
        Cubic(edge, n, 14, default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0), new(0.25, 0.25, 0.25), new(0.25, 0.75, 0.75), new(0.75, 0.25, 0.75), new(0.75, 0.75, 0.25));

    /// <summary>Points at random in a triclinic cell, of two elements.</summary>
    public static IEnumerable<Structure> Random(int seed, int frames, int lithium, int silicon)
    {
        var random = new Random(seed);
        Matrix3D cell = new(new(14, 0, 0), new(3, 13, 0), new(-2, 2.5, 15));
        for (var f = 0; f < frames; f++)
        {
            var positions = Enumerable.Range(0, lithium + silicon).Select(_ => cell.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble()))).ToArray();
            yield return Create(cell, positions, [.. Enumerable.Repeat((byte)3, lithium), .. Enumerable.Repeat((byte)14, silicon)]);
        }
    }
}
