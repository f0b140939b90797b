using Lithoscope.Descriptors;

namespace Lithoscope.Potentials;

/// <summary>The order in which n2p2 keeps the symmetry functions of an element; scaling.data and the weights refer to it. Equal functions keep the order of the file.</summary>
internal sealed class N2p2FunctionOrder : IComparer<N2p2Function>
{
    /// <summary>The order.</summary>
    public static N2p2FunctionOrder Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Cutoff function and inner radius, which n2p2 compares after the type, are the same for all functions of a potential.</remarks>
    public int Compare(N2p2Function? x, N2p2Function? y)
    {
        var (a, b) = (x!.Function, y!.Function);
        if (x.Type != y.Type) return x.Type.CompareTo(y.Type);
        if (a.Radial.Kind != RadialFactor.RadialKind.Compact)
        {
            return First(
                a.Radial.Cutoff.CompareTo(b.Radial.Cutoff),
                a.Radial.Exponent.CompareTo(b.Radial.Exponent),
                a.Radial.Shift.CompareTo(b.Radial.Shift),
                Compare(a.Angular?.Zeta, b.Angular?.Zeta),
                Compare(a.Angular?.Lambda, b.Angular?.Lambda),
                a.First.CompareTo(b.First),
                a.Second.CompareTo(b.Second));
        }

        return First(
            string.CompareOrdinal(x.Subtype, y.Subtype),
            a.First.CompareTo(b.First),
            a.Second.CompareTo(b.Second),
            a.Radial.Bump.High.CompareTo(b.Radial.Bump.High),
            a.Radial.Bump.Low.CompareTo(b.Radial.Bump.Low),
            Compare(a.Angular?.Bump.Low, b.Angular?.Bump.Low),
            Compare(a.Angular?.Bump.High, b.Angular?.Bump.High));
    }

    private static int Compare(double? a, double? b) => Nullable.Compare(a, b);

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0) return comparison;
        }

        return 0;
    }
}
