using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Reads one ionic step after another from the lines of an OUTCAR file.</summary>
internal sealed class OutcarSteps(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private OutcarSpecies _head = new();
    private byte[]? _species;
    private Matrix3D? _cell;
    private OutcarStep? _step;
    private int _frame;
    private bool _finished;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>Whether a line is the first of an OUTCAR file, which names the version of VASP.</summary>
    public static bool IsVersion(ReadOnlySpan<byte> line)
    {
        line = line.TrimStart((byte)' ');
        return line.Length > 5 && line.StartsWith("vasp."u8) && line[5] is >= (byte)'0' and <= (byte)'9';
    }

    /// <summary>The next ionic step, or null at the end of the file.</summary>
    public Structure? ReadStep()
    {
        // A last line without an end may lack digits.
        while (lines.TryRead(out var line) && lines.HadLineEnd)
        {
            if (lines.LineNumber % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            var text = line.TrimStart((byte)' ');
            if (text.Length < 5) continue;
            if (IsVersion(text))
            {
                // A run that was continued and joined to the file begins with a head of its own.
                var last = Finish();
                (_head, _species, _finished) = (new(), null, false);
                if (last is not null) return last;
            }
            else if (IsFirstIteration(text))
            {
                var complete = Finish();
                _step = new(lines.LineNumber);
                if (complete is not null) return complete;
            }
            else
            {
                Take(text);
            }
        }

        var interrupted = _step is { IsComplete: false };
        if (Finish() is { } frame)
        {
            if (!_finished) Remark = "the file is cut off after this step: the run was killed or is still going";
            return frame;
        }

        if (_frame == 0) throw lines.Fault("the file ends before its first ionic step is complete", "wait for the run or repeat it");
        if (interrupted) Remark = $"step {Plain(_frame + 1)} is not complete in the file and was left out: the run was killed or is still going";
        return null;
    }

    // The line of the first electronic step: "------- Iteration      3(   1)  -------".
    private static bool IsFirstIteration(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("-----"u8) || text.IndexOf("Iteration"u8) < 0) return false;
        var open = text.IndexOf((byte)'(') + 1;
        var close = text.IndexOf((byte)')');
        return open > 0 && close > open && NumberText.TryParseInteger(text[open..close].Trim((byte)' '), out var electronic) && electronic == 1;
    }

    private Structure? Finish()
    {
        var step = _step;
        _step = null;
        return step is { IsComplete: true } ? step.Build(_species!, lines.File, _frame++) : null;
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("direct lattice vectors"u8))
        {
            ReadCell();
            return;
        }

        if (_step is not { } step)
        {
            _head.Take(text);
            if (text.StartsWith("General timing"u8)) _finished = true;
            return;
        }

        // What a step says again, in other words or from a force field learnt on the way, does not count.
        if (text.StartsWith("-----"u8))
        {
            if (text.IndexOf("aborting loop because EDIFF is reached"u8) >= 0) step.IsConverged = true;
        }
        else if (text.StartsWith("E-fermi :"u8)) step.FermiEnergy = FortranReals.After(text, "E-fermi"u8);
        else if (text.StartsWith("in kB "u8)) ReadStress(step, text);
        else if (text.StartsWith("POSITION  "u8) && text.IndexOf("TOTAL-FORCE (eV/Angst)"u8) >= 0 && step.Positions is null) ReadAtoms(step);
        else if (text.StartsWith("free  energy   TOTEN  ="u8) && !step.IsComplete) step.Energy = FortranReals.After(text, "TOTEN"u8);
        else if (text.StartsWith("energy  without entropy="u8) && !step.IsComplete)
        {
            step.EnergyWithoutSmearing = FortranReals.After(text, "energy(sigma->0)"u8);
            step.IsComplete = step.Positions is not null;
        }
        else if (text.StartsWith("kin. lattice  EKIN_LAT="u8)) step.Temperature = FortranReals.After(text, "(temperature"u8);
        else if (text.StartsWith("magnetization (x)"u8)) ReadMoments(step);
        else if (text.StartsWith("General timing"u8)) _finished = true;
    }

    private void ReadCell()
    {
        Span<double> v = stackalloc double[9];
        for (var row = 0; row < 3; row++)
        {
            if (!TryReadWhole(out var line)) return;
            if (!FortranReals.TryRead(line, 13, 9, v.Slice(3 * row, 3))) throw lines.Fault($"expected the components of a lattice vector, found {TextBytes.Quote(line)}", "repair the file or have it written again");
        }

        var cell = new Matrix3D(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        _cell = cell;
    }

    private static void ReadStress(OutcarStep step, ReadOnlySpan<byte> text)
    {
        var stress = new double[6];
        if (step.Stress is null && FortranReals.TryRead(text["in kB "u8.Length..], 12, 5, stress)) step.Stress = stress;
    }

    private void ReadAtoms(OutcarStep step)
    {
        step.Cell = _cell ?? throw lines.Fault("the file gives positions before any lattice vectors", "repair the file or have it written again");
        _species ??= _head.Build(lines);
        var (positions, forces) = (new List<double>(), new List<double>());
        Span<double> v = stackalloc double[6];
        if (!TryReadWhole(out _)) return;
        for (var atom = 0; atom < _species.Length; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!TryReadWhole(out var line)) return;
            if (!FortranReals.TryRead(line, 14, 6, v)) throw lines.Fault($"expected position and force of atom {Plain(atom + 1)} of {Plain(_species.Length)}, found {TextBytes.Quote(line)}", "repair the file or have it written again");
            if (!double.IsFinite(v[0]) || !double.IsFinite(v[1]) || !double.IsFinite(v[2])) throw lines.Fault($"a coordinate of atom {Plain(atom + 1)} is not a finite number", "positions must be known: read vasprun.xml instead");
            positions.AddRange(v[..3]);
            forces.AddRange(v[3..]);
        }

        (step.Positions, step.Forces) = ([.. positions], [.. forces]);
    }

    private void ReadMoments(OutcarStep step)
    {
        var moments = new List<double>();
        for (var dashes = 0; dashes < 2;)
        {
            if (!TryReadWhole(out var line)) return;
            var text = line.TrimStart((byte)' ');
            if (text.StartsWith("---"u8)) dashes++;
            else if (dashes == 1)
            {
                var words = new Words(text);
                var last = double.NaN;
                while (words.TryNext(out var word)) NumberText.TryParseReal(word, out last);
                moments.Add(last);
            }
            else if (text.Length > 0 && !text.StartsWith("#"u8)) return;
        }

        step.Moments = [.. moments];
    }

    private bool TryReadWhole(out ReadOnlySpan<byte> line) => lines.TryRead(out line) && lines.HadLineEnd;

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
