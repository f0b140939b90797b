using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>One symmetry function of a Behler2011 set-up: J. Behler, J. Chem. Phys. 134, 074106 (2011), doi:10.1063/1.3553717.</summary>
/// <param name="Kind">1: Σ f; 2: Σ e^−η(r−Rs)² f; 3: Σ cos(κr) f; 4 and 5: sums over pairs of neighbours.</param>
/// <param name="First">Element of the neighbours, or of one of a pair: position in the set-up's environment, from 0.</param>
/// <param name="Second">Element of the other; −1 where there is none.</param>
/// <param name="Cutoff">Å.</param>
/// <param name="Eta">η, 1/Å².</param>
/// <param name="Shift">Rs, Å.</param>
/// <param name="Kappa">κ, 1/Å.</param>
/// <param name="Lambda">λ.</param>
/// <param name="Zeta">ζ.</param>
internal sealed record BehlerFunction(int Kind, int First, int Second, double Cutoff, double Eta, double Shift, double Kappa, double Lambda, double Zeta)
{
    /// <summary>Whether it sums over pairs of neighbours.</summary>
    public bool IsAngular => Kind >= 4;

    /// <summary>The functions of a set-up in the order of aenet's vectors, which is not that of the file: by the elements, then by kind, then as they stand.</summary>
    /// <exception cref="InputException">They are not sound.</exception>
    public static BehlerFunction[] Of(AenetSetup setup, string file)
    {
        var functions = new BehlerFunction[setup.Kinds.Length];
        for (var k = 0; k < functions.Length; k++) functions[k] = Of(setup, k, file);
        // OrderBy is stable. Radial functions of an element come before the pairs that begin with it.
        return [.. functions.OrderBy(f => f.First).ThenBy(f => f.Second).ThenBy(f => f.Kind)];
    }

    /// <summary>For people: "G4(Ti, O), cutoff 5.5 Å".</summary>
    public string Describe(IReadOnlyList<int> environment)
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        var elements = Element.Symbol(environment[First]) + (Second >= 0 ? ", " + Element.Symbol(environment[Second]) : "");
        var rest = Kind switch
        {
            1 => "",
            2 => $", η {Number(Eta)} Å⁻², Rs {Number(Shift)} Å",
            3 => $", κ {Number(Kappa)} Å⁻¹",
            _ => $", η {Number(Eta)} Å⁻², λ {Number(Lambda)}, ζ {Number(Zeta)}",
        };
        return $"G{Kind}({elements}), cutoff {Number(Cutoff)} Å{rest}";
    }

    private static BehlerFunction Of(AenetSetup setup, int k, string file)
    {
        InputException Fault(string what) => new($"symmetry function {k + 1}: {what}", file, remedy: "restore the file from its source");
        var kind = setup.Kinds[k];
        if (kind is < 1 or > 5) throw Fault($"kind {kind} is not among the kinds 1 to 5 of Behler2011");
        var needed = kind switch { 1 => 1, 2 => 3, 3 => 2, _ => 4 };
        if (setup.ParameterCount < needed) throw Fault($"kind {kind} has {needed} parameters and the file gives {setup.ParameterCount}");
        var p = setup.Parameters.AsSpan(k * setup.ParameterCount, needed);
        int Type(int which)
        {
            var type = setup.Neighbours[2 * k + which];
            return type >= 1 && type <= setup.Environment.Length ? type - 1 : throw Fault($"element {type} of {setup.Environment.Length} in the surroundings");
        }

        if (p[0] is not (> 0 and < 1000)) throw Fault(FormattableString.Invariant($"the cutoff is {p[0]} Å"));
        var (first, second) = (Type(0), kind >= 4 ? Type(1) : -1);
        if (second >= 0 && second < first) (first, second) = (second, first);
        BehlerFunction function = new(
            kind, first, second, p[0], kind == 2 ? p[2] : kind >= 4 ? p[3] : 0, kind == 2 ? p[1] : 0, kind == 3 ? p[1] : 0, kind >= 4 ? p[1] : 0, kind >= 4 ? p[2] : 0);
        if (function.Eta < 0) throw Fault(FormattableString.Invariant($"η is {function.Eta}, so that the function grows with distance"));
        if (kind >= 4 && Math.Abs(function.Lambda) > 1) throw Fault(FormattableString.Invariant($"λ is {function.Lambda}, which is not within −1 and 1"));
        if (kind >= 4 && function.Zeta < 1) throw Fault(FormattableString.Invariant($"ζ is {function.Zeta}; below 1 forces diverge where atoms are in line"));
        return function;
    }
}
