namespace Lithoscope.Potentials;

/// <summary>Exchanges rows of a square matrix A for others of a tall one until no single exchange enlarges |det A| by more than a factor.</summary>
/// <param name="coefficients">B·A⁻¹; it is updated.</param>
/// <param name="count">Rows of B.</param>
/// <param name="size">Columns.</param>
internal sealed class MaximumVolume(double[] coefficients, int count, int size)
{
    private const int ExchangesPerColumn = 50;

    /// <summary>Exchanges, each time the pair with the largest coefficient: c_ij is the factor by which |det A| grows when row i of B takes the place of row j of A.</summary>
    /// <returns>The number of exchanges.</returns>
    public int Run(int[] active, double growth, CancellationToken cancellation)
    {
        var (pivotRow, exchanges) = (new double[size], 0);
        for (; exchanges < ExchangesPerColumn * size; exchanges++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (at, largest) = (-1, growth);
            for (var k = 0; k < coefficients.Length; k++)
            {
                if (Math.Abs(coefficients[k]) <= largest) continue;
                (at, largest) = (k, Math.Abs(coefficients[k]));
            }

            if (at < 0) break;
            var (i, j) = (at / size, at % size);
            active[j] = i;
            var pivot = coefficients[at];
            coefficients.AsSpan(i * size, size).CopyTo(pivotRow);
            pivotRow[j] -= 1;
            // Sherman and Morrison: the coefficients of every row with respect to the new A.
            for (var r = 0; r < count; r++)
            {
                var row = coefficients.AsSpan(r * size, size);
                var factor = row[j] / pivot;
                if (factor == 0) continue;
                for (var k = 0; k < size; k++) row[k] -= factor * pivotRow[k];
            }
        }

        return exchanges;
    }
}
