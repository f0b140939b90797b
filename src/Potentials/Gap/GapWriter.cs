using System.Globalization;
using System.Text;
using System.Xml;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Writes models in the layout of QUIP's XML, with sparse points in side files beside it and their MD5 sums.</summary>
public static class GapWriter
{
    /// <summary>Writes the XML file and a side file NAME.sparseX.LABELk for each regression.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The XML file; files of these names are replaced.</param>
    public static void Write(GapModel model, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        AtomicFile.Write(path, stream => Write(model, stream, Path.GetFileName(path), (name, write) => AtomicFile.Write(Path.Combine(folder, name), write)));
    }

    /// <summary>Writes to streams.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the XML.</param>
    /// <param name="name">Name of the XML file, from which those of side files come.</param>
    /// <param name="side">Makes a side file by name and has it written.</param>
    internal static void Write(GapModel model, Stream stream, string name, Action<string, Action<Stream>> side)
    {
        static string Number(double value) => value.ToString("E16", CultureInfo.InvariantCulture);
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        xml.WriteStartElement(model.Label);
        xml.WriteStartElement("Potential");
        xml.WriteAttributeString("label", model.Label);
        xml.WriteAttributeString("init_args", "IP GAP label=" + model.Label);
        xml.WriteEndElement();
        xml.WriteStartElement("GAP_params");
        xml.WriteAttributeString("label", model.Label);
        xml.WriteStartElement("GAP_data");
        xml.WriteAttributeString("do_core", "F");
        foreach (var (z, energy) in model.AtomEnergies.OrderBy(e => e.Key))
        {
            xml.WriteStartElement("e0");
            xml.WriteAttributeString("Z", z.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("value", Number(energy));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("gpSparse");
        xml.WriteAttributeString("label", model.Label);
        xml.WriteAttributeString("n_coordinate", model.Coordinates.Count.ToString(CultureInfo.InvariantCulture));
        for (var k = 0; k < model.Coordinates.Count; k++)
        {
            var (coordinates, label) = (model.Coordinates[k], model.Label + (k + 1).ToString(CultureInfo.InvariantCulture));
            var (file, sum) = ($"{name}.sparseX.{label}", "");
            side(file, target => sum = GapSideFile.Write(target, coordinates.Points));
            xml.WriteStartElement("gpCoordinates");
            xml.WriteAttributeString("label", label);
            xml.WriteAttributeString("dimensions", coordinates.Dimensions.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("signal_variance", Number(coordinates.Delta));
            xml.WriteAttributeString("signal_mean", Number(coordinates.Offset));
            xml.WriteAttributeString("sparsified", "T");
            xml.WriteAttributeString("n_permutations", "1");
            xml.WriteAttributeString("covariance_type", ((int)coordinates.Covariance).ToString(CultureInfo.InvariantCulture));
            if (coordinates.Covariance == GapCovariance.DotProduct) xml.WriteAttributeString("zeta", Number(coordinates.Zeta));
            xml.WriteAttributeString("n_sparseX", coordinates.Weights.Length.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("sparseX_filename", file);
            xml.WriteAttributeString("sparseX_md5sum", sum);
            if (coordinates.Covariance == GapCovariance.SquaredExponential) xml.WriteElementString("theta", string.Join(' ', coordinates.LengthScales.Select(Number)));
            xml.WriteElementString("descriptor", coordinates.Descriptor);
            xml.WriteStartElement("permutation");
            xml.WriteAttributeString("i", "1");
            xml.WriteString(string.Join(' ', Enumerable.Range(1, coordinates.Dimensions)));
            xml.WriteEndElement();
            for (var s = 0; s < coordinates.Weights.Length; s++)
            {
                xml.WriteStartElement("sparseX");
                xml.WriteAttributeString("i", (s + 1).ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("alpha", Number(coordinates.Weights[s]));
                xml.WriteAttributeString("sparseCutoff", Number(coordinates.PointCutoffs[s]));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
