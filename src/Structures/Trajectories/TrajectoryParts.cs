namespace Lithoscope.Structures;

/// <summary>A column of atoms that every frame holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">R, I or L, as in extended XYZ.</param>
/// <param name="Width">Values per atom.</param>
internal sealed record TrajectoryColumn(string Name, char Type, int Width)
{
    /// <summary>Bytes in a frame.</summary>
    public long Size(long atoms, int realSize) => checked((atoms * Width * (Type switch { 'R' => realSize, 'I' => 8, _ => 1 }) + 7) / 8 * 8);

    /// <summary>The type letter of a column.</summary>
    public static char TypeOf(AtomColumn column) => column switch { RealColumn => 'R', IntegerColumn => 'I', LogicalColumn => 'L', _ => 'S' };
}

/// <summary>A property that every frame holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">R, I, L, S (text) or J (a JSON document).</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Capacity">Bytes for each text, after four that hold its length; 0 for numbers.</param>
internal sealed record TrajectoryValue(string Name, char Type, int[] Shape, int Capacity)
{
    /// <summary>Number of values.</summary>
    public int Count
    {
        get
        {
            var count = 1;
            foreach (var n in Shape) count = checked(count * n);
            return count;
        }
    }

    /// <summary>Bytes in a frame.</summary>
    public long Size => checked(((long)Count * (Type switch { 'R' or 'I' => 8, 'L' => 1, _ => 4 + Capacity }) + 7) / 8 * 8);

    /// <summary>The type letter of a property.</summary>
    public static char TypeOf(InfoValue value) => value switch { RealInfo => 'R', IntegerInfo => 'I', LogicalInfo => 'L', TextInfo => 'S', _ => 'J' };

    /// <summary>The texts of a property that is text.</summary>
    public static string[] Texts(InfoValue value) => value switch { TextInfo text => text.Values, JsonInfo json => [json.Json], _ => [] };
}
