namespace Lithoscope.Reporting;

/// <summary>Which parts of the frame are drawn on, in cells of 5 px; it finds free places for texts.</summary>
internal sealed class Occupancy
{
    private const double Cell = 5;
    private readonly int _columns, _rows;
    private readonly bool[] _used;

    public Occupancy(double width, double height)
    {
        (Width, Height) = (width, height);
        _columns = Math.Max(1, (int)Math.Ceiling(width / Cell));
        _rows = Math.Max(1, (int)Math.Ceiling(height / Cell));
        _used = new bool[_columns * _rows];
    }

    public double Width { get; }

    public double Height { get; }

    public void MarkBox(double x, double y, double width, double height)
    {
        foreach (var index in Cells(x, y, width, height))
        {
            _used[index] = true;
        }
    }

    public void MarkLine((double X, double Y) a, (double X, double Y) b)
    {
        var steps = (int)Math.Ceiling(Math.Max(Math.Abs(b.X - a.X), Math.Abs(b.Y - a.Y)) / (Cell - 1));
        for (var i = 0; i <= steps; i++)
        {
            var t = steps == 0 ? 0 : i / (double)steps;
            MarkBox(a.X + t * (b.X - a.X) - 1, a.Y + t * (b.Y - a.Y) - 1, 2, 2);
        }
    }

    /// <summary>The number of used cells under a box.</summary>
    public int Count(double x, double y, double width, double height)
    {
        var count = 0;
        foreach (var index in Cells(x, y, width, height))
        {
            count += _used[index] ? 1 : 0;
        }
        return count;
    }

    /// <summary>The best place for a box of this size among corners and middles of edges, and how many used cells it covers.</summary>
    public (double X, double Y, int Covered) BestPlace(double width, double height, Corner corner = Corner.Automatic)
    {
        const double inset = 10;
        var (right, bottom) = (Width - width - inset, Height - height - inset);
        var (middle, centre) = ((Width - width) / 2, (Height - height) / 2);
        (double X, double Y)[] places = corner switch
        {
            Corner.TopLeft => [(inset, inset)],
            Corner.TopRight => [(right, inset)],
            Corner.BottomLeft => [(inset, bottom)],
            Corner.BottomRight => [(right, bottom)],
            _ =>
            [
                (right, inset), (inset, inset), (right, bottom), (inset, bottom),
                (right, centre), (inset, centre), (middle, inset), (middle, bottom),
            ],
        };
        var best = (X: 0.0, Y: 0.0, Covered: int.MaxValue);
        foreach (var (x, y) in places)
        {
            var fits = x >= 0 && y >= 0 && width <= Width && height <= Height;
            var covered = fits ? Count(x - 4, y - 4, width + 8, height + 8) : int.MaxValue - 1;
            if (covered < best.Covered)
            {
                best = (x, y, covered);
            }
        }
        return best;
    }

    private IEnumerable<int> Cells(double x, double y, double width, double height)
    {
        var (firstColumn, lastColumn) = (Index(x, _columns), Index(x + width, _columns));
        var (firstRow, lastRow) = (Index(y, _rows), Index(y + height, _rows));
        if (x > Width || y > Height || x + width < 0 || y + height < 0)
        {
            yield break;
        }
        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                yield return row * _columns + column;
            }
        }
    }

    private static int Index(double pixel, int count) => (int)Math.Clamp(pixel / Cell, 0, count - 1);
}
