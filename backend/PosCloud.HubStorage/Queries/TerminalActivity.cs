using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Queries;

/// <summary>Keeps what terminals last said of themselves and their recent syncs.</summary>
public sealed class TerminalActivity(HubWriter writer)
{
    /// <summary>Syncs of a terminal that are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>
    /// Replaces the report and adds the session. A sync without news (nothing up or down, no error, no outage) leaves no
    /// session: the report says when it was seen.
    /// </summary>
    public Task RecordAsync(TerminalReportRow report, SyncSessionRow? session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return writer.RunAsync(
            async transaction =>
            {
                var context = transaction.Context;
                var known = await context.TerminalReports.FirstOrDefaultAsync(r => r.Terminal == report.Terminal);
                if (known is null) context.TerminalReports.Add(report);
                else context.Entry(known).CurrentValues.SetValues(Keep(report, known));
                if (session is not null) context.SyncSessions.Add(session);
            },
            cancellationToken);
    }

    /// <summary>Forgets old sessions; run now and then.</summary>
    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) => writer.RunAsync(
        transaction => transaction.ExecuteAsync("DELETE FROM sync_session WHERE started_at < @p0", (now - Kept).ToUnixTimeMilliseconds()), cancellationToken);

    // A sync without an error doesn't wipe when the last one happened.
    private static TerminalReportRow Keep(TerminalReportRow report, TerminalReportRow known)
    {
        report.SyncedAt ??= known.SyncedAt;
        report.OfflineSince ??= known.OfflineSince;
        if (report.LastError is null)
        {
            report.LastError = known.LastError;
            report.LastErrorAt = known.LastErrorAt;
        }

        return report;
    }
}
