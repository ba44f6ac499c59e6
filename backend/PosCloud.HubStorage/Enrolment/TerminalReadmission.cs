using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>
/// Lets a terminal come back that the database doesn't know, because it was restored from a backup older than the
/// enrolment. What happened to the terminal since then is taken from the <see cref="StandingLog"/>, not from the certificate.
/// </summary>
public sealed class TerminalReadmission(HubWriter writer, StandingLog log)
{
    /// <summary>Who revoked a terminal that is known only from a file; it comes back by its certificate nevertheless.</summary>
    internal const string ByFile = "import-journal";

    private const string Device = "device";

    /// <param name="certificate">Its signature was checked, and that the caller holds the key in it.</param>
    public Task<ReadmissionOutcome> ReadmitAsync(EnrolmentCertificate certificate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return writer.RunAsync(transaction => ReadmitAsync(transaction, certificate), cancellationToken);
    }

    private async Task<ReadmissionOutcome> ReadmitAsync(HubTransaction transaction, EnrolmentCertificate certificate)
    {
        var terminal = certificate.Terminal;
        var noted = log.ReadAll().GetValueOrDefault(terminal);
        var store = noted?.Store ?? certificate.Store;
        // Under the same lock as an enrolment: a device that asks twice at once, on two nodes, comes back once.
        var known = await transaction.FirstAsync(transaction.Database.SelectLocked("store", "store", "store = @p0"), row => row.GetString(0), store.Value);
        var keys = await transaction.QueryAsync(
            "SELECT public_key, added_at, removed_at FROM terminal_key WHERE terminal = @p0",
            row => (PublicKey: row.GetString(0), AddedAt: row.GetInt64(1), IsRemoved: !row.IsDBNull(2)),
            terminal.Value);
        var own = keys.FindIndex(k => k.PublicKey == certificate.PublicKey);
        if (own >= 0) return new ReadmissionOutcome(keys[own].IsRemoved ? $"Another device took the place of this one as {terminal}." : null);

        if (known is null)
            return new ReadmissionOutcome($"The hub has no store {store}; add it, then the terminal comes back by itself.");
        var isNew = await OpenAsync(transaction, certificate, store, noted);
        var addedAt = Math.Max(transaction.NowMilliseconds, keys.Select(k => k.AddedAt + 1).DefaultIfEmpty(0).Max());
        await transaction.ExecuteAsync("INSERT INTO terminal_key (terminal, added_at, public_key) VALUES (@p0, @p1, @p2)", terminal.Value, addedAt, certificate.PublicKey);
        foreach (var assigned in (noted?.Stores ?? []).Append(certificate.Store).Append(store).Distinct())
            await TerminalEnrolment.AssignAsync(transaction, terminal, assigned.Value);
        var detail = isNew
            ? $"{terminal} is in no row of this database; it came back by the certificate of its enrolment in store {certificate.Store}."
            : $"A second device came as {terminal}, with a certificate of this hub: the database was set back, and the code was given again. Both devices' sales are kept.";
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = $"readmitted/{terminal}/{await HubEpoch.CurrentAsync(transaction)}/{addedAt}",
            Kind = ExceptionKinds.Readmitted,
            Store = store.Value,
            Terminal = terminal.Value,
            Detail = detail,
        });
        await AuditLog.WriteAsync(transaction, Device, "readmit", detail, store.Value, terminal.Value);
        return new ReadmissionOutcome(null);
    }

    /// <summary>True when the database had no row of it, or only one that a file made.</summary>
    private static async Task<bool> OpenAsync(HubTransaction transaction, EnrolmentCertificate certificate, StoreId store, NotedStanding? noted)
    {
        var revoked = noted is { Revoked: true };
        var isOfFile = !revoked && await transaction.ExecuteAsync(
            "UPDATE terminal SET revoked_at = NULL, revoked_by = NULL, store = @p2 WHERE terminal = @p0 AND revoked_by = @p1",
            certificate.Terminal.Value, ByFile, store.Value) == 1;
        if (isOfFile) return true;
        return await transaction.ExecuteAsync(
            transaction.Database.InsertIfAbsent("terminal", ["terminal", "store", "machine", "program", "epoch", "enrolled_at", "revoked_at", "revoked_by"], keyLength: 1),
            certificate.Terminal.Value, store.Value, "", "", certificate.Epoch.Value, transaction.NowMilliseconds,
            revoked ? noted!.At.ToUnixTimeMilliseconds() : null, revoked ? noted!.By : null) == 1;
    }
}
