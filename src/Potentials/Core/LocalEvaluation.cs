using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The evaluation of a local potential for one caller: workspaces, and forces block by block.</summary>
internal sealed class LocalEvaluation
{
    private const int LargestBlock = 256;
    private const int SmallestBlock = 8;
    private const int BlocksWanted = 64;

    private readonly LocalPotential _potential;
    private readonly EvaluationResult _result;
    private readonly int[] _species;
    private readonly Worker[] _workers;
    private readonly Action<int, int> _body;
    private ForceBlock[] _blocks = [];
    private Atoms _atoms = null!;
    private NeighbourList _list = null!;
    private int _blockSize;

    public LocalEvaluation(LocalPotential potential, EvaluationResult result)
    {
        (_potential, _result, _species) = (potential, result, potential.SpeciesOfElement());
        _workers = [.. Enumerable.Range(0, result.Pool?.Threads ?? 1).Select(_ => new Worker(potential.CreateWorkspace()))];
        _body = RunBlock;
    }

    public void Run(Atoms atoms, NeighbourList list)
    {
        (_atoms, _list) = (atoms, list);
        var count = atoms.Count;
        _blockSize = Math.Clamp(count / BlocksWanted, SmallestBlock, LargestBlock);
        var blocks = (count + _blockSize - 1) / _blockSize;
        for (var b = _blocks.Length; b < blocks; b++) _blocks = [.. _blocks, .. Enumerable.Range(0, blocks - b).Select(_ => new ForceBlock())];
        foreach (var worker in _workers) worker.Reserve(count);
        if (_result.Pool is { } pool) pool.For(blocks, _body);
        else
        {
            for (var block = 0; block < blocks; block++) RunBlock(block, 0);
        }

        Add(count, blocks);
        (_atoms, _list) = (null!, null!);
    }

    private void RunBlock(int block, int index)
    {
        var worker = _workers[index];
        var environment = worker.Environment;
        var order = _list.Order;
        Matrix3D virial = default;
        for (var s = block * _blockSize; s < Math.Min(_list.Count, (block + 1) * _blockSize); s++)
        {
            var i = order[s];
            environment.Load(i, _atoms, _list, _potential.Cutoff, _species);
            _result.LocalEnergies[i] = _potential.AtomEnergy(environment, worker.Workspace);
            Matrix3D own = default;
            double fx = 0, fy = 0, fz = 0;
            for (var k = 0; k < environment.Count; k++)
            {
                Vector3D g = new(environment.Gx[k], environment.Gy[k], environment.Gz[k]);
                worker.Add(environment.Index[k], -g.X, -g.Y, -g.Z);
                (fx, fy, fz) = (fx + g.X, fy + g.Y, fz + g.Z);
                own = new(own.A - environment.Dx[k] * g, own.B - environment.Dy[k] * g, own.C - environment.Dz[k] * g);
            }

            worker.Add(i, fx, fy, fz);
            virial = new(virial.A + own.A, virial.B + own.B, virial.C + own.C);
        }

        worker.MoveTo(_blocks[block]);
        _blocks[block].Virial = virial;
    }

    // In order of blocks, then of atoms: the same sums for any number of threads.
    private void Add(int count, int blocks)
    {
        Array.Clear(_result.Fx, 0, count);
        Array.Clear(_result.Fy, 0, count);
        Array.Clear(_result.Fz, 0, count);
        Matrix3D virial = default;
        for (var b = 0; b < blocks; b++)
        {
            _blocks[b].AddTo(_result.Fx, _result.Fy, _result.Fz);
            var v = _blocks[b].Virial;
            virial = new(virial.A + v.A, virial.B + v.B, virial.C + v.C);
        }

        double energy = 0;
        for (var i = 0; i < count; i++) energy += _result.LocalEnergies[i];
        (_result.Energy, _result.Virial) = (energy, virial);
    }

    /// <summary>One worker: forces on all atoms that the block in hand touches, in dense arrays that are zero between blocks.</summary>
    private sealed class Worker(object? workspace)
    {
        private double[] _x = [];
        private double[] _y = [];
        private double[] _z = [];
        private bool[] _isTouched = [];
        private int[] _touched = [];
        private int _count;

        public object? Workspace => workspace;

        public LocalEnvironment Environment { get; } = new();

        public void Reserve(int count)
        {
            if (_x.Length >= count) return;
            (_x, _y, _z, _isTouched, _touched) = (new double[count], new double[count], new double[count], new bool[count], new int[count]);
        }

        public void Add(int atom, double x, double y, double z)
        {
            if (!_isTouched[atom])
            {
                _isTouched[atom] = true;
                _touched[_count++] = atom;
            }

            _x[atom] += x;
            _y[atom] += y;
            _z[atom] += z;
        }

        public void MoveTo(ForceBlock block)
        {
            block.Take(_touched.AsSpan(0, _count), _x, _y, _z);
            foreach (var atom in _touched.AsSpan(0, _count)) (_x[atom], _y[atom], _z[atom], _isTouched[atom]) = (0, 0, 0, false);
            _count = 0;
        }
    }

    /// <summary>Forces that one block of atoms gives rise to, on its own atoms and those around it.</summary>
    private sealed class ForceBlock
    {
        private int[] _atoms = [];
        private double[] _forces = [];
        private int _count;

        public Matrix3D Virial { get; set; }

        public void Take(ReadOnlySpan<int> atoms, double[] x, double[] y, double[] z)
        {
            _count = atoms.Length;
            if (_atoms.Length < _count) (_atoms, _forces) = (new int[_count + _count / 4], new double[3 * (_count + _count / 4)]);
            for (var k = 0; k < _count; k++)
            {
                var i = atoms[k];
                (_atoms[k], _forces[3 * k], _forces[3 * k + 1], _forces[3 * k + 2]) = (i, x[i], y[i], z[i]);
            }
        }

        public void AddTo(double[] x, double[] y, double[] z)
        {
            for (var k = 0; k < _count; k++)
            {
                var i = _atoms[k];
                x[i] += _forces[3 * k];
                y[i] += _forces[3 * k + 1];
                z[i] += _forces[3 * k + 2];
            }
        }
    }
}
