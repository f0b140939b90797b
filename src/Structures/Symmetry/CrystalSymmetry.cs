using System.Globalization;
using System.Runtime.InteropServices;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The symmetry of a crystal, found by spglib (arXiv:1808.01590). Elements and places count; charges, magnetic moments and occupancies do not.
/// </summary>
public sealed record CrystalSymmetry
{
    /// <summary>The tolerance where none is given, Å: coordinates of three or four digits still show their symmetry.</summary>
    public const double DefaultTolerance = 0.01;

    /// <summary>Number of the space group in International Tables A, 1 to 230.</summary>
    public required int SpaceGroupNumber { get; init; }

    /// <summary>Its short international symbol, such as <c>Fd-3m</c>.</summary>
    public required string InternationalSymbol { get; init; }

    /// <summary>The Hall symbol of the setting, such as <c>F 4d 2 3 -1d</c>.</summary>
    public required string HallSymbol { get; init; }

    /// <summary>The number of that setting in the list of 530 Hall symbols.</summary>
    public required int HallNumber { get; init; }

    /// <summary>The choice of origin, axis or cell where the group has several; else empty.</summary>
    public required string Setting { get; init; }

    /// <summary>The crystallographic point group in international notation, such as <c>m-3m</c>.</summary>
    public required string PointGroup { get; init; }

    /// <summary>The operations of the given cell; more than the group's own where that cell is not primitive.</summary>
    public required IReadOnlyList<SymmetryOperation> Operations { get; init; }

    /// <summary>The Wyckoff letter of each atom.</summary>
    public required IReadOnlyList<string> WyckoffLetters { get; init; }

    /// <summary>The site symmetry of each atom, such as <c>-43m</c>.</summary>
    public required IReadOnlyList<string> SiteSymmetries { get; init; }

    /// <summary>For each atom the first that an operation of the space group maps it onto, counted from 0.</summary>
    public required IReadOnlyList<int> EquivalentAtoms { get; init; }

    /// <summary>The tolerance that was used, Å.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Whether spglib is installed, in a version that is known.</summary>
    public static bool IsAvailable => SpglibLibrary.IsAvailable;

    /// <summary>Finds the symmetry.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="tolerance">How far, Å, an atom may be from where an operation puts it.</param>
    /// <exception cref="InputException">The structure is not periodic along all axes, or the search fails.</exception>
    /// <exception cref="MissingDependencyException">spglib is not installed.</exception>
    public static unsafe CrystalSymmetry Of(Structure structure, double tolerance = DefaultTolerance)
    {
        Check(structure, tolerance, "symmetry");
        var library = SpglibLibrary.Require();
        lock (SpglibLibrary.Gate)
        {
            var dataset = library.GetDataset(new SpglibCell(structure), tolerance);
            if (dataset is null) throw Failed(structure, library, tolerance);
            try
            {
                // What a library of another layout returns does not pass for this.
                if (dataset->AtomCount != structure.Count || dataset->SpaceGroupNumber is < 1 or > 230) throw new MissingDependencyException("the installed spglib does not answer as version 2 does; install Debian's package libsymspg1.");
                return Read(dataset, structure.Count, tolerance);
            }
            finally
            {
                library.Free(dataset);
            }
        }
    }

    /// <summary>Refuses what has no symmetry to be found.</summary>
    internal static void Check(Structure structure, double tolerance, string purpose)
    {
        BuilderChecks.CrystalCell(structure, purpose);
        if (!(tolerance > 0 && double.IsFinite(tolerance))) throw BuilderChecks.Fault(structure, "the tolerance is not a positive length", "give it in Å, such as 0.01");
        foreach (var x in structure.Positions)
        {
            if (!double.IsFinite(x)) throw BuilderChecks.Fault(structure, "a coordinate is not a finite number", "correct the positions");
        }
    }

    /// <summary>A search that failed, in the library's words.</summary>
    internal static InputException Failed(Structure structure, SpglibLibrary library, double tolerance) => BuilderChecks.Fault(
        structure, string.Create(CultureInfo.InvariantCulture, $"spglib finds no symmetry with a tolerance of {tolerance} Å ({library.LastError()})"), "try another tolerance, and check that no two atoms are at the same place");

    private static unsafe CrystalSymmetry Read(SpglibDataset* dataset, int atoms, double tolerance) => new()
    {
        SpaceGroupNumber = dataset->SpaceGroupNumber,
        InternationalSymbol = Text(dataset->InternationalSymbol),
        HallSymbol = Text(dataset->HallSymbol),
        HallNumber = dataset->HallNumber,
        Setting = Text(dataset->Choice),
        PointGroup = Text(dataset->PointGroupSymbol),
        Operations = ReadOperations(dataset),
        WyckoffLetters = Array.ConvertAll(new ReadOnlySpan<int>(dataset->Wyckoffs, atoms).ToArray(), Letter),
        SiteSymmetries = ReadSites(dataset, atoms),
        EquivalentAtoms = new ReadOnlySpan<int>(dataset->EquivalentAtoms, atoms).ToArray(),
        Tolerance = tolerance,
    };

    private static unsafe SymmetryOperation[] ReadOperations(SpglibDataset* dataset)
    {
        var operations = new SymmetryOperation[dataset->OperationCount];
        for (var k = 0; k < operations.Length; k++)
        {
            var r = dataset->Rotations + 9 * k;
            var t = dataset->Translations + 3 * k;
            operations[k] = new(new(r[0], r[1], r[2]), new(r[3], r[4], r[5]), new(r[6], r[7], r[8]), new(t[0], t[1], t[2]));
        }

        return operations;
    }

    private static unsafe string[] ReadSites(SpglibDataset* dataset, int atoms)
    {
        var sites = new string[atoms];
        for (var i = 0; i < atoms; i++) sites[i] = Text(dataset->SiteSymmetrySymbols + SpglibDataset.SiteSymmetryLength * i);
        return sites;
    }

    // The twenty-seventh letter, of the general position of Pmmm, is A in spglib and alpha in International Tables.
    private static string Letter(int number) => number < 26 ? ((char)('a' + number)).ToString() : "A";

    private static unsafe string Text(byte* text) => (Marshal.PtrToStringAnsi((nint)text) ?? "").Trim();
}
