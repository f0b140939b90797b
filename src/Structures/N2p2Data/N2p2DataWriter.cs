using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Writes training files of n2p2, structure by structure, with the energy and forces that <see cref="StructureLabels"/> finds. A structure with neither
/// gets zeros, as n2p2 wants them for structures that are to be predicted; one that has only one of the two gets NaN for the other. Not thread-safe.
/// </summary>
/// <param name="stream">The stream, left open.</param>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class N2p2DataWriter(Stream stream, N2p2DataOptions? options = null) : IDisposable
{
    private readonly ByteWriter _text = new(stream);
    private readonly N2p2Units _units = N2p2Units.ByName(options?.Units);

    /// <summary>Writes a structure; its cell is written where it is periodic.</summary>
    /// <exception cref="Runtime.InputException">The labels of the structure contradict each other.</exception>
    public void Write(Structure structure)
    {
        var energy = StructureLabels.Energy(structure);
        var forces = StructureLabels.Forces(structure);
        var absent = energy is null && forces is null ? 0 : double.NaN;
        var charges = structure.FindColumn("charge") is RealColumn { Width: 1 } column ? column.Values : null;
        _text.Write("begin\n");
        if (structure.FindInfo("comment") is TextInfo { Shape: [] } comment) _text.Write("comment " + comment.Values[0].ReplaceLineEndings(" ") + "\n");
        for (var row = 0; row < 3 && structure.Periodicity.Any; row++)
        {
            _text.Write("lattice");
            WriteVector(1 / _units.Length, structure.Cell!.Value[row]);
            _text.Write((byte)'\n');
        }

        for (var i = 0; i < structure.Count; i++)
        {
            _text.Write("atom");
            WriteVector(1 / _units.Length, structure.Position(i));
            _text.Write(" " + Element.Symbol(structure.AtomicNumbers[i]));
            WriteReal(charges is null ? 0 : charges[i]);
            WriteReal(0);
            WriteVector(1 / _units.Force, forces is null ? new(absent, absent, absent) : new(forces.Values[3 * i], forces.Values[3 * i + 1], forces.Values[3 * i + 2]));
            _text.Write((byte)'\n');
        }

        _text.Write("energy");
        WriteReal((energy ?? absent) / _units.Energy);
        _text.Write("\ncharge");
        WriteReal(structure.FindInfo("total_charge") is RealInfo { Shape: [] } total ? total.Values[0] : 0);
        _text.Write("\nend\n");
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush() => _text.Flush();

    /// <summary>As <see cref="Flush"/>; the stream stays open.</summary>
    public void Dispose() => Flush();

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
}
