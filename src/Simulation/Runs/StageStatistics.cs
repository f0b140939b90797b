namespace Lithoscope.Simulation;

/// <summary>What the lines of a stage amount to.</summary>
/// <param name="atoms">Number of atoms.</param>
internal sealed class StageStatistics(int atoms)
{
    private double _firstTime;
    private double _firstEnergy;
    private double _n;
    private double _t;
    private double _e;
    private double _tt;
    private double _te;

    /// <summary>Temperature, K.</summary>
    public BlockAverage Temperature { get; } = new();

    /// <summary>Potential energy of an atom, eV.</summary>
    public BlockAverage Potential { get; } = new();

    /// <summary>Pressure, GPa.</summary>
    public BlockAverage Pressure { get; } = new();

    /// <summary>Volume, Å³.</summary>
    public BlockAverage Volume { get; } = new();

    /// <summary>Conserved energy of an atom, eV.</summary>
    public BlockAverage Conserved { get; } = new();

    /// <summary>Slope of the line of least squares through the conserved energy, eV per atom and ns; NaN of fewer than three lines.</summary>
    public double Drift => _n < 3 ? double.NaN : (_n * _te - _t * _e) / (_n * _tt - _t * _t);

    /// <summary>Takes a line.</summary>
    public void Add(in ThermoLine line)
    {
        Temperature.Add(line.Temperature);
        Potential.Add(line.Potential / atoms);
        Pressure.Add(line.Pressure);
        Volume.Add(line.Volume);
        Conserved.Add(line.Conserved / atoms);
        if (_n == 0) (_firstTime, _firstEnergy) = (line.Time, line.Conserved);
        // From the first line on, so that large sums do not swallow small changes; 1 ns is 10⁶ fs.
        var (time, energy) = ((line.Time - _firstTime) * 1e-6, (line.Conserved - _firstEnergy) / atoms);
        (_n, _t, _e, _tt, _te) = (_n + 1, _t + time, _e + energy, _tt + time * time, _te + time * energy);
    }
}
