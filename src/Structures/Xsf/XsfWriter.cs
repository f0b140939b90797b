using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Writes XSF. A frame with an energy is written as aenet reads it: the energy in a comment, forces in eV/Å. One without is XCrySDen's: forces in
/// Hartree/Å. Several frames make an animation, whose cell may vary.
/// </summary>
internal static class XsfWriter
{
    /// <summary>Writes frames.</summary>
    public static void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken)
    {
        using var all = frames.GetEnumerator();
        if (!all.MoveNext()) return;
        cancellationToken.ThrowIfCancellationRequested();
        var first = all.Current;
        var bytes = new ByteWriter(stream);
        if (all.MoveNext())
        {
            WriteAnimation(stream, name, first, all, cancellationToken);
            return;
        }

        WriteEnergy(bytes, first);
        WriteDimension(bytes, first, name);
        WriteStructure(bytes, first, null);
        bytes.Flush();
    }

    /// <summary>What the format has no place for.</summary>
    public static IEnumerable<string> Unwritten(Structure frame)
    {
        var energy = Energy(frame) is null ? null : LabelKeys.FindInfo(frame, LabelKeys.Default.Energy);
        var forces = Forces(frame)?.Name;
        var cell = frame.Cell is not null && !frame.Periodicity.Any ? new[] { "the cell of a structure that is not periodic" } : [];
        return cell.Concat(frame.Columns.Select(c => c.Name).Where(n => n != forces)).Concat(frame.Info.Select(p => p.Key).Where(k => k != energy));
    }

    // The number of frames stands before them and is known only after the last: the frames go to a file of their own first.
    private static void WriteAnimation(Stream stream, string name, Structure first, IEnumerator<Structure> rest, CancellationToken cancellationToken)
    {
        using var body = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        var bytes = new ByteWriter(body);
        var (frame, steps, energies) = (first, 0L, Energy(first) is not null);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (steps > 0) frame = rest.Current;
            if (frame.Periodicity != first.Periodicity) throw new InputException("an XSF file holds frames of one periodicity, but these differ", name, remedy: "write them to different files, or as extended XYZ");
            if ((Energy(frame) is not null) != energies) throw new InputException("some frames have an energy and some do not, so that the units of their forces would differ within one XSF file", name, remedy: "write them to different files, or as extended XYZ");
            steps++;
            WriteEnergy(bytes, frame);
            WriteStructure(bytes, frame, steps);
        }
        while (steps == 1 || rest.MoveNext());

        bytes.Flush();
        var head = new ByteWriter(stream);
        head.Write("ANIMSTEPS ");
        head.Write(steps);
        head.Write((byte)'\n');
        WriteDimension(head, first, name);
        head.Flush();
        body.Position = 0;
        body.CopyTo(stream);
    }

    private static void WriteEnergy(ByteWriter bytes, Structure frame)
    {
        if (Energy(frame) is not { } energy) return;
        bytes.Write("# total energy = ");
        bytes.Write(energy, "");
        bytes.Write(" eV\n\n");
    }

    private static void WriteDimension(ByteWriter bytes, Structure frame, string name) => bytes.Write(frame.Periodicity switch
    {
        (true, true, true) => "CRYSTAL\n",
        (true, true, false) => "SLAB\n",
        (true, false, false) => "POLYMER\n",
        (false, false, false) => "",
        _ => throw new InputException("the structure repeats along other vectors than a, a and b, or all three, which XSF cannot say", name, remedy: "exchange its vectors or write extended XYZ"),
    });

    private static void WriteStructure(ByteWriter bytes, Structure frame, long? step)
    {
        if (frame.Periodicity.Any)
        {
            var cell = frame.Cell!.Value;
            WriteKeyword(bytes, "PRIMVEC", step);
            for (var row = 0; row < 3; row++)
            {
                WriteVector(bytes, cell[row], 1);
                bytes.Write((byte)'\n');
            }

            WriteKeyword(bytes, "PRIMCOORD", step);
            bytes.Write((long)frame.Count);
            bytes.Write(" 1\n");
        }
        else
        {
            WriteKeyword(bytes, "ATOMS", step);
        }

        var forces = Forces(frame);
        var unit = Energy(frame) is null ? 1 / Unit.Hartree : 1;
        for (var i = 0; i < frame.Count; i++)
        {
            bytes.Write(Element.Symbol(frame.AtomicNumbers[i]));
            WriteVector(bytes, frame.Position(i), 1);
            if (forces is not null) WriteVector(bytes, new(forces.Values[3 * i], forces.Values[3 * i + 1], forces.Values[3 * i + 2]), unit);
            bytes.Write((byte)'\n');
        }

        // aenet takes everything up to a blank line for atoms.
        if (step is not null) bytes.Write((byte)'\n');
    }

    private static void WriteKeyword(ByteWriter bytes, string keyword, long? step)
    {
        bytes.Write(keyword);
        if (step is { } number)
        {
            bytes.Write((byte)' ');
            bytes.Write(number);
        }

        bytes.Write((byte)'\n');
    }

    private static void WriteVector(ByteWriter bytes, Vector3D v, double unit)
    {
        foreach (var value in (ReadOnlySpan<double>)[v.X * unit, v.Y * unit, v.Z * unit])
        {
            bytes.Write((byte)' ');
            bytes.Write(value, "");
        }
    }

    private static double? Energy(Structure frame) => StructureLabels.Energy(frame) is { } energy && double.IsFinite(energy) ? energy : null;

    // Forces that are not all known are none: the format has no word for an unknown one.
    private static RealColumn? Forces(Structure frame) =>
        StructureLabels.Forces(frame) is { Length: > 0 } forces && Array.TrueForAll(forces.Values, double.IsFinite) ? forces : null;
}
