using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>What a frame is for a profile.</summary>
/// <param name="Scale">By what edges of bins are multiplied, Å: the height of the cell where slices are parts of it, else 1.</param>
/// <param name="Gyration">Radius of gyration, Å; NaN for slices.</param>
/// <param name="Size">Volume of the cell, Å³, where slices are parts of it; its area, Å², where they have a fixed width; NaN for shells.</param>
internal readonly record struct ProfileFrame(double Scale, double Gyration, double Size);

/// <summary>Slices across a cell that repeats (parts of its height), slices of fixed width where it does not, or shells: in which of them atoms lie.</summary>
internal abstract class ProfileBins
{
    /// <summary>Number of them.</summary>
    public int Count { get; private protected init; }

    /// <summary>Lower edge of a bin, in units of the scale of a frame.</summary>
    public abstract double Edge(int k);

    /// <summary>Volume of a bin in a frame, Å³.</summary>
    public abstract double Volume(int k, in ProfileFrame frame);

    /// <summary>The bin of each atom, which may be none of them.</summary>
    public abstract (int[] Places, ProfileFrame Frame) Place(Structure frame);

    public static ProfileBins Create(FrameSource source, Structure first, ProfileOptions options)
    {
        if (options.Along == ProfileDirection.Radial) return Shells.Find(source, options);
        var axis = (int)options.Along;
        return first.Periodicity[axis] ? new Parts(first, axis, options) : Slices.Find(source, axis, options);
    }

    private static (Matrix3D Cell, double Volume, double Height) Measure(Structure frame, int axis)
    {
        if (frame.Cell is not { } cell) throw new InputException("a profile along a cell vector needs a cell, and this frame has none", frame.Origin.File, frame.Origin.Line > 0 ? frame.Origin.Line : null, "give --along radial for particles");
        var volume = Math.Abs(cell.Determinant);
        return (cell, volume, volume / Vector3D.Cross(cell[(axis + 1) % 3], cell[(axis + 2) % 3]).Norm);
    }

    /// <summary>Equal parts of the height of a cell that repeats.</summary>
    private sealed class Parts : ProfileBins
    {
        private readonly int _axis;
        private readonly bool _isCentred;

        public Parts(Structure first, int axis, ProfileOptions options)
        {
            (_axis, _isCentred) = (axis, options.IsCentred);
            Count = (int)Math.Min(int.MaxValue, Math.Max(1, Math.Round(Measure(first, axis).Height / options.Bin)));
        }

        public override double Edge(int k) => k / (double)Count - (_isCentred ? 0.5 : 0);

        public override double Volume(int k, in ProfileFrame frame) => frame.Size / Count;

        public override (int[] Places, ProfileFrame Frame) Place(Structure frame)
        {
            var (cell, volume, height) = Measure(frame, _axis);
            if (!frame.Periodicity[_axis]) throw new InputException("the first frame repeats along this cell vector and this one does not", frame.Origin.File, frame.Origin.Line > 0 ? frame.Origin.Line : null, "analyse frames of one system at a time; select them with --frames");
            var s = _isCentred ? ParticleCentre.Along(frame, cell, _axis) : ParticleCentre.Fractions(frame, cell, _axis);
            return ([.. s.Select(x => Bin(x + (_isCentred ? 0.5 : 0)))], new(height, double.NaN, volume));
        }

        private int Bin(double s) => Math.Min(Count - 1, (int)((s - Math.Floor(s)) * Count));
    }

    /// <summary>Slices of fixed width between the outermost atoms of all frames, where the cell does not repeat.</summary>
    private sealed class Slices : ProfileBins
    {
        private readonly int _axis;
        private readonly ProfileOptions _options;
        private readonly double _first;

        private Slices(int axis, ProfileOptions options, double first, double last) =>
            (_axis, _options, _first, Count) = (axis, options, first, (int)Math.Min(int.MaxValue, last - first + 1));

        public static Slices Find(FrameSource source, int axis, ProfileOptions options)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var frame in source.Read("extent"))
            {
                foreach (var h in Heights(frame, axis, options)) (low, high) = (Math.Min(low, h), Math.Max(high, h));
            }

            return new(axis, options, Math.Floor(low / options.Bin), Math.Floor(high / options.Bin));
        }

        public override double Edge(int k) => (_first + k) * _options.Bin;

        public override double Volume(int k, in ProfileFrame frame) => frame.Size * _options.Bin;

        public override (int[] Places, ProfileFrame Frame) Place(Structure frame)
        {
            var (_, volume, height) = Measure(frame, _axis);
            return ([.. Heights(frame, _axis, _options).Select(h => (int)(Math.Floor(h / _options.Bin) - _first))], new(1, double.NaN, volume / height));
        }

        private static IEnumerable<double> Heights(Structure frame, int axis, ProfileOptions options)
        {
            var (cell, _, height) = Measure(frame, axis);
            return (options.IsCentred ? ParticleCentre.Along(frame, cell, axis) : ParticleCentre.Fractions(frame, cell, axis)).Select(s => s * height);
        }
    }

    /// <summary>Shells around the centre of mass, out to half the smallest height along which the cell repeats: beyond, shells would not be whole.</summary>
    private sealed class Shells : ProfileBins
    {
        private readonly double _bin;

        private Shells(double bin, int count) => (_bin, Count) = (bin, count);

        public static Shells Find(FrameSource source, ProfileOptions options)
        {
            var (outermost, half) = (0.0, double.PositiveInfinity);
            foreach (var frame in source.Read("extent"))
            {
                foreach (var r in ParticleCentre.Offsets(frame)) outermost = Math.Max(outermost, r.Norm);
                for (var axis = 0; axis < 3; axis++)
                {
                    if (frame.Periodicity[axis]) half = Math.Min(half, Measure(frame, axis).Height / 2);
                }
            }

            if (options.Radius > half) throw new InputException($"--rmax is more than half the cell, {half.ToString("F3", System.Globalization.CultureInfo.InvariantCulture)} Å, so shells would not be whole", source.Files[0], remedy: "lower it");
            if (options.Bin > half) throw new InputException("--bin is more than half the cell", source.Files[0], remedy: "lower it");
            var count = options.Radius is { } radius ? Math.Floor(radius / options.Bin + 1e-9) : Math.Min(Math.Floor(outermost / options.Bin) + 1, Math.Floor(half / options.Bin));
            return new(options.Bin, (int)Math.Min(int.MaxValue, count));
        }

        public override double Edge(int k) => k * _bin;

        public override double Volume(int k, in ProfileFrame frame) => 4 * Math.PI / 3 * _bin * _bin * _bin * (3.0 * k * k + 3.0 * k + 1);

        public override (int[] Places, ProfileFrame Frame) Place(Structure frame)
        {
            var offsets = ParticleCentre.Offsets(frame);
            var (moment, mass) = (0.0, 0.0);
            var places = new int[offsets.Length];
            for (var i = 0; i < places.Length; i++)
            {
                var m = ParticleCentre.Mass(frame.AtomicNumbers[i]);
                (moment, mass) = (moment + m * Vector3D.Dot(offsets[i], offsets[i]), mass + m);
                places[i] = (int)Math.Min(int.MaxValue, offsets[i].Norm / _bin);
            }

            return (places, new(1, Math.Sqrt(moment / mass), double.NaN));
        }
    }
}
