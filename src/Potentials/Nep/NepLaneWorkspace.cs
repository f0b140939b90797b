using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>What a kernel writes to while it evaluates an atom. One per worker; grows with the number of neighbours.</summary>
internal sealed unsafe class NepLaneWorkspace<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private readonly int _rows;
    private readonly int _functions;
    private readonly AlignedBuffer<TReal> _fixed;
    private AlignedBuffer<TReal> _growing = new(0);

    /// <param name="model">The potential.</param>
    /// <param name="shared">Whether radial and angular functions are of the same basis of the same neighbours.</param>
    /// <param name="rows">Number of spherical harmonics, rounded up to what the kernel works on at once.</param>
    /// <param name="networkRoom">Room for the network.</param>
    public NepLaneWorkspace(NepModel model, bool shared, int rows, AlignedBuffer<TReal> networkRoom)
    {
        var layout = model.Layout;
        (_rows, Network) = (rows, networkRoom);
        _functions = (layout.AngularFunctions + 3) / 4 * 4;
        Ends = new int[model.Types];
        Radial = new(model.Types, layout.RadialBasis);
        Angular = shared ? Radial : new(model.Types, layout.AngularBasis);
        var (angular, descriptors) = (Padded(layout.AngularFunctions), Padded(layout.Descriptors) + 2 * TLanes.Count + Padded(layout.AngularFunctions));
        var sums = model.Types * Padded(layout.RadialBasis);
        var degrees = layout.MaximumDegree + 2;
        int[] sizes = [2 * rows * angular, 2 * descriptors, 2 * sums, rows * TLanes.Count, 2 * degrees * TLanes.Count];
        _fixed = new(sizes.Sum());
        A = _fixed.Pointer;
        Pull = A + rows * angular;
        Q = Pull + rows * angular;
        Gradient = Q + descriptors;
        Sums = Gradient + descriptors;
        SumPull = Sums + sums;
        Direction = SumPull + sums;
        Cosines = Direction + rows * TLanes.Count;
        Sines = Cosines + degrees * TLanes.Count;
    }

    public NepNeighbours<TLanes, TReal> Radial { get; }

    public NepNeighbours<TLanes, TReal> Angular { get; }

    /// <summary>The network's own room.</summary>
    public AlignedBuffer<TReal> Network { get; }

    /// <summary>The environment's neighbours in order of types, and where each type ends.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>Where each type ends in <see cref="Order"/>.</summary>
    public int[] Ends { get; }

    /// <summary>Σ_j g_n Y_lm without norms, lm × n.</summary>
    public TReal* A { get; }

    /// <summary>Derivative of the energy with respect to <see cref="A"/>.</summary>
    public TReal* Pull { get; }

    /// <summary>Raw descriptors, with room for vectors that begin at the last.</summary>
    public TReal* Q { get; }

    /// <summary>Derivative of the energy with respect to <see cref="Q"/>.</summary>
    public TReal* Gradient { get; }

    /// <summary>Σ_j f_k over the neighbours of one type, types × k.</summary>
    public TReal* Sums { get; }

    /// <summary>Derivative of the energy with respect to <see cref="Sums"/>, rows padded to whole vectors.</summary>
    public TReal* SumPull { get; }

    /// <summary>Derivative with respect to the spherical harmonics of the neighbours in hand, lm × lanes.</summary>
    public TReal* Direction { get; }

    /// <summary>Real parts of (x + iy)^m of the neighbours in hand, m × lanes.</summary>
    public TReal* Cosines { get; }

    /// <summary>Imaginary parts.</summary>
    public TReal* Sines { get; }

    /// <summary>g_n of angular neighbours, neighbours × n padded to whole vectors.</summary>
    public TReal* Rows { get; private set; }

    /// <summary>g_n, n × neighbours.</summary>
    public TReal* G { get; private set; }

    /// <summary>Derivative of g_n, n × neighbours, 1/Å.</summary>
    public TReal* GSlope { get; private set; }

    /// <summary>Spherical harmonics without norms, lm × neighbours.</summary>
    public TReal* Harmonics { get; private set; }

    /// <summary>Derivatives d^m P_l/dz^m, (l, m) × neighbours, as <see cref="NepLaneKernel{TLanes, TReal}.Triangle"/> counts.</summary>
    public TReal* Legendre { get; private set; }

    /// <summary>1/r of radial neighbours times the derivative of the energy with respect to r, eV/Å².</summary>
    public TReal* RadialPull { get; private set; }

    /// <summary>Derivative with respect to x of angular neighbours, eV/Å.</summary>
    public TReal* PullX { get; private set; }

    /// <summary>With respect to y.</summary>
    public TReal* PullY { get; private set; }

    /// <summary>With respect to z.</summary>
    public TReal* PullZ { get; private set; }

    /// <summary>Makes room for so many neighbours.</summary>
    public void Reserve(int count, int angularFunctions, int maximumDegree)
    {
        Radial.Reserve(count);
        if (!ReferenceEquals(Angular, Radial)) Angular.Reserve(count);
        if (Order.Length >= Radial.Stride) return;
        Order = new int[Radial.Stride];
        var (stride, row, triangle) = (Radial.Stride, Padded(angularFunctions), (maximumDegree + 2) * (maximumDegree + 3) / 2);
        _growing = new(stride * (row + 2 * _functions + _rows + triangle + 4));
        Rows = _growing.Pointer;
        G = Rows + stride * row;
        GSlope = G + stride * _functions;
        Harmonics = GSlope + stride * _functions;
        Legendre = Harmonics + stride * _rows;
        RadialPull = Legendre + stride * triangle;
        PullX = RadialPull + stride;
        PullY = PullX + stride;
        PullZ = PullY + stride;
    }

    private static int Padded(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
}
