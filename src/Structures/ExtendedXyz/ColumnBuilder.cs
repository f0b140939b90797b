using System.Text;

namespace Lithoscope.Structures;

/// <summary>
/// Gathers one column of a frame, row by row. Room grows with what was read, never with the atom count that the file claims,
/// except that it stops at that count: so a complete frame ends in arrays of exactly its size.
/// </summary>
internal abstract class ColumnBuilder(string name, int width, int atoms)
{
    private const int FirstRoom = 1024;

    public string Name => name;

    public int Width => width;

    /// <summary>What a value of this column must be, for messages.</summary>
    public abstract string Expectation { get; }

    /// <summary>Whether values may be quoted to hold blanks.</summary>
    public virtual bool TakesQuotes => false;

    protected int Filled { get; set; }

    /// <summary>Takes the next value; false where it is not of the column's type.</summary>
    public abstract bool TryAdd(ReadOnlySpan<byte> value);

    /// <summary>The finished column.</summary>
    public abstract AtomColumn Build();

    /// <summary>The builder for a column of type R, I, L or S.</summary>
    public static ColumnBuilder Create(ExtendedXyzProperty property, int atoms) => property.Type switch
    {
        'R' => new RealColumnBuilder(property.Name, property.Width, atoms, finite: false),
        'I' => new IntegerColumnBuilder(property.Name, property.Width, atoms),
        'L' => new LogicalColumnBuilder(property.Name, property.Width, atoms),
        _ => new TextColumnBuilder(property.Name, property.Width, atoms),
    };

    protected T[] Room<T>() => new T[Math.Min(FirstRoom, (long)width * atoms)];

    protected void Grow<T>(ref T[] values) => Array.Resize(ref values, (int)Math.Min(2L * values.Length, Math.Min((long)width * atoms, Array.MaxLength)));
}

/// <summary>A column of real numbers; with <paramref name="finite"/>, NaN and infinities are refused.</summary>
internal sealed class RealColumnBuilder(string name, int width, int atoms, bool finite) : ColumnBuilder(name, width, atoms)
{
    private double[]? _values;

    public override string Expectation => finite ? "a finite real number" : "a real number";

    public double[] Values => _values ??= Room<double>();

    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        _values ??= Room<double>();
        if (Filled == _values.Length) Grow(ref _values);
        if (!NumberText.TryParseReal(value, out var real) || (finite && !double.IsFinite(real))) return false;
        _values[Filled++] = real;
        return true;
    }

    public override AtomColumn Build() => new RealColumn(Name, Width, Values);
}

/// <summary>A column of whole numbers.</summary>
internal sealed class IntegerColumnBuilder(string name, int width, int atoms) : ColumnBuilder(name, width, atoms)
{
    private long[]? _values;

    public override string Expectation => "a whole number";

    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        _values ??= Room<long>();
        if (Filled == _values.Length) Grow(ref _values);
        return NumberText.TryParseInteger(value, out _values[Filled++]);
    }

    public override AtomColumn Build() => new IntegerColumn(Name, Width, _values ?? Room<long>());
}

/// <summary>A column of truth values.</summary>
internal sealed class LogicalColumnBuilder(string name, int width, int atoms) : ColumnBuilder(name, width, atoms)
{
    private bool[]? _values;

    public override string Expectation => "T or F";

    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        _values ??= Room<bool>();
        if (Filled == _values.Length) Grow(ref _values);
        var truth = value.SequenceEqual("T"u8) || Ascii.EqualsIgnoreCase(value, "true");
        _values[Filled++] = truth;
        return truth || value.SequenceEqual("F"u8) || Ascii.EqualsIgnoreCase(value, "false");
    }

    public override AtomColumn Build() => new LogicalColumn(Name, Width, _values ?? Room<bool>());
}

/// <summary>A column of words. Words that repeat share one string.</summary>
internal sealed class TextColumnBuilder(string name, int width, int atoms) : ColumnBuilder(name, width, atoms)
{
    private const int MaximumShared = 1024;

    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private string[]? _values;

    public override string Expectation => "a word";

    public override bool TakesQuotes => true;

    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        _values ??= Room<string>();
        if (Filled == _values.Length) Grow(ref _values);
        _values[Filled++] = value.Length <= 64 ? Share(value) : TextBytes.Decode(value);
        return true;
    }

    public override AtomColumn Build() => new TextColumn(Name, Width, _values ?? Room<string>());

    private string Share(ReadOnlySpan<byte> value)
    {
        Span<char> characters = stackalloc char[64];
        if (!Ascii.IsValid(value)) return TextBytes.Decode(value);
        Encoding.ASCII.GetChars(value, characters);
        var key = characters[..value.Length];
        var lookup = _shared.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(key, out var known)) return known;
        var word = key.ToString();
        if (_shared.Count < MaximumShared) _shared.Add(word, word);
        return word;
    }
}

/// <summary>Atomic numbers, from symbols or from whole numbers.</summary>
internal sealed class SpeciesColumnBuilder(string name, int atoms, bool numbers) : ColumnBuilder(name, 1, atoms)
{
    private byte[]? _values;

    public override string Expectation => numbers ? "an atomic number from 0 to 118" : "the symbol of an element";

    public byte[] Values => _values ??= Room<byte>();

    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        _values ??= Room<byte>();
        if (Filled == _values.Length) Grow(ref _values);
        if (!numbers) return Element.TryParse(value, out _values[Filled++]);
        if (!NumberText.TryParseInteger(value, out var z) || z is < 0 or > Element.MaximumAtomicNumber) return false;
        _values[Filled++] = (byte)z;
        return true;
    }

    public override AtomColumn Build() => throw new NotSupportedException("Species are no column of a structure.");
}
