using Lithoscope.Descriptors;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>SOAP: E = Σ_i S(p_i) with the normalised power spectrum of the density around atom i, the atom itself among it.</summary>
internal sealed class SoapTerm : GapTerm
{
    // The table's error falls with the sixth power of its step over σ: 1e-12 of the largest value here (tested).
    private const double IntervalsPerWidth = 40;

    private readonly SoapDescriptor _descriptor;
    private readonly SparseKernel _kernel;
    private readonly SoapSpectrum _spectrum;
    private readonly DensityExpansion _expansion;
    private readonly InstructionSetKind _instructions;
    private readonly bool[] _isCentre;
    private readonly int[] _channel;
    private readonly double[] _self; // what the atom itself adds to the coefficients of l = 0 in its channel

    public SoapTerm(GapCoordinates coordinates, SoapDescriptor descriptor, IReadOnlyList<int> elements, InstructionSetKind instructions)
    {
        (_descriptor, _instructions) = (descriptor, instructions);
        EquispacedGaussianRadialBasis basis;
        try
        {
            basis = new EquispacedGaussianRadialBasis(descriptor.RadialCount, descriptor.MaximumDegree, descriptor.Cutoff, descriptor.TransitionWidth, descriptor.Width, descriptor.ErrorExponent);
        }
        catch (ArgumentException fault)
        {
            throw new InputException($"soap: the n_max={descriptor.RadialCount} radial functions are linearly dependent to rounding", remedy: "use a model with fewer of them or a smaller atom_sigma", inner: fault);
        }

        _spectrum = SoapSpectrum.Create(descriptor.Functions, descriptor.MaximumDegree, instructions);
        _expansion = new DensityExpansion(basis, descriptor.Channels, Math.Clamp((int)Math.Ceiling(IntervalsPerWidth * descriptor.Cutoff / descriptor.Width), 64, 2048));
        _kernel = SparseKernel.Create(Ordered(coordinates), instructions);
        _isCentre = [.. elements.Select(z => descriptor.Centres.Length == 0 || descriptor.Centres.Contains(z))];
        _channel = [.. elements.Select(z => descriptor.Species.Length == 0 ? 0 : Array.IndexOf(descriptor.Species, z))];
        var size = (descriptor.MaximumDegree + 1) * descriptor.RadialCount;
        double[] values = new double[size], rest = new double[size];
        basis.Evaluate(0, values, rest, rest);
        var harmonic = descriptor.CentralWeight / Math.Sqrt(4 * Math.PI);
        _self = [.. values.Take(descriptor.RadialCount).Select(v => v * harmonic)];
    }

    public override GapDescriptor Descriptor => _descriptor;

    /// <summary>Whether atoms of a species have a vector.</summary>
    public bool IsCentre(int species) => _isCentre[species];

    public override object CreateWorkspace() => new Workspace(this);

    public override double AddEnergy(LocalEnvironment environment, object workspace)
    {
        if (!_isCentre[environment.Species]) return 0;
        var room = (Workspace)workspace;
        var norm = Expand(environment, room);
        var energy = _kernel.Evaluate(room.Spectrum, room.Gradient);
        if (norm == 0 || room.Environment.Count == 0) return energy;
        _spectrum.Backward(room.Coefficients, room.Spectrum, norm, room.Gradient, room.Matrix, room.Adjoints);
        Spread(room.Adjoints, room.Expanded);
        room.Reserve();
        _expansion.Reverse(room.Environment, room.Expansion, room.Expanded, room.Gradients, _instructions);
        for (var k = 0; k < room.Environment.Count; k++)
        {
            var j = room.Source[k];
            environment.Gx[j] += room.Gradients[3 * k];
            environment.Gy[j] += room.Gradients[3 * k + 1];
            environment.Gz[j] += room.Gradients[3 * k + 2];
        }

        return energy;
    }

    public override double Similarity(LocalEnvironment environment, object workspace)
    {
        if (!_isCentre[environment.Species]) return 1;
        var room = (Workspace)workspace;
        Expand(environment, room);
        return _kernel.Similarity(room.Spectrum);
    }

    /// <summary>The vector in the order of files, the zero at its end included.</summary>
    public void Describe(LocalEnvironment environment, object workspace, Span<double> values)
    {
        var room = (Workspace)workspace;
        Expand(environment, room);
        for (var k = 0; k < _spectrum.Length; k++) values[k] = room.Spectrum[_spectrum.FromFile(k)];
        values[_spectrum.Length] = 0;
    }

    // Fills in the spectrum; its length before normalisation comes back.
    private double Expand(LocalEnvironment environment, Workspace room)
    {
        room.Load(environment, this);
        _expansion.Evaluate(room.Environment, room.Expansion, room.Expanded, _instructions);
        var own = _channel[environment.Species];
        for (var lm = 0; lm < (_descriptor.MaximumDegree + 1) * (_descriptor.MaximumDegree + 1); lm++)
        {
            for (var c = 0; c < _descriptor.Channels; c++)
            {
                room.Expanded.AsSpan(lm * _expansion.Stride + c * _expansion.PaddedRadialCount, _descriptor.RadialCount)
                    .CopyTo(room.Coefficients.AsSpan(lm * _spectrum.Stride + c * _descriptor.RadialCount));
            }
        }

        for (var n = 0; own >= 0 && n < _self.Length; n++) room.Coefficients[own * _descriptor.RadialCount + n] += _self[n];
        return _spectrum.Forward(room.Coefficients, room.Spectrum);
    }

    // From the compact layout of the spectrum to that of the expansion.
    private void Spread(double[] adjoints, double[] expanded)
    {
        for (var lm = 0; lm < (_descriptor.MaximumDegree + 1) * (_descriptor.MaximumDegree + 1); lm++)
        {
            for (var c = 0; c < _descriptor.Channels; c++)
            {
                adjoints.AsSpan(lm * _spectrum.Stride + c * _descriptor.RadialCount, _descriptor.RadialCount)
                    .CopyTo(expanded.AsSpan(lm * _expansion.Stride + c * _expansion.PaddedRadialCount));
            }
        }
    }

    // With dimensions in the order of the spectrum.
    private GapCoordinates Ordered(GapCoordinates coordinates)
    {
        var points = new double[coordinates.Points.Length];
        for (var s = 0; s < coordinates.Weights.Length; s++) Order(coordinates.Points.AsSpan(s * coordinates.Dimensions, coordinates.Dimensions), points.AsSpan(s * coordinates.Dimensions));
        var scales = new double[coordinates.LengthScales.Count];
        if (scales.Length > 0) Order([.. coordinates.LengthScales], scales);
        return coordinates with { Points = points, LengthScales = scales };
    }

    private void Order(ReadOnlySpan<double> fromFile, Span<double> target)
    {
        for (var k = 0; k < _spectrum.Length; k++) target[_spectrum.FromFile(k)] = fromFile[k];
        target[_spectrum.Length] = fromFile[_spectrum.Length];
    }

    private sealed class Workspace(SoapTerm term)
    {
        public AtomEnvironment Environment { get; } = new();

        public DensityExpansion.Workspace Expansion { get; } = term._expansion.CreateWorkspace();

        /// <summary>Coefficients, later their adjoints, as the expansion lays them out; zeros in the padding.</summary>
        public double[] Expanded { get; } = new double[term._expansion.CoefficientCount];

        public double[] Coefficients { get; } = new double[(term._descriptor.MaximumDegree + 1) * (term._descriptor.MaximumDegree + 1) * term._spectrum.Stride];

        public double[] Adjoints { get; } = new double[(term._descriptor.MaximumDegree + 1) * (term._descriptor.MaximumDegree + 1) * term._spectrum.Stride];

        public double[] Matrix { get; } = new double[term._spectrum.Functions * term._spectrum.Stride];

        public double[] Spectrum { get; } = new double[term._kernel.PaddedDimensions];

        public double[] Gradient { get; } = new double[term._kernel.PaddedDimensions];

        public double[] Gradients { get; private set; } = [];

        /// <summary>Which neighbour of the local environment each one is.</summary>
        public int[] Source { get; private set; } = [];

        public void Load(LocalEnvironment environment, SoapTerm term)
        {
            if (Source.Length < environment.Count) Source = new int[2 * environment.Count];
            Environment.Clear();
            for (var k = 0; k < environment.Count; k++)
            {
                var channel = term._channel[environment.NeighbourSpecies[k]];
                if (channel < 0 || environment.Distance[k] >= term._descriptor.Cutoff) continue;
                Source[Environment.Count] = k;
                Environment.Add(environment.Dx[k], environment.Dy[k], environment.Dz[k], channel);
            }
        }

        public void Reserve()
        {
            if (Gradients.Length < 3 * Environment.Count) Gradients = new double[6 * Environment.Count];
        }
    }
}
