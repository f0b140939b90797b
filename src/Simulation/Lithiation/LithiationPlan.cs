using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>What options mean for a structure: elements, numbers of atoms, volumes and distances.</summary>
internal sealed class LithiationPlan
{
    // (73.73 − 20.44) / 3.75 Å³: the cells of Materials Project's mp-569849 (Li15Si4) and mp-149 (Si), for each silicon atom.
    private const double LithiumInSilicon = 14.21;

    // The share of the sum of covalent radii that random packings keep too.
    private const double CovalentShare = 0.85;

    private LithiationPlan(byte insert, byte host) => (Insert, Host) = (insert, host);

    /// <summary>Atomic number of the element that goes in.</summary>
    public byte Insert { get; }

    /// <summary>Atomic number of the element that x is counted by.</summary>
    public byte Host { get; }

    /// <summary>Atoms of the host.</summary>
    public int Hosts { get; private init; }

    /// <summary>Atoms of the inserted element at the beginning.</summary>
    public int First { get; private init; }

    /// <summary>… and at the end.</summary>
    public int Last { get; private init; }

    /// <summary>Growth for each inserted atom, Å³.</summary>
    public double Growth { get; private init; }

    /// <summary>No atom is inserted closer to another, Å.</summary>
    public double MinimumDistance { get; private init; }

    /// <summary>Makes the plan.</summary>
    /// <exception cref="InputException">The options do not fit the structure or each other.</exception>
    public static LithiationPlan Of(LithiationOptions options, Structure structure)
    {
        var (insert, host) = Elements(options);
        if (structure.Periodicity != Periodicity.Full) throw Fault(structure, "it does not repeat along all axes, so that its voids are not bounded", "take a periodic structure");
        var numbers = structure.AtomicNumbers;
        int hosts = Count(numbers, host), first = Count(numbers, insert);
        if (hosts == 0) throw Fault(structure, $"it has no {Element.Symbol(host)}, which x is counted by", "set 'host' to an element of the structure");
        var last = Math.Round(options.To!.Value * hosts);
        if (last > 100_000_000) throw Fault(structure, string.Create(CultureInfo.InvariantCulture, $"x = {options.To} would be {last:G3} atoms"), "lower 'to'");
        if (last <= first) throw Fault(structure, string.Create(CultureInfo.InvariantCulture, $"it has {first} {Element.Symbol(insert)} for {hosts} {Element.Symbol(host)}, and 'to' asks for {last}"), "raise 'to'");
        return new(insert, host) { Hosts = hosts, First = first, Last = (int)last, Growth = GrowthOf(options, insert, host), MinimumDistance = DistanceOf(options, insert, host) };
    }

    /// <summary>Checks what can be checked without a structure.</summary>
    public static void Check(LithiationOptions options, StepValidation validation)
    {
        foreach (var (key, symbol) in new[] { ("insert", options.Insert), ("host", options.Host) })
        {
            if (!IsElement(symbol, out _)) validation.Fail(key, $"has '{symbol}', which is no element", "write its symbol, such as Li");
        }

        var (insert, host) = Elements(options);
        if (insert == host) validation.Fail("host", "is the inserted element", "name another element of the structure");
        if (double.IsNaN(GrowthOf(options, insert, host))) validation.Fail("volume_per_atom", $"is needed: a default is known for Li in Si only, not for {Element.Symbol(insert)} in {Element.Symbol(host)}", "give it in Å³");
        if (double.IsNaN(DistanceOf(options, insert, host))) validation.Fail("min_distance", "is needed, as a covalent radius is not known", "give it in Å");
    }

    private static (byte Insert, byte Host) Elements(LithiationOptions options) =>
        IsElement(options.Insert, out var insert) & IsElement(options.Host, out var host) ? (insert, host) : throw new InputException("'insert' or 'host' is no element");

    private static bool IsElement(string symbol, out byte z) => Element.TryParse(symbol, out z) && z > 0;

    private static double GrowthOf(LithiationOptions options, byte insert, byte host) => options.VolumePerAtom ?? (insert == 3 && host == 14 ? LithiumInSilicon : double.NaN);

    private static double DistanceOf(LithiationOptions options, byte insert, byte host) => options.MinDistance ?? CovalentShare * (Element.CovalentRadius(insert) + Element.CovalentRadius(host));

    private static int Count(ReadOnlySpan<byte> numbers, byte element)
    {
        var count = 0;
        foreach (var z in numbers) count += z == element ? 1 : 0;
        return count;
    }

    private static InputException Fault(Structure structure, string what, string remedy) =>
        new(string.Create(CultureInfo.InvariantCulture, $"frame {structure.Origin.Frame}: {what}"), structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, remedy);
}
