namespace Lithoscope.Structures.Tests;

/// <summary>Equality of structures to the last bit, order of keys and columns included.</summary>
internal static class StructureAssert
{
    public static void Same(Structure expected, Structure actual)
    {
        Assert.Equal(expected.AtomicNumbers.ToArray(), actual.AtomicNumbers.ToArray());
        SameBits(expected.Positions.ToArray(), actual.Positions.ToArray());
        Assert.Equal(expected.Periodicity, actual.Periodicity);
        Assert.Equal(expected.Cell is null, actual.Cell is null);
        if (expected.Cell is { } cell)
        {
            for (var row = 0; row < 3; row++)
            {
                var (e, a) = (cell[row], actual.Cell!.Value[row]);
                SameBits([e.X, e.Y, e.Z], [a.X, a.Y, a.Z]);
            }
        }

        Assert.Equal(expected.Columns.Select(c => (c.Name, c.Width, c.GetType())), actual.Columns.Select(c => (c.Name, c.Width, c.GetType())));
        for (var c = 0; c < expected.Columns.Count; c++) SameColumn(expected.Columns[c], actual.Columns[c]);
        Assert.Equal(expected.Info.Select(p => p.Key), actual.Info.Select(p => p.Key));
        for (var k = 0; k < expected.Info.Count; k++) Same(expected.Info[k].Value, actual.Info[k].Value);
    }

    public static void Same(InfoValue expected, InfoValue actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Shape, actual.Shape);
        switch (expected)
        {
            case RealInfo real: SameBits(real.Values, ((RealInfo)actual).Values); break;
            case IntegerInfo integer: Assert.Equal(integer.Values, ((IntegerInfo)actual).Values); break;
            case LogicalInfo logical: Assert.Equal(logical.Values, ((LogicalInfo)actual).Values); break;
            case TextInfo text: Assert.Equal(text.Values, ((TextInfo)actual).Values); break;
            case JsonInfo json: Assert.Equal(json.Json, ((JsonInfo)actual).Json); break;
        }
    }

    private static void SameColumn(AtomColumn expected, AtomColumn actual)
    {
        switch (expected)
        {
            case RealColumn real: SameBits(real.Values, ((RealColumn)actual).Values); break;
            case IntegerColumn integer: Assert.Equal(integer.Values, ((IntegerColumn)actual).Values); break;
            case LogicalColumn logical: Assert.Equal(logical.Values, ((LogicalColumn)actual).Values); break;
            case TextColumn text: Assert.Equal(text.Values, ((TextColumn)actual).Values); break;
        }
    }

    // The sign of a NaN carries no meaning in text; everything else must agree in every bit.
    private static void SameBits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(Bits), actual.Select(Bits));

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
}
