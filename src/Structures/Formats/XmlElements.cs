using System.Text;
using System.Xml;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The elements of an XML file, one after another, without a tree in memory. No document type, no entities of its own, no network, bounded depth.
/// </summary>
internal sealed class XmlElements : IDisposable
{
    private const int MaximumDepth = 64;
    private const int MaximumWord = 256;

    private readonly MarkupStream _stream;
    private readonly XmlReader _reader;
    private readonly string _file;
    private readonly char[] _chunk = new char[4096];

    /// <summary>Reads a stream, which is left open.</summary>
    public XmlElements(Stream stream, string file)
    {
        (_file, _stream) = (file, new MarkupStream(stream, file));
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CheckCharacters = false,
        };
        try
        {
            _reader = XmlReader.Create(_stream, settings);
        }
        catch (XmlException fault)
        {
            throw new InputException("this is no XML file that can be read", file, 1, "repair the file or have it written again", fault);
        }
    }

    /// <summary>The file's name for messages.</summary>
    public string File => _file;

    /// <summary>Name of the element, without a prefix.</summary>
    public string Name => _reader.LocalName;

    /// <summary>The line in which it stands, counted from 1.</summary>
    public long Line => ((IXmlLineInfo)_reader).LineNumber;

    /// <summary>Where an element stands, to go through its children.</summary>
    /// <param name="Depth">Its depth.</param>
    /// <param name="IsEmpty">Whether it has no content.</param>
    public readonly record struct Scope(int Depth, bool IsEmpty);

    /// <summary>The file as a whole, whose only child is the root element.</summary>
    public static Scope Whole { get; } = new(-1, false);

    /// <summary>The element at which the reader stands.</summary>
    public Scope Here() => new(_reader.Depth, _reader.IsEmptyElement);

    /// <summary>Moves to the next child of an element; whatever was not read of the child before it is passed over.</summary>
    /// <returns>False at the end of the element.</returns>
    /// <exception cref="CutOffException">The file ends before.</exception>
    public bool NextChild(Scope parent)
    {
        if (parent.IsEmpty) return false;
        while (Advance())
        {
            if (_reader.Depth <= parent.Depth) return false;
            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == parent.Depth + 1) return true;
        }

        return false;
    }

    /// <summary>The attribute of that name, or null.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>The text of the element, without blanks at its ends; only the beginning of a long one.</summary>
    public string ReadText()
    {
        var text = new StringBuilder();
        ReadContent(chunk =>
        {
            if (text.Length < MaximumWord) text.Append(chunk);
        });
        return text.ToString().Trim();
    }

    /// <summary>The numbers in the element's text, added to <paramref name="values"/>. Stars, which Fortran writes where a number does not fit, are NaN.</summary>
    /// <exception cref="InputException">A word is no number.</exception>
    public void ReadReals(List<double> values)
    {
        var word = new StringBuilder();
        ReadContent(chunk =>
        {
            foreach (var c in chunk)
            {
                if (!char.IsWhiteSpace(c)) word.Append(c);
                else if (word.Length > 0) AddReal(word, values);
                if (word.Length > MaximumWord) throw NotANumber(word.ToString());
            }
        });
        if (word.Length > 0) AddReal(word, values);
    }

    /// <summary>The only number of the element's text, or null where there is none.</summary>
    public double? ReadReal()
    {
        var values = new List<double>();
        ReadReals(values);
        return values.Count == 1 && double.IsFinite(values[0]) ? values[0] : null;
    }

    /// <summary>A fault of the place where the reader stands.</summary>
    public InputException Fault(string what, string remedy) => new(what, _file, Math.Max(1, Line), remedy);

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private delegate void ChunkAction(ReadOnlySpan<char> chunk);

    private void ReadContent(ChunkAction action)
    {
        if (_reader.IsEmptyElement) return;
        var depth = _reader.Depth;
        while (Advance() && _reader.Depth > depth)
        {
            if (_reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)) continue;
            for (var count = Chunk(); count > 0; count = Chunk()) action(_chunk.AsSpan(0, count));
        }
    }

    private bool Advance() => Guarded(_reader.Read);

    private int Chunk() => Guarded(() => _reader.ReadValueChunk(_chunk, 0, _chunk.Length));

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            var result = read();
            return _reader.Depth <= MaximumDepth ? result : throw Fault("elements are nested too deeply", "check that this is the file it is taken for");
        }
        catch (XmlException fault)
        {
            // At the end of the file every fault is taken for the mark of a run that was killed while it wrote.
            if (_stream.AtEnd && fault.LineNumber >= _stream.LineEnds) throw new CutOffException(fault);
            throw new InputException("the XML is malformed: " + Sentence(fault), _file, Math.Max(1, fault.LineNumber), "repair the file or have it written again", fault);
        }
    }

    // The parser's message without the position that it appends.
    private static string Sentence(XmlException fault)
    {
        var text = fault.Message;
        var position = text.LastIndexOf(" Line ", StringComparison.Ordinal);
        return (position > 0 ? text[..position] : text).TrimEnd('.').ReplaceLineEndings(" ");
    }

    private void AddReal(StringBuilder word, List<double> values)
    {
        var text = word.ToString();
        word.Clear();
        if (text[0] == '*') values.Add(double.NaN);
        else if (NumberText.TryParseReal(Encoding.UTF8.GetBytes(text), out var value)) values.Add(value);
        else throw NotANumber(text);
    }

    private InputException NotANumber(string text) => Fault($"expected a number, found {TextBytes.Quote(text)}", "repair the file or have it written again");
}

/// <summary>The file ends before it should: the run that wrote it was killed or is still going.</summary>
internal sealed class CutOffException(Exception inner) : Exception("The file is cut off.", inner);
