using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The coordinates of a POSCAR file and what stands on their lines.</summary>
/// <param name="AtomicNumbers">Atomic number of each atom.</param>
/// <param name="Positions">Cartesian positions, Å.</param>
/// <param name="MoveMask">With selective dynamics, three flags for each atom: true where it may move.</param>
internal sealed record PoscarAtoms(byte[] AtomicNumbers, double[] Positions, bool[]? MoveMask)
{
    private const int CancellationInterval = 1 << 14;

    /// <summary>Reads the coordinates; what follows them on a line is a comment.</summary>
    public static PoscarAtoms Read(LineReader lines, PoscarHeader header, CancellationToken cancellationToken)
    {
        // Lists grow with what is read: the counts may claim anything.
        var (species, positions, mask) = (new List<byte>(), new List<double>(), new List<bool>());
        Span<double> r = stackalloc double[3];
        foreach (var (z, count) in header.Species)
        {
            for (var i = 0; i < count; i++)
            {
                if (species.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
                if (!lines.TryRead(out var line)) throw lines.Fault($"the file ends after {Plain(species.Count)} of its {Plain(header.Atoms)} atoms", "complete the file or correct the counts");
                var words = new Words(line);
                if (!words.TryNextReals(r)) throw lines.Fault($"expected three coordinates of atom {Plain(species.Count + 1)} of {Plain(header.Atoms)}, found {TextBytes.Quote(line)}", "correct the line, or the counts above");
                if (!double.IsFinite(r[0]) || !double.IsFinite(r[1]) || !double.IsFinite(r[2])) throw lines.Fault($"a coordinate of atom {Plain(species.Count + 1)} is not a finite number", "positions must be known: repair the file");
                var position = header.Cartesian ? new Vector3D(r[0] * header.Scale.X, r[1] * header.Scale.Y, r[2] * header.Scale.Z) : header.Cell.Transform(new(r[0], r[1], r[2]));
                species.Add(z);
                positions.AddRange([position.X, position.Y, position.Z]);
                if (header.Selective) ReadFlags(ref words, mask, lines, species.Count);
            }
        }

        return new([.. species], [.. positions], header.Selective ? [.. mask] : null);
    }

    private static void ReadFlags(ref Words words, List<bool> mask, LineReader lines, int atom)
    {
        for (var k = 0; k < 3; k++)
        {
            if (!words.TryNext(out var word) || !TryParseFlag(word, out var flag)) throw lines.Fault($"expected three flags T or F after the coordinates of atom {Plain(atom)}", "add them or remove the line Selective dynamics");
            mask.Add(flag);
        }
    }

    // As Fortran reads them: T, F, .TRUE., .FALSE. and whatever begins like that.
    private static bool TryParseFlag(ReadOnlySpan<byte> word, out bool flag)
    {
        var letter = word[0] == '.' && word.Length > 1 ? word[1] : word[0];
        flag = letter is (byte)'T' or (byte)'t';
        return flag || letter is (byte)'F' or (byte)'f';
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
