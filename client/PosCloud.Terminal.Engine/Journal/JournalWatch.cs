using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Looks at the files in the background: every page of journal and replica once after each start, and every week also all
/// hashes, numbers and read models. A damaged replica is fetched again; on a damaged journal nothing more is sold.
/// </summary>
internal sealed partial class JournalWatch(TerminalJournal journal, ReplicaStore replica, JournalOptions options, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            CheckPages();
            while (!stopping.IsCancellationRequested)
            {
                if (IsDue()) CheckAll();
                await Task.Delay(Look, clock, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <summary>When everything was last found whole; null when it never was looked at.</summary>
    public static DateTimeOffset? LastFullCheck(TerminalJournal journal) =>
        long.TryParse(journal.State.Get(JournalMeta.FullCheckAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    /// <summary>Reads every page of both files.</summary>
    public void CheckPages()
    {
        replica.Check();
        Guarded(() => journal.Read(connection => connection.Scalar("PRAGMA quick_check(1)") as string) is not "ok" and var found ? found ?? "it can't be read." : null);
    }

    /// <summary>Computes everything again from the facts.</summary>
    public void CheckAll()
    {
        replica.Check();
        var problem = Guarded(() => JournalVerifier.Verify(journal) is { Ok: false } report ? report.Violations[0] : null);
        if (problem is null && !journal.IsDiskFull)
            journal.Write(session => session.Set(JournalMeta.FullCheckAt, clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
    }

    private bool IsDue() => journal.Damage is null && journal.Identity is not null
        && (LastFullCheck(journal) is not { } last || (clock.GetUtcNow() - last).Duration() >= TimeSpan.FromDays(options.FullCheckEveryDays));

    private string? Guarded(Func<string?> check)
    {
        string? problem;
        try
        {
            problem = check();
        }
        catch (JournalDamagedException damaged)
        {
            problem = damaged.What;
        }
        catch (SqliteException error)
        {
            problem = error.Message;
        }

        if (problem is null) return null;
        journal.MarkDamaged(problem);
        LogDamaged(problem);
        return problem;
    }

    [LoggerMessage(3201, LogLevel.Error, "The journal is damaged ({Problem}); nothing more is sold on it until it was recovered")]
    private partial void LogDamaged(string problem);
}
