namespace Lithoscope.Structures.Tests;

internal static class ListBuilding
{
    /// <summary>Builds the list on this thread, not to be cancelled.</summary>
    public static void Find(this NeighbourList list, Atoms atoms) => list.Build(atoms);
}
