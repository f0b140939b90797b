using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The lattices of pw.x: a Bravais lattice by its index ibrav and up to six constants. Definitions of the input description of Quantum ESPRESSO 6.4 and later,
/// https://www.quantum-espresso.org/Doc/INPUT_PW.html.
/// </summary>
/// <param name="Index">The index of the lattice, ibrav; 0 where the vectors themselves are given.</param>
/// <param name="Parameters">celldm(1) to celldm(6): a in Bohr, b/a, c/a, cosines; NaN where not given.</param>
internal sealed record EspressoLattice(int Index, double[] Parameters)
{
    /// <summary>The lattice parameter by which other lengths are measured (alat), Å; NaN where it is not given.</summary>
    public double Parameter => Parameters[0] * Unit.Bohr;

    /// <summary>Reads ibrav with celldm, or with A, B, C and the cosines.</summary>
    public static EspressoLattice Read(EspressoNamelists system, LineReader lines)
    {
        if (system.Text("ibrav") is not { } text) throw lines.Fault("the namelist &SYSTEM does not say which lattice it is (ibrav)", "set ibrav, 0 with the card CELL_PARAMETERS");
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)) throw lines.Fault($"ibrav = {TextBytes.Quote(text)} is not a whole number", "correct it in &SYSTEM");
        var parameters = new double[6];
        for (var i = 0; i < 6; i++) parameters[i] = system.Real(i == 0 && system.Text("celldm(1)") is null ? "celldm" : string.Create(CultureInfo.InvariantCulture, $"celldm({i + 1})"), lines) ?? double.NaN;
        if (system.Real("A", lines) is { } a)
        {
            if (!double.IsNaN(parameters[0])) throw lines.Fault("both celldm(1) and A are given", "keep one of them");
            var (ab, ac, bc) = (system.Real("cosAB", lines) ?? double.NaN, system.Real("cosAC", lines) ?? double.NaN, system.Real("cosBC", lines) ?? double.NaN);
            parameters = [a / Unit.Bohr, (system.Real("B", lines) ?? double.NaN) / a, (system.Real("C", lines) ?? double.NaN) / a, index == 14 ? bc : ab, ac, ab];
        }

        return new(index, parameters);
    }

    /// <summary>The lattice vectors, Å.</summary>
    /// <exception cref="Lithoscope.Runtime.InputException">A constant is missing or the index is not known.</exception>
    public Matrix3D Cell(LineReader lines)
    {
        double Need(int number)
        {
            var value = Parameters[number - 1];
            if (double.IsFinite(value) && (number > 3 ? Math.Abs(value) < 1 : value > 0)) return value;
            throw lines.Fault(
                string.Create(CultureInfo.InvariantCulture, $"the lattice ibrav = {Index} needs celldm({number}), which is not given or not possible"),
                "give celldm, or A, B, C and the cosines, in &SYSTEM");
        }

        var a = Need(1) * Unit.Bohr;
        double b() => Need(2) * a;
        double c() => Need(3) * a;
        return Index switch
        {
            1 => Rows(a, 0, 0, 0, a, 0, 0, 0, a),
            2 => a / 2 * Rows(-1, 0, 1, 0, 1, 1, -1, 1, 0),
            3 => a / 2 * Rows(1, 1, 1, -1, 1, 1, -1, -1, 1),
            -3 => a / 2 * Rows(-1, 1, 1, 1, -1, 1, 1, 1, -1),
            4 => Rows(a, 0, 0, -a / 2, a * Math.Sqrt(3) / 2, 0, 0, 0, c()),
            5 or -5 => Trigonal(a, Need(4)),
            6 => Rows(a, 0, 0, 0, a, 0, 0, 0, c()),
            7 => 0.5 * Rows(a, -a, c(), a, a, c(), -a, -a, c()),
            8 => Rows(a, 0, 0, 0, b(), 0, 0, 0, c()),
            9 => Rows(a / 2, b() / 2, 0, -a / 2, b() / 2, 0, 0, 0, c()),
            -9 => Rows(a / 2, -b() / 2, 0, a / 2, b() / 2, 0, 0, 0, c()),
            91 => Rows(a, 0, 0, 0, b() / 2, -c() / 2, 0, b() / 2, c() / 2),
            10 => 0.5 * Rows(a, 0, c(), a, b(), 0, 0, b(), c()),
            11 => 0.5 * Rows(a, b(), c(), -a, b(), c(), -a, -b(), c()),
            12 => Rows(a, 0, 0, b() * Need(4), b() * Sine(Need(4)), 0, 0, 0, c()),
            -12 => Rows(a, 0, 0, 0, b(), 0, c() * Need(5), 0, c() * Sine(Need(5))),
            13 => Rows(a / 2, 0, -c() / 2, b() * Need(4), b() * Sine(Need(4)), 0, a / 2, 0, c() / 2),
            -13 => Rows(a / 2, -b() / 2, 0, a / 2, b() / 2, 0, c() * Need(5), 0, c() * Sine(Need(5))),
            14 => Triclinic(a, b(), c(), Need(4), Need(5), Need(6)),
            _ => throw lines.Fault(string.Create(CultureInfo.InvariantCulture, $"ibrav = {Index} is no lattice of pw.x"), "correct it, or give the vectors with ibrav = 0"),
        };
    }

    private Matrix3D Trigonal(double a, double cosine)
    {
        var (tx, ty, tz) = (Math.Sqrt((1 - cosine) / 2), Math.Sqrt((1 - cosine) / 6), Math.Sqrt((1 + 2 * cosine) / 3));
        if (Index == 5) return a * Rows(tx, -ty, tz, 0, 2 * ty, tz, -tx, -ty, tz);
        var (u, v) = (tz - 2 * Math.Sqrt(2) * ty, tz + Math.Sqrt(2) * ty);
        return a / Math.Sqrt(3) * Rows(u, v, v, v, u, v, v, v, u);
    }

    private static Matrix3D Triclinic(double a, double b, double c, double alpha, double beta, double gamma)
    {
        var sine = Sine(gamma);
        return Rows(
            a, 0, 0,
            b * gamma, b * sine, 0,
            c * beta, c * (alpha - beta * gamma) / sine, c * Math.Sqrt(1 + 2 * alpha * beta * gamma - alpha * alpha - beta * beta - gamma * gamma) / sine);
    }

    private static double Sine(double cosine) => Math.Sqrt(1 - cosine * cosine);

    private static Matrix3D Rows(double ax, double ay, double az, double bx, double by, double bz, double cx, double cy, double cz) => new(new(ax, ay, az), new(bx, by, bz), new(cx, cy, cz));
}
