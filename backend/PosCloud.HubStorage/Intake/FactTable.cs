using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>Writes facts, exactly as received, and their quarantine.</summary>
internal static class FactTable
{
    private static readonly string Insert = HubDatabase.Insert("fact",
    [
        "terminal", "epoch", "branch", "sequence", "store", "fact_id", "type", "version", "occurred_at", "content", "content_hash", "chain_hash",
        "status", "movement_id", "received_at", "happened_at", "doubtful", "upload",
    ]);

    private static readonly string[] QuarantineColumns = ["terminal", "epoch", "branch", "sequence", "id", "store", "code", "reason", "since"];

    public static async Task InsertAsync(HubTransaction transaction, StoredFact stored, string? upload)
    {
        var (received, place) = (stored.Received, stored.Place);
        var fact = received.Fact;
        await transaction.ExecuteAsync(
            Insert,
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, stored.Store.Value, fact?.Id.ToString(), fact?.Type,
            (long)(fact?.Version ?? 0), fact?.OccurredAt.ToUnixTimeMilliseconds(), Bytes(received.Frame.Content), received.Frame.ContentHash.ToArray(),
            received.Frame.ChainHash.ToArray(), Letter(stored.Status), stored.MovementId?.ToString("D"), transaction.NowMilliseconds,
            stored.Happened.UnixMilliseconds, stored.Happened.Doubtful, upload);
        if (stored.Code is { } code) await QuarantineAsync(transaction, stored, code);
    }

    /// <summary>Facts anywhere on the hub with this id.</summary>
    public static Task<List<FactTwin>> TwinsAsync(HubTransaction transaction, Domain.Identity.FactId id) => transaction.QueryAsync(
        """
        SELECT f.terminal, f.epoch, f.branch, f.sequence, f.content_hash, f.status FROM fact f WHERE f.fact_id = @p0
        """,
        row => new FactTwin(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Sha256Digest.FromBytes((byte[])row[4]), row.GetString(5) == Letter(FactStatus.Accepted)),
        id.ToString());

    public static string Letter(FactStatus status) => status switch
    {
        FactStatus.Accepted => "A",
        FactStatus.Quarantined => "Q",
        _ => "D",
    };

    private static async Task QuarantineAsync(HubTransaction transaction, StoredFact stored, QuarantineCode code)
    {
        var place = stored.Place;
        var id = QuarantineId.Of(place);
        await transaction.ExecuteAsync(
            transaction.Database.Upsert("quarantine", QuarantineColumns, keyLength: 4),
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, id, stored.Store.Value, QuarantineText.Code(code),
            stored.Reason, transaction.NowMilliseconds);
        if (!QuarantineReport.IsTogether(code)) await QuarantineReport.RaiseAloneAsync(transaction, stored, code);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> content) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var segment) && segment.Offset == 0 && segment.Array!.Length == segment.Count
            ? segment.Array
            : content.ToArray();
}

/// <summary>A fact on the hub with a given id.</summary>
/// <param name="IsAccepted">False for one in quarantine, or one without effects itself.</param>
internal readonly record struct FactTwin(string Terminal, string Epoch, string Branch, long Sequence, Sha256Digest ContentHash, bool IsAccepted);
