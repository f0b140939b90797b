using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Errors of one quantity against labels, value by value. Not thread-safe.</summary>
public sealed class ErrorSum
{
    private double _sum;
    private double _absolute;
    private double _squares;

    /// <summary>Values compared.</summary>
    public long Count { get; private set; }

    /// <summary>Root mean square error; NaN where nothing was compared.</summary>
    public double RootMeanSquare => Math.Sqrt(_squares / Count);

    /// <summary>Mean absolute error.</summary>
    public double MeanAbsolute => _absolute / Count;

    /// <summary>Mean error, predicted less label.</summary>
    public double Mean => _sum / Count;

    /// <summary>Adds one difference; NaN, a label that does not exist, is left out.</summary>
    public void Add(double difference)
    {
        if (double.IsNaN(difference)) return;
        Count++;
        _sum += difference;
        _absolute += Math.Abs(difference);
        _squares += difference * difference;
    }
}

/// <summary>Errors of a potential against the labels that structures bring along (<see cref="StructureLabels"/>). Not thread-safe.</summary>
public sealed class LabelErrors
{
    /// <summary>Energy per atom, one value a frame.</summary>
    public ErrorSum EnergyPerAtom { get; } = new();

    /// <summary>Components of forces.</summary>
    public ErrorSum Forces { get; } = new();

    /// <summary>Components of stress, nine a frame.</summary>
    public ErrorSum Stress { get; } = new();

    /// <summary>Compares a frame.</summary>
    /// <exception cref="Runtime.InputException">A label of the wrong shape, or stress and virial that contradict each other.</exception>
    public void Add(EvaluatedStructure frame)
    {
        var structure = frame.Structure;
        if (structure.Count > 0 && StructureLabels.Energy(structure) is { } energy) EnergyPerAtom.Add((frame.Energy - energy) / structure.Count);
        if (StructureLabels.Forces(structure) is { } forces)
        {
            for (var k = 0; k < frame.Forces.Length; k++) Forces.Add(frame.Forces[k] - forces.Values[k]);
        }

        if (frame.Stress is not { } stress || StructureLabels.Stress(structure) is not { } label) return;
        for (var row = 0; row < 3; row++)
        {
            Vector3D difference = stress[row] - label[row];
            Stress.Add(difference.X);
            Stress.Add(difference.Y);
            Stress.Add(difference.Z);
        }
    }
}
