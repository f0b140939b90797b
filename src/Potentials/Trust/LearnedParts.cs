namespace Lithoscope.Potentials;

/// <summary>The learned potentials within a potential: those with descriptors.</summary>
internal static class LearnedParts
{
    public static IReadOnlyList<LocalPotential> Of(IPotential potential)
    {
        var found = new List<LocalPotential>();
        Collect(potential, found);
        return found;
    }

    private static void Collect(IPotential potential, List<LocalPotential> found)
    {
        if (potential is LocalPotential local)
        {
            for (var species = 0; species < local.Elements.Count; species++)
            {
                if (local.DescriptorCount(species) == 0) continue;
                found.Add(local);
                return;
            }
        }
        else if (potential is ICombinedPotential combined)
        {
            foreach (var part in combined.Parts) Collect(part, found);
        }
    }
}
