using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>Extended XYZ with positions and forces, one core, in memory.</summary>
internal static class ExtendedXyzBenchmark
{
    private const int Atoms = 100_000;

    public static Benchmark Create() => new("extxyz", "extended XYZ with forces, read and written in memory on one core", ["8 decimals", "exact"], Run);

    private static IEnumerable<Measurement> Run(string name, CancellationToken cancellation)
    {
        var stream = new RandomStream(1, "extended XYZ benchmark");
        double[] Draw(double size) => [.. Enumerable.Range(0, 3 * Atoms).Select(_ => name == "exact" ? size * (stream.NextDouble() - 0.5) : Math.Round(size * (stream.NextDouble() - 0.5), 8))];
        var species = new byte[Atoms];
        for (var i = 0; i < Atoms; i++) species[i] = (byte)(i % 2 == 0 ? 3 : 14);
        var frame = new Structure(species, Draw(130), 130 * Matrix3D.Identity, Periodicity.Full, [new RealColumn("forces", 3, Draw(4))]);
        var format = new ExtendedXyzFormat();
        var text = new MemoryStream();
        void Write()
        {
            text.Position = 0;
            format.Write(text, "benchmark", [frame], cancellation);
        }

        void Read()
        {
            text.Position = 0;
            foreach (var structure in format.Read(text, "benchmark", cancellation)) GC.KeepAlive(structure);
        }

        var writing = Clock.Best(Write, cancellation);
        var reading = Clock.Best(Read, cancellation);
        var bytes = text.Length / 1e6;
        // The yardstick: looking at every byte once for the end of a line, and copying it.
        var copy = new byte[text.Length];
        var looking = Clock.Best(
            () =>
            {
                var all = text.GetBuffer().AsSpan(0, (int)text.Length);
                all.CopyTo(copy);
                GC.KeepAlive(all.Count((byte)'\n'));
            },
            cancellation);
        yield return new(name, "read", bytes / reading, "MB/s", "copy and count lines", bytes / looking);
        yield return new(name, "written", bytes / writing, "MB/s", "copy and count lines", bytes / looking);
    }
}
