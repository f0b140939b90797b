using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>
/// What the head of an OUTCAR file says about its atoms: how many there are of each type, and, in up to three places, which element a type is.
/// </summary>
internal sealed class OutcarSpecies
{
    private readonly List<string> _elements = [];
    private readonly List<string> _titles = [];
    private readonly List<string> _potentials = [];
    private readonly List<int> _counts = [];
    private long _atoms;

    /// <summary>Takes a line of the head, without blanks at its start.</summary>
    public void Take(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("VRHFIN ="u8)) _elements.Add(Encoding.ASCII.GetString(line["VRHFIN ="u8.Length..]).Split(':')[0].Trim());
        else if (line.StartsWith("TITEL  ="u8)) _titles.Add(TextBytes.Decode(line["TITEL  ="u8.Length..]));
        else if (line.StartsWith("POTCAR:"u8)) _potentials.Add(TextBytes.Decode(line["POTCAR:"u8.Length..]));
        else if (line.StartsWith("ions per type ="u8)) TakeCounts(line["ions per type ="u8.Length..]);
        else if (line.IndexOf("NIONS ="u8) is >= 0 and var at)
        {
            var words = new Words(line[(at + "NIONS ="u8.Length)..]);
            if (words.TryNext(out var word)) NumberText.TryParseInteger(word, out _atoms);
        }
    }

    /// <summary>Atomic number of each atom.</summary>
    public byte[] Build(LineReader lines)
    {
        if (_counts.Count == 0) throw lines.Fault("the file does not say how many atoms of each type there are before their positions", "repair the file or have it written again");
        if (_atoms != 0 && _counts.Sum(c => (long)c) != _atoms) throw lines.Fault($"the atoms of each type are {Plain(_counts.Sum(c => (long)c))} and not the {Plain(_atoms)} of the run", "read vasprun.xml instead: OUTCAR cannot hold so many atoms of a type");
        if (_counts.Sum(c => (long)c) > Array.MaxLength / 3) throw lines.Fault("these are more atoms than can be read", "check that the file is not damaged");

        // Each list names a type once, but that of the potentials names them all before any is read, and then again.
        var names = _elements.Count == _counts.Count ? _elements : _titles.Count == _counts.Count ? _titles : _potentials;
        if (names.Count < _counts.Count) throw lines.Fault($"the file names {Plain(names.Count)} potentials for {Plain(_counts.Count)} types of atoms", "repair the file or have it written again");
        var species = new List<byte>();
        for (var i = 0; i < _counts.Count; i++)
        {
            if (!PoscarSpecies.TryParseTitle(names[i], out var z)) throw lines.Fault($"{TextBytes.Quote(names[i])} names no element", "repair the file or have it written again");
            species.AddRange(Enumerable.Repeat(z, _counts[i]));
        }

        return [.. species];
    }

    private void TakeCounts(ReadOnlySpan<byte> line)
    {
        _counts.Clear();
        var words = new Words(line);
        while (words.TryNext(out var word) && NumberText.TryParseInteger(word, out var count) && count is >= 0 and <= int.MaxValue) _counts.Add((int)count);
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
