namespace Lithoscope.Runtime.Tests;

public sealed class CheckpointStoreTests
{
    [Fact]
    public void Real_numbers_come_back_with_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var store = CheckpointStore.In(folder.Path);
        var random = new Random(11);
        double[] values = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 0.1, 1.0 / 3,
            .. Enumerable.Range(0, 5000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))).Where(v => !double.IsNaN(v))];
        store.Write("values", values);
        Assert.True(store.TryRead<double[]>("values", out var read));
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Computing_happens_once_and_the_first_answer_is_the_later_one()
    {
        using var folder = new TemporaryFolder();
        var calls = 0;
        (int, Part) Compute() => (++calls, new Part("Si", [1.5, double.NaN]) { Forgotten = 3 });
        var first = CheckpointStore.In(folder.Path).GetOrCompute("part", Compute);
        var second = CheckpointStore.In(folder.Path).GetOrCompute("part", Compute);
        Assert.Equal(1, calls);
        Assert.Equal(1, second.Item1);
        Assert.Equal([1.5, double.NaN], second.Item2.Values);
        Assert.Equal(first.Item2.Forgotten, second.Item2.Forgotten); // both as written: neither has what JSON leaves out
    }

    [Fact]
    public void A_damaged_or_alien_value_is_computed_again()
    {
        using var folder = new TemporaryFolder();
        var store = CheckpointStore.In(folder.Path);
        store.Write("x", 1.0);
        foreach (var text in new[] { "", "{", "\"text\"", "null" })
        {
            File.WriteAllText(Directory.GetFiles(folder.Path).Single(), text);
            Assert.False(store.TryRead<double[]>("x", out _));
        }

        Assert.Equal(2.0, store.GetOrCompute("x", () => 2.0));
    }

    [Fact]
    public void Keys_may_be_any_text_and_stay_apart()
    {
        using var folder = new TemporaryFolder();
        var store = CheckpointStore.In(folder.Path);
        string[] keys = ["a", "a/b", "../a", "a b", "a%2Fb", ".", "..", "é", new string('x', 500), new string('x', 501), "fps 1/3"];
        foreach (var key in keys) store.Write(key, key);
        foreach (var key in keys) Assert.Equal(key, store.GetOrCompute<string>(key, () => throw new InvalidOperationException(key)));
        Assert.Equal(keys.Length, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Length);
        store.Remove("a");
        Assert.False(store.TryRead<string>("a", out _));
        store.Clear();
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void The_empty_store_keeps_nothing()
    {
        CheckpointStore.None.Write("x", 1);
        Assert.False(CheckpointStore.None.TryRead<int>("x", out _));
        Assert.Equal(2, CheckpointStore.None.GetOrCompute("x", () => 2));
    }

    private sealed record Part(string Name, double[] Values)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public int Forgotten { get; init; }
    }
}
