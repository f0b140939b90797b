namespace Lithoscope.Descriptors;

/// <summary>
/// How the symmetry functions of one element are evaluated together: equal factors of one distance are tabulated once for each neighbour, and functions of pairs of neighbours
/// are put into groups that share the pairs, their angles and the factors of the third side; functions with and without such a factor are in groups of their own.
/// </summary>
internal sealed class SymmetryFunctionPlan
{
    // Exponentials of integer multiples of an exponent, up to this one, are powers.
    private const int LargestPower = 64;

    private readonly List<CutoffFunction> _cutoffs = [];
    private readonly List<Radial> _radials = [];
    private readonly int[] _elements;

    /// <summary>Sorts the functions.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="elements">Atomic number of each species that a neighbour may have.</param>
    public SymmetryFunctionPlan(IReadOnlyList<SymmetryFunction> functions, IReadOnlyList<int> elements)
    {
        (_elements, Count) = ([.. elements], functions.Count);
        var sums = new List<RadialSum>();
        var groups = new List<(int First, int Second, bool IsNarrow, List<int> Members)>();
        for (var k = 0; k < functions.Count; k++)
        {
            var f = functions[k];
            if (f.Angular is null)
            {
                var species = f.IsWeighted ? -1 : Array.IndexOf(_elements, f.First);
                // Of elements that never come there is nothing to sum.
                if (species >= 0 || f.IsWeighted) sums.Add(new(k, AddRadial(f.Radial, f.IsWeighted, species, -1), species));
                continue;
            }

            var (a, b) = f.IsWeighted ? (-1, -1) : (Array.IndexOf(_elements, f.First), Array.IndexOf(_elements, f.Second));
            if (!f.IsWeighted && (a < 0 || b < 0)) continue;
            if (a > b) (a, b) = (b, a);
            if (groups.FindIndex(g => g.First == a && g.Second == b && g.IsNarrow == f.IsNarrow) is var at and >= 0) groups[at].Members.Add(k);
            else groups.Add((a, b, f.IsNarrow, [k]));
        }

        Sums = [.. sums];
        Groups = [.. groups.Select(g => Build(g.First, g.Second, g.Members, functions))];
        (Cutoffs, Radials) = ([.. _cutoffs], [.. _radials]);
        HasOneCutoff = functions.Where(f => f.Angular is not null).Select(f => f.Radial.Cutoff).Distinct().Count() <= 1;
    }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>Distinct cutoff functions of tabulated factors.</summary>
    public CutoffFunction[] Cutoffs { get; }

    /// <summary>Distinct factors of one distance.</summary>
    public Radial[] Radials { get; }

    /// <summary>Functions of single neighbours.</summary>
    public RadialSum[] Sums { get; }

    /// <summary>Groups of functions of pairs.</summary>
    public Group[] Groups { get; }

    /// <summary>Whether all functions of pairs end at the same distance.</summary>
    public bool HasOneCutoff { get; }

    private int AddRadial(RadialFactor factor, bool isWeighted, int first, int second)
    {
        var at = _radials.FindIndex(r => r.Factor == factor && r.IsWeighted == isWeighted);
        if (at < 0)
        {
            var cutoff = factor.Kind == RadialFactor.RadialKind.Compact ? -1 : AddCutoff(factor.CutoffFunction);
            at = _radials.Count;
            _radials.Add(new(factor, isWeighted, cutoff, new bool[_elements.Length]));
        }

        for (var s = 0; s < _elements.Length; s++) _radials[at].IsUsed[s] |= isWeighted || s == first || s == second;
        return at;
    }

    private int AddCutoff(CutoffFunction f)
    {
        if (_cutoffs.IndexOf(f) is var known and >= 0) return known;
        _cutoffs.Add(f);
        return _cutoffs.Count - 1;
    }

    private Group Build(int first, int second, List<int> members, IReadOnlyList<SymmetryFunction> functions)
    {
        AngularFactor[] angulars = [.. members.Select(k => functions[k].Angular!.Value).Distinct()];
        // Those that reach farthest come first, so that pairs farther apart need the first few only.
        var blocks = members.GroupBy(k => functions[k].Radial).OrderByDescending(g => g.Key.Cutoff).ToList();
        var isNarrow = functions[members[0]].IsNarrow;
        var across = blocks.Where(_ => isNarrow).Select(b => b.Key).OrderBy(r => r.Shift != 0).ThenBy(r => r.Exponent).Distinct().ToList();
        CutoffFunction[] cutoffs = [.. across.Where(r => r.Kind != RadialFactor.RadialKind.Compact).Select(r => r.CutoffFunction).Distinct()];
        var bases = across.Select((r, q) => Base(across, q)).ToList();
        var (laid, functionsOfBlocks, angularsOfBlocks) = (new List<Block>(), new List<int>(), new List<int>());
        foreach (var block in blocks)
        {
            var radial = AddRadial(block.Key, first < 0, first, second);
            laid.Add(new(radial, across.IndexOf(block.Key), block.Key.Cutoff, functionsOfBlocks.Count, functionsOfBlocks.Count + block.Count()));
            foreach (var k in block)
            {
                functionsOfBlocks.Add(k);
                angularsOfBlocks.Add(Array.IndexOf(angulars, functions[k].Angular!.Value));
            }
        }

        var pairs = new List<(int First, int Second)>();
        for (var a = 0; a < _elements.Length; a++)
        {
            for (var b = a; b < _elements.Length; b++)
            {
                if (first < 0 || (a == first && b == second)) pairs.Add((a, b));
            }
        }

        return new(
            [.. pairs],
            angulars,
            [.. across.Select((r, q) => new Across(r, r.Kind == RadialFactor.RadialKind.Compact ? -1 : Array.IndexOf(cutoffs, r.CutoffFunction), bases[q].Base, bases[q].Power))],
            cutoffs,
            [.. laid],
            [.. functionsOfBlocks],
            [.. angularsOfBlocks]);
    }

    // An earlier Gaussian about 0 of which this one is a power.
    private static (int Base, int Power) Base(List<RadialFactor> across, int q)
    {
        static bool IsPlain(RadialFactor r) => r is { Kind: RadialFactor.RadialKind.Gaussian, Shift: 0, Exponent: > 0 };
        if (!IsPlain(across[q])) return (-1, 0);
        for (var b = q - 1; b >= 0; b--)
        {
            if (!IsPlain(across[b])) continue;
            var ratio = across[q].Exponent / across[b].Exponent;
            if (Math.Round(ratio) is var power and >= 2 and <= LargestPower && Math.Abs(ratio - power) < 1e-14 * power) return (b, (int)power);
        }

        return (-1, 0);
    }

    /// <summary>A tabulated factor.</summary>
    /// <param name="Factor">The factor.</param>
    /// <param name="IsWeighted">Whether it is multiplied by the neighbour's atomic number.</param>
    /// <param name="Cutoff">Index of its cutoff function, or −1.</param>
    /// <param name="IsUsed">Whether neighbours of a species need it.</param>
    internal sealed record Radial(RadialFactor Factor, bool IsWeighted, int Cutoff, bool[] IsUsed);

    /// <summary>A function of single neighbours: the sum of a tabulated factor over one species, or all.</summary>
    internal readonly record struct RadialSum(int Function, int Radial, int Species);

    /// <summary>A factor of the third side of a triangle.</summary>
    /// <param name="Factor">The factor.</param>
    /// <param name="Cutoff">Index of its cutoff function in the group, or −1.</param>
    /// <param name="Base">Index of a factor whose exponential to the given power is that of this one, or −1.</param>
    /// <param name="Power">The power.</param>
    internal readonly record struct Across(RadialFactor Factor, int Cutoff, int Base, int Power);

    /// <summary>Functions with the same factors of distances.</summary>
    /// <param name="Radial">Index of the factor of either neighbour.</param>
    /// <param name="Across">Index of the factor of the third side, or −1.</param>
    /// <param name="Cutoff">Where they end.</param>
    /// <param name="Start">Position of the first of them in the group.</param>
    /// <param name="End">Position after the last.</param>
    internal readonly record struct Block(int Radial, int Across, double Cutoff, int Start, int End);

    /// <summary>Functions of the same pairs of neighbours, all of them with a factor of the third side or none.</summary>
    /// <param name="Pairs">Pairs of species.</param>
    /// <param name="Angulars">Distinct factors of the angle.</param>
    /// <param name="AcrossFactors">Distinct factors of the third side.</param>
    /// <param name="Cutoffs">Distinct cutoff functions of these.</param>
    /// <param name="Blocks">The functions, in blocks that end earlier and earlier.</param>
    /// <param name="Functions">Index of each function.</param>
    /// <param name="AngularOf">Index of its factor of the angle.</param>
    internal sealed record Group((int First, int Second)[] Pairs, AngularFactor[] Angulars, Across[] AcrossFactors, CutoffFunction[] Cutoffs, Block[] Blocks, int[] Functions, int[] AngularOf);
}
