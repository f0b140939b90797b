using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>Mean of a series of correlated values and its standard error, after <see cref="BlockedMean"/>.</summary>
internal sealed class BlockAverage
{
    private readonly BlockedMean _values = new(1);

    /// <summary>Number of values.</summary>
    public long Count => _values.Count;

    /// <summary>Mean; NaN without values.</summary>
    public double Mean => _values.Mean(0);

    /// <summary>Standard deviation of the values; NaN of fewer than two.</summary>
    public double Deviation => _values.Deviation(0);

    /// <summary>Standard error of the mean; NaN of fewer than 16 values.</summary>
    public double Error => Count < BlockedMean.FewestBlocks ? double.NaN : _values.Error(0);

    /// <summary>Takes a value.</summary>
    public void Add(double value) => _values.Add([value]);
}
