namespace Lithoscope.Runtime.Tests;

public sealed class WorkerPoolTests
{
    [Fact]
    public void Sums_in_block_order_have_the_same_bits_on_any_number_of_threads()
    {
        var values = new double[100_003];
        var random = new Random(7);
        for (var i = 0; i < values.Length; i++) values[i] = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12));
        double Sum(int threads)
        {
            using var pool = new WorkerPool(threads);
            var partial = new double[97];
            pool.For(97, (block, _) =>
            {
                for (var i = block; i < values.Length; i += 97) partial[block] += values[i];
            });
            return partial.Aggregate(0.0, (a, b) => a + b);
        }

        var one = BitConverter.DoubleToInt64Bits(Sum(1));
        Assert.Equal(one, BitConverter.DoubleToInt64Bits(Sum(2)));
        Assert.Equal(one, BitConverter.DoubleToInt64Bits(Sum(5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Every_block_runs_once_and_worker_indices_stay_below_the_number_of_threads(int threads)
    {
        using var pool = new WorkerPool(threads);
        var runs = new int[1000];
        var worst = 0;
        pool.For(runs.Length, (block, worker) =>
        {
            Interlocked.Increment(ref runs[block]);
            if (worker >= threads) Interlocked.Exchange(ref worst, worker);
        });
        Assert.All(runs, n => Assert.Equal(1, n));
        Assert.Equal(0, worst);
    }

    [Fact]
    public void No_worker_index_is_used_by_two_threads_at_once()
    {
        using var pool = new WorkerPool(4);
        var inUse = new int[4];
        var clashes = 0;
        pool.For(2000, (_, worker) =>
        {
            if (Interlocked.Increment(ref inUse[worker]) != 1) Interlocked.Increment(ref clashes);
            Thread.SpinWait(20);
            Interlocked.Decrement(ref inUse[worker]);
        });
        Assert.Equal(0, clashes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_exception_of_a_body_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (var round = 0; round < 50; round++)
        {
            var fault = Assert.Throws<InvalidOperationException>(() => pool.For(100, (block, _) =>
            {
                if (block == 17) throw new InvalidOperationException("block 17");
            }));
            Assert.Equal("block 17", fault.Message);
        }

        var count = 0;
        pool.For(100, (_, _) => Interlocked.Increment(ref count));
        Assert.Equal(100, count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancellation_stops_before_the_next_block(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var source = new CancellationTokenSource();
        var count = 0;
        Assert.Throws<OperationCanceledException>(() => pool.For(1_000_000, (_, _) =>
        {
            if (Interlocked.Increment(ref count) == 10) source.Cancel();
        }, source.Token));
        Assert.InRange(count, 10, 10_000);
    }

    [Fact]
    public void Many_short_runs_lose_no_block()
    {
        using var pool = new WorkerPool(3);
        var total = 0L;
        for (var run = 0; run < 20_000; run++) pool.For(4, (block, _) => Interlocked.Add(ref total, block + 1));
        Assert.Equal(20_000L * 10, total);
    }

    [Fact]
    public void Runs_from_several_threads_are_serialised()
    {
        using var pool = new WorkerPool(2);
        var total = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 200; i++) pool.For(8, (_, _) => Interlocked.Increment(ref total));
        })).ToList();
        callers.ForEach(t => t.Start());
        callers.ForEach(t => t.Join());
        Assert.Equal(4 * 200 * 8, total);
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once()
    {
        using var pool = new WorkerPool(2);
        pool.For(0, (_, _) => throw new InvalidOperationException());
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
    }
}
