using System.Globalization;
using System.Text;

namespace Lithoscope.Simulation;

/// <summary>One line of the log.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Time">Time simulated, fs.</param>
/// <param name="Temperature">Temperature, K.</param>
/// <param name="Potential">Potential energy, eV.</param>
/// <param name="Kinetic">Kinetic energy, eV.</param>
/// <param name="Pressure">Pressure, GPa; NaN where there is none.</param>
/// <param name="Conserved">Total energy less what the bath has given, eV.</param>
/// <param name="Bath">The bath's temperature, K; NaN without one.</param>
/// <param name="Volume">Volume of the cell, Å³; NaN where there is none.</param>
internal readonly record struct ThermoLine(long Step, double Time, double Temperature, double Potential, double Kinetic, double Pressure, double Conserved, double Bath, double Volume)
{
    /// <summary>Potential and kinetic energy, eV.</summary>
    public double Total => Potential + Kinetic;
}

/// <summary>thermo.csv.</summary>
internal static class ThermoLog
{
    /// <summary>The header row.</summary>
    public static byte[] Header => Encoding.ASCII.GetBytes("step,time_fs,temperature_K,potential_eV,kinetic_eV,total_eV,pressure_GPa,conserved_eV,bath_K,volume_A3\n");

    /// <summary>A row, numbers at full precision.</summary>
    public static byte[] Row(in ThermoLine l) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{l.Step},{l.Time:R},{l.Temperature:R},{l.Potential:R},{l.Kinetic:R},{l.Total:R},{l.Pressure:R},{l.Conserved:R},{l.Bath:R},{l.Volume:R}\n"));

    /// <summary>Reads rows of a finished log, one at a time.</summary>
    public static IEnumerable<ThermoLine> Read(string path)
    {
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var v = line.Split(',');
            double Value(int k) => double.Parse(v[k], CultureInfo.InvariantCulture);
            yield return new(long.Parse(v[0], CultureInfo.InvariantCulture), Value(1), Value(2), Value(3), Value(4), Value(6), Value(7), Value(8), Value(9));
        }
    }
}
