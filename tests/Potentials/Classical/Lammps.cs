using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Energy, forces and virial by LAMMPS, Debian's package; slow tests.</summary>
internal sealed record Lammps(double Energy, Vector3D[] Forces, Matrix3D Virial)
{
    // How LAMMPS turns eV/Å³ into bar in its units "metal", and its k e².
    private const double Pressure = 1.6021765e6;

    /// <summary>Coulomb's constant of LAMMPS's units "metal", eV·Å/e².</summary>
    public const double CoulombConstant = 14.399645;

    /// <summary>A file among the potentials of the package; the calling test is skipped where it is not there.</summary>
    public static string Potential(string name)
    {
        SlowTests.Require();
        var path = "/usr/share/lammps/potentials/" + name;
        if (!File.Exists(path)) Assert.Skip($"LAMMPS's package does not hold {name}");
        return path;
    }

    /// <summary>Evaluates; the calling test is skipped where slow tests are, or where there is no lmp.</summary>
    /// <param name="atoms">A crystal.</param>
    /// <param name="elements">Elements in the order of types.</param>
    /// <param name="commands">pair_style and what belongs to it.</param>
    /// <param name="charges">Charges, e, or null.</param>
    public static Lammps Run(Atoms atoms, IReadOnlyList<int> elements, string commands, double[]? charges = null)
    {
        SlowTests.Require();
        using var folder = new TemporaryFolder();
        // LAMMPS wants a along x and b in the xy plane.
        var (a, b, c) = (atoms.Cell.A, atoms.Cell.B, atoms.Cell.C);
        var x = (1 / a.Norm) * a;
        var z = (1 / Vector3D.Cross(a, b).Norm) * Vector3D.Cross(a, b);
        var frame = new Matrix3D(x, Vector3D.Cross(z, x), z);
        Vector3D Turned(Vector3D v) => new(Vector3D.Dot(v, frame.A), Vector3D.Dot(v, frame.B), Vector3D.Dot(v, frame.C));
        var (ta, tb, tc) = (Turned(a), Turned(b), Turned(c));
        var data = new StringBuilder();
        data.Append(CultureInfo.InvariantCulture, $"a crystal\n\n{atoms.Count} atoms\n{elements.Count} atom types\n\n0 {ta.X:R} xlo xhi\n0 {tb.Y:R} ylo yhi\n0 {tc.Z:R} zlo zhi\n{tb.X:R} {tc.X:R} {tc.Y:R} xy xz yz\n\nMasses\n\n");
        for (var t = 0; t < elements.Count; t++) data.Append(CultureInfo.InvariantCulture, $"{t + 1} {Element.Mass(elements[t]):R}\n");
        data.Append("\nAtoms # charge\n\n");
        for (var i = 0; i < atoms.Count; i++)
        {
            var r = Turned(atoms.Position(i));
            data.Append(CultureInfo.InvariantCulture, $"{i + 1} {1 + elements.ToList().IndexOf(atoms.AtomicNumbers[i])} {charges?[i] ?? 0:R} {r.X:R} {r.Y:R} {r.Z:R}\n");
        }

        folder.Write("a.data", data.ToString());
        LammpsProgram.Run(folder, $"""
            units metal
            atom_style charge
            box tilt large
            read_data a.data
            {commands}
            neigh_modify one 20000 page 400000
            compute p all pressure NULL virial
            thermo_style custom step pe c_p[1] c_p[2] c_p[3] c_p[4] c_p[5] c_p[6]
            dump 1 all custom 1 forces id fx fy fz
            dump_modify 1 sort id format float %.17g
            run 0
            variable f equal vol/{Pressure.ToString(CultureInfo.InvariantCulture)}
            print "$(pe:%.17g) $(c_p[1]*v_f:%.17g) $(c_p[2]*v_f:%.17g) $(c_p[3]*v_f:%.17g) $(c_p[4]*v_f:%.17g) $(c_p[5]*v_f:%.17g) $(c_p[6]*v_f:%.17g)" file total
            """);
        double[] Numbers(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
        Vector3D Back(double u, double v, double w) => frame.Transform(new(u, v, w));
        var total = Numbers(File.ReadAllText(folder["total"]));
        var forces = File.ReadLines(folder["forces"]).Skip(9).Select(Numbers).Select(v => Back(v[1], v[2], v[3])).ToArray();
        var turned = new Matrix3D(new(total[1], total[4], total[5]), new(total[4], total[2], total[6]), new(total[5], total[6], total[3]));
        return new(total[0], forces, frame.Transpose() * turned * frame);
    }

    /// <summary>Compares an evaluation with this.</summary>
    /// <param name="result">The evaluation.</param>
    /// <param name="relative">Largest difference of energy and virial, relative, and of forces in parts of the largest force.</param>
    public void Check(EvaluationResult result, double relative)
    {
        Assert.Equal(Energy, result.Energy, relative * Math.Max(1, Math.Abs(Energy)));
        var largest = Math.Max(1, Forces.Max(f => f.Norm));
        for (var i = 0; i < Forces.Length; i++)
        {
            Assert.True((Forces[i] - new Vector3D(result.Fx[i], result.Fy[i], result.Fz[i])).Norm < relative * largest, $"force on atom {i}: {result.Fx[i]}, {result.Fy[i]}, {result.Fz[i]} against {Forces[i]}");
        }

        var scale = Math.Max(1, Math.Max(Virial.A.Norm, Math.Max(Virial.B.Norm, Virial.C.Norm)));
        for (var row = 0; row < 3; row++) Assert.True((Virial[row] - result.Virial[row]).Norm < relative * scale, $"virial {row}: {result.Virial[row]} against {Virial[row]}");
    }
}
