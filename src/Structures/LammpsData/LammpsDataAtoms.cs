using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>The rows of the sections Atoms and Velocities, in the order of the file and in its units.</summary>
internal sealed class LammpsDataAtoms(LammpsAtomStyle style, bool flags)
{
    private const int CancellationInterval = 1 << 14;

    // Lists grow with what is read: the counts may claim anything.
    private readonly Dictionary<long, int> _rows = [];
    private double[]? _velocities;

    /// <summary>The number of each atom.</summary>
    public List<long> Identifiers { get; } = [];

    /// <summary>The type of each atom, from 1.</summary>
    public List<int> Types { get; } = [];

    /// <summary>Three coordinates of each atom.</summary>
    public List<double> Positions { get; } = [];

    /// <summary>The molecule of each atom where the style has it.</summary>
    public List<long>? Molecules { get; } = style.Molecule ? [] : null;

    /// <summary>The charge of each atom where the style has it.</summary>
    public List<double>? Charges { get; } = style.Charge ? [] : null;

    /// <summary>Three image flags of each atom where the rows have them.</summary>
    public List<long>? Images { get; } = flags ? [] : null;

    /// <summary>Three velocities of each atom where the file has them.</summary>
    public double[]? Velocities => _velocities;

    /// <summary>Reads the rows of the section Atoms.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="atoms">Number of rows.</param>
    /// <param name="types">The atom types.</param>
    /// <param name="choose">Chooses the style from the first row.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static LammpsDataAtoms Read(LineReader lines, int atoms, LammpsDataTypes types, Func<byte[], LammpsAtomStyle> choose, CancellationToken cancellationToken)
    {
        LammpsDataAtoms? read = null;
        for (var atom = 0; atom < atoms; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryReadNonBlank(out var line)) throw lines.Fault($"the file ends after {Plain(atom)} of its {Plain(atoms)} atoms", "complete the file or correct the number of atoms");
            var content = LammpsDataSection.WithoutComment(line);
            if (read is null)
            {
                var style = choose(content.ToArray());
                read = new(style, Count(content) == style.Width + 3);
            }

            read.ReadRow(content, lines, types);
        }

        return read ?? new(LammpsAtomStyle.ByName("atomic"), false);
    }

    /// <summary>Reads the rows of the section Velocities: number and three components.</summary>
    public void ReadVelocities(LineReader lines, CancellationToken cancellationToken)
    {
        var velocities = new double[Positions.Count];
        Array.Fill(velocities, double.NaN);
        Span<double> v = stackalloc double[3];
        for (var row = 0; row < Identifiers.Count; row++)
        {
            if (row % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryReadNonBlank(out var line)) throw lines.Fault($"the file ends after the velocities of {Plain(row)} of its {Plain(Identifiers.Count)} atoms", "complete the file");
            var words = new Words(line);
            if (!words.TryNext(out var word) || !NumberText.TryParseInteger(word, out var id) || !words.TryNextReals(v)) throw lines.Fault($"expected the number of an atom and its velocity, found {TextBytes.Quote(line)}", "correct the section Velocities");
            if (!_rows.TryGetValue(id, out var atom)) throw lines.Fault($"there is no atom {Plain(id)} to have this velocity", "correct the numbers in the section Velocities");
            if (!double.IsNaN(velocities[3 * atom])) throw lines.Fault($"atom {Plain(id)} has two velocities", "correct the numbers in the section Velocities");
            if (!double.IsFinite(v[0]) || !double.IsFinite(v[1]) || !double.IsFinite(v[2])) throw lines.Fault($"the velocity of atom {Plain(id)} is not finite", "correct it or remove the section Velocities");
            v.CopyTo(velocities.AsSpan(3 * atom));
        }

        _velocities = velocities;
    }

    private void ReadRow(ReadOnlySpan<byte> row, LineReader lines, LammpsDataTypes types)
    {
        var words = new Words(row);
        var molecule = 0L;
        var charge = 0.0;
        var type = 0;
        Span<double> r = stackalloc double[3];
        var valid = words.TryNext(out var word) & NumberText.TryParseInteger(word, out var id)
            && (!style.Molecule || (words.TryNext(out word) && NumberText.TryParseInteger(word, out molecule)))
            && words.TryNext(out word) && types.TryParse(word, out type)
            && (!style.Charge || (words.TryNext(out word) && NumberText.TryParseReal(word, out charge)))
            && words.TryNextReals(r);
        if (!valid) throw Unexpected(row, lines);
        if (!double.IsFinite(r[0]) || !double.IsFinite(r[1]) || !double.IsFinite(r[2])) throw lines.Fault($"a coordinate of atom {Plain(id)} is not a finite number", "positions must be known: repair the file");
        if (!_rows.TryAdd(id, Identifiers.Count)) throw lines.Fault($"two atoms have the number {Plain(id)}", "give each atom a number of its own");
        Identifiers.Add(id);
        Types.Add(type);
        Positions.AddRange(r);
        Molecules?.Add(molecule);
        Charges?.Add(charge);
        for (var k = 0; k < 3 && Images is not null; k++)
        {
            if (!words.TryNext(out word) || !NumberText.TryParseInteger(word, out var image)) throw Unexpected(row, lines);
            Images.Add(image);
        }

        if (words.TryNext(out _)) throw Unexpected(row, lines);
    }

    private Exception Unexpected(ReadOnlySpan<byte> row, LineReader lines)
    {
        var columns = "number" + (style.Molecule ? ", molecule" : "") + ", type" + (style.Charge ? ", charge" : "") + ", x, y, z" + (flags ? ", three image flags" : "");
        return lines.Fault($"this is not an atom of style {style.Name} ({columns}): {TextBytes.Quote(row)}", "correct the row, the number of atoms and of atom types, or name another style with --atom-style");
    }

    private static int Count(ReadOnlySpan<byte> row)
    {
        var words = new Words(row);
        var count = 0;
        while (words.TryNext(out _)) count++;
        return count;
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}
