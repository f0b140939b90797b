using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another from the lines of an output.</summary>
internal sealed class Cp2kOutputFrameReader(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private readonly Cp2kOutputBlocks _blocks = new(lines);
    private Cp2kOutputFrame? _open;
    private Matrix3D? _cell;
    private Periodicity _periodicity = Periodicity.Full;
    private bool _unconverged;
    private int _steps;
    private int _dropped;
    private int _frame;
    private bool _atEnd;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        while (!_atEnd)
        {
            if (lines.LineNumber % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryRead(out var line)) break;
            if (Take(line) is { } frame) return frame;
        }

        return _atEnd ? null : Finish();
    }

    // A frame is handed out when the next coordinates or the next energy begin another one.
    private Structure? Take(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart((byte)' ');
        if (text.Length < 8) return null;
        if (text.StartsWith("CELL| "u8)) TakeCell(text);
        else if (text.StartsWith("MODULE QUICKSTEP: "u8) && text.IndexOf("ATOMIC COORDINATES"u8) > 0) return Begin(text);
        else if (text.IndexOf("SCF run NOT converged"u8) >= 0) _unconverged = true;
        else if (text.StartsWith("*** SCF run converged"u8)) _unconverged = false;
        else if (text.StartsWith("ENERGY| Total FORCE_EVAL"u8)) return TakeEnergy(text);
        else if (text.StartsWith("ATOMIC FORCES in "u8) || text.StartsWith("FORCES| Atomic forces "u8)) TakeForces(text);
        else if (text.StartsWith("STRESS| Analytical stress tensor "u8) || text.StartsWith("STRESS| Numerical stress tensor "u8)) TakeStress(text);
        return null;
    }

    private void TakeCell(ReadOnlySpan<byte> text)
    {
        if (!_blocks.TryReadCell(text, out var cell, out var periodicity)) return;
        if (_open is { Energy: null } frame)
        {
            // The same cell, turned: its lengths and angles are printed with six digits.
            var same = true;
            for (var row = 0; row < 3; row++)
            {
                var next = (row + 1) % 3;
                same &= Math.Abs(frame.Cell[row].Norm - cell[row].Norm) < 1e-5 && Math.Abs(Vector3D.Dot(frame.Cell[row], frame.Cell[next]) - Vector3D.Dot(cell[row], cell[next])) < 1e-4;
            }

            // A cell of another shape belongs to coordinates that are not printed.
            if (same && frame.Cell.Determinant * cell.Determinant > 0) frame.Turn(cell);
            else _open = null;
        }

        (_cell, _periodicity) = (cell, periodicity);
    }

    private Structure? Begin(ReadOnlySpan<byte> text)
    {
        var before = Close();
        var line = lines.LineNumber;
        var (species, positions) = _blocks.ReadCoordinates(text);
        if (_cell is not { } cell) throw lines.Fault("the output does not print the cell before the coordinates", "print the cell: PRINT_LEVEL MEDIUM does");
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        _open = new() { AtomicNumbers = species, Positions = positions, Cell = cell, Periodicity = _periodicity, Line = line };
        return before;
    }

    private Structure? TakeEnergy(ReadOnlySpan<byte> text)
    {
        var energy = _blocks.ReadEnergy(text);
        if (_open is null or { IsComplete: true })
        {
            // A further step of an optimisation or of dynamics: the coordinates are in the trajectory only.
            _steps++;
            return Close();
        }

        _open.Energy = energy;
        _open.Unconverged = _unconverged;
        return null;
    }

    private void TakeForces(ReadOnlySpan<byte> text)
    {
        if (_blocks.ReadForces(text, _open?.AtomicNumbers.Length) is { } forces && _open is { Energy: not null, Forces: null }) _open.Forces = forces;
    }

    private void TakeStress(ReadOnlySpan<byte> text)
    {
        if (_blocks.ReadStress(text) is { } stress && _open is { Energy: not null, Stress: null }) _open.Stress = stress;
    }

    private Structure? Close()
    {
        var frame = _open;
        _open = null;
        if (frame is null) return null;
        // A run that gave up in the SCF prints no energy.
        frame.Unconverged |= frame.Energy is null && _unconverged;
        _unconverged = false;
        if (frame.IsComplete) return frame.Build(lines.File, _frame++, []);
        _dropped++;
        return null;
    }

    private Structure? Finish()
    {
        _atEnd = true;
        var last = Close();
        if (_frame == 0) throw lines.Fault(_dropped > 0 ? "the run ended before it had an energy" : "the output holds no coordinates of Quickstep with an energy", "repeat the run with PRINT_LEVEL MEDIUM, or read its input");
        if (_steps > 0) Remark = $"the coordinates of {Plain(_steps)} further steps are not in the output: read the trajectory, PROJECT-pos-1.xyz";
        else if (_dropped > 0) Remark = $"structures without an energy, because the run did not get so far, were left out: {Plain(_dropped)}";
        return last;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
