using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Grades of D-optimality where they are known exactly.</summary>
public class ActiveSetTests
{
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(1.0, 1.0)]
    [InlineData(1.4, 1.4)]
    [InlineData(-0.3, 1.3)]
    public void One_descriptor_is_graded_by_its_distance_from_the_ends_of_the_training_range(double place, double grade)
    {
        // c = ((max − g)/(max − min), (g − min)/(max − min)).
        double[] training = [2.5, 4, 2, 3, 3.3];
        var set = new ActiveSet(training, 1);
        Assert.Equal([1, 2], set.Active.Order());
        Assert.Equal(grade, set.Grade([2 + 2 * place]), 1e-12);
    }

    [Fact]
    public void Within_a_simplex_grades_are_barycentric_coordinates()
    {
        const int n = 6;
        var stream = new RandomStream(3, "simplex");
        var corners = new double[n + 1][];
        for (var k = 0; k <= n; k++) corners[k] = [.. Enumerable.Range(0, n).Select(_ => 4 * stream.NextDouble() - 2)];
        var rows = new List<double[]>(corners);
        double[] Mix(double[] weights) => [.. Enumerable.Range(0, n).Select(d => Enumerable.Range(0, n + 1).Sum(k => weights[k] * corners[k][d]))];
        for (var i = 0; i < 200; i++)
        {
            double[] weights = [.. Enumerable.Range(0, n + 1).Select(_ => -Math.Log(1 - stream.NextDouble()))];
            rows.Add(Mix([.. weights.Select(w => w / weights.Sum())]));
        }

        var set = new ActiveSet([.. rows.SelectMany(r => r)], n);
        Assert.Equal(Enumerable.Range(0, n + 1), set.Active.Order());
        double[] inside = [0.3, 0.1, 0.1, 0.2, 0.05, 0.05, 0.2], outside = [-0.7, 1.9, -0.2, 0, 0, 0, 0];
        Assert.Equal(0.3, set.Grade(Mix(inside)), 1e-9);
        Assert.Equal(1.9, set.Grade(Mix(outside)), 1e-9);
        Assert.All(rows, r => Assert.InRange(set.Grade(r), 0, 1 + 1e-9));
    }

    [Fact]
    public void No_training_environment_is_graded_above_one_thousandth_more_than_1_and_the_volume_is_locally_largest()
    {
        const int n = 5, count = 400;
        var stream = new RandomStream(4, "cloud");
        double[] rows = [.. Enumerable.Range(0, n * count).Select(_ => stream.NextDouble() + stream.NextDouble())];
        var set = new ActiveSet(rows, n);
        for (var i = 0; i < count; i++) Assert.InRange(set.Grade(rows.AsSpan(i * n, n)), 0, 1.001);
        Assert.Equal(n + 1, set.Active.Distinct().Count());
        // The grade of an environment is by how much it would enlarge the volume in the best place.
        double[] other = [3, -1, 0.5, 2, 1];
        var volume = Volume([.. set.Active.Select(i => rows[(i * n)..((i + 1) * n)])]);
        var best = Enumerable.Range(0, n + 1).Max(j => Volume([.. set.Active.Select((i, k) => k == j ? other : rows[(i * n)..((i + 1) * n)])]));
        Assert.Equal(best / volume, set.Grade(other), 1e-9);
    }

    [Fact]
    public void Mixing_descriptors_linearly_does_not_change_grades()
    {
        const int n = 4, count = 100;
        var stream = new RandomStream(5, "mixing");
        double[] rows = [.. Enumerable.Range(0, n * count).Select(_ => stream.NextDouble())];
        double[] mixing = [.. Enumerable.Range(0, n * n).Select(_ => 10 * stream.NextDouble() - 5)];
        double[] Mix(ReadOnlySpan<double> row)
        {
            var mixed = new double[n];
            for (var d = 0; d < n; d++)
            {
                mixed[d] = 100 * d;
                for (var k = 0; k < n; k++) mixed[d] += mixing[d * n + k] * row[k];
            }

            return mixed;
        }

        // Of the active environments alone, mixed: nothing is left to choose.
        var set = new ActiveSet(rows, n);
        var other = new ActiveSet([.. set.Active.SelectMany(i => Mix(rows.AsSpan(i * n, n)))], n);
        foreach (var point in new double[][] { [1.5, 0.2, -0.4, 0.9], [0.5, 0.5, 0.5, 0.5], rows[..n] }) Assert.Equal(set.Grade(point), other.Grade(Mix(point)), 1e-8);
        for (var i = 0; i < count; i++) Assert.InRange(other.Grade(Mix(rows.AsSpan(i * n, n))), 0, 1.001);
    }

    [Fact]
    public void A_direction_that_training_does_not_span_gives_a_large_grade()
    {
        // In the plane x + y + z = 1, and with a fourth descriptor that is always 7.
        var stream = new RandomStream(6, "plane");
        var rows = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var (x, y) = (stream.NextDouble(), stream.NextDouble());
            rows.AddRange([x, y, 1 - x - y, 7]);
        }

        var set = new ActiveSet([.. rows], 4);
        Assert.Equal(2, set.Active.Count(i => i < 0));
        Assert.InRange(set.Grade([0.4, 0.3, 0.3, 7]), 0, 1);
        Assert.InRange(set.Grade([0.4, 0.3, 0.31, 7]), 100, 1e6);
        Assert.InRange(set.Grade([0.4, 0.3, 0.3, 7.7]), 1e4, 1e6);
        Assert.Equal(double.PositiveInfinity, set.Grade([0.4, double.NaN, 0.3, 7]));
    }

    [Fact]
    public void A_single_environment_grades_itself_1()
    {
        var set = new ActiveSet([0.2, 0.4], 2);
        Assert.Equal(1, set.Grade([0.2, 0.4]), 1e-12);
        Assert.True(set.Grade([0.2, 0.5]) > 1000);
    }

    [Fact]
    public void Atoms_in_one_place_in_a_training_set_are_named()
    {
        var structure = new Structure([14, 3, 3], [2, 2, 2, 0, 0, 0, 0, 0, 0]);
        var fault = Assert.Throws<InputException>(() => ActiveSets.Build(SyntheticAenet.All[0].Read(), [structure], null, TestContext.Current.CancellationToken));
        Assert.Contains("the descriptors of atom 1 (Li) of the training set are not finite numbers", fault.Message, StringComparison.Ordinal);
    }

    private static double Volume(double[][] rows)
    {
        var size = rows.Length;
        double[] matrix = [.. rows.SelectMany(r => r.Prepend(1))];
        double determinant = 1;
        for (var c = 0; c < size; c++)
        {
            var pivot = Enumerable.Range(c, size - c).MaxBy(r => Math.Abs(matrix[r * size + c]));
            for (var k = 0; k < size; k++) (matrix[c * size + k], matrix[pivot * size + k]) = (matrix[pivot * size + k], matrix[c * size + k]);
            determinant *= matrix[c * size + c];
            for (var r = c + 1; r < size; r++)
            {
                var f = matrix[r * size + c] / matrix[c * size + c];
                for (var k = c; k < size; k++) matrix[r * size + k] -= f * matrix[c * size + k];
            }
        }

        return Math.Abs(determinant);
    }
}
