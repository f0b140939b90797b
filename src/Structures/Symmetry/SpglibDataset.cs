using System.Runtime.InteropServices;

namespace Lithoscope.Structures;

/// <summary>
/// The layout of SpglibDataset in spglib 2, as the header of 2.0.2 declares it (https://spglib.readthedocs.io/en/stable/dataset.html); later 2.x headers
/// declare the same. Texts end with a zero; pointers belong to the library.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SpglibDataset
{
    public int SpaceGroupNumber;
    public int HallNumber;
    public fixed byte InternationalSymbol[11];
    public fixed byte HallSymbol[17];
    public fixed byte Choice[6];
    public fixed double TransformationMatrix[9];
    public fixed double OriginShift[3];
    public int OperationCount;
    public int* Rotations;
    public double* Translations;
    public int AtomCount;
    public int* Wyckoffs;
    public byte* SiteSymmetrySymbols;
    public int* EquivalentAtoms;
    public int* CrystallographicOrbits;
    public fixed double PrimitiveLattice[9];
    public int* MappingToPrimitive;
    public int StandardAtomCount;
    public fixed double StandardLattice[9];
    public int* StandardTypes;
    public double* StandardPositions;
    public fixed double StandardRotationMatrix[9];
    public int* StandardMappingToPrimitive;
    public fixed byte PointGroupSymbol[6];

    /// <summary>Length of each text of <see cref="SiteSymmetrySymbols"/>.</summary>
    public const int SiteSymmetryLength = 7;
}
