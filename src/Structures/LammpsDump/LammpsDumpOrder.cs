using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>The order of atoms by their numbers, in which a parallel run does not write them.</summary>
internal sealed class LammpsDumpOrder
{
    // Row of each atom; null where the rows are in order.
    private readonly int[]? _rows;

    /// <summary>Orders rows by the numbers of their atoms; null leaves them as they are.</summary>
    public LammpsDumpOrder(long[]? identifiers, LineReader lines)
    {
        if (identifiers is null) return;
        var (ascending, counted) = (true, true);
        for (var i = 0; i < identifiers.Length; i++)
        {
            ascending &= i == 0 || identifiers[i] > identifiers[i - 1];
            counted &= identifiers[i] >= 1 && identifiers[i] <= identifiers.Length;
        }

        if (!ascending)
        {
            _rows = counted ? Place(identifiers, lines) : Sort(identifiers, lines);
            identifiers = Apply(identifiers, 1);
        }

        if (!counted) Identifiers = identifiers;
    }

    /// <summary>The numbers in order, unless they are 1, 2, 3 …</summary>
    public long[]? Identifiers { get; }

    /// <summary>Values in the order of the atoms.</summary>
    public T[] Apply<T>(T[] values, int width)
    {
        if (_rows is null) return values;
        var ordered = new T[values.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            for (var k = 0; k < width; k++) ordered[width * i + k] = values[width * _rows[i] + k];
        }

        return ordered;
    }

    /// <summary>Three columns as one, in the order of the atoms.</summary>
    public T[] Apply<T>(T[][] columns)
    {
        var (x, y, z) = (columns[0], columns[1], columns[2]);
        var together = new T[3 * x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var row = _rows is null ? i : _rows[i];
            (together[3 * i], together[3 * i + 1], together[3 * i + 2]) = (x[row], y[row], z[row]);
        }

        return together;
    }

    /// <summary>A column in the order of the atoms.</summary>
    public AtomColumn Apply(AtomColumn column) => column switch
    {
        RealColumn real => real with { Values = Apply(real.Values, real.Width) },
        IntegerColumn integer => integer with { Values = Apply(integer.Values, integer.Width) },
        TextColumn text => text with { Values = Apply(text.Values, text.Width) },
        _ => column,
    };

    // The numbers are 1 to N: each row has its place.
    private static int[] Place(long[] identifiers, LineReader lines)
    {
        var rows = new int[identifiers.Length];
        Array.Fill(rows, -1);
        for (var i = 0; i < rows.Length; i++)
        {
            ref var row = ref rows[identifiers[i] - 1];
            if (row >= 0) throw Twice(identifiers[i], lines);
            row = i;
        }

        return rows;
    }

    private static int[] Sort(long[] identifiers, LineReader lines)
    {
        var sorted = identifiers.ToArray();
        var rows = new int[sorted.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(sorted, rows);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1]) throw Twice(sorted[i], lines);
        }

        return rows;
    }

    private static Exception Twice(long identifier, LineReader lines) =>
        lines.Fault($"two atoms of a frame have the number {identifier.ToString(CultureInfo.InvariantCulture)}", "give each atom a number of its own");
}
