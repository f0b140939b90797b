using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

/// <summary>Damaged copies of valid files: a reader answers each with structures or with an <see cref="InputException"/>, and soon.</summary>
internal static class Mutations
{
    private const int Count = 10_000;

    private static readonly byte[][] Tokens =
    [
        .. new[] { "nan", "-inf", "1e999", "99999999999999999999", "2147483647", "-1", "0", "\"", "'", "[", "]", "{", "}", "=", ":", "\\", "\n", "\r\n", "\n\n", "\0", "\t", "T", "S:1:", "R:1000000", "Lattice=", "Properties=", "pbc=", "_JSON ", "\uFEFF", "[[", "1.0\n", "Direct", "Selective", "Lattice velocities" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xC0], [0x80],
    ];

    /// <summary>Reads 10,000 mutations; a failure names the seed that repeats it.</summary>
    /// <param name="originals">Valid files of the format, small, which together use all of its grammar.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="seed">Seed of the first mutation.</param>
    /// <param name="words">Words of the format to put in at random, beside those that all formats share.</param>
    public static void Survive(IReadOnlyList<byte[]> originals, Func<Stream, IEnumerable<Structure>> read, int seed, params string[] words)
    {
        byte[][] tokens = [.. Tokens, .. words.Select(Encoding.UTF8.GetBytes)];
        var (refused, clock) = (0, new WorkClock());
        for (var i = 0; i < Count; i++)
        {
            var random = new Random(seed + i);
            var bytes = originals[random.Next(originals.Count)].ToList();
            for (var k = random.Next(1, 5); k > 0; k--) Mutate(bytes, tokens, random);
            clock.Restart();
            try
            {
                foreach (var frame in read(new MemoryStream([.. bytes]))) Assert.Equal(3 * frame.Count, frame.Positions.Length);
            }
            catch (InputException fault)
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(fault.Remedy), $"seed {seed + i}: no remedy in '{fault.Message}'");
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed + i}: {fault.GetType().Name}: {fault.Message}\n{Encoding.Latin1.GetString([.. bytes])}", fault);
            }

            clock.RequireWithin(5, $"seed {seed + i}");
        }

        // Were nothing refused, or everything, the mutations would not test much.
        Assert.InRange(refused, Count / 10, Count - Count / 50);
    }

    private static void Mutate(List<byte> bytes, byte[][] tokens, Random random)
    {
        if (bytes.Count == 0) bytes.Add((byte)random.Next(256));
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 30), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5: bytes.InsertRange(at, tokens[random.Next(tokens.Length)]); break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, tokens[random.Next(tokens.Length)]);
                break;
        }
    }
}
