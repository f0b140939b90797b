namespace Lithoscope.Structures;

/// <summary>
/// Numbers molecules so that those whose atoms are bonded alike share a number, whatever the order of their atoms, their position, orientation, handedness or
/// conformation.
/// </summary>
/// <remarks>
/// Two atoms are bonded where they are nearer than 1.25 times the sum of their covalent radii. Graphs of bonds are told apart by refining colours of atoms: an atom's
/// colour, its element at first, becomes its colour together with those of its neighbours, until there are no more colours than before (B. Weisfeiler and A. A. Lehman,
/// Nauchno-Technicheskaya Informatsia 2, 9, 12 (1968)). Molecules of the same graph always share a number; rarely do others that refinement cannot tell apart.
/// Not thread-safe.
/// </remarks>
public sealed class MoleculeClasses
{
    /// <summary>Two atoms are bonded within so many times the sum of their covalent radii.</summary>
    public const double BondFactor = 1.25;

    private readonly Dictionary<string, int> _colours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);

    /// <summary>The number of a molecule, from 0 in order of first appearance.</summary>
    /// <param name="molecule">A structure; its cell, if it has one, is not looked at. The time it takes grows with the square of the number of atoms.</param>
    public int ClassOf(Structure molecule)
    {
        var neighbours = Bonds(molecule);
        int[] colours = [.. molecule.AtomicNumbers.ToArray().Select(z => Colour("Z" + z))];
        for (int known = -1, count = colours.Distinct().Count(); count > known; count = colours.Distinct().Count())
        {
            known = count;
            colours = [.. colours.Select((c, i) => Colour(c + ":" + string.Join(',', neighbours[i].Select(j => colours[j]).Order())))];
        }

        // A colour stands for all that it was refined from, so the last ones are enough.
        var key = string.Join(',', colours.Order());
        if (!_classes.TryGetValue(key, out var number)) _classes[key] = number = _classes.Count;
        return number;
    }

    private int Colour(string description)
    {
        if (!_colours.TryGetValue(description, out var colour)) _colours[description] = colour = _colours.Count;
        return colour;
    }

    private static List<int>[] Bonds(Structure molecule)
    {
        var n = molecule.Count;
        ReadOnlySpan<byte> z = molecule.AtomicNumbers;
        var x = molecule.Positions;
        var neighbours = new List<int>[n];
        for (var i = 0; i < n; i++) neighbours[i] = [];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                // NaN, the radius of a dummy atom, bonds to nothing.
                var reach = BondFactor * (Element.CovalentRadius(z[i]) + Element.CovalentRadius(z[j]));
                double dx = x[3 * i] - x[3 * j], dy = x[3 * i + 1] - x[3 * j + 1], dz = x[3 * i + 2] - x[3 * j + 2];
                if (!(dx * dx + dy * dy + dz * dz < reach * reach)) continue;
                neighbours[i].Add(j);
                neighbours[j].Add(i);
            }
        }

        return neighbours;
    }
}
