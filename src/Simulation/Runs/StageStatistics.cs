namespace Lithoscope.Simulation;

/// <summary>What the lines of a stage amount to.</summary>
/// <param name="atoms">Number of atoms.</param>
internal sealed class StageStatistics(int atoms)
{
    private readonly EnergyDrift _drift = new();

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
    public double Drift => _drift.PerNanosecond / atoms;

    /// <summary>Takes a line.</summary>
    public void Add(in ThermoLine line)
    {
        Temperature.Add(line.Temperature);
        Potential.Add(line.Potential / atoms);
        Pressure.Add(line.Pressure);
        Volume.Add(line.Volume);
        Conserved.Add(line.Conserved / atoms);
        _drift.Add(line.Time, line.Conserved);
    }
}
