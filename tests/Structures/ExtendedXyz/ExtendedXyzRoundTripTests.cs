using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>Random frames of every type of property, written and read.</summary>
public class ExtendedXyzRoundTripTests
{
    [Fact]
    public void Random_frames_come_back_to_the_last_bit()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new RandomFrames(seed);
            var frames = Enumerable.Range(0, 3).Select(_ => random.Next()).ToList();
            try
            {
                var text = Xyz.Write(frames);
                var again = Xyz.Read(text);
                Assert.Equal(frames.Count, again.Count);
                for (var i = 0; i < frames.Count; i++) StructureAssert.Same(frames[i], again[i]);
                Assert.Equal(text, Xyz.Write(again));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}: {fault.Message}", fault);
            }
        }
    }

    [Fact]
    public void Every_bit_pattern_of_a_real_number_survives()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 20_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))).Where(v => !double.IsNaN(v))
            .Concat([0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e22, 1e23, 9007199254740993, 0.1, 1 / 3.0, 5e-324, 2.2250738585072014e-308]).ToArray();
        var frame = new Structure([14], [0, 0, 0], columns: [new RealColumn("v", values.Length, values)]);
        StructureAssert.Same(frame, Xyz.Read(Xyz.Write(frame)).Single());
    }

    [Fact]
    public void Decimals_limit_the_digits_of_columns()
    {
        using var stream = new MemoryStream();
        new ExtendedXyzFormat(new() { Decimals = 3 }).Write(stream, "t", [new([14], [1 / 3.0, 0, 2], columns: [new RealColumn("f", 1, [double.NaN])])], TestContext.Current.CancellationToken);
        Assert.EndsWith("\nSi 0.333 0.000 2.000 nan\n", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lattice")]
    [InlineData("properties")]
    [InlineData("")]
    public void Reserved_names_are_refused(string key)
    {
        var frame = new Structure([14], [0, 0, 0], info: [new(key, new RealInfo(1))]);
        Assert.Throws<ArgumentException>(() => new ExtendedXyzWriter(new MemoryStream()).Write(frame));
    }

    [Fact]
    public void Names_that_occur_twice_or_would_be_read_as_others_are_refused()
    {
        var twice = new Structure([14], [0, 0, 0], info: [new("a", new RealInfo(1)), new("a", new RealInfo(1))]);
        var position = new Structure([14], [0, 0, 0], columns: [new RealColumn("pos", 3, [1, 2, 3])]);
        var colons = new Structure([14], [0, 0, 0], columns: [new RealColumn("a:R:1:b", 1, [1])]);
        foreach (var frame in new[] { twice, position, colons }) Assert.Throws<ArgumentException>(() => new ExtendedXyzWriter(new MemoryStream()).Write(frame));
    }

    /// <summary>Frames with random species, cells, columns and frame properties of every type.</summary>
    private sealed class RandomFrames(int seed)
    {
        private readonly Random _random = new(seed);

        public Structure Next()
        {
            var atoms = _random.Next(0, 6);
            var cell = _random.Next(3) == 0 ? (Matrix3D?)null : new Matrix3D(new(5, Small(), Small()), new(Small(), 6, Small()), new(Small(), Small(), 7));
            var pbc = cell is null ? Periodicity.None : new Periodicity(_random.Next(2) == 0, _random.Next(2) == 0, _random.Next(2) == 0);
            var columns = Enumerable.Range(0, _random.Next(5)).Select(i => Column($"{Word(1)}{i}", _random.Next(1, 4), atoms)).ToArray();
            var info = Enumerable.Range(0, _random.Next(6)).Select(i => KeyValuePair.Create($"{Word(1)}{i}", Info())).ToArray();
            return new([.. Enumerable.Range(0, atoms).Select(_ => (byte)_random.Next(0, 119))], Reals(3 * atoms, finite: true), cell, pbc, columns, info);
        }

        private AtomColumn Column(string name, int width, int atoms) => _random.Next(4) switch
        {
            0 => new RealColumn(name, width, Reals(width * atoms)),
            1 => new IntegerColumn(name, width, [.. Enumerable.Range(0, width * atoms).Select(_ => Integer())]),
            2 => new LogicalColumn(name, width, [.. Enumerable.Range(0, width * atoms).Select(_ => _random.Next(2) == 0)]),
            _ => new TextColumn(name, width, [.. Enumerable.Range(0, width * atoms).Select(_ => Word(0))]),
        };

        private InfoValue Info()
        {
            int[] shape = _random.Next(3) switch { 0 => [], 1 => [_random.Next(1, 5)], _ => [_random.Next(1, 4), _random.Next(1, 4)] };
            var count = shape.Aggregate(1, (a, b) => a * b);
            return _random.Next(5) switch
            {
                0 => new RealInfo(Reals(count)) { Shape = shape },
                1 => new IntegerInfo([.. Enumerable.Range(0, count).Select(_ => Integer())]) { Shape = shape },
                2 => new LogicalInfo([.. Enumerable.Range(0, count).Select(_ => _random.Next(2) == 0)]) { Shape = shape },
                3 => new TextInfo([.. Enumerable.Range(0, count).Select(_ => Word(0))]) { Shape = shape },
                _ => new JsonInfo("{\"a b\": [1, null, {\"c\\\"\": \"d\\n\"}], \"e\": NaN}"),
            };
        }

        private double[] Reals(int count, bool finite = false) => [.. Enumerable.Range(0, count).Select(_ => Real(finite))];

        private double Real(bool finite)
        {
            while (true)
            {
                var value = _random.Next(6) switch
                {
                    0 => _random.Next(-5, 5),
                    1 => Math.Round(_random.NextDouble() * 20 - 10, _random.Next(9)),
                    2 => _random.NextDouble() * 1e-9,
                    3 => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
                    4 => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon }[_random.Next(5)],
                    _ => _random.NextDouble() * 100,
                };
                if (!finite || double.IsFinite(value)) return value;
            }
        }

        private long Integer() => _random.Next(3) == 0 ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.Next(-100, 100);

        private double Small() => _random.NextDouble() - 0.5;

        private string Word(int shortest)
        {
            const string Alphabet = "abcXYZ_09 \"'\\={}[],.:;-+TFné漢\n\t";
            return string.Concat(Enumerable.Range(0, _random.Next(shortest, 6)).Select(_ => Alphabet[_random.Next(Alphabet.Length)]));
        }
    }
}
