using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads data-file-schema.xml of pw.x of Quantum ESPRESSO (its schema of 2017 and later), one structure after another, without a tree of the document in memory.
/// docs/formats/espresso-output.md says what is understood.
/// </summary>
public static class EspressoXmlReader
{
    /// <summary>The structures of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two structures.</param>
    /// <returns>Frames as <see cref="EspressoOutputReader.Read"/> gives them, with all digits.</returns>
    /// <exception cref="InputException">The file is malformed or holds no structure; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        using var xml = new XmlElements(stream, name);
        var steps = new EspressoXmlSteps(xml, cancellationToken);
        foreach (var frame in LastFrame.WithRemark(steps.ReadStep, () => steps.Remark)) yield return frame;
    }
}
