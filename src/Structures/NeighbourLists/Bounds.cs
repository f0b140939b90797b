using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The extent of a set of atoms: least and greatest coordinates in a frame, and the greatest absolute Cartesian one.</summary>
internal readonly record struct Bounds(Vector3D Low, Vector3D High, double Largest)
{
    /// <summary>The extent of atoms <paramref name="from"/> to <paramref name="to"/>, exclusive; at least one atom.</summary>
    /// <exception cref="InputException">A coordinate is not finite.</exception>
    public static Bounds Of(BinFrame frame, Atoms atoms, int from, int to)
    {
        var first = frame.Fractional(atoms.X[from], atoms.Y[from], atoms.Z[from]);
        var (lx, ly, lz) = (first.X, first.Y, first.Z);
        var (hx, hy, hz) = (lx, ly, lz);
        double largest = 0;
        for (var i = from; i < to; i++)
        {
            var (x, y, z) = (Math.Abs(atoms.X[i]), Math.Abs(atoms.Y[i]), Math.Abs(atoms.Z[i]));
            if (!(x < Farthest && y < Farthest && z < Farthest)) throw Fault(atoms, i);
            largest = Math.Max(largest, Math.Max(x, Math.Max(y, z)));
            var f = frame.Fractional(atoms.X[i], atoms.Y[i], atoms.Z[i]);
            (lx, ly, lz) = (Math.Min(lx, f.X), Math.Min(ly, f.Y), Math.Min(lz, f.Z));
            (hx, hy, hz) = (Math.Max(hx, f.X), Math.Max(hy, f.Y), Math.Max(hz, f.Z));
        }

        return new(new(lx, ly, lz), new(hx, hy, hz), largest);
    }

    /// <summary>The extent of both.</summary>
    public Bounds With(Bounds other) => new(
        new(Math.Min(Low.X, other.Low.X), Math.Min(Low.Y, other.Low.Y), Math.Min(Low.Z, other.Low.Z)),
        new(Math.Max(High.X, other.High.X), Math.Max(High.Y, other.High.Y), Math.Max(High.Z, other.High.Z)),
        Math.Max(Largest, other.Largest));

    // Beyond this a double no longer resolves a thousandth of an Å.
    private const double Farthest = 1e12;

    private static InputException Fault(Atoms atoms, int i) => new(
        FormattableString.Invariant($"atom {i + 1} stands at ({atoms.X[i]}, {atoms.Y[i]}, {atoms.Z[i]}) Å, which is not a place"),
        remedy: "give finite coordinates below 1e12 Å");
}
