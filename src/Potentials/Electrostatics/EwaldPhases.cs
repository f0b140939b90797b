using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>cos and sin of m b·r for each reciprocal vector b, each m from zero to the largest and each atom; atoms stand together, padded with phases of zero.</summary>
internal sealed unsafe class EwaldPhases
{
    private const int Padding = 64;

    private readonly AlignedBuffer<double>[] _cosines = [new(0), new(0), new(0)];
    private readonly AlignedBuffer<double>[] _sines = [new(0), new(0), new(0)];
    private readonly int[] _most = new int[3];

    /// <summary>Atoms, rounded up to whole blocks.</summary>
    public int Stride { get; private set; }

    /// <summary>Sets the largest m of each axis.</summary>
    public void Choose(int first, int second, int third) => (_most[0], _most[1], _most[2]) = (first, second, third);

    /// <summary>Makes room.</summary>
    public void Reserve(int count)
    {
        Stride = (count + Padding - 1) / Padding * Padding;
        for (var axis = 0; axis < 3; axis++)
        {
            var size = checked((_most[axis] + 1) * Stride);
            if (_cosines[axis].Length >= size) continue;
            (_cosines[axis], _sines[axis]) = (new(size), new(size));
        }
    }

    /// <summary>The cosines of m along an axis, of all atoms.</summary>
    public double* Cosines(int axis, int m) => _cosines[axis].Pointer + (long)m * Stride;

    /// <summary>The sines.</summary>
    public double* Sines(int axis, int m) => _sines[axis].Pointer + (long)m * Stride;

    /// <summary>Works them out for some atoms, by the addition theorem from m = 1 on.</summary>
    public void Fill(Atoms atoms, Matrix3D reciprocal, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var r = atoms.Position(i);
            for (var axis = 0; axis < 3; axis++)
            {
                var turns = Vector3D.Dot(r, reciprocal[axis]) / (2 * Math.PI);
                // Whole turns are taken off, so that atoms far away lose no digits beyond those of their place.
                var (sine, cosine) = Math.SinCos(2 * Math.PI * (turns - Math.Floor(turns)));
                var (c, s) = (1.0, 0.0);
                for (var m = 0; m <= _most[axis]; m++)
                {
                    (Cosines(axis, m)[i], Sines(axis, m)[i]) = (c, s);
                    (c, s) = (c * cosine - s * sine, s * cosine + c * sine);
                }
            }
        }

        GC.KeepAlive(this);
    }
}
