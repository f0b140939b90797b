namespace Lithoscope.Numerics;

/// <summary>A function and its derivative on lanes, as a type: loops over rows are generic over it, and compiled for each function on its own.</summary>
/// <remarks>A loop with a choice among many functions is more than the compiler takes into one method; it then calls every single operation, at ten times its cost.</remarks>
public interface ILaneFunction<TLanes>
{
    /// <summary>Value and derivative.</summary>
    static abstract (TLanes Value, TLanes Slope) At(TLanes x);
}
