using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>What an evaluation gives, in buffers that are used again and again; and what evaluations keep between calls. One for each caller, not thread-safe.</summary>
/// <param name="pool">The workers that share an evaluation, or null for this thread alone. Results do not depend on their number.</param>
public sealed class EvaluationResult(WorkerPool? pool = null)
{
    private readonly Dictionary<object, object> _scratch = [];

    /// <summary>The workers.</summary>
    public WorkerPool? Pool => pool;

    /// <summary>Number of atoms of the last evaluation.</summary>
    public int Count { get; private set; }

    /// <summary>Total energy, eV.</summary>
    public double Energy { get; set; }

    /// <summary>The share of each atom, eV; they add up to <see cref="Energy"/>.</summary>
    public double[] LocalEnergies { get; private set; } = [];

    /// <summary>x of the force on each atom, eV/Å.</summary>
    public double[] Fx { get; private set; } = [];

    /// <summary>y of the force on each atom, eV/Å.</summary>
    public double[] Fy { get; private set; } = [];

    /// <summary>z of the force on each atom, eV/Å.</summary>
    public double[] Fz { get; private set; } = [];

    /// <summary>The virial, eV: minus the derivative of the energy with respect to strain, Σ r ⊗ f over pairs.</summary>
    public Matrix3D Virial { get; set; }

    /// <summary>How far the members of a committee differ; null where the potential holds none.</summary>
    public CommitteeSpread? Spread { get; internal set; }

    /// <summary>Makes room for so many atoms; contents are undefined.</summary>
    public void Reserve(int count)
    {
        (Count, Spread) = (count, null);
        if (LocalEnergies.Length >= count) return;
        (LocalEnergies, Fx, Fy, Fz) = (new double[count], new double[count], new double[count], new double[count]);
    }

    /// <summary>The neighbour list of the last evaluation, cut into blocks; potentials that share a list share them.</summary>
    internal BlockNeighbours Neighbours { get; } = new();

    /// <summary>Runs a body for every block, on the workers or on this thread; results must not depend on which.</summary>
    internal void For(int blocks, Action<int, int> body)
    {
        if (pool is not null) pool.For(blocks, body);
        else
        {
            for (var block = 0; block < blocks; block++) body(block, 0);
        }
    }

    /// <summary>What one potential keeps between evaluations, made when first asked for.</summary>
    internal T Scratch<TOwner, T>(TOwner owner, Func<TOwner, EvaluationResult, T> create)
        where TOwner : class
        where T : class
    {
        if (_scratch.TryGetValue(owner, out var known)) return (T)known;
        var made = create(owner, this);
        _scratch.Add(owner, made);
        return made;
    }
}
