using System.Text;

namespace Lithoscope.Reporting;

/// <summary>Many equal signs as few paths.</summary>
internal static class MarkerShapes
{
    /// <summary>
    /// Draws a sign of this diameter at each point. One path paints its overlaps once, so translucent points are dealt out to
    /// up to 64 paths: dense regions then still grow darker, at a tenth of the size of one element a point.
    /// </summary>
    public static void Draw(SvgWriter svg, IReadOnlyList<(double X, double Y)> points, Marker marker, double size, string colour, double opacity)
    {
        if (points.Count == 0)
        {
            return;
        }
        var layers = opacity < 1 ? Math.Min(points.Count, 64) : 1;
        for (var layer = 0; layer < layers; layer++)
        {
            var data = new StringBuilder();
            for (var i = layer; i < points.Count; i += layers)
            {
                Append(data, points[i].X, points[i].Y, marker, size);
            }
            switch (marker)
            {
                case Marker.Circle:
                    // A line of no length with round ends is a disc.
                    svg.Path(data.ToString(), colour, size, opacity: opacity, cap: "round");
                    break;
                case Marker.OpenCircle or Marker.Cross:
                    svg.Path(data.ToString(), colour, 1.3, opacity: opacity);
                    break;
                default:
                    svg.Fill(data.ToString(), colour, opacity);
                    break;
            }
        }
    }

    private static void Append(StringBuilder data, double x, double y, Marker marker, double size)
    {
        static string N(double v) => SvgWriter.Number(v);
        var r = size / 2;
        var shape = marker switch
        {
            Marker.Circle => $"M{N(x)} {N(y)}h0",
            Marker.Square => $"M{N(x - 0.9 * r)} {N(y - 0.9 * r)}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}z",
            Marker.Diamond => $"M{N(x)} {N(y - 1.2 * r)}l{N(1.2 * r)} {N(1.2 * r)} {N(-1.2 * r)} {N(1.2 * r)} {N(-1.2 * r)} {N(-1.2 * r)}z",
            Marker.Triangle => $"M{N(x)} {N(y - 1.2 * r)}l{N(1.1 * r)} {N(2 * r)}h{N(-2.2 * r)}z",
            Marker.OpenCircle => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(size)} 0a{N(r)} {N(r)} 0 1 0 {N(-size)} 0",
            _ => $"M{N(x - r)} {N(y - r)}l{N(size)} {N(size)}m0 {N(-size)}l{N(-size)} {N(size)}",
        };
        data.Append(shape);
    }
}
