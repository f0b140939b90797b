using System.Text;

namespace Lithoscope.Reporting;

/// <summary>Turns sequences of pixels into short path data: clipped to a box, and without points that the eye cannot see.</summary>
internal static class Polylines
{
    private const double Tolerance = 0.06;

    /// <summary>
    /// The visible pieces of a line through the points; a NaN separates pieces. Segments are cut at the box (Liang and Barsky,
    /// doi:10.1145/357332.357333), so that no coordinate is far outside it.
    /// </summary>
    public static List<List<(double X, double Y)>> Clip(IReadOnlyList<(double X, double Y)> points, double left, double top, double right, double bottom)
    {
        var pieces = new List<List<(double X, double Y)>>();
        List<(double X, double Y)>? piece = null;
        for (var i = 0; i < points.Count; i++)
        {
            var b = points[i];
            if (double.IsNaN(b.X) || double.IsNaN(b.Y))
            {
                piece = null;
                continue;
            }
            var lone = (i == 0 || IsGap(points[i - 1])) && (i + 1 == points.Count || IsGap(points[i + 1]));
            var a = i > 0 && !IsGap(points[i - 1]) ? points[i - 1] : b;
            if (!lone && a == b && (i == 0 || IsGap(points[i - 1])))
            {
                continue;
            }
            if (!Cut(ref a, ref b, left, top, right, bottom))
            {
                piece = null;
                continue;
            }
            if (piece is null || piece[^1] != a)
            {
                pieces.Add(piece = [a]);
            }
            piece.Add(b);
        }
        return pieces;
    }

    /// <summary>
    /// The points that matter within <see cref="Tolerance"/> of a pixel (Douglas and Peucker, doi:10.3138/FM57-6770-U75U-7727).
    /// </summary>
    public static List<(double X, double Y)> Simplify(List<(double X, double Y)> points)
    {
        if (points.Count < 3)
        {
            return points;
        }
        var keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        var pending = new Stack<(int First, int Last)>();
        pending.Push((0, points.Count - 1));
        while (pending.TryPop(out var range))
        {
            var (worst, index) = (Tolerance, -1);
            for (var i = range.First + 1; i < range.Last; i++)
            {
                var distance = Distance(points[i], points[range.First], points[range.Last]);
                if (distance > worst)
                {
                    (worst, index) = (distance, i);
                }
            }
            if (index > 0)
            {
                keep[index] = true;
                pending.Push((range.First, index));
                pending.Push((index, range.Last));
            }
        }
        return [.. points.Where((_, i) => keep[i])];
    }

    /// <summary>Appends "M…L…" for the points, without repeating pixels that round to the same place.</summary>
    public static void Append(StringBuilder data, IEnumerable<(double X, double Y)> points, bool join = false)
    {
        var (last, count) = ("", 0);
        foreach (var (x, y) in points)
        {
            var here = SvgWriter.Number(x) + " " + SvgWriter.Number(y);
            if (here == last)
            {
                continue;
            }
            data.Append(count == 0 ? join ? 'L' : 'M' : count == 1 && !join ? 'L' : ' ').Append(here);
            (last, count) = (here, count + 1);
        }
        if (count == 1 && !join)
        {
            data.Append("h0");
        }
    }

    private static bool IsGap((double X, double Y) point) => double.IsNaN(point.X) || double.IsNaN(point.Y);

    private static double Distance((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var square = dx * dx + dy * dy;
        var t = square == 0 ? 0 : Math.Clamp(((p.X - a.X) * dx + (p.Y - a.Y) * dy) / square, 0, 1);
        return Math.Sqrt(Math.Pow(p.X - a.X - t * dx, 2) + Math.Pow(p.Y - a.Y - t * dy, 2));
    }

    private static bool Cut(ref (double X, double Y) a, ref (double X, double Y) b, double left, double top, double right, double bottom)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var (enter, leave) = (0.0, 1.0);
        if (!Edge(-dx, a.X - left) || !Edge(dx, right - a.X) || !Edge(-dy, a.Y - top) || !Edge(dy, bottom - a.Y))
        {
            return false;
        }
        var start = a;
        // Where one end is 1e20 px away, differences lose the digits of the other: rounding must not carry either out of the box.
        a = (Math.Clamp(start.X + enter * dx, left, right), Math.Clamp(start.Y + enter * dy, top, bottom));
        b = leave < 1 ? (start.X + leave * dx, start.Y + leave * dy) : b;
        b = (Math.Clamp(b.X, left, right), Math.Clamp(b.Y, top, bottom));
        return true;

        bool Edge(double p, double q)
        {
            if (p == 0)
            {
                return q >= 0;
            }
            var t = q / p;
            if (p < 0)
            {
                enter = Math.Max(enter, t);
            }
            else
            {
                leave = Math.Min(leave, t);
            }
            return enter <= leave;
        }
    }
}
