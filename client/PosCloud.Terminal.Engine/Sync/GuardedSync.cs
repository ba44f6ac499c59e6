using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Turns what a network, a hub or a disk can do to a sync into words for its report.</summary>
internal static class GuardedSync
{
    /// <param name="drop">Forgets what was read so far.</param>
    /// <param name="full">There's no space left: what can be fetched again is deleted.</param>
    /// <param name="damaged">The replica can't be read: the next sync builds a new one.</param>
    public static async Task RunAsync(SyncRun run, Func<Task> sync, Action drop, Action full, Action damaged)
    {
        try
        {
            await sync().ConfigureAwait(false);
        }
        catch (SyncFailedException problem)
        {
            run.HubAnswered |= problem.Code is not null;
            run.Fail(problem.Message, problem.Code, problem.RetryAfter);
        }
        catch (CarryingFailedException problem)
        {
            run.HubAnswered |= problem.Code is not null;
            run.Fail(problem.Message, problem.Code);
        }
        catch (FormatException problem)
        {
            drop();
            run.Fail("The hub's answer can't be used: " + problem.Message);
        }
        catch (Exception problem) when (problem is SqliteException sqlite ? sqlite.IsDiskFull() : problem is IOException file && file.IsDiskFull())
        {
            full();
            run.Fail("The disk is full: prices and stock can't be brought up to date.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            drop();
            run.Fail("Prices and stock can't be written to this device's disk: " + problem.Message);
        }
        catch (JournalDamagedException problem)
        {
            drop();
            run.Fail(problem.Message);
        }
        catch (DiskFullException problem)
        {
            drop();
            run.Fail(problem.Message);
        }
        catch (SqliteException problem) when (problem.IsDamage())
        {
            damaged();
            run.Fail("The local copy of prices and stock was damaged; it's fetched again.");
        }
    }
}
