using System.Data.Common;
using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>
/// Hands facts that an engine brought as rows to the same intake as every other fact. Only committed rows are seen here;
/// what the engine reports while it works is never believed. A crash between intake and clearing is harmless: intake
/// recognises what it has.
/// </summary>
public sealed class FactInbox(HubDatabase database, HubWriter writer, FactIntake intake, HubStorageOptions options)
{
    private const int MaxRowsPerRead = 2_000;

    private const string Read = $"""
        SELECT epoch, sequence, chain_hash, previous, content_hash, store, content FROM {CarriedScopes.Inbox}
        WHERE terminal = @p0 AND refused IS NULL AND (epoch > @p1 OR (epoch = @p1 AND sequence > @p2)) ORDER BY epoch, sequence
        """;

    private const string Delete = $"DELETE FROM {CarriedScopes.Inbox} WHERE terminal = @p0 AND epoch = @p1 AND sequence = @p2 AND chain_hash = @p3";

    private const string Refuse = $"UPDATE {CarriedScopes.Inbox} SET refused = @p4 WHERE terminal = @p0 AND epoch = @p1 AND sequence = @p2 AND chain_hash = @p3";

    /// <summary>Makes the table where it's missing.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => transaction.ExecuteAsync(FactInboxSql.Create(options.Kind)), cancellationToken);

    /// <summary>Takes all of this terminal's facts that can be taken; what lacks its predecessor waits on.</summary>
    /// <param name="bootId">With <paramref name="monotonicMilliseconds"/>: the device's clock now, null when it isn't asked.</param>
    public Task<InboxTaken> TakeAsync(TerminalId terminal, string? bootId, long? monotonicMilliseconds, string upload, CancellationToken cancellationToken) =>
        TakeAsync(terminal, bootId, monotonicMilliseconds, upload, sync: null, cancellationToken);

    /// <param name="sync">What the terminal says with it of its journal's beginning and of its clock; null when it isn't asked.</param>
    internal async Task<InboxTaken> TakeAsync(
        TerminalId terminal, string? bootId, long? monotonicMilliseconds, string upload, SyncRequest? sync, CancellationToken cancellationToken)
    {
        var (outcomes, frames) = (new List<IntakeOutcome.Taken>(), new List<FactFrame>());
        var (epoch, sequence) = ("", 0L);
        while (true)
        {
            var rows = await ReadAsync(terminal, epoch, sequence, cancellationToken);
            if (rows.Count == 0) return new InboxTaken(outcomes, frames);
            foreach (var run in InboxRun.Of(rows))
            {
                var request = new IntakeRequest(
                    terminal, run.Epoch, run.First, run.Previous, [.. run.Facts.Select(fact => fact.Frame)], run.Store, bootId, monotonicMilliseconds, null, [], upload)
                {
                    Deleted = sync?.Deleted ?? [],
                    SentAtMilliseconds = sync is null ? null : EstimatedTime.SentAt(sync.Report),
                };
                if (await TakeAsync(request, run, cancellationToken) is not { } taken) continue;
                outcomes.Add(taken);
                frames.AddRange(request.Facts);
            }

            (epoch, sequence) = (rows[^1].Epoch.Value, rows[^1].Sequence.Value);
        }
    }

    /// <summary>Terminals with facts in the inbox.</summary>
    public async Task<IReadOnlyList<TerminalId>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.QueryAsync(
            $"SELECT DISTINCT terminal FROM {CarriedScopes.Inbox} WHERE refused IS NULL", row => TerminalId.Parse(row.GetString(0)), cancellationToken);
    }

    private async Task<IntakeOutcome.Taken?> TakeAsync(IntakeRequest request, InboxRun run, CancellationToken cancellationToken)
    {
        switch (await intake.TakeAsync(request, cancellationToken))
        {
            case IntakeOutcome.Taken { Upload.Outcome: UploadOutcome.Accepted or UploadOutcome.Forked } taken:
                await ForEachAsync(run, Delete, request.Terminal, null, cancellationToken);
                return taken;
            case IntakeOutcome.Malformed malformed:
                // Kept with the reason: what was sold is never thrown away, and it blocks nothing.
                await ForEachAsync(run, Refuse, request.Terminal, malformed.Problem, cancellationToken);
                return null;
            default:
                return null;
        }
    }

    private Task ForEachAsync(InboxRun run, string sql, TerminalId terminal, string? reason, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            foreach (var fact in run.Facts)
            {
                object?[] key = [terminal.Value, fact.Epoch.Value, fact.Sequence.Value, fact.Frame.ChainHash.ToString()];
                await transaction.ExecuteAsync(sql, reason is null ? key : [.. key, reason]);
            }
        },
        cancellationToken);

    private async Task<List<InboxFact>> ReadAsync(TerminalId terminal, string epoch, long sequence, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.QueryAsync(
            database.Limit(Read, MaxRowsPerRead.ToString(CultureInfo.InvariantCulture)), ReadFact, cancellationToken, terminal.Value, epoch, sequence);
    }

    private static InboxFact ReadFact(DbDataReader row) => new(
        JournalEpoch.Parse(row.GetString(0)),
        new JournalSequence(row.GetInt64(1)),
        Digest(row, 3),
        row.GetString(5),
        new FactFrame((byte[])row[6], Digest(row, 4), Digest(row, 2)));

    // A row without real hashes fails intake's check of the chain, and is kept with that reason.
    private static Sha256Digest Digest(DbDataReader row, int column) => Sha256Digest.TryParse(row.GetString(column), out var digest) ? digest : Sha256Digest.None;
}
