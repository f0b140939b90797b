using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The evaluation of a local potential for one caller: workspaces, and forces block by block, which are added in the order of blocks.</summary>
internal sealed unsafe class LocalEvaluation
{
    private const int AtomsAtOnce = 4096;

    private readonly LocalPotential _potential;
    private readonly EvaluationResult _result;
    private readonly int[] _species;
    private readonly Worker[] _workers;
    private readonly PlacedAtoms _placed = new();
    private readonly Action<int, int> _place;
    private readonly Action<int, int> _body;
    private readonly Action<int, int> _add;
    private AlignedBuffer<double> _forces = new(0);
    private Matrix3D[] _virials = [];
    private Atoms _atoms = null!;
    private NeighbourList _list = null!;

    public LocalEvaluation(LocalPotential potential, EvaluationResult result)
    {
        (_potential, _result, _species) = (potential, result, potential.SpeciesOfElement());
        _workers = [.. Enumerable.Range(0, result.Pool?.Threads ?? 1).Select(_ => new Worker(potential.CreateWorkspace()))];
        (_place, _body, _add) = (PlaceAtoms, RunBlock, AddForces);
    }

    public void Run(Atoms atoms, NeighbourList list)
    {
        (_atoms, _list) = (atoms, list);
        var blocks = _result.Neighbours;
        blocks.Update(list, _result.Pool);
        if (_forces.Length < BlockSites.Stride * blocks.SiteCount) _forces = new(checked(BlockSites.Stride * (blocks.SiteCount + blocks.SiteCount / 8)));
        if (_virials.Length < blocks.Count) _virials = new Matrix3D[blocks.Count];
        _placed.Reserve(blocks, atoms.Count);
        var parts = (atoms.Count + AtomsAtOnce - 1) / AtomsAtOnce;
        For(parts, _place);
        For(blocks.Count, _body);
        For(parts, _add);
        Matrix3D virial = default;
        for (var b = 0; b < blocks.Count; b++) virial = Plus(virial, _virials[b]);
        double energy = 0;
        for (var i = 0; i < atoms.Count; i++) energy += _result.LocalEnergies[i];
        (_result.Energy, _result.Virial) = (energy, virial);
        (_atoms, _list) = (null!, null!);
    }

    private void For(int count, Action<int, int> body)
    {
        if (_result.Pool is { } pool) pool.For(count, body);
        else
        {
            for (var k = 0; k < count; k++) body(k, 0);
        }
    }

    private void PlaceAtoms(int part, int worker) => _placed.Load(_atoms, _species, part * AtomsAtOnce, Math.Min(_atoms.Count, (part + 1) * AtomsAtOnce));

    private void RunBlock(int number, int index)
    {
        var block = _result.Neighbours.Blocks[number];
        var worker = _workers[index];
        var forces = _forces.Pointer + (long)BlockSites.Stride * block.FirstSite;
        new Span<double>(forces, BlockSites.Stride * block.Sites).Clear();
        worker.Sites.Load(block, _placed, _list);
        Matrix3D virial = default;
        for (var a = 0; a < block.Atoms; a++)
        {
            var environment = worker.Environment;
            environment.Load(worker.Sites, a, _potential.Cutoff);
            _result.LocalEnergies[environment.Atom] = _potential.AtomEnergy(environment, worker.Workspace);
            virial = Plus(virial, SiteForces.Add(environment, a, forces, InstructionSet.Active));
        }

        _virials[number] = virial;
    }

    // In the order of blocks for each atom: the same sums for any number of threads.
    private void AddForces(int part, int worker)
    {
        var blocks = _result.Neighbours;
        var forces = _forces.Pointer;
        for (var place = part * AtomsAtOnce; place < Math.Min(_result.Count, (part + 1) * AtomsAtOnce); place++)
        {
            double x = 0, y = 0, z = 0;
            for (var s = blocks.SiteStart[place]; s < blocks.SiteStart[place + 1]; s++)
            {
                var at = forces + (long)BlockSites.Stride * blocks.Sites[s];
                (x, y, z) = (x + at[0], y + at[1], z + at[2]);
            }

            var i = blocks.Order[place];
            (_result.Fx[i], _result.Fy[i], _result.Fz[i]) = (x, y, z);
        }
    }

    private static Matrix3D Plus(in Matrix3D a, in Matrix3D b) => new(a.A + b.A, a.B + b.B, a.C + b.C);

    private sealed class Worker(object? workspace)
    {
        public object? Workspace => workspace;

        public LocalEnvironment Environment { get; } = new();

        public BlockSites Sites { get; } = new();
    }
}
