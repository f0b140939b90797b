using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>Damaged copies of sound files: each is read, or refused in one sentence with a remedy, and soon.</summary>
internal static class Damage
{
    private static readonly string[] Tokens = ["nan", "-inf", "1e999", "99999999999", "-1", "0", "1", "#", "\n", "\0", " ", "Si", "Qq", "1e-320", "3d0", "\uFEFF", "2147483647", "\u001b[2J"];

    /// <summary>Reads every beginning of every file, then random changes; a failure names the seed that repeats it.</summary>
    /// <param name="originals">Sound files.</param>
    /// <param name="read">Reads one, and evaluates it where it was read; is given the number of the original too.</param>
    /// <param name="seed">Seed of the first change.</param>
    /// <param name="count">Number of changed files.</param>
    /// <param name="words">Words of the format to put in, beside those that all share.</param>
    public static void Survive(IReadOnlyList<byte[]> originals, Action<byte[], int> read, int seed, int count, params string[] words)
    {
        byte[][] tokens = [.. Tokens.Concat(words).Select(Encoding.UTF8.GetBytes)];
        for (var k = 0; k < originals.Count; k++)
        {
            for (var length = 0; length < originals[k].Length; length++) Try(originals[k][..length], k, read, $"file {k} cut at byte {length}");
        }

        var refused = 0;
        for (var n = 0; n < count; n++)
        {
            var random = new Random(seed + n);
            var which = random.Next(originals.Count);
            var bytes = originals[which].ToList();
            for (var k = random.Next(1, 4); k > 0 && bytes.Count > 0; k--) Change(bytes, tokens, random);
            if (!Try([.. bytes], which, read, $"seed {seed + n}")) refused++;
        }

        // Were nothing refused, or everything, the changes would not test much.
        Assert.InRange(refused, count / 10, count - count / 50);
    }

    // Whether it was read.
    private static bool Try(byte[] bytes, int which, Action<byte[], int> read, string name)
    {
        var clock = new WorkClock();
        try
        {
            read(bytes, which);
            return true;
        }
        catch (InputException fault)
        {
            Assert.False(string.IsNullOrEmpty(fault.Remedy), $"{name}: no remedy in '{fault.Message}'");
            Assert.False(fault.Message.Any(char.IsControl), $"{name}: '{fault.Message}' is not one line");
            return false;
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{name}: {fault.GetType().Name}: {fault.Message}\n{Encoding.Latin1.GetString(bytes)}", fault);
        }
        finally
        {
            clock.RequireWithin(5, name);
        }
    }

    private static void Change(List<byte> bytes, byte[][] tokens, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveRange(at, length); break;
            case 2: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            case 3: bytes.InsertRange(at, tokens[random.Next(tokens.Length)]); break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, tokens[random.Next(tokens.Length)]);
                break;
        }
    }
}
