using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Reads one structure with its results after another from the lines of an output of pw.x.</summary>
internal sealed class EspressoOutputSteps(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private readonly EspressoOutputAtoms _atoms = new(lines, cancellationToken);
    private EspressoStep _step = new(1);
    private Structure? _complete;
    private string? _error;
    private int _frame;
    private bool _moved;
    private bool _finished;
    private bool _ended;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next structure whose SCF ended, or null at the end of the file.</summary>
    public Structure? ReadStep()
    {
        if (_ended) return null;
        // A last line without an end may lack digits.
        while (lines.TryRead(out var line) && lines.HadLineEnd)
        {
            if (lines.LineNumber % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            var text = line.TrimStart((byte)' ');
            if (text.Length > 4) Take(text);
            if (_complete is not { } complete) continue;
            _complete = null;
            return complete;
        }

        return End();
    }

    private Structure? End()
    {
        _ended = true;
        var pending = _moved && !_step.HasEnded;
        if (_frame == 0 && _step.HasEnded && _atoms.Current is null) throw lines.Fault("the output does not hold the positions of the atoms", "repeat the run, and keep its output as it is printed");
        Finish();
        if (_complete is null && _frame == 0) return BuildWithoutResults();
        if (_error is not null) Remark = $"the run ended with the error {_error}" + (pending ? ", before the SCF of its last structure ended: this was left out" : "");
        else if (!_finished) Remark = pending ? "the last structure has no energy in the file and was left out: the run was killed or is still going" : "the file is cut off after this step: the run was killed or is still going";
        return _complete;
    }

    // No SCF ended: where the head was printed, there is a structure at least.
    private Structure BuildWithoutResults()
    {
        if (_atoms.Current is { } atoms)
        {
            return _step.Build(atoms, lines.File, _frame++, _error is null ? "no SCF ended in this file: the structure has no energy" : $"the run ended with the error {_error}, before an SCF ended: the structure has no energy");
        }

        throw _error is null
            ? lines.Fault("the output ends before there is a structure in it", "look at the end of the output and repeat the run")
            : lines.Fault($"the run ended with the error {_error}, before it printed a structure", "mend its cause and repeat the run");
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        switch (text[0])
        {
            case (byte)'!':
                if (text.IndexOf("total energy"u8) > 0) _step.Energy = FortranReals.After(text, "total energy"u8) * Unit.Rydberg;
                break;
            case (byte)'C' when text.StartsWith("CELL_PARAMETERS"u8):
                Finish();
                _atoms.ReadCell(text);
                break;
            case (byte)'A' when text.StartsWith("ATOMIC_POSITIONS"u8):
                Finish();
                _moved |= _atoms.ReadPositions(text);
                break;
            case (byte)'F' when text.StartsWith("Forces acting on atoms"u8): ReadForces(); break;
            case (byte)'E' when text.StartsWith("Error in routine"u8): ReadError(text); break;
            case (byte)'E' when text.StartsWith("End final coordinates"u8): _moved = false; break;
            case (byte)'J' when text.StartsWith("JOB DONE."u8):
                // Positions after the last step of a run that took as many as it may were never computed.
                (_finished, _moved) = (true, false);
                break;
            case (byte)'P' when text.StartsWith("Program PWSCF"u8): _finished = false; break;
            case (byte)'c' when text.StartsWith("convergence NOT achieved"u8): _step.IsUnconverged = true; break;
            case (byte)'c' when text.StartsWith("convergence has been achieved"u8): _step.IsUnconverged = false; break;
            case (byte)'c' when text.StartsWith("crystal axes:"u8):
                Finish();
                _atoms.TakeHead(text);
                break;
            case (byte)'t' when text.StartsWith("the Fermi energy is"u8): _step.FermiEnergy = FortranReals.After(text, "the Fermi energy is"u8); break;
            case (byte)'t' when text.StartsWith("total   stress  (Ry/bohr**3)"u8): ReadStress(); break;
            default: _atoms.TakeHead(text); break;
        }
    }

    private void Finish()
    {
        if (!_step.HasEnded) return;
        if (_atoms.Current is { } atoms) _complete = _step.Build(atoms, lines.File, _frame++);
        (_step, _moved) = (new(lines.LineNumber), false);
    }

    private void ReadForces()
    {
        if (_atoms.Current is not { } atoms) return;
        var forces = new List<double>();
        Span<double> f = stackalloc double[3];
        while (forces.Count < 3 * atoms.Species.Length)
        {
            if (!lines.TryReadNonBlank(out var line) || !lines.HadLineEnd) return;
            var at = line.IndexOf("force ="u8);
            if (at < 0 || !FortranReals.TryRead(line[(at + "force ="u8.Length)..], 14, 8, f)) throw lines.Fault($"expected the force on atom {Plain(forces.Count / 3 + 1)}, found {TextBytes.Quote(line)}", "repair the file or repeat the run");
            foreach (var value in f) forces.Add(value * Unit.RydbergPerBohr);
        }

        _step.Forces = [.. forces];
    }

    private void ReadStress()
    {
        Span<double> v = stackalloc double[9];
        for (var row = 0; row < 3; row++)
        {
            if (!lines.TryRead(out var line) || !lines.HadLineEnd) return;
            if (!FortranReals.TryRead(line, 14, 8, v.Slice(3 * row, 3))) throw lines.Fault($"expected the stress, found {TextBytes.Quote(line)}", "repair the file or repeat the run");
        }

        // pw.x counts compression as positive: the mean of the diagonal is the pressure that it prints beside it.
        var stress = -Unit.Rydberg / (Unit.Bohr * Unit.Bohr * Unit.Bohr) * new Matrix3D(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
        _step.Stress = double.IsFinite(stress.A.Norm + stress.B.Norm + stress.C.Norm) ? stress : null;
    }

    // The box of an error: the routine, then what went wrong.
    private void ReadError(ReadOnlySpan<byte> text)
    {
        var routine = TextBytes.Decode(text["Error in routine"u8.Length..]).Trim().TrimEnd(':');
        var what = lines.TryRead(out var line) ? TextBytes.Decode(line).Trim() : "";
        var sentence = what.Length == 0 ? routine : $"{what} (routine {routine})";
        _error = "'" + string.Concat(sentence.Take(160).Select(c => char.IsControl(c) ? ' ' : c)) + "'";
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
