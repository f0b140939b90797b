using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Frames of the same atoms at equal intervals of time, of which the series of some atoms over all frames can be read. A binary trajectory (.ltraj) is read where it lies; frames of
/// other formats, or of several files, go through a temporary one. Thread-safe.
/// </summary>
public sealed class Trajectory : IDisposable
{
    // Times are written with 17 digits or as decimals of a few; a step that is left out differs by a whole interval.
    private const double LargestUnevenness = 1e-3;

    private readonly TrajectoryFile _file;
    private readonly string? _temporary;
    private readonly long _first;
    private readonly long _stride;
    private readonly Lazy<Matrix3D[]> _cells;

    private Trajectory(TrajectoryFile file, string name, string? temporary, long first, long stride, int frames, double? timeStep)
    {
        (_file, Name, _temporary, _first, _stride, Frames) = (file, name, temporary, first, stride, frames);
        if (!file.IsOfSameAtoms) throw new InputException("the frames are not all of the same atoms", name, remedy: "analyse frames of one system at a time; select them with --frames");
        Start = file.ReadFrame(first);
        Species = new SpeciesTable(Start);
        TimeStep = timeStep ?? Interval();
        _cells = new(ReadCells);
    }

    /// <summary>The file, for messages.</summary>
    public string Name { get; }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Interval between frames, fs.</summary>
    public double TimeStep { get; }

    /// <summary>The first frame.</summary>
    public Structure Start { get; }

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>Cells of all frames, or of the first alone where all are the same; none where the first frame has none.</summary>
    public IReadOnlyList<Matrix3D> Cells => _cells.Value;

    /// <summary>Mean volume of the cells, Å³; NaN where there is no cell.</summary>
    public double Volume => Cells.Count == 0 ? double.NaN : Cells.Average(c => Math.Abs(c.Determinant));

    /// <summary>Opens the frames of a source.</summary>
    /// <param name="source">The frames.</param>
    /// <param name="interval">Interval between the frames of the file, fs, before any are left out; null to take it from their property <c>time_fs</c>.</param>
    /// <param name="column">The column needed besides positions, such as <c>velocities</c>, or null.</param>
    /// <exception cref="InputException">Fewer than two frames, other atoms, uneven or unknown times, or no such column.</exception>
    public static Trajectory Open(FrameSource source, double? interval = null, string? column = null)
    {
        var selection = source.Selection;
        if (interval is { } dt && !(dt > 0 && double.IsFinite(dt))) throw new InputException("--timestep is not positive", remedy: "give the time between the frames of the file in fs");
        var stride = (long)selection.Slice.Step * selection.Every;
        if (stride < 0) throw new InputException("--frames goes backwards in time", remedy: "use a positive step");
        var step = interval * stride;
        if (source.Files is [var only] && TrajectoryFile.IsTrajectory(only)) return Opened(source, TrajectoryFile.Open(only), only, null, step, column, selection);
        var path = Path.Combine(Path.GetTempPath(), "lithoscope-" + Guid.NewGuid().ToString("N") + ".ltraj");
        try
        {
            Copy(source, path, column);
            return Opened(source, TrajectoryFile.Open(path), source.Files[0], path, step, column, FrameSelection.All);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Series of atoms over all frames.</summary>
    /// <param name="column"><c>positions</c> or a column of vectors, such as <c>velocities</c>.</param>
    /// <param name="atoms">The atoms.</param>
    /// <param name="series">Component k of atom number a of <paramref name="atoms"/> in frame f at (3 a + k) × <see cref="Frames"/> + f.</param>
    public void ReadSeries(string column, ReadOnlySpan<int> atoms, Span<double> series) => _file.ReadSeries(column, atoms, _first, _stride, Frames, series);

    /// <summary>Positions of all atoms in a frame, Å: x y z of each in turn.</summary>
    public double[] ReadPositions(int frame)
    {
        var xyz = new double[3 * Start.Count];
        _file.ReadPositions(_first + _stride * frame, 0, xyz);
        return xyz;
    }

    /// <summary>A number among the properties of a frame; NaN where it is not there.</summary>
    public double ReadNumber(int frame, string property) => _file.ReadNumber(_first + _stride * frame, property);

    /// <summary>The atoms of an element, in the order of the file.</summary>
    public int[] AtomsOf(int species) => [.. Enumerable.Range(0, Start.Count).Where(i => Species.Of[i] == species)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (_temporary is not null) File.Delete(_temporary);
    }

    private static Trajectory Opened(FrameSource source, TrajectoryFile file, string name, string? temporary, double? step, string? column, FrameSelection selection)
    {
        try
        {
            if (column is not null && !file.HasVectors(column)) throw new InputException($"the frames have no column '{column}'", name, remedy: "write the trajectory with it");
            var frames = selection.Apply(Enumerable.Range(0, (int)Math.Min(int.MaxValue, file.FrameCount))).ToArray();
            if (frames.Length < 2) throw new InputException("fewer than two frames are left to analyse", name, remedy: "check --frames, --skip and --every; frames are counted from 0");
            source.Count = frames.Length;
            return new(file, name, temporary, frames[0], frames[1] - frames[0], frames.Length, step);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Only what is needed: times, cells, positions and the column.
    private static void Copy(FrameSource source, string path, string? column)
    {
        using var stream = File.Create(path);
        TrajectoryWriter writer = new(stream);
        foreach (var frame in source.Read("reading"))
        {
            var kept = column is null ? [] : frame.Columns.Where(c => c.Name == column && c is RealColumn { Width: 3 }).ToArray();
            if (column is not null && kept.Length == 0) throw new InputException($"frame {frame.Origin.Frame} has no column '{column}'", frame.Origin.File, remedy: "write the trajectory with it");
            writer.Write(frame.With(kept, [.. frame.Info.Where(p => p.Key is "time_fs" or "temperature_K" && p.Value is RealInfo or IntegerInfo)]));
        }
    }

    private double Interval()
    {
        var (from, to) = (ReadNumber(0, "time_fs"), ReadNumber(Frames - 1, "time_fs"));
        const string Remedy = "give the time between the frames of the file with --timestep, in fs";
        if (double.IsNaN(from) || double.IsNaN(to)) throw new InputException("the frames do not say at which time they are", Name, remedy: Remedy);
        var step = (to - from) / (Frames - 1);
        for (var f = 1; f < Frames; f++)
        {
            var time = ReadNumber(f, "time_fs");
            if (!(step > 0 && Math.Abs(time - from - f * step) < LargestUnevenness * step))
            {
                throw new InputException(
                    string.Create(CultureInfo.InvariantCulture, $"the frames are not at equal intervals of time: frame {f} of those selected is at {time} fs"), Name,
                    remedy: "select a stretch with --frames, or " + Remedy);
            }
        }

        return step;
    }

    private Matrix3D[] ReadCells()
    {
        if (Start.Cell is not { } start) return [];
        var cells = new Matrix3D[Frames];
        var varies = false;
        for (var f = 0; f < Frames; f++)
        {
            cells[f] = _file.ReadCell(_first + _stride * f) ?? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"frame {f} of those selected has no cell"), Name, remedy: "select other frames with --frames");
            varies |= cells[f] != start;
        }

        return varies ? cells : [start];
    }
}
