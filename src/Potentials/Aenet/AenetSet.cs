using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The files of a potential together: one for each element, which must know each other.</summary>
internal static class AenetSet
{
    /// <summary>Makes the potential.</summary>
    /// <exception cref="InputException">Two files are of one element, or an element is foreign to the surroundings of another.</exception>
    public static AenetPotential Combine(IReadOnlyList<AenetFile> files)
    {
        for (var a = 0; a < files.Count; a++)
        {
            for (var b = 0; b < files.Count; b++)
            {
                var (one, other) = (files[a], files[b]);
                if (a < b && one.Setup.Element == other.Setup.Element) throw new InputException($"{other.Path} is of {Symbol(one)} as well", one.Path, remedy: "give one file for each element");
                if (Array.IndexOf(one.Setup.Environment, other.Setup.Element) >= 0) continue;
                throw new InputException(
                    $"{Symbol(other)} (of {other.Path}) is not among the elements that may surround {Symbol(one)} ({string.Join(", ", one.Setup.Environment.Select(Element.Symbol))})", one.Path,
                    remedy: "give files of one potential, trained together");
            }
        }

        return new([.. files.Select(f => new AenetAtom(f))]);
    }

    /// <summary>What a user should know about files that do not quite belong together.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Remarks(IReadOnlyList<AenetAtom> atoms)
    {
        int[] known = [.. atoms.Select(a => a.Element)];
        int[] missing = [.. atoms.SelectMany(a => a.File.Setup.Environment).Distinct().Where(z => !known.Contains(z))];
        if (missing.Length > 0) yield return new("elements without a file", $"{string.Join(", ", missing.Select(Element.Symbol))}: structures that hold them cannot be evaluated");
        var first = atoms[0].File.Training;
        if (atoms.Any(a => a.File.Training.Scale != first.Scale || a.File.Training.Shift != first.Shift)) yield return new("scales", "the files scale energies differently, so they come from different training sets; each is evaluated with its own scale and shift, as in aenet");
        if (known.Any(z => atoms.Select(a => FreeAtom(a.File.Training, z)).Where(e => e is not null).Distinct().Count() > 1)) yield return new("free atoms", "the files disagree about energies of free atoms, so they come from different training sets; each is evaluated with its own, as in aenet");
        if (atoms.Select(a => (a.Descriptor as ChebyshevDescriptor)?.Shape.IsLegacy).Distinct().Count() > 1) yield return new("conventions", "the files differ in the angular argument or the kind of descriptor");
    }

    private static double? FreeAtom(AenetTraining training, int element)
    {
        var at = Array.IndexOf(training.Elements, element);
        return at < 0 ? null : training.AtomEnergies[at];
    }

    private static string Symbol(AenetFile file) => Element.Symbol(file.Setup.Element);
}
