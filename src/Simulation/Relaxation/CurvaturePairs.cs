namespace Lithoscope.Simulation;

/// <summary>The last steps and the changes of the gradient along them, of which L-BFGS makes its direction (Nocedal, doi:10.1090/S0025-5718-1980-0572855-7).</summary>
internal sealed class CurvaturePairs(int dimension, int most)
{
    private readonly double[][] _steps = new double[most][];
    private readonly double[][] _changes = new double[most][];
    private readonly double[] _products = new double[most];
    private readonly double[] _weights = new double[most];
    private int _next;

    /// <summary>Number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Scalar product.</summary>
    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (Count, _next) = (0, 0);

    /// <summary>Remembers a pair unless its curvature is not positive.</summary>
    public void Add(double[] step, double[] change)
    {
        var product = Dot(step, change);
        if (!(product > 1e-10 * Math.Sqrt(Dot(step, step) * Dot(change, change)))) return;
        step.CopyTo(_steps[_next] ??= new double[dimension], 0);
        change.CopyTo(_changes[_next] ??= new double[dimension], 0);
        _products[_next] = product;
        _next = (_next + 1) % most;
        Count = Math.Min(Count + 1, most);
    }

    /// <summary>Minus the inverse Hessian, as far as it is known, times the gradient.</summary>
    public void Direction(double[] gradient, double[] direction, double softness)
    {
        for (var k = 0; k < dimension; k++) direction[k] = -gradient[k];
        for (var age = 1; age <= Count; age++)
        {
            var p = (_next - age + most) % most;
            _weights[p] = Dot(_steps[p], direction) / _products[p];
            Subtract(direction, _weights[p], _changes[p]);
        }

        if (Count > 0)
        {
            var newest = (_next - 1 + most) % most;
            softness = _products[newest] / Dot(_changes[newest], _changes[newest]);
        }

        for (var k = 0; k < dimension; k++) direction[k] *= softness;
        for (var age = Count; age >= 1; age--)
        {
            var p = (_next - age + most) % most;
            Subtract(direction, Dot(_changes[p], direction) / _products[p] - _weights[p], _steps[p]);
        }
    }

    private static void Subtract(double[] from, double factor, double[] what)
    {
        for (var k = 0; k < from.Length; k++) from[k] -= factor * what[k];
    }
}
