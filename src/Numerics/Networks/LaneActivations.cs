using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lithoscope.Numerics;

/// <summary>Activations and their derivatives on lanes, to the errors of <see cref="Elementary{TLanes, TReal}"/>; <see cref="ActivationFunction"/> has the definition.</summary>
public static unsafe class LaneActivations<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>Applies an activation to a row.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="values">Arguments, replaced by values.</param>
    /// <param name="slopes">Receives derivatives.</param>
    /// <param name="count">Their number, whole vectors.</param>
    public static void Apply(Activation activation, TReal* values, TReal* slopes, int count)
    {
        switch (activation)
        {
            case Activation.Linear: Apply<Linear>(values, slopes, count); break;
            case Activation.Tanh: Apply<Tanh>(values, slopes, count); break;
            case Activation.Logistic: Apply<Logistic>(values, slopes, count); break;
            case Activation.ReverseLogistic: Apply<ReverseLogistic>(values, slopes, count); break;
            case Activation.ScaledTanh: Apply<ScaledTanh>(values, slopes, count); break;
            case Activation.TwistedTanh: Apply<TwistedTanh>(values, slopes, count); break;
            case Activation.Softplus: Apply<Softplus>(values, slopes, count); break;
            case Activation.Rectifier: Apply<Rectifier>(values, slopes, count); break;
            case Activation.Gaussian: Apply<Gaussian>(values, slopes, count); break;
            case Activation.Cosine: Apply<Cosine>(values, slopes, count); break;
            case Activation.Exponential: Apply<Exponential>(values, slopes, count); break;
            case Activation.Harmonic: Apply<Harmonic>(values, slopes, count); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(TReal* values, TReal* slopes, int count)
        where TFunction : struct, ILaneFunction<TLanes>
    {
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var (value, slope) = TFunction.At(TLanes.Load(values + k));
            value.Store(values + k);
            slope.Store(slopes + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Value, TLanes Slope) Scaled(TLanes x, double twist)
    {
        var u = Elementary<TLanes, TReal>.Tanh(TLanes.Of(ActivationFunction.Steepness) * x);
        var t = TLanes.Of(twist);
        return (
            TLanes.MultiplyAdd(TLanes.Of(ActivationFunction.Height), u, t * x),
            TLanes.MultiplyAdd(TLanes.Of(ActivationFunction.Height * ActivationFunction.Steepness), TLanes.SubtractProduct(u, u, TLanes.Of(1)), t));
    }

    private readonly struct Linear : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x) => (x, TLanes.Of(1));
    }

    private readonly struct Tanh : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var t = Elementary<TLanes, TReal>.Tanh(x);
            return (t, TLanes.SubtractProduct(t, t, TLanes.Of(1)));
        }
    }

    private readonly struct Logistic : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var one = TLanes.Of(1);
            var s = one / (one + Elementary<TLanes, TReal>.Exp(-x));
            return (s, s * (one - s));
        }
    }

    private readonly struct ReverseLogistic : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var one = TLanes.Of(1);
            var s = one / (one + Elementary<TLanes, TReal>.Exp(x));
            return (s, s * (s - one));
        }
    }

    private readonly struct ScaledTanh : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x) => Scaled(x, 0);
    }

    private readonly struct TwistedTanh : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x) => Scaled(x, ActivationFunction.Twist);
    }

    private readonly struct Softplus : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), zero = TLanes.Of(0);
            var e = Elementary<TLanes, TReal>.Exp(-TLanes.Abs(x));
            var near = one / (one + e);
            return (TLanes.Max(x, zero) + Elementary<TLanes, TReal>.Log(one + e), TLanes.WhereLess(x, zero, e * near, near));
        }
    }

    private readonly struct Rectifier : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), zero = TLanes.Of(0);
            return (TLanes.Max(x, zero), TLanes.WhereLess(zero, x, one, zero));
        }
    }

    private readonly struct Gaussian : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var g = Elementary<TLanes, TReal>.Exp(TLanes.Of(-0.5) * x * x);
            return (g, -x * g);
        }
    }

    private readonly struct Cosine : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var (sine, cosine) = Elementary<TLanes, TReal>.SinCosPi(x * TLanes.Of(1 / Math.PI));
            return (cosine, -sine);
        }
    }

    private readonly struct Exponential : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            var e = Elementary<TLanes, TReal>.Exp(-x);
            return (e, -e);
        }
    }

    private readonly struct Harmonic : ILaneFunction<TLanes>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x) => (x * x, x + x);
    }
}
