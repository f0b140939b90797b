using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The values of functions of pairs. Pairs of neighbours are listed, each neighbour j with vectors of later neighbours k; a few such vectors at a time, a chunk, are taken through the
/// factors one after the other, in rows that stay in the nearest cache.
/// </summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal>
{
    // Vectors in a chunk. With twice as many the rows of many functions leave the nearest cache, with half as many calls take longer.
    private const int ChunkVectors = 16;

    // Rows of scratch: those of factors of angles, and of their slopes, follow the last.
    private const int Squares = 0, Inverse = 1, Fall = 2, Product = 4, Slope = 5, Turn = 6, AlongFirst = 7, AlongSecond = 8, Pull = 9, Angles = 10;

    private static int ChunkRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ChunkVectors * TLanes.Count;
    }

    private static TReal* Scratch(SymmetryFunctionWorkspace<TReal> room, int row) => room.Scratch + row * ChunkRow;

    private void EvaluatePairs(SymmetryFunctionWorkspace<TReal> room, Span<double> values)
    {
        var (visits, reals) = TapeLength(room);
        room.ReserveTape(visits, reals);
        new Span<TReal>(room.Sums, _functionsOfPairs * TLanes.Count).Clear();
        var chunk = new Chunk { Pairs = room.Pairs, Tape = room.Tape };
        for (var g = 0; g < _groups.Length; g++)
        {
            var layout = _groups[g];
            var start = chunk.Pairs;
            foreach (var (first, second) in layout.Group.Pairs) List(room, layout, first, second, ref chunk);
            if (chunk.Count > 0) Evaluate(room, layout, ref chunk);
            room.Listed[g] = (int)(chunk.Pairs - start);
            var functions = layout.Group.Functions;
            for (var f = 0; f < functions.Length; f++) values[functions[f]] = double.CreateTruncating(TLanes.Load(room.Sums + (layout.Start + f) * TLanes.Count).Sum());
        }
    }

    // No more than this many vectors, and numbers on the tape.
    private (int Vectors, int Reals) TapeLength(SymmetryFunctionWorkspace<TReal> room)
    {
        var (vectors, reals) = (0, 0);
        foreach (var group in _groups)
        {
            var own = 0;
            foreach (var (first, second) in group.Group.Pairs)
            {
                var (a, b) = (room.Segments[first], room.Segments[second]);
                own += (a.End - a.Start) * ((b.End - b.Start) / TLanes.Count + 1);
            }

            vectors += own;
            reals = checked(reals + (own / ChunkVectors + 1) * group.Record * ChunkRow);
        }

        return (vectors, reals);
    }

    // Lists pairs of two species that some function reaches, with the cosines of their angles, and squares of the third side where it is asked for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void List(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, int first, int second, ref Chunk chunk)
    {
        var blocks = layout.Group.Blocks;
        var (outer, inner) = (room.Segments[first], room.Segments[second]);
        TReal* x = room.Row(0), y = room.Row(1), z = room.Row(2), ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), distances = room.Row(Distances), squares = Scratch(room, Squares);
        var isNarrow = layout.IsNarrow;
        TLanes one = TLanes.Of(1), reach = TLanes.Of(layout.Reach * layout.Reach);
        for (var j = outer.Start; j < outer.End; j++)
        {
            var most = BlocksWithin(blocks, double.CreateTruncating(distances[j]), blocks.Length);
            if (most == 0) continue;
            TLanes xj = TLanes.Broadcast(x[j]), yj = TLanes.Broadcast(y[j]), zj = TLanes.Broadcast(z[j]);
            TLanes uxj = TLanes.Broadcast(ux[j]), uyj = TLanes.Broadcast(uy[j]), uzj = TLanes.Broadcast(uz[j]);
            for (var k = first == second ? (j + 1) / TLanes.Count * TLanes.Count : inner.Start; k < inner.End; k += TLanes.Count)
            {
                var taken = BlocksWithin(blocks, room.Nearest[k / TLanes.Count], most);
                if (taken == 0) continue;
                var at = chunk.Count * TLanes.Count;
                if (isNarrow)
                {
                    TLanes dx = TLanes.Load(x + k) - xj, dy = TLanes.Load(y + k) - yj, dz = TLanes.Load(z + k) - zj;
                    var square = TLanes.MultiplyAdd(dx, dx, TLanes.MultiplyAdd(dy, dy, dz * dz));
                    if (!TLanes.AnyLess(square, reach)) continue;
                    square.Store(squares + at);
                }

                var cosine = TLanes.MultiplyAdd(TLanes.Load(ux + k), uxj, TLanes.MultiplyAdd(TLanes.Load(uy + k), uyj, TLanes.Load(uz + k) * uzj));
                TLanes.Max(TLanes.Min(cosine, one), -one).Store(chunk.Tape + at);
                chunk.Pairs[chunk.Count++] = new(j, k, taken);
                if (chunk.Count == ChunkVectors) Evaluate(room, layout, ref chunk);
            }
        }
    }

    // Blocks are in order of where they end, the farthest first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlocksWithin(SymmetryFunctionPlan.Block[] blocks, double distance, int most)
    {
        while (most > 0 && !(distance < blocks[most - 1].Cutoff)) most--;
        return most;
    }

    // Takes a chunk through all functions of the group, and begins the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Evaluate(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, ref Chunk chunk)
    {
        var (group, count) = (layout.Group, chunk.Count * TLanes.Count);
        if (layout.HasAngles) ArcCosines(chunk.Tape, count, chunk.Tape + ChunkRow);
        if (layout.IsNarrow) EvaluateThirdSides(room, layout, chunk);
        EvaluateAngles(room, layout, chunk);
        TReal* angles = Scratch(room, Angles), product = Scratch(room, Product);
        for (var b = 0; b < group.Blocks.Length; b++)
        {
            ref readonly var block = ref group.Blocks[b];
            if (!Multiply(Values(room, block.Radial), chunk, b, product)) break;
            if (block.Across >= 0) LaneRows<TLanes, TReal>.Multiply(product, chunk.Tape + (layout.Across + 2 * block.Across) * ChunkRow, count);
            var f = block.Start;
            var sums = room.Sums + (layout.Start + f) * TLanes.Count;
            for (; f + 2 <= block.End; f += 2, sums += 2 * TLanes.Count) AddSums(product, angles + group.AngularOf[f] * ChunkRow, angles + group.AngularOf[f + 1] * ChunkRow, count, sums);
            if (f < block.End) AddSum(product, angles + group.AngularOf[f] * ChunkRow, count, sums);
        }

        chunk.Pairs += chunk.Count;
        chunk.Tape += layout.Record * ChunkRow;
        chunk.Count = 0;
    }

    // R(j) R(k); whether any pair of the chunk takes part in the block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply(TReal* table, in Chunk chunk, int block, TReal* product)
    {
        var any = false;
        var pairs = chunk.Pairs;
        for (var m = 0; m < chunk.Count; m++)
        {
            var value = TLanes.Of(0);
            if (pairs[m].Blocks > block)
            {
                value = TLanes.Load(table + pairs[m].Second) * TLanes.Broadcast(table[pairs[m].First]);
                any = true;
            }

            value.Store(product + m * TLanes.Count);
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSums(TReal* product, TReal* a, TReal* b, int count, TReal* sums)
    {
        TLanes sumA = TLanes.Load(sums), sumB = TLanes.Load(sums + TLanes.Count);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var p = TLanes.Load(product + k);
            sumA = TLanes.MultiplyAdd(TLanes.Load(a + k), p, sumA);
            sumB = TLanes.MultiplyAdd(TLanes.Load(b + k), p, sumB);
        }

        sumA.Store(sums);
        sumB.Store(sums + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSum(TReal* product, TReal* a, int count, TReal* sums)
    {
        var sum = TLanes.Load(sums);
        for (var k = 0; k < count; k += TLanes.Count) sum = TLanes.MultiplyAdd(TLanes.Load(a + k), TLanes.Load(product + k), sum);
        sum.Store(sums);
    }

    // Pairs that are worked on together, and where their rows stand on the tape.
    private struct Chunk
    {
        public PairVector* Pairs;
        public TReal* Tape;
        public int Count;
    }
}
