using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>A format whose structures fill a folder of files. What <see cref="IStructureFormat"/> does with streams, it refuses.</summary>
public interface IStructureFolderFormat : IStructureFormat
{
    /// <summary>Whether a folder that exists holds structures of this format.</summary>
    bool MatchesFolder(string path);

    /// <summary>The frames of a folder, read as they are asked for.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">A file in it is malformed; raised when its frame is reached.</exception>
    IEnumerable<Structure> ReadFolder(string path, CancellationToken cancellationToken = default);

    /// <summary>Writes frames to a folder, which appears under its name only when it is complete.</summary>
    /// <param name="path">The folder: one that does not exist, or an empty one.</param>
    /// <param name="frames">The frames, asked for one at a time.</param>
    /// <param name="cancellationToken">Ends the writing between two frames.</param>
    /// <exception cref="InputException">The folder is not empty, or the format cannot hold the frames.</exception>
    void WriteFolder(string path, IEnumerable<Structure> frames, CancellationToken cancellationToken = default);
}
