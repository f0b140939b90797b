using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// A file format for structures. Each has a folder of its own with the same parts: format, options, reader, writer.
/// Implementations are immutable and thread-safe; options are given to their constructors.
/// </summary>
public interface IStructureFormat
{
    /// <summary>The name by which the command line and recipes call it, such as "extxyz".</summary>
    string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    string Description { get; }

    /// <summary>Whether frames can be written in this format; outputs of programs are only read.</summary>
    bool CanWrite => true;

    /// <summary>The same format reading and writing with what the user knows; formats that have no use for a hint ignore it.</summary>
    /// <exception cref="InputException">A hint is one that the format cannot follow.</exception>
    IStructureFormat With(FormatHints hints) => this;

    /// <summary>Whether a file of that name is likely to be of this format.</summary>
    /// <param name="fileName">The name, without folders and without a .gz at its end.</param>
    bool MatchesName(string fileName);

    /// <summary>Whether a file that begins like this is of this format.</summary>
    /// <param name="head">The first <see cref="StructureFile.HeadLength"/> bytes of the file, or all of it where it is shorter.</param>
    bool MatchesContent(ReadOnlySpan<byte> head);

    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The content is malformed; raised when its frame is reached.</exception>
    IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default);

    /// <summary>Writes frames.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="frames">The frames, asked for one at a time.</param>
    /// <param name="cancellationToken">Ends the writing between two frames.</param>
    /// <exception cref="InputException">The format cannot hold these frames, such as more than one in a POSCAR.</exception>
    void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default);

    /// <summary>Names of the columns and frame properties of <paramref name="frame"/> that the format cannot hold and leaves out.</summary>
    IEnumerable<string> Unwritten(Structure frame) => [];
}
