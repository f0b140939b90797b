using System.Globalization;
using System.Text.RegularExpressions;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Atoms named by number (<c>0-15,20</c>, from 0, both ends included), by element (<c>Si</c>) or by place (<c>z &lt; 5</c>, Å).</summary>
internal sealed partial class AtomSelection
{
    private const string Remedy = "write numbers such as 0-15,20, an element such as Si, or a region such as z < 5";
    private readonly List<(long First, long Last)> _ranges = [];
    private byte _element;
    private int _axis = -1;
    private bool _isBelow;
    private double _bound;

    /// <summary>Reads a selection.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static AtomSelection Parse(string text)
    {
        AtomSelection selection = new();
        text = text.Trim();
        if (Region().Match(text) is { Success: true } region)
        {
            selection._axis = region.Groups[1].Value[0] - 'x';
            selection._isBelow = region.Groups[2].Value == "<";
            if (!double.TryParse(region.Groups[3].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out selection._bound) || !double.IsFinite(selection._bound)) throw new InputException($"'{text}' compares with no number", remedy: Remedy);
            return selection;
        }

        if (Numbers().IsMatch(text))
        {
            foreach (var part in text.Split(','))
            {
                var ends = part.Split('-');
                if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first) throw new InputException($"'{part}' is no range of atoms", remedy: Remedy);
                selection._ranges.Add((first, last));
            }

            return selection;
        }

        return Element.TryParse(text, out selection._element) && selection._element > 0 ? selection : throw new InputException($"'{text}' selects no atoms", remedy: Remedy);
    }

    /// <summary>Marks the atoms selected.</summary>
    /// <exception cref="InputException">It names an atom that there is not, or selects none.</exception>
    public void Mark(Structure structure, bool[] marks)
    {
        foreach (var (first, last) in _ranges)
        {
            if (last >= structure.Count) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"there is no atom {last}: the structure has {structure.Count}, counted from 0"), remedy: "name atoms that there are");
            Array.Fill(marks, true, (int)first, (int)(last - first + 1));
        }

        if (_ranges.Count > 0) return;
        var found = false;
        for (var i = 0; i < structure.Count; i++)
        {
            var isIn = _axis >= 0 ? structure.Positions[3 * i + _axis] is var x && (_isBelow ? x < _bound : x > _bound) : structure.AtomicNumbers[i] == _element;
            if (!isIn) continue;
            (marks[i], found) = (true, true);
        }

        if (!found) throw new InputException(_axis >= 0 ? "no atom lies in the region" : $"there is no atom of {Element.Symbol(_element)}", remedy: "check the selection");
    }

    [GeneratedRegex(@"^([xyz])\s*([<>])\s*(\S+)$")]
    private static partial Regex Region();

    [GeneratedRegex(@"^\d[\d,\s-]*$")]
    private static partial Regex Numbers();
}
