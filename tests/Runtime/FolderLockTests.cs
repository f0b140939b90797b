using System.Diagnostics;

namespace Lithoscope.Runtime.Tests;

public sealed class FolderLockTests
{
    [Fact]
    public void A_folder_has_one_owner_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using (FolderLock.Acquire(folder["run"]))
        {
            Assert.Null(FolderLock.TryAcquire(folder["run"]));
            var fault = Assert.Throws<InputException>(() => FolderLock.Acquire(folder["run"]));
            Assert.Contains("in use by another run", fault.Message, StringComparison.Ordinal);
        }

        FolderLock.Acquire(folder["run"]).Dispose();
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_is_taken_over()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("flock(1) is needed to hold a lock from outside");
        using var folder = new TemporaryFolder();
        // The same kind of lock, held by another program: flock(1) keeps it for as long as the process lives.
        using var owner = Process.Start(new ProcessStartInfo("flock", ["--no-fork", folder[FolderLock.FileName], "sleep", "60"]))!;
        try
        {
            await Until(() => !TryOnce(folder.Path));
            Assert.Null(FolderLock.TryAcquire(folder.Path));
        }
        finally
        {
            owner.Kill();
        }

        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Until(() => TryOnce(folder.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_a_folder_is_the_users_fault()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InputException>(() => FolderLock.Acquire(Path.Combine(folder.Write("file", ""), "below")));
    }

    private static bool TryOnce(string folder)
    {
        using var taken = FolderLock.TryAcquire(folder);
        return taken is not null;
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 500; i++)
        {
            if (condition()) return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("the condition did not come true within 10 s");
    }
}
