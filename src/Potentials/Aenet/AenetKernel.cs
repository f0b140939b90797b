using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>The energy of atoms of one element. Immutable; workspaces are per worker.</summary>
internal abstract class AenetKernel
{
    /// <summary>Room for one worker.</summary>
    public abstract object CreateWorkspace();

    /// <summary>The energy, eV; its derivatives are added to those of the environment.</summary>
    public abstract double Energy(LocalEnvironment environment, object workspace);

    /// <summary>The descriptors as they are before standardisation.</summary>
    public abstract void Descriptors(LocalEnvironment environment, object workspace, Span<double> values);
}

/// <summary>Descriptors by their definition, network on lanes.</summary>
/// <param name="atom">The model.</param>
/// <param name="types">For each element of the potential its position in the environment of this one.</param>
internal sealed unsafe class DefinitionKernel<TLanes>(AenetAtom atom, int[] types) : AenetKernel
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private readonly NetworkKernel<TLanes, double> _network = new(atom.Network);

    /// <inheritdoc/>
    public override object CreateWorkspace() => new Workspace(_network);

    /// <inheritdoc/>
    public override double Energy(LocalEnvironment environment, object workspace)
    {
        var room = (Workspace)workspace;
        var values = room.Values.Span[..atom.Descriptor.Count];
        atom.Descriptor.Values(environment, types, values);
        atom.Standardise(values);
        var output = _network.Evaluate(room.Values.Pointer, room.Slopes.Pointer, room.Network);
        var slopes = room.Slopes.Span[..values.Length];
        for (var a = 0; a < slopes.Length; a++) slopes[a] *= atom.EnergyScale * atom.Scales[a];
        atom.Descriptor.Gradients(environment, types, slopes);
        return atom.EnergyScale * output + atom.EnergyShift;
    }

    /// <inheritdoc/>
    public override void Descriptors(LocalEnvironment environment, object workspace, Span<double> values) => atom.Descriptor.Values(environment, types, values);

    private sealed class Workspace(NetworkKernel<TLanes, double> network)
    {
        public AlignedBuffer<double> Values { get; } = new(network.PaddedInputs);

        public AlignedBuffer<double> Slopes { get; } = new(network.PaddedInputs);

        public AlignedBuffer<double> Network { get; } = network.CreateWorkspace();
    }
}

/// <summary>Makes the kernel of an element for the lanes of this machine.</summary>
/// <param name="atom">The model.</param>
/// <param name="types">For each element of the potential its position in the environment of this one.</param>
internal sealed class AenetKernelFactory(AenetAtom atom, int[] types) : ILaneFactory<AenetKernel>
{
    /// <inheritdoc/>
    public AenetKernel Create<TLanes, TReal>()
        where TLanes : unmanaged, ILanes<TLanes, TReal>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    {
        if (atom.Descriptor is ChebyshevDescriptor) return new ChebyshevKernel<TLanes, TReal>(atom, types);
        if (typeof(TLanes) == typeof(Double8)) return new DefinitionKernel<Double8>(atom, types);
        return typeof(TLanes) == typeof(Double4) ? new DefinitionKernel<Double4>(atom, types) : new DefinitionKernel<Double1>(atom, types);
    }
}
