using Lithoscope.Descriptors;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>One symmetry function of input.nn.</summary>
/// <param name="Type">n2p2's number of its type.</param>
/// <param name="Subtype">Form of a function with compact support, such as "p2a"; otherwise empty.</param>
/// <param name="Function">The function, with lengths in the unit of the file.</param>
/// <param name="Line">The line that defines it.</param>
internal sealed record N2p2Function(int Type, string Subtype, SymmetryFunction Function, N2p2Line Line)
{
    /// <summary>The function with lengths in Å.</summary>
    /// <param name="unit">The file's unit of length, Å.</param>
    public SymmetryFunction InAngstrom(double unit)
    {
        if (unit == 1) return Function;
        var (radial, old) = (Function.Radial, Function.Radial.CutoffFunction);
        var scaled = radial.Kind == RadialFactor.RadialKind.Compact
            ? RadialFactor.Compact(radial.Bump with { Low = radial.Bump.Low * unit, High = radial.Bump.High * unit })
            : RadialFactor.Gaussian(radial.Exponent / (unit * unit), radial.Shift * unit, old with { Cutoff = old.Cutoff * unit, Inner = old.Inner * unit });
        return Function.With(scaled);
    }

    /// <summary>Reads a line: symfunction_short CENTRE TYPE ...</summary>
    public static N2p2Function Read(N2p2Line line, N2p2Settings settings)
    {
        if (line.Count < 2) throw line.Fault("the symmetry function is not complete", "complete the line");
        var type = line.Whole(2, "the type of the symmetry function", 0, 999);
        switch (type)
        {
            case 2:
                line.Expect(6, 6, "symfunction_short CENTRE 2 NEIGHBOUR ETA RSHIFT RCUTOFF");
                return new(type, "", SymmetryFunction.OfNeighbours(Gaussian(line, settings, 4, 5, 6), Neighbour(line, settings, 3)), line);
            case 12:
                line.Expect(5, 5, "symfunction_short CENTRE 12 ETA RSHIFT RCUTOFF");
                return new(type, "", SymmetryFunction.OfWeightedNeighbours(Gaussian(line, settings, 3, 4, 5)), line);
            case 3 or 9:
                line.Expect(8, 9, $"symfunction_short CENTRE {type} NEIGHBOUR NEIGHBOUR ETA LAMBDA ZETA RCUTOFF RSHIFT");
                var (first, second) = Pair(line, settings);
                return new(type, "", SymmetryFunction.OfPairs(Gaussian(line, settings, 5, line.Count == 9 ? 9 : -1, 8), Power(line, 6), type == 3, first, second), line);
            case 13:
                line.Expect(7, 7, "symfunction_short CENTRE 13 ETA RSHIFT LAMBDA ZETA RCUTOFF");
                return new(type, "", SymmetryFunction.OfWeightedPairs(Gaussian(line, settings, 3, 4, 7), Power(line, 5), true), line);
            case 20:
                line.Expect(6, 6, "symfunction_short CENTRE 20 NEIGHBOUR RLOW RHIGH SUBTYPE");
                return new(type, line.Words[6], SymmetryFunction.OfNeighbours(Bump(line, 4, 6), Neighbour(line, settings, 3)), line);
            case 23:
                line.Expect(5, 5, "symfunction_short CENTRE 23 RLOW RHIGH SUBTYPE");
                return new(type, line.Words[5], SymmetryFunction.OfWeightedNeighbours(Bump(line, 3, 5)), line);
            case 21 or 22:
                line.Expect(9, 9, $"symfunction_short CENTRE {type} NEIGHBOUR NEIGHBOUR RLOW RHIGH LEFT RIGHT SUBTYPE");
                (first, second) = Pair(line, settings);
                return new(type, line.Words[9], SymmetryFunction.OfPairs(Bump(line, 5, 9), AngularBump(line, 7, 9), type == 21, first, second), line);
            case 24 or 25:
                line.Expect(7, 7, $"symfunction_short CENTRE {type} RLOW RHIGH LEFT RIGHT SUBTYPE");
                return new(type, line.Words[7], SymmetryFunction.OfWeightedPairs(Bump(line, 3, 7), AngularBump(line, 5, 7), type == 24), line);
            default:
                throw line.Fault($"{type} is not a type of symmetry functions that n2p2 knows", "use one of 2 3 9 12 13 20 21 22 23 24 25");
        }
    }

    private static int Neighbour(N2p2Line line, N2p2Settings settings, int word) => settings.Elements[settings.Species(line, word)];

    // The lighter element first.
    private static (int First, int Second) Pair(N2p2Line line, N2p2Settings settings)
    {
        var (a, b) = (Neighbour(line, settings, 3), Neighbour(line, settings, 4));
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private static RadialFactor Gaussian(N2p2Line line, N2p2Settings settings, int eta, int shift, int cutoff)
    {
        var rc = line.Real(cutoff, "the cutoff");
        if (rc <= 0) throw line.Fault($"the cutoff is {line.Words[cutoff]}, which is not positive", "correct it");
        return RadialFactor.Gaussian(line.Real(eta, "eta"), shift < 0 ? 0 : line.Real(shift, "the shift"), new(settings.Cutoff, rc, settings.InnerShare * rc));
    }

    private static AngularFactor Power(N2p2Line line, int lambda)
    {
        var zeta = line.Real(lambda + 1, "zeta");
        if (zeta is < 1 or > 1024) throw line.Fault($"zeta is {line.Words[lambda + 1]}, which is not from 1 to 1024", "correct it");
        return AngularFactor.Power(line.Real(lambda, "lambda"), zeta);
    }

    private static RadialFactor Bump(N2p2Line line, int low, int subtype)
    {
        var (kind, asymmetric) = Form(line, subtype);
        var (rl, rh) = (line.Real(low, "the lower radius"), line.Real(low + 1, "the upper radius"));
        if (rh <= 0 || rl >= rh) throw line.Fault($"the function reaches from {line.Words[low]} to {line.Words[low + 1]}, which is no interval that ends at a positive radius", "correct the radii");
        return RadialFactor.Compact(new(kind, rl, rh, asymmetric));
    }

    private static AngularFactor AngularBump(N2p2Line line, int left, int subtype)
    {
        const double Degree = Math.PI / 180;
        var (kind, _) = Form(line, subtype);
        var (low, high) = (line.Real(left, "the left angle"), line.Real(left + 1, "the right angle"));
        if (low >= high) throw line.Fault($"the left angle {line.Words[left]} is not below the right angle {line.Words[left + 1]}", "correct the angles");
        // The derivative with respect to an angle must vanish where the angle ends, at 0 and 180 degrees.
        if ((low < 0 && low + high != 0) || (high > 180 && low + high != 360)) throw line.Fault($"the angles {line.Words[left]} and {line.Words[left + 1]} reach below 0 or above 180 degrees without being centred there", "correct the angles");
        return AngularFactor.Compact(new(kind, low * Degree, high * Degree));
    }

    private static (CutoffKind Kind, bool IsAsymmetric) Form(N2p2Line line, int word) => line.Words[word] switch
    {
        "e" => (CutoffKind.Exponential, false),
        "p1" => (CutoffKind.Polynomial1, false),
        "p2" => (CutoffKind.Polynomial2, false),
        "p3" => (CutoffKind.Polynomial3, false),
        "p4" => (CutoffKind.Polynomial4, false),
        "p1a" => (CutoffKind.Polynomial1, true),
        "p2a" => (CutoffKind.Polynomial2, true),
        "p3a" => (CutoffKind.Polynomial3, true),
        "p4a" => (CutoffKind.Polynomial4, true),
        var other => throw line.Fault($"'{other}' is not a subtype of functions with compact support", "use one of e p1 p2 p3 p4 p1a p2a p3a p4a"),
    };
}
