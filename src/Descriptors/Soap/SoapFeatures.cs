using Lithoscope.Learning;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Descriptors;

/// <summary>
/// Power spectra of chosen atoms of a structure, in parallel over fixed blocks of atoms. One instance serves many structures one after another and keeps its buffers;
/// not thread-safe itself.
/// </summary>
public sealed class SoapFeatures
{
    private const int BlockAtoms = 32;

    private readonly WorkerPool _pool;
    private readonly NeighbourList _list;
    private readonly Worker[] _workers;

    /// <summary>Prepares one workspace per worker.</summary>
    /// <param name="soap">The power spectrum.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="compression">What shortens the power spectra, or null.</param>
    public SoapFeatures(SoapPowerSpectrum soap, WorkerPool pool, FeatureCompression? compression = null)
    {
        if (compression is not null && compression.Width != soap.Length) throw new ArgumentException("The compression is not for this power spectrum.", nameof(compression));
        (Soap, _pool, Compression) = (soap, pool, compression);
        _list = new NeighbourList(soap.Options.Cutoff);
        _workers = new Worker[pool.Threads];
        for (var k = 0; k < _workers.Length; k++) _workers[k] = new Worker(soap, compression is null ? 0 : BlockAtoms * soap.Length);
    }

    /// <summary>The power spectrum.</summary>
    public SoapPowerSpectrum Soap { get; }

    /// <summary>What shortens the power spectra, or null.</summary>
    public FeatureCompression? Compression { get; }

    /// <summary>Numbers for each atom: the power spectrum's, or fewer where it is compressed.</summary>
    public int Length => Compression?.Length ?? Soap.Length;

    /// <summary>Finds the neighbours of all atoms; to be called before <see cref="Compute"/> for each structure.</summary>
    /// <exception cref="InputException">An element has no channel, naming file, frame and atom.</exception>
    public Atoms Load(Structure structure)
    {
        for (var i = 0; i < structure.Count; i++)
        {
            if (Soap.Channel(structure.AtomicNumbers[i]) >= 0) continue;
            var known = string.Join(", ", Soap.Options.Species.Select(z => Element.Symbol(z)));
            throw new InputException($"frame {structure.Origin.Frame}, atom {i} is {Element.Symbol(structure.AtomicNumbers[i])}, an element that the model has not seen (it knows {known})",
                structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, "remove the frame or train a model with this element");
        }

        var atoms = new Atoms(structure);
        try
        {
            _list.Build(atoms, _pool);
        }
        catch (InputException fault) when (fault.File is null && structure.Origin.File is { } file)
        {
            throw new InputException($"frame {structure.Origin.Frame}: {fault.What}", file, structure.Origin.Line > 0 ? structure.Origin.Line : null, fault.Remedy, fault);
        }

        return atoms;
    }

    /// <summary>Computes the power spectra of some atoms of the structure loaded last.</summary>
    /// <param name="atoms">What <see cref="Load"/> returned.</param>
    /// <param name="centres">Indices of atoms.</param>
    /// <param name="rows">Row-major, centres × <see cref="Length"/>.</param>
    /// <param name="cancellation">Checked before each block.</param>
    public void Compute(Atoms atoms, ReadOnlyMemory<int> centres, Memory<double> rows, CancellationToken cancellation = default)
    {
        var blocks = (centres.Length + BlockAtoms - 1) / BlockAtoms;
        _pool.For(blocks, (block, worker) =>
        {
            var last = Math.Min(centres.Length, (block + 1) * BlockAtoms);
            var first = block * BlockAtoms;
            var raw = Compression is null ? rows.Span.Slice(first * Length, (last - first) * Length) : _workers[worker].Raw;
            for (var k = first; k < last; k++) _workers[worker].Compute(_list, atoms, centres.Span[k], raw.Slice((k - first) * Soap.Length, Soap.Length));
            Compression?.Apply(raw, last - first, rows.Span.Slice(first * Length, (last - first) * Length));
        }, cancellation);
    }

    private sealed class Worker(SoapPowerSpectrum soap, int room)
    {
        private readonly double[] _raw = new double[room];
        private readonly NeighbourBuffer _buffer = new();
        private readonly AtomEnvironment _environment = new();
        private readonly SoapPowerSpectrum.Workspace _workspace = soap.CreateWorkspace();

        /// <summary>Room for a block of power spectra before they are shortened.</summary>
        public Span<double> Raw => _raw;

        public void Compute(NeighbourList list, Atoms atoms, int centre, Span<double> row)
        {
            var count = list.Gather(centre, atoms, soap.Options.Cutoff, _buffer);
            _environment.Clear();
            _environment.Add(0, 0, 0, soap.Channel(atoms.AtomicNumbers[centre]));
            for (var k = 0; k < count; k++) _environment.Add(_buffer.Dx[k], _buffer.Dy[k], _buffer.Dz[k], soap.Channel(atoms.AtomicNumbers[_buffer.Index[k]]));
            soap.Evaluate(_environment, _workspace, row);
        }
    }
}
