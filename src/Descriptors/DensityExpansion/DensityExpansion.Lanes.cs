namespace Lithoscope.Descriptors;

public sealed partial class DensityExpansion
{
    /// <summary>The neighbours sorted by channel into groups padded to full vectors, and the kernel's scratch.</summary>
    internal sealed class LaneBuffers(DensityExpansion expansion)
    {
        public double[] X { get; private set; } = [];

        public double[] Y { get; private set; } = [];

        public double[] Z { get; private set; } = [];

        public double[] R { get; private set; } = [];

        /// <summary>Which neighbour a lane holds; −1 for padding.</summary>
        public int[] Source { get; private set; } = [];

        public int[] Start { get; } = new int[expansion.Channels + 1];

        public double[] Harmonics { get; } = new double[expansion._harmonics.Count * LaneCount];

        public double[] Weights { get; } = new double[expansion._harmonics.Count * LaneCount];

        public double[] Radial { get; } = new double[expansion._table.Functions * LaneCount];

        public double[] Slopes { get; } = new double[expansion._table.Functions * LaneCount];

        public double[] Polynomials { get; } = new double[(SphericalHarmonics.Triangle(expansion.MaximumDegree + 1, 0) + 2 * (expansion.MaximumDegree + 2)) * LaneCount];

        public void Group(AtomEnvironment environment, int channels, double cutoff)
        {
            Array.Clear(Start);
            for (var j = 0; j < environment.Count; j++)
            {
                if (environment.R[j] < cutoff) Start[environment.Channel[j] + 1]++;
            }

            for (var c = 0; c < channels; c++) Start[c + 1] = Start[c] + (Start[c + 1] + LaneCount - 1) / LaneCount * LaneCount;
            var total = Start[channels];
            if (R.Length < total)
            {
                var size = 2 * total;
                (X, Y, Z, R, Source) = (new double[size], new double[size], new double[size], new double[size], new int[size]);
            }

            Span<int> next = stackalloc int[channels];
            Start.AsSpan(0, channels).CopyTo(next);
            for (var j = 0; j < environment.Count; j++)
            {
                if (!(environment.R[j] < cutoff)) continue;
                var at = next[environment.Channel[j]]++;
                var (x, y, z) = Direction(environment, j);
                (X[at], Y[at], Z[at], R[at], Source[at]) = (x, y, z, environment.R[j], j);
            }

            // A padding lane lies at the cutoff, where all radial functions vanish.
            for (var c = 0; c < channels; c++)
            {
                for (var at = next[c]; at < Start[c + 1]; at++) (X[at], Y[at], Z[at], R[at], Source[at]) = (0, 0, 1, cutoff, -1);
            }
        }
    }
}
