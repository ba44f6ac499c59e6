using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Runs a sync's steps to their end, and turns what a network, a hub or a disk can do to it into words for its report.</summary>
internal static class GuardedSync
{
    // Far more than any queue needs: stops a hub that never ends a read from holding the terminal for ever.
    private const int MaxRequests = 100_000;

    /// <param name="step">Does the next thing and answers whether there is more to do.</param>
    /// <param name="drop">Forgets what was read so far.</param>
    /// <param name="full">There's no space left: what can be fetched again is deleted.</param>
    /// <param name="damaged">The replica can't be read: the next sync builds a new one.</param>
    public static async Task RunAsync(SyncRun run, Func<Task<bool>> step, Action drop, Action full, Action damaged)
    {
        try
        {
            while (run.Requests < MaxRequests && await step().ConfigureAwait(false))
            {
            }
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
