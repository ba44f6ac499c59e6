using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Alerts;

/// <summary>
/// Alerts about terminals, kept among the exceptions. A terminal has at most one that stands: the terminal's row is locked
/// while one is raised, so that two nodes, or a grain that began anew, raise nothing twice. A decision closes an alert for
/// people; it stands on, and no other is raised, until the terminal ends it.
/// </summary>
public sealed class TerminalAlerts(HubDatabase database, HubWriter writer)
{
    /// <summary>Kinds of alert, each with its name as a metric's tag.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } =
        new Dictionary<string, string> { [ExceptionKinds.SilentTerminal] = "silent", [ExceptionKinds.SalesWaiting] = "waiting" };

    /// <summary>The one that stands; null when there is none.</summary>
    public async Task<TerminalAlert?> FindAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await Standing(snapshot.Context, terminal.Value).AsNoTracking()
            .Select(e => new TerminalAlert(e.Kind, e.OccurredAt ?? 0)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>False when one stands already.</summary>
    /// <param name="detail">What is known, for people.</param>
    public Task<bool> RaiseAsync(TerminalId terminal, string store, TerminalAlert alert, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return writer.RunAsync(
            async transaction =>
            {
                await transaction.LockAsync("terminal", "terminal", "terminal = @p0", terminal.Value);
                if (await Standing(transaction.Context, terminal.Value).AnyAsync()) return false;
                return await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
                {
                    Id = $"{alert.Kind}/{terminal.Value}/{transaction.NowMilliseconds}",
                    Kind = alert.Kind,
                    Store = store,
                    Terminal = terminal.Value,
                    OccurredAt = alert.SinceMilliseconds,
                    Detail = detail,
                });
            },
            cancellationToken);
    }

    /// <summary>Ends what stands; false when nothing did.</summary>
    /// <param name="resolution">How it ended, for people; what a person decided before stays.</param>
    public Task<bool> EndAsync(TerminalId terminal, string resolution, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await transaction.LockAsync("terminal", "terminal", "terminal = @p0", terminal.Value);
            var standing = await Standing(transaction.Context, terminal.Value).ToListAsync();
            foreach (var row in standing)
            {
                row.OtherOccurredAt = transaction.NowMilliseconds;
                if (row.ResolvedAt is not null) continue;
                (row.ResolvedAt, row.ResolvedBy, row.Resolution) = (transaction.Now, "hub", resolution);
            }

            return standing.Count > 0;
        },
        cancellationToken);

    /// <summary>How many of each kind nobody has decided on yet.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using var hub = database.NewContext();
        var open = await Alerts(hub).AsNoTracking().Where(e => e.ResolvedAt == null)
            .GroupBy(e => e.Kind).Select(g => new { Kind = g.Key, Alerts = g.Count() }).ToListAsync(cancellationToken);
        return Kinds.Keys.ToDictionary(kind => kind, kind => open.Find(o => o.Kind == kind)?.Alerts ?? 0);
    }

    // The second time of an alert is when it ended.
    private static IQueryable<ExceptionRow> Standing(HubDbContext hub, string terminal) =>
        Alerts(hub).Where(e => e.Terminal == terminal && e.OtherOccurredAt == null);

    private static IQueryable<ExceptionRow> Alerts(HubDbContext hub) =>
        hub.Exceptions.Where(e => e.Kind == ExceptionKinds.SilentTerminal || e.Kind == ExceptionKinds.SalesWaiting);
}
