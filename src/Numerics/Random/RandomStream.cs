using System.Text;

namespace Lithoscope.Numerics;

/// <summary>
/// Counter-based random numbers, Philox 4×32 with ten rounds: the n-th number of a stream is a pure function of seed, purpose, index and n,
/// so that results do not depend on threads or on what else was drawn.
/// </summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, SC '11, doi:10.1145/2063384.2063405; constants and known answers from that paper's Random123 library.
/// A struct whose state is its position: copying it forks the stream. Not thread-safe.
/// </remarks>
public struct RandomStream
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly ulong _index;
    private ulong _block;
    private ulong _spare;
    private bool _hasSpare;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, such as <c>split</c>; streams of different purposes are independent.</param>
    /// <param name="index">Which stream of that purpose: an atom, a draw, a replica.</param>
    public RandomStream(ulong seed, string purpose, ulong index = 0)
    {
        var key = seed ^ Hash(purpose);
        (_key0, _key1, _index) = ((uint)key, (uint)(key >> 32), index);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        var (a, b, c, d) = Philox((uint)_block, (uint)(_block >> 32), (uint)_index, (uint)(_index >> 32), _key0, _key1);
        _block++;
        _spare = ((ulong)d << 32) | c;
        _hasSpare = true;
        return ((ulong)b << 32) | a;
    }

    /// <summary>A number uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number uniform in [0, <paramref name="bound"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Multiply-shift on 64 bits: the bias is below bound/2⁶⁴.
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>A number from the normal distribution of mean 0 and variance 1 (Box–Muller, cosine branch).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Draws <paramref name="count"/> different whole numbers below <paramref name="bound"/>, in the order drawn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More numbers are asked for than there are.</exception>
    public int[] Sample(int bound, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bound);
        var all = new int[bound];
        for (var k = 0; k < bound; k++) all[k] = k;
        for (var k = 0; k < count; k++)
        {
            var other = k + NextInt(bound - k);
            (all[k], all[other]) = (all[other], all[k]);
        }

        return all[..count];
    }

    /// <summary>The 64-bit FNV-1a hash of a text's UTF-8 bytes: the same on every machine and in every run.</summary>
    /// <remarks>Fowler, Noll and Vo; RFC 9923.</remarks>
    public static ulong Hash(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        // Streams are opened in every step: no array for short texts.
        var length = Encoding.UTF8.GetByteCount(text);
        Span<byte> octets = length <= 128 ? stackalloc byte[128] : new byte[length];
        length = Encoding.UTF8.GetBytes(text, octets);
        foreach (var octet in octets[..length]) hash = (hash ^ octet) * 0x100000001b3UL;
        return hash;
    }

    /// <summary>The generator itself: four counter words and two key words to four random words.</summary>
    internal static (uint A, uint B, uint C, uint D) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)c0 * 0xD2511F53;
            var p1 = (ulong)c2 * 0xCD9E8D57;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }
}
