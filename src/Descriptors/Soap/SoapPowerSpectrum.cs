using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The SOAP power spectrum p[l, a, b] = π √(8/(2l+1)) Σ_m c_a,lm c_b,lm with a = (species, n) ≤ b, of a density of Gaussians around an atom (itself
/// included), normalised to length 1. Off-diagonal entries (a ≠ b) carry √2, so that scalar products equal those of the full matrix. Before normalisation
/// p · p′ is 8π² times the average over rotations of the squared overlap of the two densities.
/// </summary>
/// <remarks>
/// Bartók, Kondor and Csányi, Phys. Rev. B 87, 184115 (2013), doi:10.1103/PhysRevB.87.184115. Immutable and thread-safe; workspaces are per worker.
/// </remarks>
public sealed class SoapPowerSpectrum
{
    private readonly double[] _prefactors;
    private readonly int[] _channelOfElement = new int[119];

    /// <summary>Sets up radial basis, table and layout.</summary>
    /// <exception cref="ArgumentException">No species, or one out of range.</exception>
    public SoapPowerSpectrum(SoapOptions options)
    {
        if (options.Species.Count == 0) throw new ArgumentException("A power spectrum needs at least one species.", nameof(options));
        Options = options;
        Array.Fill(_channelOfElement, -1);
        for (var k = 0; k < options.Species.Count; k++) _channelOfElement[options.Species[k]] = k;
        Basis = CreateBasis(options);
        Expansion = new DensityExpansion(Basis, options.Species.Count);
        Functions = options.Species.Count * options.RadialCount;
        Length = Functions * (Functions + 1) / 2 * (options.MaximumDegree + 1);
        _prefactors = new double[options.MaximumDegree + 1];
        for (var l = 0; l < _prefactors.Length; l++) _prefactors[l] = Math.PI * Math.Sqrt(8.0 / (2 * l + 1));
    }

    /// <summary>What defines this power spectrum.</summary>
    public SoapOptions Options { get; }

    /// <summary>The radial functions.</summary>
    public IRadialBasis Basis { get; }

    /// <summary>The expansion underneath.</summary>
    public DensityExpansion Expansion { get; }

    /// <summary>Number of entries: (S n_max)(S n_max + 1)/2 · (l_max + 1) for S species.</summary>
    public int Length { get; }

    private int Functions { get; }

    /// <summary>The channel of an element, or −1 when it has none.</summary>
    public int Channel(int atomicNumber) => _channelOfElement[atomicNumber];

    /// <summary>A workspace for one worker.</summary>
    public Workspace CreateWorkspace() => new(this);

    /// <summary>Computes the normalised power spectrum.</summary>
    /// <param name="environment">Neighbours, the atom itself (zero displacement) among them.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="spectrum"><see cref="Length"/> values; replaced.</param>
    /// <param name="instructions">The instruction set; null for the active one.</param>
    /// <returns>The length before normalisation; zero for an empty environment, whose spectrum is zero.</returns>
    public double Evaluate(AtomEnvironment environment, Workspace workspace, Span<double> spectrum, InstructionSetKind? instructions = null)
    {
        var level = instructions ?? InstructionSet.Active;
        Expansion.Evaluate(environment, workspace.Expansion, workspace.Coefficients, level);
        if (level == InstructionSetKind.Scalar) PowerScalar(workspace.Coefficients, spectrum);
        else PowerVector(workspace, spectrum);
        spectrum = spectrum[..Length];
        var norm = Math.Sqrt(VectorKernels.Dot(spectrum, spectrum));
        VectorKernels.Scale(spectrum, norm > 0 ? 1 / norm : 0);
        return norm;
    }

    /// <summary>The reverse pass: from dE/dp (p normalised) to dE/d(displacement) of every neighbour. Computes the values again.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="adjoints">dE/dp, <see cref="Length"/> values.</param>
    /// <param name="gradients">dE/dx, dE/dy, dE/dz of each neighbour in turn; replaced.</param>
    /// <param name="instructions">The instruction set; null for the active one.</param>
    public void Reverse(AtomEnvironment environment, Workspace workspace, ReadOnlySpan<double> adjoints, Span<double> gradients, InstructionSetKind? instructions = null)
    {
        var spectrum = workspace.Spectrum;
        var norm = Evaluate(environment, workspace, spectrum, instructions);
        if (norm == 0)
        {
            gradients[..(3 * environment.Count)].Clear();
            return;
        }

        // Through the normalisation: dE/dp_raw = (g − (g·p) p)/|p_raw|.
        var along = VectorKernels.Dot(adjoints[..Length], spectrum);
        var stride = Expansion.Stride;
        var at = 0;
        for (var l = 0; l <= Expansion.MaximumDegree; l++)
        {
            // dE/dc_m = M c_m for every m of this degree, with M the symmetric matrix of dE/dp over pairs (a, b), doubled on the diagonal.
            var pairs = workspace.Pairs.AsSpan();
            for (var a = 0; a < Functions; a++)
            {
                for (var b = a; b < Functions; b++, at++)
                {
                    var g = (adjoints[at] - along * spectrum[at]) / norm * _prefactors[l];
                    pairs[Slot(a) * stride + Slot(b)] = pairs[Slot(b) * stride + Slot(a)] = a == b ? 2 * g : Math.Sqrt(2) * g;
                }
            }

            for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
            {
                var row = workspace.Coefficients.AsSpan(lm * stride, stride);
                for (var k = 0; k < stride; k++) workspace.Adjoints[lm * stride + k] = VectorKernels.Dot(pairs.Slice(k * stride, stride), row);
            }
        }

        Expansion.Reverse(environment, workspace.Expansion, workspace.Adjoints, gradients, instructions);
    }

    private static IRadialBasis CreateBasis(SoapOptions options)
    {
        IRadialBasis basis = options.RadialBasis == RadialBasisKind.DiscreteVariable
            ? new DiscreteVariableRadialBasis(options.RadialCount, options.MaximumDegree, options.Cutoff, options.Width)
            : new GaussianRadialBasis(options.RadialCount, options.MaximumDegree, options.Cutoff, options.Width);
        return options.RadialScaling is { } scaling ? new ScaledRadialBasis(basis, scaling) : basis;
    }

    // Index of function a = (species, n) within the coefficients of one (l, m).
    private int Slot(int a) => a / Options.RadialCount * Expansion.PaddedRadialCount + a % Options.RadialCount;

    // The definition.
    private void PowerScalar(double[] coefficients, Span<double> spectrum)
    {
        var at = 0;
        for (var l = 0; l <= Expansion.MaximumDegree; l++)
        {
            for (var a = 0; a < Functions; a++)
            {
                for (var b = a; b < Functions; b++, at++)
                {
                    double sum = 0;
                    for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) sum += coefficients[lm * Expansion.Stride + Slot(a)] * coefficients[lm * Expansion.Stride + Slot(b)];
                    spectrum[at] = _prefactors[l] * (a == b ? 1 : Math.Sqrt(2)) * sum;
                }
            }
        }
    }

    // Row a of the matrix Σ_m c_a c_b four b at a time, then its upper triangle without the padding.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void PowerVector(Workspace workspace, Span<double> spectrum)
    {
        var stride = Expansion.Stride;
        var padded = Expansion.PaddedRadialCount;
        var count = Options.RadialCount;
        fixed (double* coefficients = workspace.Coefficients, row = workspace.Row, output = spectrum)
        {
            var target = output;
            for (var l = 0; l <= Expansion.MaximumDegree; l++)
            {
                var c = coefficients + l * l * stride;
                for (var a = 0; a < Functions; a++)
                {
                    var slot = Slot(a);
                    var b = slot & ~3;
                    // Four independent sums at a time: one alone would wait for its own last multiply-add.
                    for (; b <= stride - 16; b += 16)
                    {
                        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
                        for (var m = 0; m <= 2 * l; m++)
                        {
                            var other = c + m * stride + b;
                            var own = Vector256.Create(c[m * stride + slot]);
                            s0 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other), s0);
                            s1 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other + 4), s1);
                            s2 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other + 8), s2);
                            s3 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other + 12), s3);
                        }

                        s0.Store(row + b);
                        s1.Store(row + b + 4);
                        s2.Store(row + b + 8);
                        s3.Store(row + b + 12);
                    }

                    for (; b <= stride - 8; b += 8)
                    {
                        Vector256<double> s0 = default, s1 = default;
                        for (var m = 0; m <= 2 * l; m++)
                        {
                            var other = c + m * stride + b;
                            var own = Vector256.Create(c[m * stride + slot]);
                            s0 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other), s0);
                            s1 = Vector256.FusedMultiplyAdd(own, Vector256.Load(other + 4), s1);
                        }

                        s0.Store(row + b);
                        s1.Store(row + b + 4);
                    }

                    for (; b < stride; b += 4)
                    {
                        var sum = Vector256<double>.Zero;
                        for (var m = 0; m <= 2 * l; m++) sum = Vector256.FusedMultiplyAdd(Vector256.Create(c[m * stride + slot]), Vector256.Load(c + m * stride + b), sum);
                        sum.Store(row + b);
                    }

                    *target++ = _prefactors[l] * row[slot];
                    var factor = _prefactors[l] * Math.Sqrt(2);
                    var n = a % count + 1;
                    for (var start = a / count * padded; start < stride; start += padded, n = 0)
                    {
                        for (; n < count; n++) *target++ = factor * row[start + n];
                    }
                }
            }
        }
    }

    /// <summary>The buffers of one worker.</summary>
    public sealed class Workspace
    {
        internal Workspace(SoapPowerSpectrum soap)
        {
            Expansion = soap.Expansion.CreateWorkspace();
            Coefficients = new double[soap.Expansion.CoefficientCount];
            Adjoints = new double[soap.Expansion.CoefficientCount];
            Spectrum = new double[soap.Length];
            Pairs = new double[soap.Expansion.Stride * soap.Expansion.Stride];
            Row = new double[soap.Expansion.Stride];
        }

        internal DensityExpansion.Workspace Expansion { get; }

        internal double[] Coefficients { get; }

        internal double[] Adjoints { get; }

        internal double[] Spectrum { get; }

        /// <summary>A matrix over pairs of functions; what belongs to the padding stays zero.</summary>
        internal double[] Pairs { get; }

        internal double[] Row { get; }
    }
}
