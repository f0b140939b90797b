using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Forces against differences of the energy, virials against its derivatives with respect to strain.</summary>
internal static class Derivatives
{
    public static EvaluationResult Evaluate(IPotential potential, Atoms atoms)
    {
        var list = new NeighbourList(potential.Cutoff);
        list.Build(atoms);
        var result = new EvaluationResult();
        potential.Evaluate(atoms, list, result);
        return result;
    }

    /// <summary>Checks every component, by differences of fourth order.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="atoms">The atoms; as they were at the end.</param>
    /// <param name="force">Largest difference, eV/Å.</param>
    /// <param name="virial">Largest difference, eV.</param>
    /// <param name="step">Displacement, Å.</param>
    public static void Check(IPotential potential, Atoms atoms, double force, double virial, double step = 2e-4)
    {
        var result = Evaluate(potential, atoms);
        double Energy() => Evaluate(potential, atoms).Energy;
        for (var i = 0; i < atoms.Count; i++)
        {
            foreach (var (coordinates, found) in new[] { (atoms.X, result.Fx[i]), (atoms.Y, result.Fy[i]), (atoms.Z, result.Fz[i]) })
            {
                var start = coordinates[i];
                double At(double h)
                {
                    coordinates[i] = start + h;
                    return Energy();
                }

                var slope = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
                coordinates[i] = start;
                Assert.True(Math.Abs(-slope - found) < force, $"force on atom {i}: {found} against {-slope}");
            }
        }

        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++)
            {
                double At(double e) => Evaluate(potential, Strained(atoms, a, b, e)).Energy;
                var h = 0.3 * step;
                var slope = (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
                var row = result.Virial[a];
                var found = b == 0 ? row.X : b == 1 ? row.Y : row.Z;
                Assert.True(Math.Abs(-slope - found) < virial, $"virial {a}{b}: {found} against {-slope}");
            }
        }
    }

    // x_b grows by e·x_a.
    private static Atoms Strained(Atoms atoms, int a, int b, double e)
    {
        Vector3D Move(Vector3D v)
        {
            var d = e * (a == 0 ? v.X : a == 1 ? v.Y : v.Z);
            return new(v.X + (b == 0 ? d : 0), v.Y + (b == 1 ? d : 0), v.Z + (b == 2 ? d : 0));
        }

        var positions = new double[3 * atoms.Count];
        for (var i = 0; i < atoms.Count; i++)
        {
            var r = Move(atoms.Position(i));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        return new(new Structure([.. atoms.AtomicNumbers], positions, new Matrix3D(Move(atoms.Cell.A), Move(atoms.Cell.B), Move(atoms.Cell.C)), atoms.Periodicity));
    }
}
