using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Writes dumps of LAMMPS, frame by frame: number, type, element and position of each atom, and where the frame has them the columns <c>velocities</c>,
/// <c>forces</c>, <c>charge</c>, <c>molecule</c> and <c>image</c>. Cells that do not have the orientation that LAMMPS needs are turned as
/// <see cref="LammpsDataWriter"/> does. Not thread-safe.
/// </summary>
/// <param name="stream">The stream, left open.</param>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class LammpsDumpWriter(Stream stream, LammpsDumpOptions? options = null) : IDisposable
{
    private readonly ByteWriter _text = new(stream);
    private readonly LammpsUnits _units = options?.Units is { } name ? LammpsUnits.ByName(name) : LammpsUnits.Metal;
    private long _frame;

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The frame; it needs a cell.</param>
    /// <exception cref="ArgumentException">The frame has no cell.</exception>
    /// <exception cref="InputException">The frame holds an element that the options do not name, or dummy atoms.</exception>
    public void Write(Structure frame)
    {
        var turned = LammpsOrientation.Of(frame);
        var types = LammpsTypeNumbers.Of(frame, options?.Species);
        var identifiers = LammpsTypeNumbers.Identifiers(frame);
        var vectors = new List<(double Factor, double[] Values)> { (1 / _units.Length, frame.Positions.ToArray()) };
        var names = "id type element x y z";
        if (frame.FindColumn("velocities") is RealColumn { Width: 3 } velocities)
        {
            names += " vx vy vz";
            vectors.Add((1 / _units.Velocity, velocities.Values));
        }

        if (frame.FindColumn("forces") is RealColumn { Width: 3 } forces)
        {
            names += " fx fy fz";
            vectors.Add((1 / _units.Force, forces.Values));
        }

        var charges = frame.FindColumn("charge") is RealColumn { Width: 1 } c ? c.Values : null;
        var molecules = frame.FindColumn("molecule") is IntegerColumn { Width: 1 } m ? m.Values : null;
        var images = frame.FindColumn("image") is IntegerColumn { Width: 3 } n ? n.Values : null;
        names += (charges is null ? "" : " q") + (molecules is null ? "" : " mol") + (images is null ? "" : " ix iy iz");
        WriteHeader(frame, turned, names);
        for (var i = 0; i < frame.Count; i++)
        {
            _text.Write(identifiers[i]);
            WriteInteger(types.OfAtoms[i]);
            _text.Write((byte)' ');
            _text.Write(Element.Symbol(frame.AtomicNumbers[i]));
            foreach (var (factor, values) in vectors) WriteVector(factor, turned.Turn(new(values[3 * i], values[3 * i + 1], values[3 * i + 2])));
            if (charges is not null) WriteReal(charges[i]);
            if (molecules is not null) WriteInteger(molecules[i]);
            for (var k = 0; k < 3 && images is not null; k++) WriteInteger(images[3 * i + turned.Axes[k]]);
            _text.Write((byte)'\n');
        }

        _frame++;
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush() => _text.Flush();

    /// <summary>As <see cref="Flush"/>; the stream stays open.</summary>
    public void Dispose() => Flush();

    private void WriteHeader(Structure frame, LammpsOrientation turned, string names)
    {
        if (_frame == 0) _text.Write("ITEM: UNITS\n" + _units.Name + "\n");
        if (frame.FindInfo("time") is RealInfo { Shape: [] } time && double.IsFinite(time.Values[0]))
        {
            _text.Write("ITEM: TIME\n");
            _text.Write(time.Values[0] / _units.Time, "");
            _text.Write((byte)'\n');
        }

        _text.Write("ITEM: TIMESTEP\n");
        _text.Write(frame.FindInfo("step") is IntegerInfo { Shape: [] } step ? step.Values[0] : _frame);
        _text.Write("\nITEM: NUMBER OF ATOMS\n");
        _text.Write((long)frame.Count);
        var box = new LammpsBox(1 / _units.Length * turned.Cell, 1 / _units.Length * turned.Origin);
        var (xy, xz, yz) = (box.Cell.B.X, box.Cell.C.X, box.Cell.C.Y);
        var tilted = xy != 0 || xz != 0 || yz != 0;
        var (low, high) = box.Bounds();
        var periodic = turned.Axes.Select(a => frame.Periodicity[a] ? " pp" : " ff");
        _text.Write("\nITEM: BOX BOUNDS" + (tilted ? " xy xz yz" : "") + string.Concat(periodic) + "\n");
        foreach (var (from, to, tilt) in new[] { (low.X, high.X, xy), (low.Y, high.Y, xz), (low.Z, high.Z, yz) })
        {
            _text.Write(from, "");
            WriteReal(to);
            if (tilted) WriteReal(tilt);
            _text.Write((byte)'\n');
        }

        _text.Write("ITEM: ATOMS " + names + "\n");
    }

    private void WriteVector(double factor, Vector3D v)
    {
        WriteReal(factor * v.X);
        WriteReal(factor * v.Y);
        WriteReal(factor * v.Z);
    }

    private void WriteReal(double value)
    {
        _text.Write((byte)' ');
        _text.Write(value, "");
    }

    private void WriteInteger(long value)
    {
        _text.Write((byte)' ');
        _text.Write(value);
    }
}
