using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>The fast form of <see cref="ChebyshevDescriptor"/> with its network: descriptors, network and its gradient, and derivatives back to the neighbours.</summary>
internal sealed unsafe class ChebyshevKernel<TLanes, TReal> : AenetKernel
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private const double Cancellation = 1e-5;

    private readonly AenetAtom _atom;
    private readonly ChebyshevShape _shape;
    private readonly ChebyshevDescriptor _definition;
    private readonly int[] _types;
    private readonly AlignedBuffer<TReal> _spins;
    private readonly RadialChebyshev<TLanes, TReal> _radial;

    // Null where sums over pairs are to be taken one by one.
    private readonly AngularMoments<TLanes, TReal>? _angular;
    private readonly NetworkKernel<TLanes, TReal> _network;
    private readonly AlignedBuffer<TReal> _means;
    private readonly AlignedBuffer<TReal> _scales;

    /// <summary>Lays the model out.</summary>
    /// <param name="atom">A model with Chebyshev descriptors.</param>
    /// <param name="types">For each element of the potential its position in the environment of this one.</param>
    public ChebyshevKernel(AenetAtom atom, int[] types)
    {
        (_atom, _definition, _types) = (atom, (ChebyshevDescriptor)atom.Descriptor, types);
        _shape = _definition.Shape;
        _spins = new(Math.Max(types.Length, 16));
        for (var k = 0; k < types.Length; k++) _spins.Span[k] = TReal.CreateTruncating(_shape.Spins[types[k]]);
        _radial = new(_shape.RadialOrder, _shape.RadialCutoff, _shape.IsWeighted);
        if (!_definition.NeedsPairs) _angular = new(_definition.Expansion, _shape.AngularCutoff, _shape.IsWeighted);
        _network = new(atom.Network);
        (_means, _scales) = (new(_network.PaddedInputs), new(_network.PaddedInputs));
        for (var a = 0; a < _shape.Count; a++)
        {
            _means.Span[a] = TReal.CreateTruncating(atom.Means[a]);
            _scales.Span[a] = TReal.CreateTruncating(atom.Scales[a]);
        }
    }

    private int Rows => _radial.Rows + (_angular?.Rows ?? 0);

    /// <inheritdoc/>
    public override object CreateWorkspace() => new Room(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Energy(LocalEnvironment environment, object workspace)
    {
        var room = (Room)workspace;
        Raw(environment, room);
        TReal* values = room.Values.Pointer, inputs = room.Inputs.Pointer, slopes = room.Slopes.Pointer;
        for (var a = 0; a < _network.PaddedInputs; a += TLanes.Count)
        {
            ((TLanes.Load(values + a) - TLanes.Load(_means.Pointer + a)) * TLanes.Load(_scales.Pointer + a)).Store(inputs + a);
        }

        var output = _network.Evaluate(inputs, slopes, room.Network);
        var scale = TLanes.Of(_atom.EnergyScale);
        for (var a = 0; a < _network.PaddedInputs; a += TLanes.Count) (TLanes.Load(slopes + a) * (TLanes.Load(_scales.Pointer + a) * scale)).Store(slopes + a);
        Gradients(environment, room, slopes);
        GC.KeepAlive(this);
        return _atom.EnergyScale * double.CreateTruncating(output) + _atom.EnergyShift;
    }

    /// <inheritdoc/>
    public override void Descriptors(LocalEnvironment environment, object workspace, Span<double> values)
    {
        var room = (Room)workspace;
        Raw(environment, room);
        for (var a = 0; a < values.Length; a++) values[a] = double.CreateTruncating(room.Values.Span[a]);
    }

    private void Raw(LocalEnvironment environment, Room room)
    {
        room.Reserve(environment.Count);
        var count = environment.Count;
        var padded = (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        TReal* spin = room.Spin, rows = room.Rows.Pointer, sums = room.Sums.Pointer, values = room.Values.Pointer;
        if (_shape.IsWeighted)
        {
            fixed (int* species = environment.NeighbourSpecies) Spins(species, padded, spin);
        }

        new Span<TReal>(rows + _radial.Rows * TLanes.Count, (Rows - _radial.Rows) * TLanes.Count).Clear();
        fixed (double* distance = environment.Distance) _radial.Prepare(distance, padded, room.Argument, room.Value, room.Slope);
        _radial.Accumulate(room.Argument, room.Value, spin, padded, rows);
        if (_angular is not null)
        {
            room.Angular!.Take(environment, spin, _shape.AngularCutoff, TLanes.Count);
            _angular.Accumulate(room.Angular, rows + _radial.Rows * TLanes.Count);
        }

        RowSums<TLanes, TReal>.Add(rows, Rows, sums);
        var orders = _shape.RadialOrder + 1;
        var start = sums + _radial.Rows;
        // Values of the angular part are written in whole vectors, over the place of what comes after them.
        new ReadOnlySpan<TReal>(sums, orders).CopyTo(new(values, orders));
        _angular?.Values(start, values + orders);
        if (_shape.IsWeighted)
        {
            new ReadOnlySpan<TReal>(sums + orders, orders).CopyTo(new(values + _shape.Half, orders));
            _angular?.Values(start + _angular.Moments + 1, values + _shape.Half + orders);
        }

        // Of one neighbour, or one close and others at the cutoff, the two sums that make A_0 cancel.
        room.ByPairs = _angular is null || values[orders] < TReal.CreateTruncating(Cancellation) * start[_angular.Moments];
        if (room.ByPairs) AddPairs(environment, room);
    }

    private void Gradients(LocalEnvironment environment, Room room, TReal* slopes)
    {
        TReal* first = room.Coefficients.Pointer, second = first + 2 * _radial.PaddedCoefficients;
        _radial.Coefficients(slopes, first);
        if (_shape.IsWeighted) _radial.Coefficients(slopes + _shape.Half, second);
        _radial.Gradients(environment, room.Argument, room.Value, room.Slope, room.Spin, first, second);
        if (_angular is null || room.ByPairs)
        {
            for (var a = 0; a < _shape.Count; a++) room.PairSlopes[a] = double.CreateTruncating(slopes[a]);
            _definition.AngularGradients(environment, _types, room.PairSlopes);
            return;
        }

        TReal* sums = room.Sums.Pointer + _radial.Rows, moments = room.Moments.Pointer, weighted = moments + _angular.PaddedMoments;
        _angular.Reverse(slopes + _shape.RadialOrder + 1, sums, moments);
        if (_shape.IsWeighted) _angular.Reverse(slopes + _shape.Half + _shape.RadialOrder + 1, sums + _angular.Moments + 1, weighted);
        _angular.Gradients(room.Angular!, moments, weighted);
        room.Angular!.GiveBack(environment);
    }

    // The numbers of the elements of neighbours: out of a table, which stays in a register where it is short.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spins(int* species, int count, TReal* spin)
    {
        if (typeof(TLanes) == typeof(Single16) && Avx512F.IsSupported && _types.Length <= 16)
        {
            var table = Vector512.Load((float*)_spins.Pointer);
            for (var k = 0; k < count; k += 16) Avx512F.PermuteVar16x32(table, Vector512.Load(species + k)).Store((float*)spin + k);
        }
        else if (typeof(TLanes) == typeof(Double8) && Avx512F.IsSupported && _types.Length <= 8)
        {
            var table = Vector512.Load((double*)_spins.Pointer);
            for (var k = 0; k < count; k += 8) Avx512F.PermuteVar8x64(table, Avx512F.ConvertToVector512Int64(Vector256.Load(species + k))).Store((double*)spin + k);
        }
        else
        {
            var table = _spins.Pointer;
            for (var k = 0; k < count; k++) spin[k] = table[species[k]];
        }
    }

    private void AddPairs(LocalEnvironment environment, Room room)
    {
        Array.Clear(room.PairValues);
        _definition.AngularValues(environment, _types, room.PairValues);
        for (var a = 0; a < _shape.Count; a++)
        {
            if (a % _shape.Half > _shape.RadialOrder) room.Values.Pointer[a] = TReal.CreateTruncating(room.PairValues[a]);
        }
    }

    /// <summary>Room for one worker.</summary>
    private sealed class Room
    {
        private AlignedBuffer<TReal> _neighbours = new(0);
        private int _capacity;

        public Room(ChebyshevKernel<TLanes, TReal> kernel)
        {
            var whole = (kernel.Rows + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
            var values = kernel._network.PaddedInputs + (kernel._angular?.PaddedValues ?? 0) + TLanes.Count;
            (Rows, Sums, Values) = (new(whole * TLanes.Count), new(whole + (kernel._angular?.PaddedMoments ?? 0)), new(values));
            (Inputs, Slopes) = (new(kernel._network.PaddedInputs), new(kernel._network.PaddedInputs + 2 * kernel._radial.PaddedCoefficients));
            Coefficients = new(4 * kernel._radial.PaddedCoefficients);
            Network = kernel._network.CreateWorkspace();
            if (kernel._angular is not null) (Angular, Moments) = (new(kernel._angular.Functions), new(2 * kernel._angular.PaddedMoments));
            (PairValues, PairSlopes) = (new double[kernel._shape.Count], new double[kernel._shape.Count]);
        }

        public AlignedBuffer<TReal> Rows { get; }

        public AlignedBuffer<TReal> Sums { get; }

        public AlignedBuffer<TReal> Values { get; }

        public AlignedBuffer<TReal> Inputs { get; }

        public AlignedBuffer<TReal> Slopes { get; }

        public AlignedBuffer<TReal> Coefficients { get; }

        public AlignedBuffer<TReal> Moments { get; } = new(0);

        public AlignedBuffer<TReal> Network { get; }

        public AngularRoom<TReal>? Angular { get; }

        public double[] PairValues { get; }

        public double[] PairSlopes { get; }

        public bool ByPairs { get; set; }

        public TReal* Argument => _neighbours.Pointer;

        public TReal* Value => Argument + _capacity;

        public TReal* Slope => Argument + 2 * _capacity;

        public TReal* Spin => Argument + 3 * _capacity;

        public void Reserve(int count)
        {
            if (count + 16 <= _capacity) return;
            _capacity = (count + count / 4) / 16 * 16 + 32;
            _neighbours = new(4 * _capacity);
        }
    }
}
