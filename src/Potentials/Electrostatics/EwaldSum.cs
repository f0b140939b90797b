using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The sum over reciprocal vectors, E = (2πk/V) Σ_{k≠0} e^(−k²/4α²)/k² |S(k)|², S = Σ q_i e^(ik·r_i), of half of the vectors twice. Vectors m₁b₁ + m₂b₂ + m₃b₃ are kept in rows of
/// equal m₁ and m₂.
/// </summary>
internal sealed unsafe class EwaldSum
{
    private const int RowsPerBlock = 4;
    private const int AtomsPerBlock = 64;
    private const int MostVectors = 50_000_000;

    private readonly Coulomb _coulomb;
    private readonly EvaluationResult _result;
    private readonly EwaldKernel _kernel;
    private readonly EwaldPhases _phases = new();
    private readonly AlignedBuffer<double>?[] _workspaces;
    private readonly Action<int, int> _phaseBlock;
    private readonly Action<int, int> _rowBlock;
    private readonly Action<int, int> _atomBlock;
    private EwaldRow[] _rows = [];
    private Matrix3D[] _virials = [];
    private AlignedBuffer<double> _weights = new(0);
    private Matrix3D? _cell;
    private Matrix3D _reciprocal;
    private Atoms _atoms = null!;
    private double[] _charges = null!;
    private int _rowCount;

    public EwaldSum(Coulomb coulomb, EvaluationResult result, InstructionSetKind? instructions = null)
    {
        (_coulomb, _result, _kernel) = (coulomb, result, EwaldKernel.Create(instructions));
        _workspaces = new AlignedBuffer<double>?[result.Pool?.Threads ?? 1];
        (_phaseBlock, _rowBlock, _atomBlock) = (PhaseBlock, RowBlock, AtomBlock);
    }

    /// <summary>Adds energies and forces to the result.</summary>
    /// <returns>The virial.</returns>
    public Matrix3D Add(Atoms atoms, double[] charges)
    {
        (_atoms, _charges) = (atoms, charges);
        if (_cell != atoms.Cell) ChooseVectors(atoms.Cell);
        _phases.Reserve(atoms.Count);
        var width = _phases.Stride;
        for (var w = 0; w < _workspaces.Length; w++)
        {
            if (_workspaces[w] is null || _workspaces[w]!.Length < 2 * width) _workspaces[w] = new(2 * width);
        }

        var atomBlocks = (atoms.Count + AtomsPerBlock - 1) / AtomsPerBlock;
        var rowBlocks = (_rowCount + RowsPerBlock - 1) / RowsPerBlock;
        _result.For(atomBlocks, _phaseBlock);
        _result.For(rowBlocks, _rowBlock);
        _result.For(atomBlocks, _atomBlock);
        Matrix3D virial = default;
        for (var r = 0; r < _rowCount; r++) virial = CoulombEvaluation.Plus(virial, _virials[r]);
        (_atoms, _charges) = (null!, null!);
        return virial;
    }

    private void ChooseVectors(Matrix3D cell)
    {
        // Rows: 2π times those of the inverse's transpose, so that a_i·b_j = 2πδ_ij.
        _reciprocal = 2 * Math.PI * cell.Inverse().Transpose();
        var longest = _coulomb.ReciprocalCutoff;
        int Most(Vector3D a) => (int)(longest * a.Norm / (2 * Math.PI));
        var (h, k, l) = (Most(cell.A), Most(cell.B), Most(cell.C));
        if ((2.0 * h + 1) * (2.0 * k + 1) * (2.0 * l + 1) > MostVectors) throw new Runtime.InputException("Ewald's sum would need more than 5·10⁷ reciprocal vectors", remedy: "use the particle mesh, or a lower accuracy, or a longer cutoff");
        _phases.Choose(h, k, l);
        var count = 0;
        if (_rows.Length < (h + 1) * (2 * k + 1)) _rows = new EwaldRow[(h + 1) * (2 * k + 1)];
        var offset = 0;
        for (var m1 = 0; m1 <= h; m1++)
        {
            for (var m2 = m1 == 0 ? 0 : -k; m2 <= k; m2++)
            {
                // The largest |m₃| for which either sign is within the sphere.
                var last = -1;
                for (var m3 = m1 == 0 && m2 == 0 ? 1 : 0; m3 <= l; m3++)
                {
                    if (Math.Min(Length(m1, m2, m3), Length(m1, m2, -m3)) <= longest) last = m3;
                }

                if (last < 0) continue;
                _rows[count++] = new(m1, m2, last, offset);
                offset += EwaldRow.Numbers * (last + 1);
            }
        }

        if (_weights.Length < offset) _weights = new(offset + offset / 8);
        if (_virials.Length < count) _virials = new Matrix3D[count];
        (_rowCount, _cell) = (count, cell);
    }

    private Vector3D Vector(int m1, int m2, int m3) => m1 * _reciprocal.A + m2 * _reciprocal.B + m3 * _reciprocal.C;

    private double Length(int m1, int m2, int m3) => Vector(m1, m2, m3).Norm;

    private void PhaseBlock(int block, int worker) => _phases.Fill(_atoms, _reciprocal, block * AtomsPerBlock, Math.Min(_atoms.Count, (block + 1) * AtomsPerBlock));

    // S of each vector of some rows, then the weights that forces need: in place of the four sums of ±m₃ come α β γ δ and these times m₃.
    private void RowBlock(int block, int worker)
    {
        var prefactor = 4 * Math.PI * Coulomb.Constant / Math.Abs(_atoms.Cell.Determinant);
        var (decay, longest) = (1 / (4 * _coulomb.Splitting * _coulomb.Splitting), _coulomb.ReciprocalCutoff);
        for (var r = block * RowsPerBlock; r < Math.Min(_rowCount, (block + 1) * RowsPerBlock); r++)
        {
            ref readonly var row = ref _rows[r];
            var weights = _weights.Pointer + row.Offset;
            _kernel.Sums(_phases, row, _charges, _atoms.Count, _workspaces[worker]!.Pointer, weights);
            Matrix3D virial = default;
            for (var m = 0; m <= row.Last; m++)
            {
                // Σ Pr c, Σ Pi s, Σ Pr s, Σ Pi c.
                var w = weights + EwaldRow.Numbers * m;
                var (a, b, d, e) = (w[0], w[1], w[2], w[3]);
                var (upRe, upIm) = Vector(m, a - b, d + e);
                var (downRe, downIm) = m == 0 ? (0, 0) : Vector(-m, a + b, e - d);
                (w[0], w[1], w[2], w[3]) = (upRe + downRe, downRe - upRe, upIm - downIm, upIm + downIm);
                for (var k = 0; k < 4; k++) w[4 + k] = m * w[k];
            }

            _virials[r] = virial;
            GC.KeepAlive(_weights);
            continue;

            (double Re, double Im) Vector(int m3, double re, double im)
            {
                ref readonly var row = ref _rows[r];
                if (row.First == 0 && row.Second == 0 && m3 <= 0) return (0, 0);
                var v = this.Vector(row.First, row.Second, m3);
                var k2 = Vector3D.Dot(v, v);
                if (!(k2 <= longest * longest)) return (0, 0);
                // Of a vector and its opposite.
                var factor = prefactor * Math.Exp(-decay * k2) / k2;
                var share = factor * (re * re + im * im);
                var along = -2 * share * (1 / k2 + decay);
                virial = new(virial.A + along * v.X * v, virial.B + along * v.Y * v, virial.C + along * v.Z * v);
                virial = new(virial.A + new Vector3D(share, 0, 0), virial.B + new Vector3D(0, share, 0), virial.C + new Vector3D(0, 0, share));
                return (2 * factor * re, 2 * factor * im);
            }
        }
    }

    private void AtomBlock(int block, int worker)
    {
        var (start, end) = (block * AtomsPerBlock, Math.Min(_atoms.Count, (block + 1) * AtomsPerBlock));
        // Per atom: potential, and its derivatives along the three reciprocal vectors.
        Span<double> sums = stackalloc double[4 * AtomsPerBlock];
        fixed (double* s = sums) _kernel.Potentials(_phases, _rows.AsSpan(0, _rowCount), _weights.Pointer, start, s, AtomsPerBlock);
        for (var i = start; i < end; i++)
        {
            var (k, q) = (i - start, _charges[i]);
            _result.LocalEnergies[i] += 0.5 * q * sums[k];
            var f = q * (sums[AtomsPerBlock + k] * _reciprocal.A + sums[2 * AtomsPerBlock + k] * _reciprocal.B + sums[3 * AtomsPerBlock + k] * _reciprocal.C);
            (_result.Fx[i], _result.Fy[i], _result.Fz[i]) = (_result.Fx[i] + f.X, _result.Fy[i] + f.Y, _result.Fz[i] + f.Z);
        }

        GC.KeepAlive(_weights);
    }
}

/// <summary>Reciprocal vectors of equal m₁ and m₂ and |m₃| up to a last one.</summary>
/// <param name="First">m₁ ≥ 0.</param>
/// <param name="Second">m₂.</param>
/// <param name="Last">The largest |m₃|.</param>
/// <param name="Offset">Where the numbers of the row begin.</param>
internal readonly record struct EwaldRow(int First, int Second, int Last, int Offset)
{
    /// <summary>Numbers that are kept for each |m₃|.</summary>
    public const int Numbers = 8;
}
