using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Structures;

/// <summary>For each set of four lanes, given as four bits, the shuffle that brings the lanes of the set to the front in order.</summary>
internal static class LaneOrder
{
    private static readonly byte[] Four = MakeFour();

    /// <summary>Eight indices of 32-bit elements for each of the 16 sets: four elements of 64 bits.</summary>
    public static int[] Eight { get; } = MakeEight();

    /// <summary>The shuffle of bytes for four elements of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Bytes(uint set) =>
        Unsafe.Add(ref Unsafe.As<byte, Vector128<byte>>(ref MemoryMarshal.GetArrayDataReference(Four)), set);

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
