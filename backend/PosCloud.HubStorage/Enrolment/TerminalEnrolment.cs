using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Enrolment;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>Makes devices terminals, moves them between stores, revokes and admits them.</summary>
/// <param name="log">Null where nothing outside the database is to be kept.</param>
public sealed class TerminalEnrolment(HubWriter writer, HubDatabase database, StandingLog? log = null)
{
    /// <summary>Uses a code once. The terminal's code is the store's, <c>T</c> and the next number that was never used.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, base64; the caller has checked that it is an ECDSA P-256 key.</param>
    public Task<EnrolmentOutcome> EnrolAsync(
        string code, string publicKey, string machine, string program, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            if (EnrolmentCode.Normalise(code) is not { } normal) return Refused("An enrolment code has 8 letters and digits.");
            var used = await transaction.ExecuteAsync(
                "UPDATE enrolment_code SET used_at = @p1 WHERE code_hash = @p0 AND used_at IS NULL AND expires_at > @p1",
                EnrolmentCodes.Hash(normal), transaction.NowMilliseconds);
            if (used == 0) return await RepeatedAsync(transaction, normal, publicKey) ?? Refused("The code is wrong, used or expired. Ask for a new one.");
            var store = await transaction.FirstAsync(
                "SELECT store FROM enrolment_code WHERE code_hash = @p0", row => row.GetString(0), EnrolmentCodes.Hash(normal));
            // Two devices with two codes of one store must not get the same next number.
            await transaction.LockAsync("store", "store", "store = @p0", store);
            var replaced = await transaction.FirstAsync(
                "SELECT used_by FROM enrolment_code WHERE code_hash = @p0", row => row.IsDBNull(0) ? null : row.GetString(0), EnrolmentCodes.Hash(normal));
            if (replaced is not null)
            {
                var place = TerminalId.Parse(replaced);
                log?.Note(place, StoreId.Parse(store!), revoked: false, "device", transaction.Now);
                return await TerminalReplacement.RunAsync(transaction, place, StoreId.Parse(store!), publicKey, machine, program, EnrolmentCodes.Hash(normal));
            }

            var terminal = await NextCodeAsync(transaction, store!);
            await transaction.ExecuteAsync("UPDATE enrolment_code SET used_by = @p1 WHERE code_hash = @p0", EnrolmentCodes.Hash(normal), terminal.Value);
            await transaction.ExecuteAsync(
                "INSERT INTO terminal (terminal, store, machine, program, epoch, enrolled_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                terminal.Value, store, machine, program, JournalEpoch.First.Value, transaction.NowMilliseconds);
            await transaction.ExecuteAsync(
                "INSERT INTO terminal_key (terminal, added_at, public_key) VALUES (@p0, @p1, @p2)", terminal.Value, transaction.NowMilliseconds, publicKey);
            await AssignAsync(transaction, terminal, store!);
            log?.Note(terminal, StoreId.Parse(store!), revoked: false, "device", transaction.Now);
            await AuditLog.WriteAsync(transaction, "device", "enrol", $"{machine} became terminal {terminal}.", store, terminal.Value);
            return new EnrolmentOutcome.Enrolled(terminal, StoreId.Parse(store!), JournalEpoch.First);
        },
        cancellationToken);

    /// <summary>The keys and the standing of a terminal; null when there's none of that code.</summary>
    public async Task<TerminalCredential?> FindAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            "SELECT store, revoked_at FROM terminal WHERE terminal = @p0",
            row => (Store: StoreId.Parse(row.GetString(0)), Revoked: !row.IsDBNull(1)),
            cancellationToken,
            terminal.Value);
        if (found.Count == 0) return null;
        var keys = await snapshot.QueryAsync(
            "SELECT public_key FROM terminal_key WHERE terminal = @p0 AND removed_at IS NULL", row => row.GetString(0), cancellationToken, terminal.Value);
        return new TerminalCredential(terminal, found[0].Store, found[0].Revoked, keys);
    }

    /// <summary>The same of several, in one read; there's no entry for a terminal that there isn't.</summary>
    /// <param name="terminals">A few hundred at most.</param>
    public async Task<IReadOnlyDictionary<TerminalId, TerminalCredential>> FindAllAsync(IReadOnlyCollection<TerminalId> terminals, CancellationToken cancellationToken)
    {
        var names = terminals.Select(terminal => terminal.Value).ToList();
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.Context.Terminals.AsNoTracking().Where(t => names.Contains(t.Terminal))
            .Select(t => new { t.Terminal, t.Store, Revoked = t.RevokedAt != null }).ToListAsync(cancellationToken);
        var keys = await snapshot.Context.TerminalKeys.AsNoTracking().Where(k => names.Contains(k.Terminal) && k.RemovedAt == null)
            .Select(k => new { k.Terminal, k.PublicKey }).ToListAsync(cancellationToken);
        var keysOf = keys.ToLookup(k => k.Terminal, k => k.PublicKey, StringComparer.Ordinal);
        return found.ToDictionary(
            t => TerminalId.Parse(t.Terminal),
            t => new TerminalCredential(TerminalId.Parse(t.Terminal), StoreId.Parse(t.Store), t.Revoked, [.. keysOf[t.Terminal]]));
    }

    /// <summary>No more state for it; what it sends goes to quarantine. False when there's no such terminal.</summary>
    public Task<bool> RevokeAsync(TerminalId terminal, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var changed = await transaction.ExecuteAsync(
                "UPDATE terminal SET revoked_at = @p1, revoked_by = @p2 WHERE terminal = @p0", terminal.Value, transaction.NowMilliseconds, by);
            if (changed == 0) return false;
            await NoteAsync(transaction, terminal, revoked: true, by);
            await AuditLog.WriteAsync(transaction, by, "revoke", $"Revoked {terminal}.", target: terminal.Value);
            return true;
        },
        cancellationToken);

    /// <summary>Takes a revocation back; what was quarantined for it can be replayed.</summary>
    public Task<bool> AdmitAsync(TerminalId terminal, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var changed = await transaction.ExecuteAsync("UPDATE terminal SET revoked_at = NULL, revoked_by = NULL WHERE terminal = @p0", terminal.Value);
            if (changed == 0) return false;
            await NoteAsync(transaction, terminal, revoked: false, by);
            await AuditLog.WriteAsync(transaction, by, "admit", $"Admitted {terminal} again.", target: terminal.Value);
            return true;
        },
        cancellationToken);

    /// <summary>Moves it to another store; facts of its earlier stores are still taken.</summary>
    public Task<bool> MoveAsync(TerminalId terminal, StoreId store, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var changed = await transaction.ExecuteAsync(
                "UPDATE terminal SET store = @p1 WHERE terminal = @p0 AND EXISTS (SELECT 1 FROM store WHERE store = @p1)", terminal.Value, store.Value);
            if (changed == 0) return false;
            await AssignAsync(transaction, terminal, store.Value);
            var revoked = await transaction.FirstAsync("SELECT revoked_at FROM terminal WHERE terminal = @p0", row => !row.IsDBNull(0), terminal.Value);
            await NoteAsync(transaction, terminal, revoked, by);
            await AuditLog.WriteAsync(transaction, by, "move", $"Moved {terminal} to store {store}.", store.Value, terminal.Value);
            return true;
        },
        cancellationToken);

    /// <summary>The device that used this code asks again: it never saw the answer, so it gets the same one.</summary>
    private static Task<EnrolmentOutcome?> RepeatedAsync(HubTransaction transaction, string code, string publicKey) => transaction.FirstAsync(
        """
        SELECT t.terminal, c.store, t.epoch FROM enrolment_code c
        JOIN terminal t ON t.terminal = c.used_by
        JOIN terminal_key k ON k.terminal = t.terminal AND k.public_key = @p1 AND k.removed_at IS NULL
        WHERE c.code_hash = @p0 AND c.expires_at > @p2
        """,
        row => (EnrolmentOutcome?)new EnrolmentOutcome.Enrolled(TerminalId.Parse(row.GetString(0)), StoreId.Parse(row.GetString(1)), JournalEpoch.Parse(row.GetString(2))),
        EnrolmentCodes.Hash(code),
        publicKey,
        transaction.NowMilliseconds);

    private static EnrolmentOutcome Refused(string problem) => new EnrolmentOutcome.Refused(problem);

    private async Task<TerminalId> NextCodeAsync(HubTransaction transaction, string store)
    {
        var prefix = store + "T";
        var used = await transaction.QueryAsync("SELECT terminal FROM terminal WHERE terminal LIKE @p0", row => row.GetString(0), prefix + "%");
        // Also codes of terminals that a restored database has forgotten: they come back, and a code is never given twice.
        if (log is not null) used.AddRange(log.ReadAll().Keys.Select(t => t.Value).Where(t => t.StartsWith(prefix, StringComparison.Ordinal)));
        var highest = used.Select(t => int.TryParse(t.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty(0).Max();
        return TerminalId.Parse(string.Create(CultureInfo.InvariantCulture, $"{prefix}{highest + 1}"));
    }

    /// <summary>Noted before the commit: a line too many is harmless, one too few would let a revoked device back in.</summary>
    private async Task NoteAsync(HubTransaction transaction, TerminalId terminal, bool revoked, string by)
    {
        if (log is null) return;
        var store = await transaction.FirstAsync("SELECT store FROM terminal WHERE terminal = @p0", row => row.GetString(0), terminal.Value);
        log.Note(terminal, StoreId.Parse(store!), revoked, by, transaction.Now);
    }

    internal static Task<int> AssignAsync(HubTransaction transaction, TerminalId terminal, string store) => transaction.ExecuteAsync(
        transaction.Database.InsertIfAbsent("assignment", ["terminal", "store", "assigned_at"], keyLength: 2),
        terminal.Value, store, transaction.NowMilliseconds);
}
