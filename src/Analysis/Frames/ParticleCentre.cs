using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Where atoms are relative to their centre of mass. Along directions that repeat, of each atom the image is taken that is nearest to the centre along that vector, so that a particle or slab
/// lies whole wherever the boundaries of the cell cut it; it must be shorter there than the cell. The centre is begun with the mean on a circle
/// (Bai and Breen, J. Graphics Tools 13 (4), 53 (2008), doi:10.1080/2151237X.2008.10129266) and repeated with the images found until none changes.
/// </summary>
internal static class ParticleCentre
{
    // Images settle at once where there is a gap; without one, in a few rounds.
    private const int MostRounds = 20;

    /// <summary>Vectors from the centre of mass to the atoms, Å.</summary>
    public static Vector3D[] Offsets(Structure frame)
    {
        var offsets = new Vector3D[frame.Count];
        if (frame.Cell is not { } cell)
        {
            Vector3D sum = default;
            for (var i = 0; i < frame.Count; i++) sum += Mass(frame.AtomicNumbers[i]) * frame.Position(i);
            var centre = (1 / Mass(frame)) * sum;
            for (var i = 0; i < frame.Count; i++) offsets[i] = frame.Position(i) - centre;
            return offsets;
        }

        var (a, b, c) = (Along(frame, cell, 0), Along(frame, cell, 1), Along(frame, cell, 2));
        for (var i = 0; i < frame.Count; i++) offsets[i] = cell.Transform(new(a[i], b[i], c[i]));
        return offsets;
    }

    /// <summary>Fractional coordinates along a cell vector relative to the centre of mass.</summary>
    public static double[] Along(Structure frame, Matrix3D cell, int axis)
    {
        var s = Fractions(frame, cell, axis);
        var total = Mass(frame);
        double Weighted(Func<double, double> of)
        {
            var sum = 0.0;
            for (var i = 0; i < s.Length; i++) sum += Mass(frame.AtomicNumbers[i]) * of(s[i]);
            return sum / total;
        }

        if (!frame.Periodicity[axis])
        {
            var mean = Weighted(x => x);
            return [.. s.Select(x => x - mean)];
        }

        var centre = Math.Atan2(Weighted(x => Math.Sin(2 * Math.PI * x)), Weighted(x => Math.Cos(2 * Math.PI * x))) / (2 * Math.PI);
        static double Near(double x) => x - Math.Round(x);
        for (var round = 0; round < MostRounds; round++)
        {
            var (at, shift) = (centre, Weighted(x => Near(x - centre)));
            centre += shift;
            if (s.All(x => Math.Abs(x - at - Near(x - at) - (x - centre - Near(x - centre))) < 0.5)) break;
        }

        return [.. s.Select(x => Near(x - centre))];
    }

    /// <summary>Fractional coordinates along a cell vector.</summary>
    public static double[] Fractions(Structure frame, Matrix3D cell, int axis)
    {
        var inverse = cell.Inverse();
        var s = new double[frame.Count];
        for (var i = 0; i < s.Length; i++)
        {
            var f = inverse.Transform(frame.Position(i));
            s[i] = axis switch { 0 => f.X, 1 => f.Y, _ => f.Z };
        }

        return s;
    }

    /// <summary>Mass of an element, amu; dummy atoms have none.</summary>
    public static double Mass(byte z) => Element.Mass(z) is > 0 and var mass ? mass : 0;

    private static double Mass(Structure frame)
    {
        var total = 0.0;
        foreach (var z in frame.AtomicNumbers) total += Mass(z);
        return total > 0 ? total : throw new InputException("none of the atoms has a mass, so there is no centre of mass", frame.Origin.File, remedy: "give structures of elements");
    }
}
