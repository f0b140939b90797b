namespace Lithoscope.Numerics;

/// <summary>What a neuron makes of its weighted sum x.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>1/(1 + e⁻ˣ).</summary>
    Logistic,

    /// <summary>1.7159 tanh(2x/3), doi:10.1007/3-540-49430-8_2.</summary>
    ScaledTanh,

    /// <summary>1.7159 tanh(2x/3) + 0.1 x.</summary>
    TwistedTanh,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>max(0, x).</summary>
    Rectifier,

    /// <summary>exp(−x²/2).</summary>
    Gaussian,

    /// <summary>cos x.</summary>
    Cosine,

    /// <summary>1 − 1/(1 + e⁻ˣ).</summary>
    ReverseLogistic,

    /// <summary>e⁻ˣ.</summary>
    Exponential,

    /// <summary>x².</summary>
    Harmonic,
}
