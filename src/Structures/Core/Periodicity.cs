namespace Lithoscope.Structures;

/// <summary>Along which of the cell vectors a, b, c the structure repeats.</summary>
public readonly record struct Periodicity(bool A, bool B, bool C)
{
    /// <summary>Periodic along all three.</summary>
    public static Periodicity Full { get; } = new(true, true, true);

    /// <summary>Periodic along none: a molecule or cluster.</summary>
    public static Periodicity None { get; } = new(false, false, false);

    /// <summary>Whether the structure repeats along vector 0, 1 or 2.</summary>
    public bool this[int axis] => axis switch { 0 => A, 1 => B, _ => C };

    /// <summary>Whether any axis is periodic.</summary>
    public bool Any => A || B || C;
}
