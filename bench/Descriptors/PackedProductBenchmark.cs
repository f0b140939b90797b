using BenchmarkDotNet.Attributes;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Bench;

/// <summary>Similarities of 256 environments with 800 sparse points of 952 entries, 0.39 GFLOP: what a prediction spends most of its time on. One thread.</summary>
public class PackedProductBenchmark
{
    private const int Rows = 256, Points = 800, Width = 952;
    private readonly double[] _rows = new double[Rows * Width];
    private readonly double[] _product = new double[Rows * Points];
    private PackedMatrix _packed = null!;

    /// <summary>Instruction set.</summary>
    [Params(InstructionSetKind.Scalar, InstructionSetKind.Vector256)]
    public InstructionSetKind Instructions { get; set; }

    /// <summary>Fills both factors.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var stream = new RandomStream(1, "benchmark");
        for (var k = 0; k < _rows.Length; k++) _rows[k] = stream.NextDouble();
        var points = new double[Points * Width];
        for (var k = 0; k < points.Length; k++) points[k] = stream.NextDouble();
        _packed = new PackedMatrix(points, Points, Width);
    }

    /// <summary>The product.</summary>
    [Benchmark]
    public void Multiply() => _packed.Multiply(_rows, Rows, Width, _product, Points, instructions: Instructions);
}
