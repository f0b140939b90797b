using Lithoscope.Descriptors;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>Core-level binding energies of the atoms of a structure, from one model for each element.</summary>
/// <param name="Elements">The models, by ascending atomic number.</param>
/// <param name="Species">Atomic numbers of all elements that the descriptors know; others are refused.</param>
/// <param name="LevelNote">What the binding energies are; stands on every plot.</param>
public sealed record BindingEnergyModel(IReadOnlyList<ElementModel> Elements, IReadOnlyList<int> Species, string LevelNote)
{
    private const int BlockAtoms = 256;

    /// <summary>The model of an element, or null.</summary>
    public ElementModel? Find(int atomicNumber) => Elements.FirstOrDefault(e => e.AtomicNumber == atomicNumber);

    /// <summary>A predictor with buffers for one pool of workers.</summary>
    public Predictor CreatePredictor(WorkerPool pool) => new(this, pool);

    /// <summary>Predicts structure after structure, keeping its buffers. Not thread-safe.</summary>
    public sealed class Predictor
    {
        private readonly BindingEnergyModel _model;
        private readonly WorkerPool _pool;
        private readonly SoapFeatures[] _features;

        internal Predictor(BindingEnergyModel model, WorkerPool pool)
        {
            (_model, _pool) = (model, pool);
            _features = [.. model.Elements.Select(e => new SoapFeatures(e.Soap, pool, e.Compression))];
        }

        /// <summary>Predicts all atoms of a structure.</summary>
        /// <param name="structure">The structure.</param>
        /// <param name="progress">Told how many of its atoms are done; may be null.</param>
        /// <param name="cancellation">Checked between blocks.</param>
        /// <exception cref="InputException">An element that the model has not seen.</exception>
        public BindingEnergyPrediction Predict(Structure structure, Action<int>? progress = null, CancellationToken cancellation = default)
        {
            var n = structure.Count;
            double[] energies = new double[n], deviations = new double[n], distances = new double[n];
            Array.Fill(energies, double.NaN);
            Array.Fill(deviations, double.NaN);
            Array.Fill(distances, double.NaN);
            var finished = 0;
            for (var e = 0; e < _model.Elements.Count; e++)
            {
                var element = _model.Elements[e];
                var features = _features[e];
                var atoms = features.Load(structure);
                int[] centres = [.. Enumerable.Range(0, n).Where(i => structure.AtomicNumbers[i] == element.AtomicNumber)];
                var width = features.Length;
                var wave = 4 * BlockAtoms * _pool.Threads; // several blocks a worker, so that none waits long for the last
                var rows = new double[Math.Min(wave, centres.Length) * width];
                for (var start = 0; start < centres.Length; start += wave)
                {
                    var count = Math.Min(wave, centres.Length - start);
                    features.Compute(atoms, centres.AsMemory(start, count), rows.AsMemory(0, count * width), cancellation);
                    var first = start;
                    _pool.For((count + BlockAtoms - 1) / BlockAtoms, (block, _) =>
                    {
                        var from = block * BlockAtoms;
                        var size = Math.Min(BlockAtoms, count - from);
                        double[] mean = new double[size], deviation = new double[size], similarity = new double[size];
                        element.Process.Predict(rows.AsSpan(from * width, size * width), size, mean, deviation, similarity);
                        for (var k = 0; k < size; k++)
                        {
                            var atom = centres[first + from + k];
                            (energies[atom], deviations[atom], distances[atom]) = (mean[k], deviation[k], ElementModel.Distance(similarity[k]));
                        }
                    }, cancellation);
                    finished += count;
                    progress?.Invoke(finished);
                }
            }

            return new BindingEnergyPrediction(structure, energies, deviations, distances);
        }
    }
}

/// <summary>Predicted levels of a structure's atoms, in their order; NaN for an element without a model.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Energies">Binding energies, eV.</param>
/// <param name="Deviations">Standard deviations of single levels, eV, without an offset common to the frame.</param>
/// <param name="Distances">Distances to the nearest training environment, compared with <see cref="ElementModel.Range"/>.</param>
public sealed record BindingEnergyPrediction(Structure Structure, double[] Energies, double[] Deviations, double[] Distances);
