using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>What steps ask of the potential they are given.</summary>
internal static class PotentialFiles
{
    /// <summary>Declares the files of a potential as inputs.</summary>
    /// <returns>Whether they are there; otherwise an earlier step makes them.</returns>
    public static bool Declare(string text, StepValidation validation)
    {
        var isSet = text.Contains('=', StringComparison.Ordinal) && !File.Exists(text);
        if (!isSet && !Directory.Exists(text)) validation.RequireFile("potential", text);
        if (!isSet && !Directory.Exists(text) && !File.Exists(text)) return false;
        foreach (var file in PotentialInputs.Of(text)) validation.DeclareInput(file);
        return true;
    }

    /// <summary>Refuses a structure with an element that the potential does not know.</summary>
    public static void CheckElements(Structure structure, IPotential potential, string path)
    {
        for (var i = 0; i < structure.Count; i++)
        {
            if (potential.Elements.Contains(structure.AtomicNumbers[i])) continue;
            throw new InputException($"atom {i} is {Element.Symbol(structure.AtomicNumbers[i])}, which the potential does not know", path, remedy: "use a potential of " + string.Join(", ", structure.AtomicNumbers.ToArray().Distinct().Select(z => Element.Symbol(z))));
        }
    }
}
