using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads the trajectories of CP2K, frame by frame: no more than two frames are held at a time. docs/formats/cp2k.md says what is understood.</summary>
public static class Cp2kTrajectoryReader
{
    private const string NoCell = "the trajectory does not hold the cell, which CP2K writes to PROJECT-1.cell or keeps as in the input";

    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages. Files of forces and velocities, which look the same, are told by it.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// Frames without a cell, with info <c>step</c>, <c>time</c> (fs) and <c>energy</c> (eV). A last frame that was cut off is left out, and the frame
    /// before it says so among its remarks.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or holds no complete frame; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var file = Path.GetFileName(name);
        foreach (var (mark, what) in new[] { ("-frc-", "forces"), ("-vel-", "velocities") })
        {
            if (file.Contains(mark, StringComparison.Ordinal)) throw new InputException($"this file of CP2K holds {what}, not positions", name, remedy: $"name the file with {mark.Replace(mark[1..^1], "pos", StringComparison.Ordinal)} in its name");
        }

        var lines = new LineReader(stream, name);
        var frames = new ExtendedXyzFrameReader(lines, ExtendedXyzOptions.Default, cancellationToken);
        var (count, remark) = (0, (string?)null);
        return LastFrame.WithRemark(Next, () => remark);

        Structure? Next()
        {
            if (remark is not null) return null;
            try
            {
                var frame = frames.ReadFrame();
                // Coordinates fill their columns: a last one without a line end may lack digits.
                if (frame is not null && count > 0 && !lines.HadLineEnd) throw lines.Fault("the last line of the file is cut off", "complete the file");
                count++;
                return frame is null ? null : Convert(frame);
            }
            catch (InputException) when (count > 0 && !lines.TryReadNonBlank(out _))
            {
                // A fault of the last line of the file is the mark of a run that was killed while it wrote.
                remark = $"frame {(count + 1).ToString(CultureInfo.InvariantCulture)} is cut off at the end of the file and was left out";
                return null;
            }
        }
    }

    private static Structure Convert(Structure frame)
    {
        var info = new List<KeyValuePair<string, InfoValue>>(frame.Info.Count);
        foreach (var (key, value) in frame.Info)
        {
            info.Add((key, value) switch
            {
                ("i", IntegerInfo) => new("step", value),
                ("time", _) when Number(value) is { } time => new("time", new RealInfo(time)),
                ("E", _) when Number(value) is { } energy => new("energy", new RealInfo(energy * Unit.Hartree)),
                _ => new(key, value),
            });
        }

        return new(frame.AtomicNumbers.ToArray(), frame.Positions.ToArray(), frame.Cell, frame.Periodicity, frame.Columns, info, frame.Origin, frame.Cell is null ? [NoCell] : []);
    }

    private static double? Number(InfoValue value) => value switch
    {
        RealInfo { Shape: [] } real => real.Values[0],
        IntegerInfo { Shape: [] } whole => whole.Values[0],
        _ => null,
    };
}
