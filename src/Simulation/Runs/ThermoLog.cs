using System.Globalization;
using System.Text;

namespace Lithoscope.Simulation;

/// <summary>One line of the log.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Time">Time simulated, fs.</param>
/// <param name="Bath">The bath's temperature, K.</param>
/// <param name="Temperature">Temperature, K.</param>
/// <param name="Potential">Potential energy, eV.</param>
/// <param name="Kinetic">Kinetic energy, eV.</param>
/// <param name="Exchanged">Energy taken from the bath so far, eV.</param>
/// <param name="Pressure">Pressure, GPa; NaN where there is none.</param>
internal readonly record struct ThermoLine(long Step, double Time, double Bath, double Temperature, double Potential, double Kinetic, double Exchanged, double Pressure)
{
    /// <summary>What is conserved, eV.</summary>
    public double Conserved => Potential + Kinetic - Exchanged;
}

/// <summary>thermo.csv.</summary>
internal static class ThermoLog
{
    /// <summary>The header row.</summary>
    public static byte[] Header => Encoding.ASCII.GetBytes("step,time_fs,temperature_K,bath_K,potential_eV,kinetic_eV,total_eV,conserved_eV,pressure_GPa\n");

    /// <summary>A row, numbers at full precision.</summary>
    public static byte[] Row(in ThermoLine l) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{l.Step},{l.Time:R},{l.Temperature:R},{l.Bath:R},{l.Potential:R},{l.Kinetic:R},{l.Potential + l.Kinetic:R},{l.Conserved:R},{(double.IsNaN(l.Pressure) ? "" : l.Pressure.ToString("R", CultureInfo.InvariantCulture))}\n"));

    /// <summary>Reads the rows that are whole.</summary>
    public static List<ThermoLine> Read(string path)
    {
        List<ThermoLine> lines = [];
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var v = line.Split(',');
            double Value(int k) => v[k].Length == 0 ? double.NaN : double.Parse(v[k], CultureInfo.InvariantCulture);
            lines.Add(new((long)Value(0), Value(1), Value(3), Value(2), Value(4), Value(5), Value(6) - Value(7), Value(8)));
        }

        return lines;
    }
}
