using System.Numerics;

namespace Lithoscope.Numerics;

/// <summary>Something made for one kind of lanes: what <see cref="LaneChoice"/> is asked for.</summary>
/// <typeparam name="TResult">What comes out, the same type for all lanes.</typeparam>
public interface ILaneFactory<out TResult>
{
    /// <summary>Makes it for lanes of the chosen kind.</summary>
    TResult Create<TLanes, TReal>()
        where TLanes : unmanaged, ILanes<TLanes, TReal>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>;
}

/// <summary>From instruction set and precision, known when the program runs, to lanes, known when a kernel is compiled.</summary>
public static class LaneChoice
{
    /// <summary>Makes a kernel for lanes of one kind.</summary>
    /// <param name="factory">Makes it.</param>
    /// <param name="single">Whether lanes hold single precision.</param>
    /// <param name="instructions">The width; null for the active one.</param>
    public static TResult Create<TResult>(ILaneFactory<TResult> factory, bool single, InstructionSetKind? instructions = null) => (instructions ?? InstructionSet.Active, single) switch
    {
        (InstructionSetKind.Vector512, false) => factory.Create<Double8, double>(),
        (InstructionSetKind.Vector512, true) => factory.Create<Single16, float>(),
        (InstructionSetKind.Vector256, false) => factory.Create<Double4, double>(),
        (InstructionSetKind.Vector256, true) => factory.Create<Single8, float>(),
        (_, false) => factory.Create<Double1, double>(),
        (_, true) => factory.Create<Single1, float>(),
    };
}
