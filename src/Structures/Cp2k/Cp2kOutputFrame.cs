using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>What an output has said about one structure so far.</summary>
internal sealed class Cp2kOutputFrame
{
    /// <summary>Atomic number of each atom.</summary>
    public required byte[] AtomicNumbers { get; init; }

    /// <summary>Cartesian positions, Å.</summary>
    public required double[] Positions { get; set; }

    /// <summary>The cell, Å.</summary>
    public required Matrix3D Cell { get; set; }

    /// <summary>Along which vectors the cell repeats.</summary>
    public required Periodicity Periodicity { get; init; }

    /// <summary>The line on which the coordinates begin.</summary>
    public required long Line { get; init; }

    /// <summary>The energy, eV.</summary>
    public double? Energy { get; set; }

    /// <summary>The forces, eV/Å.</summary>
    public double[]? Forces { get; set; }

    /// <summary>The stress, eV/Å³, tensile positive.</summary>
    public Matrix3D? Stress { get; set; }

    /// <summary>Whether the SCF ended without convergence.</summary>
    public bool Unconverged { get; set; }

    /// <summary>Whether there is a structure worth handing out.</summary>
    public bool IsComplete => Energy is not null || Unconverged;

    /// <summary>
    /// Takes a cell that is printed before the energy: the same one turned, as at the start of an optimisation of the cell, turns the atoms with it.
    /// </summary>
    public void Turn(Matrix3D cell)
    {
        var inverse = Cell.Inverse();
        for (var i = 0; i < AtomicNumbers.Length; i++)
        {
            var r = cell.Transform(inverse.Transform(new(Positions[3 * i], Positions[3 * i + 1], Positions[3 * i + 2])));
            (Positions[3 * i], Positions[3 * i + 1], Positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        Cell = cell;
    }

    /// <summary>The structure.</summary>
    public Structure Build(string file, int frame, IReadOnlyList<string> remarks)
    {
        var columns = new List<AtomColumn>();
        var info = new List<KeyValuePair<string, InfoValue>>();
        if (Unconverged)
        {
            info.Add(new("scf_converged", new LogicalInfo(false)));
            remarks = [.. remarks, "the SCF did not converge: energy, forces and stress were left out"];
        }
        else
        {
            if (Energy is { } energy) info.Add(new("energy", new RealInfo(energy)));
            if (Stress is { } stress) info.Add(new("stress", StructureLabels.ToInfo(stress)));
            if (Forces is not null) columns.Add(new RealColumn("forces", 3, Forces));
        }

        return new(AtomicNumbers, Positions, Cell, Periodicity, columns, info, new(file, frame, Line), remarks);
    }
}
