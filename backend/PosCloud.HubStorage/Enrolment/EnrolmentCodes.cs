using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Enrolment;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>Makes and checks one-time codes: 8 characters, 15 minutes, one use, for one store. Only their hash is stored.</summary>
public sealed class EnrolmentCodes(HubWriter writer, HubDatabase database)
{
    /// <summary>Null when there's no such store.</summary>
    public Task<MadeCode?> MakeAsync(StoreId store, string madeBy, CancellationToken cancellationToken) => MakeAsync(store, null, madeBy, cancellationToken);

    /// <summary>Null when there's no such store, or no such terminal in it.</summary>
    /// <param name="replaces">The terminal whose place the device takes; null for a new one.</param>
    public Task<MadeCode?> MakeAsync(StoreId store, TerminalId? replaces, string madeBy, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var known = await transaction.FirstAsync("SELECT store FROM store WHERE store = @p0", row => row.GetString(0), store.Value);
            if (known is null) return null;
            if (replaces is { } terminal && await transaction.FirstAsync("SELECT store FROM terminal WHERE terminal = @p0", row => row.GetString(0), terminal.Value) != store.Value) return null;
            var code = EnrolmentCode.New();
            var expiresAt = transaction.Now.AddMinutes(EnrolmentCode.MinutesValid);
            await transaction.ExecuteAsync(
                "INSERT INTO enrolment_code (code_hash, store, made_at, expires_at, made_by, used_by) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                Hash(code), store.Value, transaction.NowMilliseconds, expiresAt.ToUnixTimeMilliseconds(), madeBy, replaces?.Value);
            await AuditLog.WriteAsync(
                transaction, madeBy, "enrolment-code", $"Made an enrolment code for store {store}{(replaces is { } old ? $" that replaces {old}" : "")}.", store.Value);
            return new MadeCode(code, expiresAt);
        },
        cancellationToken);

    /// <summary>What became of a code; null when it was never made.</summary>
    public async Task<CodeState?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (EnrolmentCode.Normalise(code) is not { } normal) return null;
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            "SELECT store, expires_at, used_at, used_by FROM enrolment_code WHERE code_hash = @p0",
            row => new CodeState(
                normal,
                StoreId.Parse(row.GetString(0)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                row.IsDBNull(2) || row.IsDBNull(3) ? null : TerminalId.Parse(row.GetString(3))),
            cancellationToken,
            Hash(normal));
        return found.Count == 0 ? null : found[0];
    }

    internal static string Hash(string code) => Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(code)).ToString();
}
