using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Spectra as text: CSV with one column a spectrum, and JSON. Numbers are exact.</summary>
public static class SpectrumText
{
    /// <summary>
    /// CSV of spectra over the same energies: the column of energies, then one column a spectrum, named by its label.
    /// </summary>
    /// <param name="spectra">One or more.</param>
    /// <param name="energyName">Heading of the first column.</param>
    /// <exception cref="InputException">There is none, or their energies differ.</exception>
    public static string ToCsv(IReadOnlyList<Spectrum> spectra, string energyName = "binding_energy_ev")
    {
        if (spectra.Count == 0 || spectra.Any(s => !s.Energies.SequenceEqual(spectra[0].Energies)))
        {
            throw new InputException("spectra in one CSV file need the same energies", remedy: "broaden them on one grid or write one file each");
        }
        return CsvWriter.WriteColumns(
            [energyName, .. spectra.Select((s, i) => s.Label.Length > 0 ? s.Label : $"intensity_{i + 1}")],
            [spectra[0].Energies, .. spectra.Select(s => s.Intensities)]);
    }

    /// <summary>CSV of a decomposition: energies, "total", then the classes.</summary>
    public static string ToCsv(SiteDecomposition decomposition, string energyName = "binding_energy_ev") =>
        ToCsv([decomposition.Total, .. decomposition.Sites.Select(s => s.Spectrum)], energyName);

    /// <summary>JSON: {"format": "lithoscope.spectra", "version": 1, "spectra": [{label, edge, energies_ev, intensities}]}.</summary>
    public static string ToJson(IReadOnlyList<Spectrum> spectra)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", "lithoscope.spectra");
            json.WriteNumber("version", 1);
            json.WriteStartArray("spectra");
            foreach (var spectrum in spectra)
            {
                json.WriteStartObject();
                json.WriteString("label", spectrum.Label);
                json.WriteString("edge", spectrum.Edge);
                Write(json, "energies_ev", spectrum.Energies);
                Write(json, "intensities", spectrum.Intensities);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }
        json.WriteEndArray();
    }
}
