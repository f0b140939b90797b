using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads crystal structures from CIFs of version 1.1 (and 2.0 where it differs little), one for each data block that holds atoms. Symmetry is
/// applied: a structure holds all atoms of its cell. docs/formats/cif.md says what is understood.
/// </summary>
public static class CifReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The structures, with the names of sites as column <c>label</c> (S:1), where a site is partly occupied the shares as column <c>occupancy</c> (R:1), and
    /// the block's <c>name</c>, <c>formula</c> and <c>space_group</c> as info.
    /// </returns>
    /// <exception cref="InputException">The text is malformed; raised when its frame is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var tokens = new CifTokens(new LineReader(stream, name));
        if (!tokens.TryNext()) yield break;
        if (tokens.Kind != CifTokenKind.Block) throw tokens.Fault("the file does not begin with a data block", "write data_ and a name before the first tag");
        var frames = 0;
        for (var another = true; another;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var block, another) = CifBlock.Read(tokens, cancellationToken);
            if (block.HasAtoms) yield return CifStructure.Build(block, frames++, name, cancellationToken);
        }
    }
}
