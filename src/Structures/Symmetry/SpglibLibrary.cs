using System.Globalization;
using System.Runtime.InteropServices;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The C library spglib (A. Togo and I. Tanaka, arXiv:1808.01590), where the system has it. Its lattices are column vectors: the transposes of our cells.
/// Calls are made one at a time, as the library keeps its last error in one place.
/// </summary>
internal sealed unsafe class SpglibLibrary
{
    private const int KnownMajorVersion = 2;

    private static readonly Lazy<SpglibLibrary?> Installed = new(() => Open(["libsymspg.so.1", "libsymspg.so.2", "libsymspg.so", "libsymspg.dylib", "symspg.dll"]));

    /// <summary>Held while the library is called.</summary>
    public static readonly Lock Gate = new();

    private readonly delegate* unmanaged<double*, double*, int*, int, double, SpglibDataset*> _getDataset;
    private readonly delegate* unmanaged<SpglibDataset*, void> _freeDataset;
    private readonly delegate* unmanaged<double*, double*, int*, int, int, int, double, int> _standardizeCell;
    private readonly delegate* unmanaged<double*, double, int> _niggliReduce;
    private readonly delegate* unmanaged<int> _getErrorCode;
    private readonly delegate* unmanaged<int, byte*> _getErrorMessage;

    private SpglibLibrary(nint handle)
    {
        int Number(string export) => ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, export))();
        Version = (Number("spg_get_major_version"), Number("spg_get_minor_version"), Number("spg_get_micro_version"));
        _getDataset = (delegate* unmanaged<double*, double*, int*, int, double, SpglibDataset*>)NativeLibrary.GetExport(handle, "spg_get_dataset");
        _freeDataset = (delegate* unmanaged<SpglibDataset*, void>)NativeLibrary.GetExport(handle, "spg_free_dataset");
        _standardizeCell = (delegate* unmanaged<double*, double*, int*, int, int, int, double, int>)NativeLibrary.GetExport(handle, "spg_standardize_cell");
        _niggliReduce = (delegate* unmanaged<double*, double, int>)NativeLibrary.GetExport(handle, "spg_niggli_reduce");
        _getErrorCode = (delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "spg_get_error_code");
        _getErrorMessage = (delegate* unmanaged<int, byte*>)NativeLibrary.GetExport(handle, "spg_get_error_message");
    }

    /// <summary>The library's version.</summary>
    public (int Major, int Minor, int Micro) Version { get; }

    /// <summary>Whether there is a library that can be used.</summary>
    public static bool IsAvailable => Installed.Value is { } library && library.Version.Major == KnownMajorVersion;

    /// <summary>The library.</summary>
    /// <exception cref="MissingDependencyException">It is not installed, or of a version whose structures are not known.</exception>
    public static SpglibLibrary Require() => Require(Installed.Value);

    /// <summary>Loads the first of several names that exists and holds the functions; null where there is none.</summary>
    internal static SpglibLibrary? Open(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var handle)) continue;
            try
            {
                return new SpglibLibrary(handle);
            }
            catch (EntryPointNotFoundException)
            {
                // Not spglib, or one so old that it does not say its version.
                NativeLibrary.Free(handle);
            }
        }

        return null;
    }

    internal static SpglibLibrary Require(SpglibLibrary? library)
    {
        if (library is null) throw new MissingDependencyException("symmetry needs the library spglib, which is not installed; install Debian's package libsymspg1.");
        CheckVersion(library.Version);
        return library;
    }

    internal static void CheckVersion((int Major, int Minor, int Micro) version)
    {
        if (version.Major == KnownMajorVersion) return;
        throw new MissingDependencyException(string.Create(CultureInfo.InvariantCulture, $"symmetry needs spglib 2, and version {version.Major}.{version.Minor}.{version.Micro} is installed; install Debian's package libsymspg1."));
    }

    /// <summary>Analyses a crystal; null where the library fails. To be given back to <see cref="Free"/>.</summary>
    public SpglibDataset* GetDataset(SpglibCell cell, double tolerance)
    {
        fixed (double* lattice = cell.Lattice, positions = cell.Positions)
        fixed (int* types = cell.Types)
        {
            return _getDataset(lattice, positions, types, cell.Count, tolerance);
        }
    }

    /// <summary>Frees a dataset.</summary>
    public void Free(SpglibDataset* dataset) => _freeDataset(dataset);

    /// <summary>Replaces a cell, whose arrays must have room for four times its atoms, by a standard one; positions stay in the crystal's frame.</summary>
    /// <returns>The number of atoms, 0 where the library fails.</returns>
    public int Standardize(SpglibCell cell, bool primitive, double tolerance)
    {
        fixed (double* lattice = cell.Lattice, positions = cell.Positions)
        fixed (int* types = cell.Types)
        {
            return _standardizeCell(lattice, positions, types, cell.Count, primitive ? 1 : 0, 1, tolerance);
        }
    }

    /// <summary>Replaces a lattice by its Niggli-reduced one; false where the library fails.</summary>
    public bool Reduce(double[] lattice, double tolerance)
    {
        fixed (double* values = lattice) return _niggliReduce(values, tolerance) != 0;
    }

    /// <summary>What went wrong last, in the library's words.</summary>
    public string LastError() => Marshal.PtrToStringAnsi((nint)_getErrorMessage(_getErrorCode())) ?? "unknown error";
}
