using System.Data.Common;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Stock;
using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Ledger;

/// <summary>The movements that a stored, accepted fact implies; the same for reconciliation, replay and verification.</summary>
internal static class StoredMovements
{
    /// <summary>Columns that <see cref="Of(DbDataReader)"/> reads, in this order.</summary>
    public const string Columns = "terminal, epoch, branch, sequence, store, content, movement_id, happened_at, doubtful";

    public static List<LedgerMovement> Of(DbDataReader row)
    {
        var place = new FactPlace(
            TerminalId.Parse(row.GetString(0)), JournalEpoch.Parse(row.GetString(1)), row.GetString(2), new JournalSequence(row.GetInt64(3)));
        if (!FactHash.TryReadContent((byte[])row[5], out var fact) || fact is null || FactCodec.Read(fact) is not FactReading.Understood read)
            throw new InvalidDataException($"The accepted fact {place.Entry} can't be read.");
        return Of(place, fact, read.Body, Guid.Parse(row.GetString(6)), new EstimatedTime(row.GetInt64(7), row.GetBoolean(8)));
    }

    public static List<LedgerMovement> Of(FactPlace place, Fact fact, FactBody body, Guid movementId, EstimatedTime happened)
    {
        var receipt = (body as OrderCompleted)?.ReceiptNumber;
        return
        [
            .. StockMovements.Of(body).Select(m =>
                new LedgerMovement(movementId, fact.Store, m, place, receipt, happened, fact.OccurredAt.ToUnixTimeMilliseconds(), body.Context.TraceParent)),
        ];
    }
}
