using System.Runtime.CompilerServices;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The coordinates in which atoms are sorted into bins. Periodic axes keep their cell vectors; the others are replaced by unit
/// vectors perpendicular to these and to each other, so that a cell with a short, zero or skewed vector along an axis that does not
/// repeat is no special case. Bins are parallelepipeds of the resulting frame.
/// </summary>
internal sealed class BinFrame
{
    private const int MostBins = 1 << 20;
    private const int MostCells = 1 << 18;
    private const int MostImages = 1 << 22;
    private const double LeastSine = 1e-10;
    private const double CrowdedBin = 40;
    private const double MachineEpsilon = 1.0 / (1L << 52);
    private static readonly string[] AxisNames = ["a", "b", "c"];

    private readonly double[] _origin = new double[3];
    private readonly double[] _scale = new double[3];
    private readonly double[] _height = new double[3];
    private Matrix3D _inverse;
    private double _sine;

    /// <summary>Cell vectors as rows, Å; zero along axes that are not periodic.</summary>
    public Matrix3D Lattice { get; private set; }

    /// <summary>Length, area or volume of the periodic part of the cell, Å, Å² or Å³.</summary>
    public double Measure { get; private set; }

    /// <summary>Which axes repeat.</summary>
    public Periodicity Periodicity { get; private set; }

    /// <summary>Distances between opposite faces of the cell, Å; 1 along axes that are not periodic.</summary>
    public ReadOnlySpan<double> Heights => _height;

    /// <summary>Bins along each axis.</summary>
    public int[] Bins { get; } = new int[3];

    /// <summary>How many bins away from its own an atom may have neighbours, along each axis.</summary>
    public int[] Reach { get; } = new int[3];

    /// <summary>The largest number of cells between an atom's own bin and one within reach, along each axis.</summary>
    public int[] Images { get; } = new int[3];

    /// <summary>Takes a cell and checks that its periodic vectors span space.</summary>
    /// <exception cref="InputException">They do not, or are not finite.</exception>
    public void SetCell(Matrix3D cell, Periodicity periodicity)
    {
        Span<Vector3D> rows = [cell.A, cell.B, cell.C];
        for (var axis = 0; axis < 3; axis++)
        {
            if (periodicity[axis] && !(rows[axis].Norm is > 1e-6 and < 1e12))
                throw new InputException($"cell vector {AxisNames[axis]} is {FormattableString.Invariant($"{rows[axis].Norm}")} Å long although the structure repeats along it", remedy: "give a cell vector between 1e-6 and 1e12 Å, or make that axis non-periodic");
        }

        Periodicity = periodicity;
        Complete(rows, periodicity);
        _sine = Math.Abs(new Matrix3D(Unit(rows[0]), Unit(rows[1]), Unit(rows[2])).Determinant);
        if (!(_sine > LeastSine))
            throw new InputException("the cell is singular: its periodic vectors are linearly dependent", remedy: "give periodic cell vectors that span a volume");
        var frame = new Matrix3D(rows[0], rows[1], rows[2]);
        Measure = Math.Abs(frame.Determinant);
        _inverse = frame.Inverse();
        Lattice = new(periodicity.A ? cell.A : default, periodicity.B ? cell.B : default, periodicity.C ? cell.C : default);
        // Heights of the cell above its faces: reciprocals of the lengths of the columns of the inverse.
        var columns = _inverse.Transpose();
        for (var axis = 0; axis < 3; axis++) _height[axis] = 1 / columns[axis].Norm;
    }

    /// <summary>How many images of one atom lie within a radius on average; 0 where nothing repeats.</summary>
    public double ImagesWithin(double radius) => ((Periodicity.A ? 1 : 0) + (Periodicity.B ? 1 : 0) + (Periodicity.C ? 1 : 0)) switch
    {
        0 => 0,
        1 => 2 * radius / Measure,
        2 => Math.PI * radius * radius / Measure,
        _ => 4 * Math.PI / 3 * radius * radius * radius / Measure,
    };

    /// <summary>
    /// A bound, Å, on the rounding of a displacement and on that of a distance measured in bins. All terms they are sums of are no
    /// larger than the coordinates and the shifts; each operation rounds by 2⁻⁵³ of its result, and a skewed cell multiplies that.
    /// </summary>
    /// <param name="radius">Radius of the search, Å.</param>
    /// <param name="low">Least fractional coordinates.</param>
    /// <param name="high">Greatest fractional coordinates.</param>
    /// <param name="largest">Greatest absolute coordinate, Å.</param>
    public double Rounding(double radius, Vector3D low, Vector3D high, double largest)
    {
        var size = radius + 3 * largest;
        for (var axis = 0; axis < 3; axis++)
        {
            var cells = Math.Max(Math.Abs(Component(low, axis)), Math.Abs(Component(high, axis))) + radius / _height[axis] + 3;
            if (Periodicity[axis]) size += cells * Lattice[axis].Norm;
        }

        return 256 * MachineEpsilon * size / _sine;
    }

    /// <summary>Chooses bins and reach.</summary>
    /// <param name="cutoff">Radius within which all pairs must be found, Å, rounding of coordinates allowed for.</param>
    /// <param name="low">Least fractional coordinate of the atoms along each axis.</param>
    /// <param name="high">Greatest fractional coordinate of the atoms along each axis.</param>
    /// <param name="count">Number of atoms.</param>
    /// <exception cref="InputException">Atoms lie too many cells away, or too many images lie within the cutoff.</exception>
    public void SetBins(double cutoff, Vector3D low, Vector3D high, int count)
    {
        // A bin a touch wider than the cutoff keeps the reach at one bin; crowded bins are halved to search less volume in vain.
        var width = cutoff * (1 + 1e-6);
        SetBins(width, cutoff, low, high);
        if (count > CrowdedBin * (double)Bins[0] * Bins[1] * Bins[2]) SetBins(width / 2, cutoff, low, high);
        double images = 1;
        for (var axis = 0; axis < 3; axis++) images *= 2 * Images[axis] + 1.0;
        if (images > MostImages)
            throw new InputException(FormattableString.Invariant($"about {images:0.#e0} periodic images of the cell lie within {cutoff:G6} Å"), remedy: "use a larger cell, a less skewed one, or a shorter cutoff");
    }

    /// <summary>Fractional coordinates of a point; lengths in Å along axes that do not repeat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector3D Fractional(double x, double y, double z) => _inverse.Transform(new(x, y, z));

    /// <summary>The cell in which a point of these fractional coordinates lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LatticeShift CellOf(Vector3D f) => new(
        Periodicity.A ? (int)Math.Floor(f.X) : 0, Periodicity.B ? (int)Math.Floor(f.Y) : 0, Periodicity.C ? (int)Math.Floor(f.Z) : 0);

    /// <summary>The number of the bin of a point: bins count along c first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long BinOf(Vector3D f) => ((long)Bin(0, f.X) * Bins[1] + Bin(1, f.Y)) * Bins[2] + Bin(2, f.Z);

    /// <summary>The Cartesian vector of a shift, Å. That of the opposite shift is its exact negative.</summary>
    public Vector3D Vector(LatticeShift s) => Lattice.Transform(new(s.A, s.B, s.C));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Bin(int axis, double f)
    {
        if (Periodicity[axis]) f -= Math.Floor(f);
        return Math.Clamp((int)((f - _origin[axis]) * _scale[axis]), 0, Bins[axis] - 1);
    }

    private void SetBins(double width, double cutoff, Vector3D low, Vector3D high)
    {
        for (var axis = 0; axis < 3; axis++)
        {
            var (from, to) = (Component(low, axis), Component(high, axis));
            var periodic = Periodicity[axis];
            if (periodic && !(Math.Abs(from) < MostCells && Math.Abs(to) < MostCells))
                throw new InputException($"an atom lies more than {MostCells} cells away along cell vector {AxisNames[axis]}", remedy: "wrap the positions into the cell");
            var extent = periodic ? _height[axis] : to - from;
            var bins = (int)Math.Clamp(extent / width, 1, MostBins);
            var reach = extent > 0 ? Math.Floor(cutoff * bins / extent) + 1 : 1;
            if (periodic && reach > MostImages)
                throw new InputException(FormattableString.Invariant($"the cell is only {extent:G3} Å thick along cell vector {AxisNames[axis]}, against a cutoff of {cutoff:G6} Å"), remedy: "use a larger cell or a shorter cutoff");
            Bins[axis] = bins;
            Reach[axis] = (int)Math.Min(reach, periodic ? MostImages : bins);
            Images[axis] = periodic ? (Reach[axis] + bins - 1) / bins : 0;
            _origin[axis] = periodic ? 0 : from;
            _scale[axis] = periodic ? bins : extent > 0 ? bins / extent : 0;
        }
    }

    private static double Component(Vector3D v, int axis) => axis switch { 0 => v.X, 1 => v.Y, _ => v.Z };

    private static Vector3D Unit(Vector3D v) => (1 / v.Norm) * v;

    private static void Complete(Span<Vector3D> rows, Periodicity periodicity)
    {
        var axes = (periodicity.A ? 1 : 0) + (periodicity.B ? 1 : 0) + (periodicity.C ? 1 : 0);
        if (axes == 0) (rows[0], rows[1], rows[2]) = (new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
        if (axes == 1)
        {
            var axis = periodicity.A ? 0 : periodicity.B ? 1 : 2;
            var u = Unit(rows[axis]);
            // The Cartesian axis farthest from u gives a well-conditioned product.
            var (x, y, z) = (Math.Abs(u.X), Math.Abs(u.Y), Math.Abs(u.Z));
            var other = x <= y && x <= z ? new Vector3D(1, 0, 0) : y <= z ? new(0, 1, 0) : new(0, 0, 1);
            rows[(axis + 1) % 3] = Unit(Vector3D.Cross(u, other));
            rows[(axis + 2) % 3] = Vector3D.Cross(u, rows[(axis + 1) % 3]);
        }

        if (axes == 2)
        {
            var axis = !periodicity.A ? 0 : !periodicity.B ? 1 : 2;
            rows[axis] = Unit(Vector3D.Cross(Unit(rows[(axis + 1) % 3]), Unit(rows[(axis + 2) % 3])));
        }
    }
}
