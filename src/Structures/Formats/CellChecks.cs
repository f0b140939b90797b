using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Whether three lattice vectors span a volume.</summary>
internal static class CellChecks
{
    /// <summary>What to do about a faulty cell.</summary>
    public const string Remedy = "give three independent lattice vectors in Å (along an axis that does not repeat, any length of vacuum will do)";

    // Below this share of the volume of a box with the same edges, coordinates lose half of their digits.
    private const double SmallestShare = 1e-8;

    /// <summary>What is wrong with the cell, or null.</summary>
    public static string? Fault(Matrix3D cell)
    {
        var edges = cell.A.Norm * cell.B.Norm * cell.C.Norm;
        var volume = Math.Abs(cell.Determinant);
        if (!double.IsFinite(edges) || !double.IsFinite(volume)) return "the cell holds a value that is not a finite number";
        return volume == 0 || volume < SmallestShare * edges ? "the cell is singular: its three vectors do not span a volume" : null;
    }
}
