using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>An intensity over ascending energies. Immutable.</summary>
public sealed record Spectrum
{
    private readonly double[] _energies, _intensities;

    /// <summary>Creates a spectrum from copies of its columns.</summary>
    /// <param name="energies">Energies, eV, finite and strictly ascending, two or more.</param>
    /// <param name="intensities">Intensities, as many, finite; 1/eV where the area means a number of atoms or 1.</param>
    /// <param name="label">What it is of, for keys and column names.</param>
    /// <param name="edge">Core level or absorption edge, such as "Si 2p".</param>
    /// <exception cref="InputException">The columns differ in length, are too short, not finite, or the energies do not ascend.</exception>
    public Spectrum(ReadOnlySpan<double> energies, ReadOnlySpan<double> intensities, string label = "", string edge = "")
    {
        if (energies.Length != intensities.Length || energies.Length < 2)
        {
            throw new InputException($"a spectrum has {energies.Length} energies and {intensities.Length} intensities", remedy: "give as many of each, two or more");
        }
        for (var i = 0; i < energies.Length; i++)
        {
            if (!double.IsFinite(energies[i]) || !double.IsFinite(intensities[i]))
            {
                throw new InputException($"point {i + 1} of a spectrum is not finite");
            }
            if (i > 0 && energies[i] <= energies[i - 1])
            {
                throw new InputException($"the energies of a spectrum do not ascend at point {i + 1}", remedy: "sort the points and merge equal energies");
            }
        }
        (_energies, _intensities, Label, Edge) = (energies.ToArray(), intensities.ToArray(), label, edge);
    }

    /// <summary>Energies, eV, ascending.</summary>
    public IReadOnlyList<double> Energies => _energies;

    /// <summary>Intensities.</summary>
    public IReadOnlyList<double> Intensities => _intensities;

    /// <summary>What it is of.</summary>
    public string Label { get; init; }

    /// <summary>Core level or absorption edge.</summary>
    public string Edge { get; init; }

    /// <summary>Number of points.</summary>
    public int Count => _energies.Length;

    /// <summary>Area by the trapezoidal rule, intensity · eV.</summary>
    public double Area => Integrate((_, y) => y);

    /// <summary>Mean energy weighted by intensity, eV; NaN where the area is zero.</summary>
    public double Centroid => Integrate((x, y) => x * y) / Area;

    /// <summary>Energy of the highest point, eV, refined by a parabola through it and its neighbours.</summary>
    public double Peak
    {
        get
        {
            var top = 0;
            for (var i = 1; i < Count; i++)
            {
                top = _intensities[i] > _intensities[top] ? i : top;
            }
            if (top == 0 || top == Count - 1)
            {
                return _energies[top];
            }
            var (left, right) = (_energies[top] - _energies[top - 1], _energies[top + 1] - _energies[top]);
            var (rise, fall) = ((_intensities[top] - _intensities[top - 1]) / left, (_intensities[top] - _intensities[top + 1]) / right);
            return rise + fall > 0 ? _energies[top] + 0.5 * (rise * right - fall * left) / (rise + fall) : _energies[top];
        }
    }

    /// <summary>The same spectrum moved along the energy axis.</summary>
    /// <param name="shift">Distance, eV; positive to higher energies.</param>
    public Spectrum Shifted(double shift) => new([.. _energies.Select(e => e + shift)], _intensities, Label, Edge);

    /// <summary>The same spectrum with its intensities multiplied.</summary>
    public Spectrum Scaled(double factor) => new(_energies, [.. _intensities.Select(y => y * factor)], Label, Edge);

    private double Integrate(Func<double, double, double> integrand)
    {
        var sum = 0.0;
        for (var i = 1; i < Count; i++)
        {
            sum += 0.5 * (_energies[i] - _energies[i - 1]) * (integrand(_energies[i], _intensities[i]) + integrand(_energies[i - 1], _intensities[i - 1]));
        }
        return sum;
    }
}
