using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>Predicts frame after frame of a file: what the step <c>xps.predict</c> and the command of the same name share.</summary>
public static class PredictedStructures
{
    /// <summary>The column of predicted binding energies, eV.</summary>
    public const string EnergyColumn = "binding_energy";

    /// <summary>The column of their standard deviations, eV.</summary>
    public const string DeviationColumn = "binding_energy_std";

    /// <summary>Predicts the frames of a file, one at a time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Structure file.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="progress">Told of atoms within a frame.</param>
    /// <param name="warn">Receives at most one warning for each element once the last frame is done.</param>
    /// <param name="cancellation">Checked between blocks of atoms.</param>
    /// <exception cref="InputException">The file is malformed, or has an element that the model has not seen.</exception>
    public static IEnumerable<BindingEnergyPrediction> Predict(BindingEnergyModel model, string path, WorkerPool pool, IProgress<ProgressUpdate>? progress, Action<string> warn, CancellationToken cancellation)
    {
        var predictor = model.CreatePredictor(pool);
        var outside = model.Elements.Select(e => new Excess(e)).ToArray();
        long without = 0;
        foreach (var structure in StructureFile.Read(path, cancellationToken: cancellation))
        {
            var prediction = predictor.Predict(structure, done => progress?.Report(new ProgressUpdate("predict", done, structure.Count, $"frame {structure.Origin.Frame}")), cancellation);
            for (var i = 0; i < structure.Count; i++)
            {
                var excess = Array.Find(outside, o => o.Element.AtomicNumber == structure.AtomicNumbers[i]);
                if (excess is null) without++;
                else excess.Add(structure.Origin.Frame, i, prediction.Distances[i]);
            }

            yield return prediction;
        }

        foreach (var excess in outside)
        {
            if (excess.Sentence() is { } sentence) warn(sentence);
        }

        if (without > 0) warn($"{without} atoms are of elements for which the model has no level; their binding energies are NaN.");
    }

    /// <summary>The structure with the columns <see cref="EnergyColumn"/> and <see cref="DeviationColumn"/>; what it had of that kind itself is renamed REF_….</summary>
    public static Structure Annotate(BindingEnergyPrediction prediction)
    {
        var source = prediction.Structure.RenameReferenceProperties();
        AtomColumn[] kept = [.. source.Columns.Where(c => c.Name is not (EnergyColumn or DeviationColumn))];
        return source.With([.. kept, new RealColumn(EnergyColumn, 1, prediction.Energies), new RealColumn(DeviationColumn, 1, prediction.Deviations)], source.Info);
    }

    // Counts environments farther from the training data than the model was asked to bridge in training.
    private sealed class Excess(ElementModel element)
    {
        private long _atoms;
        private long _outside;
        private (int Frame, int Atom, double Distance) _worst = (0, 0, double.NegativeInfinity);

        public ElementModel Element => element;

        public void Add(int frame, int atom, double distance)
        {
            _atoms++;
            if (distance <= element.Range) return;
            _outside++;
            if (distance > _worst.Distance) _worst = (frame, atom, distance);
        }

        public string? Sentence() => _outside == 0 ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{_outside} of {_atoms} {element.Symbol} environments lie outside the model's training range; the farthest is atom {_worst.Atom} of frame {_worst.Frame}, at {_worst.Distance:F3} where training reached {element.Range:F3}: trust their values and deviations less.");
    }
}
