using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Structures;

/// <summary>For each set of four lanes, given as four bits, the shuffle that brings the lanes of the set to the front in order.</summary>
internal static class LaneOrder
{
    private static readonly byte[] Four = MakeFour();

    private static readonly int[] Pairs = MakeEight();

    /// <summary>The first of 16 permutations of pairs of 32-bit elements, for four elements of 64 bits. Likewise.</summary>
    public static ref Vector256<int> Eight => ref Unsafe.As<int, Vector256<int>>(ref MemoryMarshal.GetArrayDataReference(Pairs));

    /// <summary>The first of 16 shuffles of bytes, for four elements of 32 bits. Take the reference once, outside of loops.</summary>
    public static ref Vector128<byte> Bytes => ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetArrayDataReference(Four));

    private static IEnumerable<int> Lanes(int set) => Enumerable.Range(0, 4).Where(lane => (set >> lane & 1) == 1);

    private static byte[] MakeFour()
    {
        var table = new byte[16 * 16];
        for (var set = 0; set < 16; set++)
        {
            var place = 16 * set;
            foreach (var lane in Lanes(set))
            {
                for (var b = 0; b < 4; b++) table[place++] = (byte)(4 * lane + b);
            }
        }

        return table;
    }

    private static int[] MakeEight()
    {
        var table = new int[16 * 8];
        for (var set = 0; set < 16; set++)
        {
            var place = 8 * set;
            foreach (var lane in Lanes(set)) (table[place++], table[place++]) = (2 * lane, 2 * lane + 1);
        }

        return table;
    }
}
