using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The section CELL of an input: three vectors, or lengths and angles.</summary>
internal sealed class Cp2kInputCell
{
    private readonly Vector3D?[] _vectors = new Vector3D?[3];
    private Vector3D? _lengths;
    private Vector3D _angles = new(90, 90, 90);

    /// <summary>Along which vectors the cell repeats.</summary>
    public Periodicity Periodicity { get; private set; } = Periodicity.Full;

    /// <summary>How often the cell is repeated along each of its vectors.</summary>
    public int[] Repeats { get; private set; } = [1, 1, 1];

    /// <summary>Takes a keyword with its values.</summary>
    public void Take(string[] words, LineReader lines)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "A": _vectors[0] = Lengths(words, lines); break;
            case "B": _vectors[1] = Lengths(words, lines); break;
            case "C": _vectors[2] = Lengths(words, lines); break;
            case "ABC": _lengths = Lengths(words, lines); break;
            case "ALPHA_BETA_GAMMA" or "ANGLES": _angles = Cp2kInputValues.Vector(words, Cp2kUnits.Angle, lines); break;
            case "PERIODIC" when words.Length == 2 && Cp2kCell.Periodic(words[1]) is { } periodicity: Periodicity = periodicity; break;
            case "PERIODIC": throw lines.Fault("PERIODIC does not say along which axes", "write XYZ, XY, NONE or the like");
            case "MULTIPLE_UNIT_CELL": Repeats = Cp2kInputValues.Repeats(words, lines); break;
            case "CELL_FILE_NAME": throw lines.Fault("the cell is in another file, which is not read", $"read {TextBytes.Quote(words[^1])}, or write the cell into the input");
        }
    }

    /// <summary>The cell before it is repeated; null where the section does not give one.</summary>
    public Matrix3D? Build(LineReader lines)
    {
        if (_vectors is [{ } a, { } b, { } c]) return Checked(new(a, b, c), lines);
        if (_lengths is { } lengths) return Checked(Cp2kPrintedCell.FromLengthsAndAngles(lengths, _angles), lines);
        return null;
    }

    private static Vector3D Lengths(string[] words, LineReader lines) => Cp2kInputValues.Vector(words, Cp2kUnits.Length, lines);

    private static Matrix3D Checked(Matrix3D cell, LineReader lines) => CellChecks.Fault(cell) is { } fault ? throw lines.Fault(fault, CellChecks.Remedy) : cell;
}
