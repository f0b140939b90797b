namespace Lithoscope.Potentials;

/// <summary>How the potentials of one family are told and read. One subclass in the folder of each family; stateless.</summary>
public abstract class PotentialFormat
{
    /// <summary>The family's name, such as "aenet" or "nep".</summary>
    public abstract string Name { get; }

    /// <summary>Whether its files are in units of their own that a user's declaration cannot change, eV and Å by definition.</summary>
    public virtual bool HasOwnUnits => false;

    /// <summary>Whether the content looks like this family's. Reads no more than it must; never throws on content.</summary>
    public abstract bool Recognises(PotentialSource source);

    /// <summary>Reads the potential, its numbers as they stand in the files; <see cref="PotentialFile"/> converts them where the source says other units.</summary>
    /// <exception cref="Runtime.InputException">The files are not sound: what is wrong, in which file and where.</exception>
    public abstract IPotential Read(PotentialSource source);
}
