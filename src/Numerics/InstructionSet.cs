using System.Runtime.Intrinsics;

namespace Lithoscope.Numerics;

/// <summary>The widths of kernels: the scalar definition and the vector forms that are tested against it.</summary>
public enum InstructionSetKind
{
    /// <summary>Plain scalar C#: the definition.</summary>
    Scalar,

    /// <summary>256-bit vectors: four doubles.</summary>
    Vector256,

    /// <summary>512-bit vectors: eight doubles.</summary>
    Vector512,
}

/// <summary>
/// Which kernels this process uses. Chosen once, when first asked for: the widest that the machine supports, or the one that the
/// environment variable LITHOSCOPE_SIMD (<c>scalar</c>, <c>256</c> or <c>512</c>) forces.
/// </summary>
public static class InstructionSet
{
    /// <summary>The environment variable that forces a choice.</summary>
    public const string Variable = "LITHOSCOPE_SIMD";

    private static readonly Lazy<InstructionSetKind> Choice = new(() => Choose(Environment.GetEnvironmentVariable(Variable)), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The kernels in use.</summary>
    /// <exception cref="NotSupportedException">LITHOSCOPE_SIMD forces what it does not know or the machine does not support.</exception>
    public static InstructionSetKind Active => Choice.Value;

    /// <summary>Every kind that runs at full speed on this machine, narrowest first: what tests go through.</summary>
    public static IReadOnlyList<InstructionSetKind> Supported { get; } =
        [.. Enum.GetValues<InstructionSetKind>().Where(IsSupported)];

    /// <summary>Whether this machine has vectors of that width in hardware.</summary>
    public static bool IsSupported(InstructionSetKind kind) => kind switch
    {
        InstructionSetKind.Scalar => true,
        InstructionSetKind.Vector256 => Vector256.IsHardwareAccelerated,
        InstructionSetKind.Vector512 => Vector512.IsHardwareAccelerated,
        _ => false,
    };

    /// <summary>The name in run records and in LITHOSCOPE_SIMD: <c>scalar</c>, <c>256</c> or <c>512</c>.</summary>
    public static string Name(InstructionSetKind kind) => kind switch
    {
        InstructionSetKind.Scalar => "scalar",
        InstructionSetKind.Vector256 => "256",
        InstructionSetKind.Vector512 => "512",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    internal static InstructionSetKind Choose(string? forced)
    {
        if (string.IsNullOrEmpty(forced)) return Supported[^1];
        foreach (var kind in Enum.GetValues<InstructionSetKind>())
        {
            if (Name(kind) != forced) continue;
            return IsSupported(kind) ? kind : throw new NotSupportedException($"{Variable}={forced} asks for vectors this machine does not have; use {string.Join(" or ", Supported.Select(Name))}.");
        }

        throw new NotSupportedException($"{Variable}={forced} is not known; use scalar, 256 or 512.");
    }
}
