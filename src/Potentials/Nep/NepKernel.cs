using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>A fast evaluation of a NEP for one precision and one instruction set. Immutable and thread-safe; workspaces are per worker.</summary>
internal abstract class NepKernel
{
    /// <summary>The kernel of a potential.</summary>
    /// <param name="model">The potential.</param>
    /// <param name="precision">The precision of everything but the repulsion and the sums over atoms.</param>
    /// <param name="instructions">The width of vectors; null for the active one.</param>
    public static NepKernel Create(NepModel model, Precision precision, InstructionSetKind? instructions = null) => LaneChoice.Create(new Factory(model), precision == Precision.Single, instructions);

    /// <summary>A workspace for one worker.</summary>
    public abstract object CreateWorkspace();

    /// <summary>The energy of an atom, eV; its derivatives are added to those of the environment.</summary>
    public abstract double Energy(LocalEnvironment environment, object workspace);

    private sealed class Factory(NepModel model) : ILaneFactory<NepKernel>
    {
        public NepKernel Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal> => new NepLaneKernel<TLanes, TReal>(model);
    }
}
