namespace Lithoscope.Simulation;

/// <summary>Slope of the line of least squares through an energy in time, point by point.</summary>
internal sealed class EnergyDrift
{
    private double _firstTime;
    private double _firstEnergy;
    private double _n;
    private double _t;
    private double _e;
    private double _tt;
    private double _te;

    /// <summary>The slope, eV/ns; NaN of fewer than three points.</summary>
    public double PerNanosecond => _n < 3 ? double.NaN : (_n * _te - _t * _e) / (_n * _tt - _t * _t);

    /// <summary>Takes a point.</summary>
    /// <param name="time">Time, fs.</param>
    /// <param name="energy">Energy, eV.</param>
    public void Add(double time, double energy)
    {
        if (_n == 0) (_firstTime, _firstEnergy) = (time, energy);
        // From the first point on, so that large sums do not swallow small changes; 1 ns is 10⁶ fs.
        (time, energy) = ((time - _firstTime) * 1e-6, energy - _firstEnergy);
        (_n, _t, _e, _tt, _te) = (_n + 1, _t + time, _e + energy, _tt + time * time, _te + time * energy);
    }
}
