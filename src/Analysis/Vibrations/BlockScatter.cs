namespace Lithoscope.Analysis;

/// <summary>Means of curves over blocks of time taken as independent, and their standard errors.</summary>
internal static class BlockScatter
{
    public static double[] Mean(IReadOnlyList<double[]> blocks)
    {
        var mean = new double[blocks[0].Length];
        foreach (var block in blocks)
        {
            for (var k = 0; k < mean.Length; k++) mean[k] += block[k] / blocks.Count;
        }

        return mean;
    }

    public static double[] Error(IReadOnlyList<double[]> blocks)
    {
        var mean = Mean(blocks);
        var error = new double[mean.Length];
        foreach (var block in blocks)
        {
            for (var k = 0; k < mean.Length; k++) error[k] += (block[k] - mean[k]) * (block[k] - mean[k]);
        }

        for (var k = 0; k < mean.Length; k++) error[k] = Math.Sqrt(error[k] / blocks.Count / (blocks.Count - 1));
        return error;
    }
}
