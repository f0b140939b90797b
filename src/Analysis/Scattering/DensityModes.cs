using System.Numerics;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// The density modes ρ(q) = Σ_i exp(i q·r_i) of the atoms of each element. Exponentials of multiples of the three phases of an atom come from one multiplication each, a mode from two:
/// the product of the first two factors is kept while h and k stay the same. Works on chunks of vectors, blocks of atoms, and several atoms at once; chunks do not depend on the number of threads.
/// </summary>
internal abstract class DensityModes
{
    private const int Chunks = 64;

    /// <summary>Atoms worked on together.</summary>
    protected const int Block = 256;

    /// <summary>A kernel for the instruction set in use, or another.</summary>
    public static DensityModes Create(InstructionSetKind? instructions = null) => LaneChoice.Create(new Factory(), single: false, instructions);

    /// <summary>The modes, straight from their definition.</summary>
    /// <param name="fractions">Fractional coordinates, three for each atom.</param>
    /// <param name="of">The element of each atom.</param>
    /// <param name="species">Number of elements.</param>
    /// <param name="vectors">Whole numbers of each vector.</param>
    /// <returns>For each element the mode of each vector.</returns>
    public static Complex[][] Definition(double[] fractions, int[] of, int species, (int H, int K, int L)[] vectors)
    {
        var modes = Enumerable.Range(0, species).Select(_ => new Complex[vectors.Length]).ToArray();
        for (var v = 0; v < vectors.Length; v++)
        {
            var (h, k, l) = vectors[v];
            for (var i = 0; i < of.Length; i++) modes[of[i]][v] += Complex.FromPolarCoordinates(1, 2 * Math.PI * (h * fractions[3 * i] + k * fractions[3 * i + 1] + l * fractions[3 * i + 2]));
        }

        return modes;
    }

    /// <summary>The modes.</summary>
    /// <param name="fractions">Fractional coordinates, three for each atom.</param>
    /// <param name="of">The element of each atom.</param>
    /// <param name="species">Number of elements.</param>
    /// <param name="vectors">Whole numbers of each vector, in order.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Complex[][] Compute(double[] fractions, int[] of, int species, (int H, int K, int L)[] vectors, WorkerPool pool, CancellationToken cancellation)
    {
        var modes = Enumerable.Range(0, species).Select(_ => new Complex[vectors.Length]).ToArray();
        var atoms = Enumerable.Range(0, species).Select(s => Enumerable.Range(0, of.Length).Where(i => of[i] == s).ToArray()).ToArray();
        var phases = new (double Cosine, double Sine)[fractions.Length];
        for (var k = 0; k < phases.Length; k++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (fractions[k] - Math.Floor(fractions[k])));
            phases[k] = (cosine, sine);
        }

        pool.For(Chunks, (chunk, _) =>
        {
            var (from, to) = ((int)((long)chunk * vectors.Length / Chunks), (int)((chunk + 1L) * vectors.Length / Chunks));
            if (to > from) Run(phases, atoms, vectors.AsSpan(from, to - from), modes, from, cancellation);
        }, cancellation);
        return modes;
    }

    /// <summary>Works on one chunk of vectors.</summary>
    protected abstract void Run((double Cosine, double Sine)[] phases, int[][] atoms, ReadOnlySpan<(int H, int K, int L)> vectors, Complex[][] modes, int offset, CancellationToken cancellation);

    private sealed class Factory : ILaneFactory<DensityModes>
    {
        public DensityModes Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal> => new Kernel<TLanes, TReal>();
    }

    private sealed unsafe class Kernel<TLanes, TReal> : DensityModes
        where TLanes : unmanaged, ILanes<TLanes, TReal>
        where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
    {
        protected override void Run((double Cosine, double Sine)[] phases, int[][] atoms, ReadOnlySpan<(int H, int K, int L)> vectors, Complex[][] modes, int offset, CancellationToken cancellation)
        {
            var (hs, ks, ls) = (0, 0, 0);
            foreach (var (h, k, l) in vectors) (hs, ks, ls) = (Math.Max(hs, Math.Abs(h)), Math.Max(ks, Math.Abs(k)), Math.Max(ls, Math.Abs(l)));
            // Real parts of all multiples, then imaginary parts, for each axis; then those of the product.
            int[] counts = [hs + 1, ks + 1, ls + 1];
            var starts = new[] { 0, 2 * counts[0] * Block, 2 * (counts[0] + counts[1]) * Block, 2 * (counts[0] + counts[1] + counts[2]) * Block };
            var buffer = new TReal[starts[3] + 2 * Block];
            fixed (TReal* all = buffer)
            {
                for (var s = 0; s < atoms.Length; s++)
                {
                    for (var first = 0; first < atoms[s].Length; first += Block)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        var members = atoms[s].AsSpan(first, Math.Min(Block, atoms[s].Length - first));
                        for (var axis = 0; axis < 3; axis++) Multiples(all + starts[axis], counts[axis], phases, members, axis);
                        Sum(all, starts, counts, vectors, modes[s].AsSpan(offset, vectors.Length));
                    }
                }
            }
        }

        // The zeroth multiple of the first axis is 0 for places without an atom, and so are all products.
        private static void Multiples(TReal* table, int count, (double Cosine, double Sine)[] phases, ReadOnlySpan<int> members, int axis)
        {
            var imaginary = table + count * Block;
            TReal* unit = stackalloc TReal[2 * Block];
            for (var a = 0; a < Block; a++)
            {
                var (cosine, sine) = a < members.Length ? phases[3 * members[a] + axis] : (0, 0);
                (unit[a], unit[Block + a]) = (TReal.CreateTruncating(cosine), TReal.CreateTruncating(sine));
                (table[a], imaginary[a]) = (a < members.Length ? TReal.One : TReal.Zero, TReal.Zero);
            }

            for (var h = 1; h < count; h++)
            {
                var re = table + h * Block;
                var im = imaginary + h * Block;
                for (var a = 0; a < Block; a += TLanes.Count)
                {
                    var (ur, ui, lr, li) = (TLanes.Load(unit + a), TLanes.Load(unit + Block + a), TLanes.Load(re - Block + a), TLanes.Load(im - Block + a));
                    TLanes.SubtractProduct(li, ui, lr * ur).Store(re + a);
                    TLanes.MultiplyAdd(li, ur, lr * ui).Store(im + a);
                }
            }
        }

        private static void Sum(TReal* all, int[] starts, int[] counts, ReadOnlySpan<(int H, int K, int L)> vectors, Span<Complex> modes)
        {
            var pr = all + starts[3];
            var pi = pr + Block;
            var (lastH, lastK) = (int.MinValue, int.MinValue);
            for (var v = 0; v < vectors.Length; v++)
            {
                var (h, k, l) = vectors[v];
                if (h != lastH || k != lastK)
                {
                    Product(pr, pi, all + starts[0] + h * Block, counts[0] * Block, all + starts[1] + Math.Abs(k) * Block, counts[1] * Block, k < 0);
                    (lastH, lastK) = (h, k);
                }

                var zr = all + starts[2] + Math.Abs(l) * Block;
                var zi = zr + counts[2] * Block;
                var (rr, ii, ri, ir) = (TLanes.Of(0), TLanes.Of(0), TLanes.Of(0), TLanes.Of(0));
                for (var a = 0; a < Block; a += TLanes.Count)
                {
                    var (xr, xi, yr, yi) = (TLanes.Load(pr + a), TLanes.Load(pi + a), TLanes.Load(zr + a), TLanes.Load(zi + a));
                    rr = TLanes.MultiplyAdd(xr, yr, rr);
                    ii = TLanes.MultiplyAdd(xi, yi, ii);
                    ri = TLanes.MultiplyAdd(xr, yi, ri);
                    ir = TLanes.MultiplyAdd(xi, yr, ir);
                }

                // A negative multiple is the conjugate.
                var (re, im) = l < 0 ? (rr + ii, ir - ri) : (rr - ii, ir + ri);
                modes[v] += new Complex(double.CreateTruncating(re.Sum()), double.CreateTruncating(im.Sum()));
            }
        }

        private static void Product(TReal* pr, TReal* pi, TReal* x, int xImaginary, TReal* y, int yImaginary, bool conjugate)
        {
            var sign = TLanes.Of(conjugate ? -1 : 1);
            for (var a = 0; a < Block; a += TLanes.Count)
            {
                var (xr, xi, yr, yi) = (TLanes.Load(x + a), TLanes.Load(x + xImaginary + a), TLanes.Load(y + a), sign * TLanes.Load(y + yImaginary + a));
                TLanes.SubtractProduct(xi, yi, xr * yr).Store(pr + a);
                TLanes.MultiplyAdd(xi, yr, xr * yi).Store(pi + a);
            }
        }
    }
}
