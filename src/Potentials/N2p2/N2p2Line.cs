using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The words of one line of a potential's file.</summary>
internal sealed record N2p2Line(N2p2Files Files, string File, int Number, string[] Words)
{
    /// <summary>The first word.</summary>
    public string Keyword => Words[0];

    /// <summary>Number of words after the first.</summary>
    public int Count => Words.Length - 1;

    /// <summary>A fault of this line.</summary>
    public InputException Fault(string what, string remedy) => new(what, Files.PathOf(File), Number, remedy);

    /// <summary>Refuses the line unless it has so many words after the first.</summary>
    public void Expect(int least, int most, string form)
    {
        if (Count < least || Count > most) throw Fault($"'{Keyword}' has {Count} values", $"write '{form}'");
    }

    /// <summary>A finite number.</summary>
    /// <param name="word">Index of the word; 0 is the first.</param>
    /// <param name="name">What it is, for messages.</param>
    public double Real(int word, string name)
    {
        if (word >= Words.Length) throw Fault($"{name} is missing", "complete the line");
        if (double.TryParse(Words[word], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        throw Fault($"{name} is '{Words[word]}', which is not a finite number", "correct it or take the file from its source again");
    }

    /// <summary>A whole number of an interval.</summary>
    public int Whole(int word, string name, int least, int most)
    {
        if (word >= Words.Length) throw Fault($"{name} is missing", "complete the line");
        if (int.TryParse(Words[word], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        throw Fault($"{name} is '{Words[word]}', which is not a whole number from {least} to {most}", "correct it");
    }

    /// <summary>The atomic number of an element.</summary>
    public int Element(int word)
    {
        if (word >= Words.Length) throw Fault("an element is missing", "complete the line");
        return Structures.Element.TryParse(Words[word], out var z) && z > 0 ? z : throw Fault($"'{Words[word]}' is not the symbol of an element", "correct it");
    }
}
