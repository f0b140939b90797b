using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The neighbour-density expansion c[lm, channel, n] = Σ_j R_nl(r_j) Y_lm(r̂_j), the sum over the neighbours j of that channel, and its reverse pass
/// from adjoints of c to forces on the neighbours. The one kernel behind the density-based descriptors.
/// </summary>
/// <remarks>
/// Coefficients are laid out [l² + l + m][channel][n], n padded by zeros to <see cref="PaddedRadialCount"/>. The scalar form defines the answer; the vector
/// form takes four neighbours at a time. Immutable and thread-safe; workspaces are per worker.
/// </remarks>
public sealed partial class DensityExpansion
{
    private readonly RadialTable _table;
    private readonly SphericalHarmonics _harmonics;

    /// <summary>Tabulates the radial basis.</summary>
    /// <param name="basis">Radial functions.</param>
    /// <param name="channels">Number of channels: species told apart.</param>
    /// <param name="intervals">Intervals of the table; its error falls with their sixth power.</param>
    public DensityExpansion(IRadialBasis basis, int channels, int intervals = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 2);
        _table = new RadialTable(basis, intervals);
        _harmonics = new SphericalHarmonics(basis.MaximumDegree);
        Channels = channels;
        PrepareVector();
    }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Largest degree l.</summary>
    public int MaximumDegree => _table.MaximumDegree;

    /// <summary>Radial functions per degree and channel.</summary>
    public int RadialCount => _table.RadialCount;

    /// <summary><see cref="RadialCount"/> rounded up to a multiple of four.</summary>
    public int PaddedRadialCount => _table.PaddedCount;

    /// <summary>Cutoff radius, Å.</summary>
    public double Cutoff => _table.Cutoff;

    /// <summary>Coefficients of one (l, m): channels × padded radial functions.</summary>
    public int Stride => Channels * PaddedRadialCount;

    /// <summary>Number of coefficients, padding included.</summary>
    public int CoefficientCount => _harmonics.Count * Stride;

    /// <summary>A workspace for one worker.</summary>
    public Workspace CreateWorkspace() => new(this);

    /// <summary>Computes the coefficients of an environment.</summary>
    /// <param name="environment">Neighbours; those at or beyond the cutoff contribute nothing.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="coefficients"><see cref="CoefficientCount"/> values; replaced.</param>
    /// <param name="instructions">The instruction set; null for the active one.</param>
    public void Evaluate(AtomEnvironment environment, Workspace workspace, Span<double> coefficients, InstructionSetKind? instructions = null)
    {
        coefficients = coefficients[..CoefficientCount];
        coefficients.Clear();
        if ((instructions ?? InstructionSet.Active) == InstructionSetKind.Scalar) EvaluateScalar(environment, workspace, coefficients);
        else EvaluateVector(environment, workspace, coefficients);
    }

    /// <summary>The reverse pass: from dE/dc to dE/d(displacement) of every neighbour.</summary>
    /// <param name="environment">The environment of the forward pass.</param>
    /// <param name="workspace">This worker's workspace.</param>
    /// <param name="adjoints">dE/dc, laid out as the coefficients.</param>
    /// <param name="gradients">dE/dx, dE/dy, dE/dz of each neighbour in turn, energy/Å; replaced. A neighbour on the centre gets zero.</param>
    /// <param name="instructions">The instruction set; null for the active one.</param>
    public void Reverse(AtomEnvironment environment, Workspace workspace, ReadOnlySpan<double> adjoints, Span<double> gradients, InstructionSetKind? instructions = null)
    {
        if ((instructions ?? InstructionSet.Active) == InstructionSetKind.Scalar) ReverseScalar(environment, workspace, adjoints, gradients);
        else ReverseVector(environment, workspace, adjoints, gradients);
    }

    // The definition.
    private void EvaluateScalar(AtomEnvironment environment, Workspace workspace, Span<double> coefficients)
    {
        var padded = PaddedRadialCount;
        for (var j = 0; j < environment.Count; j++)
        {
            var (x, y, z) = Direction(environment, j);
            _harmonics.Evaluate(x, y, z, workspace.Angular);
            _table.Evaluate(environment.R[j], workspace.Radial, default);
            for (var l = 0; l <= MaximumDegree; l++)
            {
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    var target = coefficients.Slice(lm * Stride + environment.Channel[j] * padded, padded);
                    for (var n = 0; n < padded; n++) target[n] += workspace.Radial[l * padded + n] * workspace.Angular[lm];
                }
            }
        }
    }

    // With B_lm = Σ_n dE/dc R_nl and D = Σ_lm Y_lm Σ_n dE/dc R'_nl the gradient is D r̂ + (1/r) Σ B_lm ∇Y_lm.
    private void ReverseScalar(AtomEnvironment environment, Workspace workspace, ReadOnlySpan<double> adjoints, Span<double> gradients)
    {
        var padded = PaddedRadialCount;
        Span<double> weights = new double[_harmonics.Count];
        for (var j = 0; j < environment.Count; j++)
        {
            var r = environment.R[j];
            if (r == 0)
            {
                gradients.Slice(3 * j, 3).Clear();
                continue;
            }

            var (x, y, z) = Direction(environment, j);
            _harmonics.Evaluate(x, y, z, workspace.Angular);
            _table.Evaluate(r, workspace.Radial, workspace.RadialSlopes);
            double along = 0;
            for (var l = 0; l <= MaximumDegree; l++)
            {
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    double b = 0, d = 0;
                    for (var n = 0; n < padded; n++)
                    {
                        var adjoint = adjoints[lm * Stride + environment.Channel[j] * padded + n];
                        b += adjoint * workspace.Radial[l * padded + n];
                        d += adjoint * workspace.RadialSlopes[l * padded + n];
                    }

                    weights[lm] = b;
                    along += d * workspace.Angular[lm];
                }
            }

            var angular = _harmonics.Gradient(x, y, z, weights);
            (gradients[3 * j], gradients[3 * j + 1], gradients[3 * j + 2]) = (along * x + angular.X / r, along * y + angular.Y / r, along * z + angular.Z / r);
        }
    }

    // A neighbour on the centre has no direction; only l = 0 is nonzero there, so any will do.
    private static (double X, double Y, double Z) Direction(AtomEnvironment environment, int j)
    {
        var r = environment.R[j];
        return r == 0 ? (0, 0, 1) : (environment.X[j] / r, environment.Y[j] / r, environment.Z[j] / r);
    }

    /// <summary>The buffers of one worker.</summary>
    public sealed class Workspace
    {
        internal Workspace(DensityExpansion expansion)
        {
            var functions = expansion._table.Functions;
            Angular = new double[expansion._harmonics.Count];
            Radial = new double[functions];
            RadialSlopes = new double[functions];
            Lanes = new LaneBuffers(expansion);
        }

        internal double[] Angular { get; }

        internal double[] Radial { get; }

        internal double[] RadialSlopes { get; }

        internal LaneBuffers Lanes { get; }
    }
}
