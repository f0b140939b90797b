using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>The symmetry functions of one element, evaluated together on lanes. Immutable and thread-safe; workspaces are per worker.</summary>
internal abstract class SymmetryFunctionKernel
{
    /// <summary>Number of functions.</summary>
    public abstract int Count { get; }

    /// <summary>Lays the functions out for lanes.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="elements">Atomic number of each species that a neighbour may have.</param>
    /// <param name="single">Whether to work in single precision.</param>
    /// <param name="instructions">The width; null for the active one.</param>
    public static SymmetryFunctionKernel Create(IReadOnlyList<SymmetryFunction> functions, IReadOnlyList<int> elements, bool single, InstructionSetKind? instructions = null) =>
        LaneChoice.Create(new Factory(new SymmetryFunctionPlan(functions, elements), [.. elements]), single, instructions);

    /// <summary>Room for one worker; grows with the number of neighbours and may serve kernels of the same precision one after another.</summary>
    public abstract object CreateWorkspace();

    /// <summary>Evaluates the functions of one atom; keeps what <see cref="AddGradient"/> needs.</summary>
    /// <param name="workspace">What <see cref="CreateWorkspace"/> gave to this worker.</param>
    /// <param name="neighbours">The neighbours.</param>
    /// <param name="values"><see cref="Count"/> values.</param>
    public abstract void Evaluate(object workspace, in SymmetryFunctionNeighbours neighbours, Span<double> values);

    /// <summary>Adds Σ_f factor_f ∂G_f/∂r_j of the atom evaluated last.</summary>
    /// <param name="workspace">The same workspace.</param>
    /// <param name="factors">A factor for each function.</param>
    /// <param name="gx">Derivatives with respect to x of each neighbour, added to.</param>
    /// <param name="gy">With respect to y.</param>
    /// <param name="gz">With respect to z.</param>
    public abstract void AddGradient(object workspace, ReadOnlySpan<double> factors, Span<double> gx, Span<double> gy, Span<double> gz);

    private sealed class Factory(SymmetryFunctionPlan plan, int[] elements) : ILaneFactory<SymmetryFunctionKernel>
    {
        public SymmetryFunctionKernel Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal> => new SymmetryFunctionKernel<TLanes, TReal>(plan, elements);
    }
}

/// <summary>The neighbours of an atom: places as seen from it, distances, and positions of their elements in the list that the kernel was made with.</summary>
internal readonly ref struct SymmetryFunctionNeighbours(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<double> distance, ReadOnlySpan<int> species)
{
    /// <summary>x of each neighbour.</summary>
    public ReadOnlySpan<double> X { get; } = x;

    /// <summary>y of each neighbour.</summary>
    public ReadOnlySpan<double> Y { get; } = y;

    /// <summary>z of each neighbour.</summary>
    public ReadOnlySpan<double> Z { get; } = z;

    /// <summary>Distance of each neighbour.</summary>
    public ReadOnlySpan<double> Distance { get; } = distance;

    /// <summary>Species of each neighbour.</summary>
    public ReadOnlySpan<int> Species { get; } = species;
}
