namespace Lithoscope.Numerics;

/// <summary>Activations and their derivatives: the definition. On lanes they are in <see cref="LaneActivations{TLanes, TReal}"/>.</summary>
public static class ActivationFunction
{
    internal const double Height = 1.7159;
    internal const double Steepness = 2.0 / 3;
    internal const double Twist = 0.1;

    /// <summary>The definition.</summary>
    /// <returns>Value and derivative with respect to <paramref name="x"/>.</returns>
    public static (double Value, double Slope) Evaluate(Activation activation, double x)
    {
        switch (activation)
        {
            case Activation.Linear: return (x, 1);
            case Activation.Tanh: return WithSlope(Math.Tanh(x), static t => 1 - t * t);
            case Activation.Logistic: return WithSlope(Logistic(x), static s => s * (1 - s));
            case Activation.ScaledTanh: return ScaledTanh(x, 0);
            case Activation.TwistedTanh: return ScaledTanh(x, Twist);
            case Activation.Softplus: return (Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Logistic(x));
            case Activation.Rectifier: return x > 0 ? (x, 1) : (0, 0);
            case Activation.Gaussian: return (Math.Exp(-0.5 * x * x), -x * Math.Exp(-0.5 * x * x));
            case Activation.Cosine: return (Math.Cos(x), -Math.Sin(x));
            case Activation.ReverseLogistic: return WithSlope(Logistic(-x), static s => -s * (1 - s));
            case Activation.Exponential: return WithSlope(Math.Exp(-x), static e => -e);
            case Activation.Harmonic: return (x * x, 2 * x);
            default: throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static (double Value, double Slope) WithSlope(double value, Func<double, double> slope) => (value, slope(value));

    private static (double Value, double Slope) ScaledTanh(double x, double twist)
    {
        var t = Math.Tanh(Steepness * x);
        return (Height * t + twist * x, Height * Steepness * (1 - t * t) + twist);
    }
}
