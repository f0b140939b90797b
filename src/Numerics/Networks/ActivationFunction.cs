using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lithoscope.Numerics;

/// <summary>Activations and their derivatives: the definition, and on lanes.</summary>
public static class ActivationFunction
{
    private const double Height = 1.7159;
    private const double Steepness = 2.0 / 3;
    private const double Twist = 0.1;

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

    /// <summary>The same on lanes, to the errors of <see cref="Elementary{TLanes, TReal}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Value, TLanes Slope) Evaluate<TLanes, TReal>(Activation activation, TLanes x)
        where TLanes : unmanaged, ILanes<TLanes, TReal>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    {
        TLanes one = TLanes.Of(1), zero = TLanes.Of(0);
        switch (activation)
        {
            case Activation.Linear:
                return (x, one);
            case Activation.Tanh:
                var t = Elementary<TLanes, TReal>.Tanh(x);
                return (t, TLanes.SubtractProduct(t, t, one));
            case Activation.Logistic or Activation.ReverseLogistic:
                var isReverse = activation == Activation.ReverseLogistic;
                var s = one / (one + Elementary<TLanes, TReal>.Exp(isReverse ? x : -x));
                var slope = s * (one - s);
                return (s, isReverse ? -slope : slope);
            case Activation.ScaledTanh or Activation.TwistedTanh:
                var twist = TLanes.Of(activation == Activation.TwistedTanh ? Twist : 0);
                var u = Elementary<TLanes, TReal>.Tanh(TLanes.Of(Steepness) * x);
                return (TLanes.MultiplyAdd(TLanes.Of(Height), u, twist * x), TLanes.MultiplyAdd(TLanes.Of(Height * Steepness), TLanes.SubtractProduct(u, u, one), twist));
            case Activation.Softplus:
                var e = Elementary<TLanes, TReal>.Exp(-TLanes.Abs(x));
                var near = one / (one + e);
                return (TLanes.Max(x, zero) + Elementary<TLanes, TReal>.Log(one + e), TLanes.WhereLess(x, zero, e * near, near));
            case Activation.Rectifier:
                return (TLanes.Max(x, zero), TLanes.WhereLess(zero, x, one, zero));
            case Activation.Gaussian:
                var g = Elementary<TLanes, TReal>.Exp(TLanes.Of(-0.5) * x * x);
                return (g, -x * g);
            case Activation.Cosine:
                var (sine, cosine) = Elementary<TLanes, TReal>.SinCosPi(x * TLanes.Of(1 / Math.PI));
                return (cosine, -sine);
            case Activation.Exponential:
                var d = Elementary<TLanes, TReal>.Exp(-x);
                return (d, -d);
            default:
                return (x * x, x + x);
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
