namespace Lithoscope.Spectroscopy;

/// <summary>What hyper-parameters may be, in a recipe and in a model file alike: beyond it a model is nonsense, or its descriptor costs hours and gigabytes.</summary>
internal static class HyperparameterLimits
{
    public const int MostRadialFunctions = 20;
    public const int LargestDegree = 12;
    public const int MostSparsePoints = 20000;

    /// <summary>Cutoff radius, Å.</summary>
    public static bool IsCutoff(double x) => x is > 0 and <= 20;

    /// <summary>Width of the atomic Gaussians, Å.</summary>
    public static bool IsWidth(double x) => x is >= 0.2 and <= 2;

    /// <summary>Power of the kernel.</summary>
    public static bool IsZeta(double x) => x is > 0 and <= 16;

    /// <summary>Variance of the noise relative to the signal's.</summary>
    public static bool IsNoise(double x) => x is > 0 and <= 1;

    /// <summary>Variance of a frame's offset relative to the noise.</summary>
    public static bool IsFrameOffset(double x) => x is >= 0 and <= 1e6;
}
