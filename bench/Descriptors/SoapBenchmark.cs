using BenchmarkDotNet.Attributes;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Bench;

/// <summary>
/// One environment of 56 neighbours of two species within 6 Å (the density of amorphous LiSi), n_max 8, l_max 6: the expansion alone, the power spectrum, and its
/// reverse pass, on one thread, with the scalar definition beside the vector form.
/// </summary>
public class SoapBenchmark
{
    private const int Neighbours = 56;
    private readonly SoapPowerSpectrum _soap = new(new SoapOptions { Cutoff = 6, Species = [3, 14] });
    private readonly AtomEnvironment _environment = new();
    private SoapPowerSpectrum.Workspace _workspace = null!;
    private DensityExpansion.Workspace _expansion = null!;
    private double[] _spectrum = [];
    private double[] _coefficients = [];
    private double[] _gradients = [];

    /// <summary>Instruction set.</summary>
    [Params(InstructionSetKind.Scalar, InstructionSetKind.Vector256)]
    public InstructionSetKind Instructions { get; set; }

    /// <summary>Draws the neighbours uniformly in the sphere outside 2.2 Å.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var stream = new RandomStream(1, "benchmark");
        _environment.Add(0, 0, 0, 0);
        while (_environment.Count <= Neighbours)
        {
            double x = 12 * stream.NextDouble() - 6, y = 12 * stream.NextDouble() - 6, z = 12 * stream.NextDouble() - 6;
            if (x * x + y * y + z * z is > 2.2 * 2.2 and < 36) _environment.Add(x, y, z, _environment.Count % 2);
        }

        (_workspace, _expansion) = (_soap.CreateWorkspace(), _soap.Expansion.CreateWorkspace());
        (_spectrum, _coefficients, _gradients) = (new double[_soap.Length], new double[_soap.Expansion.CoefficientCount], new double[3 * _environment.Count]);
    }

    /// <summary>Coefficients c_nlm of both species.</summary>
    [Benchmark]
    public void Expansion() => _soap.Expansion.Evaluate(_environment, _expansion, _coefficients, Instructions);

    /// <summary>The normalised power spectrum.</summary>
    [Benchmark]
    public double PowerSpectrum() => _soap.Evaluate(_environment, _workspace, _spectrum, Instructions);

    /// <summary>Power spectrum and gradients.</summary>
    [Benchmark]
    public void Reverse() => _soap.Reverse(_environment, _workspace, _spectrum, _gradients, Instructions);
}
