namespace Lithoscope.Structures;

/// <summary>The definition of a pair: |(r_j − r_i) + S·cell|² &lt; radius², from the coordinates as they stand.</summary>
internal sealed class ExactTest(BinFrame frame, ShiftTable shifts)
{
    private Atoms? _atoms;
    private double _limit;

    /// <summary>Chooses the atoms and the radius, Å.</summary>
    public void Set(Atoms? atoms, double radius) => (_atoms, _limit) = (atoms, radius * radius);

    /// <summary>Whether the candidate that was given number <paramref name="image"/> is a pair.</summary>
    public bool Holds(int i, int j, int image)
    {
        var atoms = _atoms!;
        var s = frame.Vector(shifts.Resolve(atoms, i, j, image));
        var dx = (atoms.X[j] - atoms.X[i]) + s.X;
        var dy = (atoms.Y[j] - atoms.Y[i]) + s.Y;
        var dz = (atoms.Z[j] - atoms.Z[i]) + s.Z;
        return dx * dx + dy * dy + dz * dz < _limit;
    }
}
