using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>What a data file says about its atom types: masses, the names beside them, labels.</summary>
internal sealed class LammpsDataTypes(int count)
{
    private readonly Dictionary<int, double> _masses = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);

    /// <summary>Reads the rows of the section Atom Type Labels.</summary>
    public void ReadLabels(LineReader lines)
    {
        for (var row = 0; row < count; row++)
        {
            var line = Require(lines, "Atom Type Labels", row);
            var words = new Words(line);
            if (!words.TryNext(out var number) || !words.TryNext(out var label) || !NumberText.TryParseInteger(number, out var type) || type < 1 || type > count)
            {
                throw lines.Fault($"expected the number of an atom type and its label, found {TextBytes.Quote(line)}", "correct the section Atom Type Labels");
            }

            var text = TextBytes.Decode(label);
            if (!_labels.TryAdd(text, (int)type)) throw lines.Fault($"two atom types have the label {TextBytes.Quote(text)}", "give each type a label of its own");
            _names[(int)type] = text;
        }
    }

    /// <summary>Reads the rows of the section Masses, with the names behind # that many programs add.</summary>
    public void ReadMasses(LineReader lines)
    {
        for (var row = 0; row < count; row++)
        {
            var line = Require(lines, "Masses", row);
            var words = new Words(line);
            if (!words.TryNext(out var word) || !TryParse(word, out var type) || !words.TryNext(out var value) || !NumberText.TryParseReal(value, out var mass) || !(mass > 0) || double.IsInfinity(mass))
            {
                throw lines.Fault($"expected an atom type and its mass, found {TextBytes.Quote(line)}", "correct the section Masses");
            }

            if (!_masses.TryAdd(type, mass)) throw lines.Fault($"atom type {Plain(type)} has two masses", "remove one of them");
            if (LammpsDataSection.FirstCommentWord(line) is { } name) _names.TryAdd(type, name);
        }
    }

    /// <summary>The type that a word names, by number or by label.</summary>
    public bool TryParse(ReadOnlySpan<byte> word, out int type)
    {
        type = 0;
        if (NumberText.TryParseInteger(word, out var number))
        {
            type = (int)Math.Clamp(number, 0, int.MaxValue);
            return number >= 1 && number <= count;
        }

        return _labels.Count > 0 && _labels.TryGetValue(TextBytes.Decode(word), out type);
    }

    /// <summary>The elements of the types that occur; entry 0 belongs to type 1.</summary>
    /// <param name="species">The user's names, or null.</param>
    /// <param name="occurring">The types that occur, ascending.</param>
    /// <param name="lines">The file, for messages.</param>
    /// <param name="remarks">Takes what the user should know.</param>
    public Dictionary<int, byte> Elements(IReadOnlyList<string>? species, IEnumerable<int> occurring, LineReader lines, List<string> remarks)
    {
        var elements = new Dictionary<int, byte>();
        if (species is not null)
        {
            var named = LammpsElements.FromNames(species);
            if (named.Length != count) throw lines.Fault($"the file has {Plain(count)} atom types, but {Plain(named.Length)} elements were named", LammpsElements.Remedy, 1);
            foreach (var type in occurring) elements.Add(type, named[type - 1]);
            return elements;
        }

        var weighed = new List<(int Type, byte Element, double Mass)>();
        foreach (var type in occurring)
        {
            var name = _names.GetValueOrDefault(type);
            var mass = _masses.GetValueOrDefault(type, double.NaN);
            var element = LammpsElements.FromNameAndMass(name, mass);
            if (element == 0) throw lines.Fault($"the file does not say which element atom type {Plain(type)} is{(double.IsNaN(mass) ? "" : $", and its mass of {mass.ToString(CultureInfo.InvariantCulture)} does not tell")}", LammpsElements.Remedy, 1);
            if (!LammpsElements.TryReadSymbol(name, out var symbol) || symbol != element) weighed.Add((type, element, mass));
            elements.Add(type, element);
        }

        if (weighed.Count > 0) remarks.Add(LammpsElements.Remark(weighed));
        return elements;
    }

    private ReadOnlySpan<byte> Require(LineReader lines, string section, int row) =>
        lines.TryReadNonBlank(out var line) ? line : throw lines.Fault($"the file ends after {Plain(row)} of the {Plain(count)} rows of the section {section}", "complete the file");

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
