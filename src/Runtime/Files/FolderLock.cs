namespace Lithoscope.Runtime;

/// <summary>
/// Ownership of a folder by one process at a time. The lock belongs to the open file, not to its existence: when the owner dies,
/// however it dies, the operating system lets go and the next process takes over.
/// </summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>Name of the lock file. It stays when the lock is released: removing it would let two later owners lock two different files.</summary>
    public const string FileName = ".lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, which is created where it does not exist.</summary>
    /// <exception cref="InputException">Another process, or another run of this one, owns it.</exception>
    public static FolderLock Acquire(string folder) =>
        TryAcquire(folder) ?? throw new InputException("the folder is in use by another run", folder, remedy: "wait for it to end or choose another folder with -o");

    /// <summary>Takes the folder, or returns null when it has an owner.</summary>
    public static FolderLock? TryAcquire(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the folder cannot be created", folder, remedy: "choose another with -o", inner: fault);
        }

        try
        {
            // FileShare.None is flock(LOCK_EX) on Unix and a sharing mode on Windows: both end with the process.
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new InputException("the folder cannot be written to", folder, remedy: "choose another with -o", inner: fault);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _file.Dispose();
}
