namespace Lithoscope.Numerics;

/// <summary>
/// Means of several quantities over correlated frames and the standard errors of the means, in one passage: frames are joined two by two again and again, and the error is the
/// largest that the scatter of any generation with at least 16 members gives; with fewer frames it is that of independent ones.
/// Flyvbjerg and Petersen, J. Chem. Phys. 91, 461 (1989), doi:10.1063/1.457480.
/// </summary>
/// <param name="width">Number of quantities.</param>
public sealed class BlockedMean(int width)
{
    /// <summary>Generations with fewer members say too little about their scatter.</summary>
    public const int FewestBlocks = 16;

    private readonly List<Generation> _generations = [];
    private readonly double[] _carried = new double[width];

    /// <summary>Number of frames.</summary>
    public long Count => _generations.Count == 0 ? 0 : _generations[0].Count;

    /// <summary>Number of quantities.</summary>
    public int Width => width;

    /// <summary>Mean of a quantity; NaN without frames.</summary>
    public double Mean(int quantity) => Count == 0 ? double.NaN : _generations[0].Mean[quantity];

    /// <summary>Standard deviation of a quantity over frames; NaN with fewer than two.</summary>
    public double Deviation(int quantity) => Count < 2 ? double.NaN : Math.Sqrt(_generations[0].Squares[quantity] / (Count - 1));

    /// <summary>Standard error of the mean; NaN with fewer than two frames.</summary>
    public double Error(int quantity)
    {
        var largest = double.NaN;
        foreach (var g in _generations)
        {
            if (g.Count < 2 || (g.Count < FewestBlocks && g != _generations[0])) break;
            var error = g.Error(quantity);
            largest = double.IsNaN(largest) ? error : Math.Max(largest, error);
        }

        return largest;
    }

    /// <summary>All means.</summary>
    public double[] Means() => [.. Enumerable.Range(0, width).Select(Mean)];

    /// <summary>All errors.</summary>
    public double[] Errors() => [.. Enumerable.Range(0, width).Select(Error)];

    /// <summary>
    /// The error of the mean that the scatter of each generation gives, to see where it stops to rise: number of blocks, frames in a block, error; generations of two blocks and more.
    /// The error of such an error is its 1/√(2(blocks − 1)).
    /// </summary>
    public IReadOnlyList<(long Blocks, long Length, double Error)> Generations(int quantity) =>
        [.. _generations.Where(g => g.Count >= 2).Select((g, level) => (g.Count, 1L << level, g.Error(quantity)))];

    /// <summary>
    /// Statistical inefficiency of a quantity: how many frames amount to one independent one, the variance of the mean over that of independent frames, at least 1; half of it is the
    /// integrated autocorrelation time in frames. NaN with fewer than two frames or where the quantity does not change.
    /// </summary>
    public double Inefficiency(int quantity)
    {
        if (Count < 2) return double.NaN;
        var plain = _generations[0].Error(quantity);
        var error = Error(quantity);
        return plain > 0 ? error * error / (plain * plain) : double.NaN;
    }

    /// <summary>Takes a frame.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        if (values.Length != width) throw new ArgumentException("There are not as many values as quantities.", nameof(values));
        values.CopyTo(_carried);
        for (var level = 0; ; level++)
        {
            if (level == _generations.Count) _generations.Add(new(width));
            var g = _generations[level];
            g.Count++;
            for (var k = 0; k < width; k++)
            {
                // Welford's update.
                var difference = _carried[k] - g.Mean[k];
                g.Mean[k] += difference / g.Count;
                g.Squares[k] += difference * (_carried[k] - g.Mean[k]);
            }

            g.IsWaiting = !g.IsWaiting;
            if (g.IsWaiting)
            {
                _carried.CopyTo(g.Waiting, 0);
                return;
            }

            for (var k = 0; k < width; k++) _carried[k] = 0.5 * (_carried[k] + g.Waiting[k]);
        }
    }

    private sealed class Generation(int width)
    {
        public readonly double[] Mean = new double[width];
        public readonly double[] Squares = new double[width];
        public readonly double[] Waiting = new double[width];
        public long Count;
        public bool IsWaiting;

        public double Error(int quantity) => Math.Sqrt(Squares[quantity] / Count / (Count - 1));
    }
}
