using System.Numerics;

namespace Lithoscope.Numerics.Tests;

public unsafe class ElementaryTests
{
    public static TheoryData<InstructionSetKind, bool> Kinds
    {
        get
        {
            TheoryData<InstructionSetKind, bool> data = [];
            foreach (var kind in InstructionSet.Supported)
            {
                data.Add(kind, false);
                data.Add(kind, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Functions_agree_with_the_run_time(InstructionSetKind kind, bool single)
    {
        // Relative to the value, or to the largest value where functions cross zero.
        var ulp = single ? 1.2e-7 : 2.3e-16;
        Check(kind, single, Function.Exp, -80, 80, x => Math.Exp(x), (x, y) => (3 + Math.Abs(x)) * ulp * y);
        Check(kind, single, Function.Exp, -1, 1, x => Math.Exp(x), (_, y) => 2 * ulp * y);
        Check(kind, single, Function.Tanh, -25, 25, Math.Tanh, (_, _) => 3 * ulp);
        Check(kind, single, Function.Log, 1e-6, 50, Math.Log, (_, y) => 3 * ulp * Math.Max(1, Math.Abs(y)));
        Check(kind, single, Function.SinPi, -9, 9, x => Math.Sin(Math.PI * x), (_, _) => (single ? 4 : 12) * ulp);
        Check(kind, single, Function.CosPi, -9, 9, x => Math.Cos(Math.PI * x), (_, _) => (single ? 4 : 12) * ulp);
        Check(kind, single, Function.Cutoff, 0, 1, x => 0.5 * (1 + Math.Cos(Math.PI * x)), (_, _) => 2 * ulp);
        Check(kind, single, Function.CutoffSlope, 0, 1, x => -Math.PI / 2 * Math.Sin(Math.PI * x), (_, _) => 4 * ulp);
        Check(kind, single, Function.Round, -5, 5, x => Math.Round(x), (_, _) => 0);
        Check(kind, single, Function.Sqrt, 0, 5, Math.Sqrt, (_, y) => ulp * y);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Arguments_beyond_the_range_give_the_limits(InstructionSetKind kind, bool single)
    {
        var limit = single ? 87.0 : 708.0;
        Assert.Equal(1, Run(kind, single, Function.Exp, [1e30])[0] / Math.Exp(limit), 1e-4);
        Assert.Equal(1, Run(kind, single, Function.Exp, [-1e30])[0] / Math.Exp(-limit), 1e-4);
        Assert.Equal([1, -1], [.. Run(kind, single, Function.Tanh, [1e30, -1e30]).Select(y => Math.Round(y, 6))]);
        Assert.Equal(0, Run(kind, single, Function.Cutoff, [1])[0], 1e-7);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Operations_are_those_of_numbers(InstructionSetKind kind, bool single) => Assert.True(LaneChoice.Create(new Operations(), single, kind));

    private static void Check(InstructionSetKind kind, bool single, Function function, double from, double to, Func<double, double> expected, Func<double, double, double> tolerance)
    {
        var stream = new RandomStream(20261126, "elementary", (ulong)function);
        var x = new double[4000];
        for (var k = 0; k < x.Length; k++) x[k] = k == 0 ? from : k == 1 ? to : from + (to - from) * stream.NextDouble();
        if (single) x = [.. x.Select(v => (double)(float)v)];
        var y = Run(kind, single, function, x);
        for (var k = 0; k < x.Length; k++)
        {
            var e = expected(x[k]);
            Assert.True(Math.Abs(y[k] - e) <= tolerance(x[k], e), $"{function}({x[k]:R}) = {y[k]:R}, not {e:R}");
        }
    }

    private static double[] Run(InstructionSetKind kind, bool single, Function function, double[] x) => LaneChoice.Create(new Evaluation(function, x), single, kind);

    private enum Function
    {
        Exp,
        Tanh,
        Log,
        SinPi,
        CosPi,
        Cutoff,
        CutoffSlope,
        Round,
        Sqrt,
    }

    private sealed class Evaluation(Function function, double[] x) : ILaneFactory<double[]>
    {
        public double[] Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
        {
            var padded = new double[(x.Length + TLanes.Count - 1) / TLanes.Count * TLanes.Count];
            Array.Fill(padded, 1);
            x.CopyTo(padded, 0);
            fixed (double* p = padded)
            {
                for (var k = 0; k < padded.Length; k += TLanes.Count) Apply<TLanes, TReal>(TLanes.LoadDoubles(p + k)).StoreDoubles(p + k);
            }

            return padded[..x.Length];
        }

        private TLanes Apply<TLanes, TReal>(TLanes v)
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal> => function switch
            {
                Function.Exp => Elementary<TLanes, TReal>.Exp(v),
                Function.Tanh => Elementary<TLanes, TReal>.Tanh(v),
                Function.Log => Elementary<TLanes, TReal>.Log(v),
                Function.SinPi => Elementary<TLanes, TReal>.SinCosPi(v).Sine,
                Function.CosPi => Elementary<TLanes, TReal>.SinCosPi(v).Cosine,
                Function.Cutoff => Elementary<TLanes, TReal>.CosineCutoff(v).Value,
                Function.CutoffSlope => Elementary<TLanes, TReal>.CosineCutoff(v).Slope,
                Function.Round => TLanes.Round(v),
                _ => TLanes.Sqrt(v),
            };
    }

    private sealed class Operations : ILaneFactory<bool>
    {
        public bool Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
        {
            var n = TLanes.Count;
            AlignedBuffer<TReal> memory = new(4 * n);
            Assert.Equal(0u, (nuint)memory.Pointer % 64);
            var indices = stackalloc int[n];
            for (var k = 0; k < n; k++)
            {
                memory.Span[k] = TReal.CreateChecked(k + 2);
                memory.Span[n + k] = TReal.CreateChecked(0.25 * (k - 3));
                indices[k] = 2 * n - 1 - k;
            }

            TLanes a = TLanes.Load(memory.Pointer), b = TLanes.Load(memory.Pointer + n), c = TLanes.Of(1.5);
            Expect(a + b, (x, y) => x + y);
            Expect(a - b, (x, y) => x - y);
            Expect(-a, (x, _) => -x);
            Expect(a * b, (x, y) => x * y);
            Expect(b / a, (x, y) => double.CreateChecked(TReal.CreateChecked(y) / TReal.CreateChecked(x)));
            Expect(TLanes.MultiplyAdd(a, b, c), (x, y) => x * y + 1.5);
            Expect(TLanes.SubtractProduct(a, b, c), (x, y) => 1.5 - x * y);
            Expect(TLanes.MultiplySubtract(a, b, c), (x, y) => x * y - 1.5);
            Expect(TLanes.Abs(b), (_, y) => Math.Abs(y));
            Expect(TLanes.Min(a, c), (x, _) => Math.Min(x, 1.5));
            Expect(TLanes.Max(b, TLanes.Broadcast(TReal.Zero)), (_, y) => Math.Max(y, 0));
            Expect(TLanes.WhereLess(b, TLanes.Of(0), a, c), (x, y) => y < 0 ? x : 1.5);
            Expect(TLanes.PowerOfTwo(a - TLanes.Of(5)), (x, _) => Math.Pow(2, x - 5));
            Expect(TLanes.Mantissa(a, out var exponent), (x, _) => x / Math.Pow(2, Math.Floor(Math.Log2(x))));
            Expect(exponent, (x, _) => Math.Floor(Math.Log2(x)));
            TLanes.Gather(memory.Pointer, indices).Store(memory.Pointer + 2 * n);
            for (var k = 0; k < n; k++) Assert.Equal(memory.Span[2 * n - 1 - k], memory.Span[2 * n + k]);
            Assert.Equal(n * (n + 3) / 2, double.CreateChecked(a.Sum()));
            GC.KeepAlive(memory);
            return true;

            void Expect(TLanes found, Func<double, double, double> expected)
            {
                found.Store(memory.Pointer + 3 * n);
                for (var k = 0; k < n; k++) Assert.Equal(expected(k + 2, 0.25 * (k - 3)), double.CreateChecked(memory.Span[3 * n + k]));
            }
        }
    }
}
