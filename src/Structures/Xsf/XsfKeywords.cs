namespace Lithoscope.Structures;

/// <summary>What a line of an XSF file that begins with a keyword opens.</summary>
internal enum XsfKeyword
{
    /// <summary>No keyword.</summary>
    None,

    /// <summary>ANIMSTEPS: the number of frames of an animation.</summary>
    AnimationSteps,

    /// <summary>MOLECULE, POLYMER, SLAB or CRYSTAL: along how many vectors the structure repeats.</summary>
    Dimension,

    /// <summary>DIM-GROUP: the same as a number, on the next line.</summary>
    DimensionGroup,

    /// <summary>PRIMVEC: the lattice vectors.</summary>
    PrimitiveVectors,

    /// <summary>CONVVEC: those of the conventional cell, and RECIP-PRIMVEC and RECIP-CONVVEC: those of reciprocal space; read past.</summary>
    OtherVectors,

    /// <summary>PRIMCOORD: a number of atoms and the atoms.</summary>
    PrimitiveAtoms,

    /// <summary>CONVCOORD: those of the conventional cell, read past.</summary>
    ConventionalAtoms,

    /// <summary>ATOMS: atoms up to the next keyword.</summary>
    Atoms,

    /// <summary>BEGIN_…: a block that ends with END_…, read past.</summary>
    Block,
}

/// <summary>The keywords of XSF files. They are upper case by the definition of the format; lower case is taken too.</summary>
internal static class XsfKeywords
{
    private static readonly Dictionary<string, XsfKeyword> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ANIMSTEPS"] = XsfKeyword.AnimationSteps,
        ["MOLECULE"] = XsfKeyword.Dimension,
        ["POLYMER"] = XsfKeyword.Dimension,
        ["SLAB"] = XsfKeyword.Dimension,
        ["CRYSTAL"] = XsfKeyword.Dimension,
        ["DIM-GROUP"] = XsfKeyword.DimensionGroup,
        ["PRIMVEC"] = XsfKeyword.PrimitiveVectors,
        ["CONVVEC"] = XsfKeyword.OtherVectors,
        ["RECIP-PRIMVEC"] = XsfKeyword.OtherVectors,
        ["RECIP-CONVVEC"] = XsfKeyword.OtherVectors,
        ["PRIMCOORD"] = XsfKeyword.PrimitiveAtoms,
        ["CONVCOORD"] = XsfKeyword.ConventionalAtoms,
        ["ATOMS"] = XsfKeyword.Atoms,
    };

    /// <summary>What <paramref name="word"/> opens.</summary>
    public static XsfKeyword Find(ReadOnlySpan<byte> word)
    {
        // The longest keyword has 13 letters; blocks may have any name.
        Span<char> letters = stackalloc char[16];
        var length = Math.Min(word.Length, letters.Length);
        for (var i = 0; i < length; i++) letters[i] = (char)word[i];
        if (letters[..length].StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase)) return XsfKeyword.Block;
        return word.Length <= length && All.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..length], out var keyword) ? keyword : XsfKeyword.None;
    }

    /// <summary>Along which vectors a structure of so many dimensions repeats: none, a, a and b, or all.</summary>
    public static Periodicity Periodicity(long dimensions) => new(dimensions > 0, dimensions > 1, dimensions > 2);

    /// <summary>The dimensions of the keyword MOLECULE, POLYMER, SLAB or CRYSTAL.</summary>
    public static int Dimensions(ReadOnlySpan<byte> word) => (word[0] | 0x20) switch { 'm' => 0, 'p' => 1, 's' => 2, _ => 3 };
}
