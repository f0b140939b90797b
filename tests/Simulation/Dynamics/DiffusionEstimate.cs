namespace Lithoscope.Simulation.Tests;

/// <summary>A diffusion coefficient from positions in time, by the plainest means: mean-square displacements at two lags with every frame as an origin.</summary>
/// <param name="every">Time between frames.</param>
internal sealed class DiffusionEstimate(double every)
{
    private const int Groups = 16;
    private readonly List<double[]> _frames = [];

    public void Add(double[] positions) => _frames.Add(positions);

    /// <summary>(MSD(b) − MSD(a))/6(b − a) and its standard error, from the scatter among groups of atoms.</summary>
    public (double D, double Error) Between(double a, double b)
    {
        var (first, last) = ((int)Math.Round(a / every), (int)Math.Round(b / every));
        var count = _frames[0].Length / 3;
        double[] values = [.. Enumerable.Range(0, Groups).Select(g =>
        {
            var (from, to) = (g * count / Groups, (g + 1) * count / Groups);
            return (MeanSquare(last, from, to) - MeanSquare(first, from, to)) / (6 * (last - first) * every);
        })];
        return (Statistics.Mean(values), Statistics.Deviation(values) / Math.Sqrt(Groups - 1));
    }

    private double MeanSquare(int lag, int from, int to)
    {
        var sum = 0.0;
        for (var t = 0; t + lag < _frames.Count; t++)
        {
            for (var k = 3 * from; k < 3 * to; k++)
            {
                var d = _frames[t + lag][k] - _frames[t][k];
                sum += d * d;
            }
        }

        return sum / (_frames.Count - lag) / (to - from);
    }
}
