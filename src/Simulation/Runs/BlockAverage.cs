namespace Lithoscope.Simulation;

/// <summary>
/// Mean of a series of correlated values and its standard error, in one passage: values are joined two by two again and again, and the error of the mean is the largest that the
/// scatter of any generation with at least 16 members gives. Flyvbjerg and Petersen, J. Chem. Phys. 91, 461 (1989), doi:10.1063/1.457480.
/// </summary>
internal sealed class BlockAverage
{
    private const int FewestBlocks = 16;

    private readonly List<Generation> _generations = [];

    /// <summary>Number of values.</summary>
    public long Count => _generations.Count == 0 ? 0 : _generations[0].Count;

    /// <summary>Mean; NaN without values.</summary>
    public double Mean => Count == 0 ? double.NaN : _generations[0].Mean;

    /// <summary>Standard deviation of the values; NaN of fewer than two.</summary>
    public double Deviation => Count < 2 ? double.NaN : Math.Sqrt(_generations[0].Squares / (Count - 1));

    /// <summary>Standard error of the mean; NaN of fewer than 16 values.</summary>
    public double Error => _generations.Where(g => g.Count >= FewestBlocks).Select(g => Math.Sqrt(g.Squares / g.Count / (g.Count - 1))).DefaultIfEmpty(double.NaN).Max();

    /// <summary>Takes a value.</summary>
    public void Add(double value)
    {
        for (var level = 0; ; level++)
        {
            if (level == _generations.Count) _generations.Add(new());
            var generation = _generations[level];
            // Welford's update.
            generation.Count++;
            var difference = value - generation.Mean;
            generation.Mean += difference / generation.Count;
            generation.Squares += difference * (value - generation.Mean);
            if (generation.Waiting is not { } other)
            {
                generation.Waiting = value;
                return;
            }

            generation.Waiting = null;
            value = 0.5 * (value + other);
        }
    }

    private sealed class Generation
    {
        public long Count;
        public double Mean;
        public double Squares;
        public double? Waiting;
    }
}
