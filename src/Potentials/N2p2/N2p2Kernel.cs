using System.Numerics;
using Lithoscope.Descriptors;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>One element's part of a potential on lanes: symmetry functions, scaling and network. Immutable and thread-safe.</summary>
internal abstract class N2p2Kernel
{
    /// <summary>Lays an element's part out for lanes.</summary>
    public static N2p2Kernel Create(N2p2ElementModel model, IReadOnlyList<int> elements, bool single, InstructionSetKind? instructions) =>
        LaneChoice.Create(new Factory(model, elements, single, instructions), single, instructions);

    /// <summary>Room for one worker.</summary>
    public abstract object CreateWorkspace();

    /// <summary>The energy of an atom, eV; derivatives are added to the environment.</summary>
    public abstract double Energy(LocalEnvironment environment, object workspace);

    /// <summary>The descriptors of an atom.</summary>
    public abstract void Descriptors(LocalEnvironment environment, object workspace, bool scaled, Span<double> values);

    private sealed class Factory(N2p2ElementModel model, IReadOnlyList<int> elements, bool single, InstructionSetKind? instructions) : ILaneFactory<N2p2Kernel>
    {
        public N2p2Kernel Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal> =>
            new Kernel<TLanes, TReal>(model, SymmetryFunctionKernel.Create(model.Functions, elements, single, instructions));
    }

    private sealed unsafe class Kernel<TLanes, TReal>(N2p2ElementModel model, SymmetryFunctionKernel functions) : N2p2Kernel
        where TLanes : unmanaged, ILanes<TLanes, TReal>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    {
        private readonly NetworkKernel<TLanes, TReal> _network = new(model.Network);

        public override object CreateWorkspace() => new Workspace(functions.CreateWorkspace(), _network.CreateWorkspace(), new(2 * _network.PaddedInputs), new double[functions.Count]);

        public override double Energy(LocalEnvironment environment, object workspace)
        {
            var room = (Workspace)workspace;
            var values = room.Values.AsSpan();
            functions.Evaluate(room.Functions, Neighbours(environment), values);
            TReal* inputs = room.Inputs.Pointer, gradient = inputs + _network.PaddedInputs;
            var (factors, offsets) = (model.Scaling.Factors, model.Scaling.Offsets);
            for (var k = 0; k < values.Length; k++) inputs[k] = TReal.CreateTruncating(values[k] * factors[k] + offsets[k]);
            var output = double.CreateTruncating(_network.Evaluate(inputs, gradient, room.Network));
            for (var k = 0; k < values.Length; k++) values[k] = double.CreateTruncating(gradient[k]) * factors[k] * model.EnergyScale;
            functions.AddGradient(room.Functions, values, environment.Gx, environment.Gy, environment.Gz);
            GC.KeepAlive(room);
            return model.EnergyScale * output + model.EnergyOffset;
        }

        public override void Descriptors(LocalEnvironment environment, object workspace, bool scaled, Span<double> values)
        {
            functions.Evaluate(((Workspace)workspace).Functions, Neighbours(environment), values);
            if (!scaled) return;
            for (var k = 0; k < functions.Count; k++) values[k] = values[k] * model.Scaling.Factors[k] + model.Scaling.Offsets[k];
        }

        private static SymmetryFunctionNeighbours Neighbours(LocalEnvironment environment)
        {
            var n = environment.Count;
            return new(environment.Dx.AsSpan(0, n), environment.Dy.AsSpan(0, n), environment.Dz.AsSpan(0, n), environment.Distance.AsSpan(0, n), environment.NeighbourSpecies.AsSpan(0, n));
        }

        private sealed record Workspace(object Functions, AlignedBuffer<TReal> Network, AlignedBuffer<TReal> Inputs, double[] Values);
    }
}
