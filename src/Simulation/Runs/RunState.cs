using System.Globalization;
using System.Security.Cryptography;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Simulation;

/// <summary>All that a run needs to go on to the same bits, in a safetensors file. The one before is kept beside it until the next is whole.</summary>
internal sealed record RunState
{
    /// <summary>The file of the newest.</summary>
    public const string FileName = "checkpoint.safetensors";
    private const string PreviousName = "checkpoint.previous.safetensors";

    /// <summary>Steps done in the whole run.</summary>
    public required long Step { get; init; }

    /// <summary>x y z of each atom in turn, Å.</summary>
    public required double[] Positions { get; init; }

    /// <summary>x y z of each velocity, Å/fs.</summary>
    public required double[] Velocities { get; init; }

    /// <summary>Positions at which the neighbour list was built, Å.</summary>
    public required double[] ListPositions { get; init; }

    /// <summary>The cell, lattice vectors as rows, Å.</summary>
    public required Matrix3D Cell { get; init; }

    /// <summary>The cell in which the neighbour list was built, Å.</summary>
    public required Matrix3D ListCell { get; init; }

    /// <summary>State of the tuning of the skin; empty where the skin is given.</summary>
    public required double[] Skin { get; init; }

    /// <summary>Extrapolation grades counted so far.</summary>
    public required long[] Grades { get; init; }

    /// <summary>State of the bath.</summary>
    public required double[] Bath { get; init; }

    /// <summary>Length of thermo.csv and of the trajectory, bytes.</summary>
    public required long[] Lengths { get; init; }

    /// <summary>Writes it, atomically.</summary>
    public void Write(RunFolder folder, string prefix)
    {
        var (path, previous) = (folder.PathOf(prefix + FileName), folder.PathOf(prefix + PreviousName));
        Dictionary<string, Tensor> tensors = new()
        {
            ["positions"] = new(Positions, Positions.Length / 3, 3),
            ["velocities"] = new(Velocities, Velocities.Length / 3, 3),
            ["list_positions"] = new(ListPositions, ListPositions.Length / 3, 3),
            ["cell"] = ToTensor(Cell),
            ["list_cell"] = ToTensor(ListCell),
            ["skin"] = new(Skin, Skin.Length),
            ["grades"] = new(Grades, Grades.Length),
            ["bath"] = new(Bath, Bath.Length),
            ["lengths"] = new(Lengths, Lengths.Length),
            ["step"] = new(new[] { Step }, 1),
        };
        if (File.Exists(path)) File.Move(path, previous, overwrite: true);
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { ["sha256"] = Hash(tensors) });
    }

    /// <summary>The newest state that is whole and that the caller can go on from, or null.</summary>
    public static RunState? Read(RunFolder folder, string prefix, Func<RunState, bool> isUsable) =>
        TryRead(folder.PathOf(prefix + FileName), isUsable) ?? TryRead(folder.PathOf(prefix + PreviousName), isUsable);

    /// <summary>Whether there is a file of one, whole or not.</summary>
    public static bool Exists(RunFolder folder, string prefix) => File.Exists(folder.PathOf(prefix + FileName)) || File.Exists(folder.PathOf(prefix + PreviousName));

    /// <summary>Removes the state kept as a precaution.</summary>
    public static void RemovePrevious(RunFolder folder, string prefix) => File.Delete(folder.PathOf(prefix + PreviousName));

    /// <summary>Removes all states.</summary>
    public static void Remove(RunFolder folder, string prefix)
    {
        File.Delete(folder.PathOf(prefix + FileName));
        RemovePrevious(folder, prefix);
    }

    private static RunState? TryRead(string path, Func<RunState, bool> isUsable)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var (tensors, metadata) = SafeTensors.Read(path);
            if (!metadata.TryGetValue("sha256", out var hash) || hash != Hash(tensors)) return null;
            double[] Reals(string name) => (double[])tensors[name].Data;
            long[] Integers(string name) => (long[])tensors[name].Data;
            RunState state = new()
            {
                Step = Integers("step")[0], Positions = Reals("positions"), Velocities = Reals("velocities"),
                ListPositions = Reals("list_positions"), Cell = ToMatrix(Reals("cell")), ListCell = ToMatrix(Reals("list_cell")), Skin = Reals("skin"), Grades = Integers("grades"), Bath = Reals("bath"), Lengths = Integers("lengths"),
            };
            return isUsable(state) ? state : null;
        }
        catch (Exception fault) when (fault is InputException or KeyNotFoundException or InvalidCastException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static Tensor ToTensor(in Matrix3D m) => new(new[] { m.A.X, m.A.Y, m.A.Z, m.B.X, m.B.Y, m.B.Z, m.C.X, m.C.Y, m.C.Z }, 3, 3);

    private static Matrix3D ToMatrix(double[] v) => new(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));

    private static string Hash(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {tensor.Data.Length} ")));
            var bytes = new byte[Buffer.ByteLength(tensor.Data)];
            Buffer.BlockCopy(tensor.Data, 0, bytes, 0, bytes.Length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
