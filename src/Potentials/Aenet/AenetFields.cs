using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The values of a network file of aenet one after another, which are the same ones in the same order whether it is binary or text. Every reading names what is read, for messages.
/// </summary>
/// <param name="file">The file's name for messages.</param>
internal abstract class AenetFields(string file)
{
    /// <summary>The file's name for messages.</summary>
    protected string File => file;

    /// <summary>Whole numbers; <paramref name="count"/> has been checked by the caller or is refused here where the file cannot hold so many.</summary>
    public abstract int[] Integers(string what, int count);

    /// <summary>Two whole numbers for each of <paramref name="count"/> functions, in a file for <paramref name="elements"/> elements.</summary>
    public abstract int[] Pairs(string what, int count, int elements);

    /// <summary>Real numbers, all finite.</summary>
    public abstract double[] Reals(string what, int count);

    /// <summary>Text of a fixed width in binary files, a line in others; without blanks at its end.</summary>
    public abstract string Text(string what, int width);

    /// <summary>Names of elements as they stand, without blanks.</summary>
    public abstract string[] Words(string what, int count);

    /// <summary>Yes or no.</summary>
    public abstract bool Logical(string what);

    /// <summary>Checks that nothing follows.</summary>
    public abstract void End();

    /// <summary>A fault in what was read last.</summary>
    public abstract InputException Fault(string what, string remedy);

    /// <summary>One whole number within limits.</summary>
    public int Integer(string what, int least, int most)
    {
        var value = Integers(what, 1)[0];
        return value >= least && value <= most ? value : throw Fault($"{what} is {Plain(value)}, which is not within {Plain(least)} and {Plain(most)}", "restore the file from its source");
    }

    /// <summary>One real number.</summary>
    public double Real(string what) => Reals(what, 1)[0];

    /// <summary>Atomic numbers of elements, each of them once.</summary>
    public int[] Elements(string what, int count)
    {
        var words = Words(what, count);
        var elements = new int[words.Length];
        for (var k = 0; k < words.Length; k++)
        {
            if (!Element.TryParse(words[k], out var z) || z == 0) throw Fault($"{what}: '{words[k]}' is no element", "name types by the symbols of elements");
            if (Array.IndexOf(elements, z, 0, k) >= 0) throw Fault($"{what}: {words[k]} occurs twice", "give each element once");
            elements[k] = z;
        }

        return elements;
    }

    /// <summary>A number as text.</summary>
    protected static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses what is not a number.</summary>
    protected double[] Finite(string what, double[] values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) throw Fault($"{what}: a value is not a finite number", "restore the file from its source");
        }

        return values;
    }
}
