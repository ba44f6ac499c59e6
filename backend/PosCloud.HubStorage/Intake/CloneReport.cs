using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>Tells a person that one identity was on two devices, or that a device went on from an old copy of its files.</summary>
internal static class CloneReport
{
    public static Task<bool> RaiseForkAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact, TerminalStanding terminal) =>
        ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = $"clone/{place.Terminal}/{place.Epoch}/{place.Branch}",
            Kind = ExceptionKinds.Clone,
            Store = (fact.Fact?.Store ?? terminal.Store).Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = (fact.Body as OrderCompleted)?.ReceiptNumber.Value,
            Entry = place.Entry,
            OccurredAt = fact.Fact?.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"{place.Terminal} has two different facts at {place.Epoch}/{place.Sequence}: its files were copied or set back. "
                + "Both are kept, the device goes on in a new epoch; receipt numbers may have been printed twice.",
        });

    /// <summary>A device began an epoch that no hub gave it, because its files were damaged or came from another machine.</summary>
    public static async Task RaiseOwnEpochAsync(HubTransaction transaction, FactPlace place, Fact fact, EpochStarted started)
    {
        if (!started.Reason.StartsWith(EpochStarted.ByItself, StringComparison.Ordinal)) return;
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = $"own-epoch/{place.Terminal}/{place.Epoch}",
            Kind = ExceptionKinds.OwnEpoch,
            Store = fact.Store.Value,
            Terminal = place.Terminal.Value,
            Entry = place.Entry,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"{place.Terminal} goes on in epoch {place.Epoch} after {started.Previous}. {started.Reason[EpochStarted.ByItself.Length..]}",
        });
    }

    /// <summary>A device that was told it is behind has started the epoch it was offered.</summary>
    public static async Task RaiseBehindAsync(HubTransaction transaction, FactPlace place, Fact fact)
    {
        var cause = await transaction.FirstAsync(
            "SELECT cause FROM epoch_given WHERE terminal = @p0 AND given = @p1", row => row.GetString(0), place.Terminal.Value, place.Epoch.Value);
        if (cause?.StartsWith("behind:", StringComparison.Ordinal) != true) return;
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = $"clone/{place.Terminal}/{place.Epoch}",
            Kind = ExceptionKinds.Clone,
            Store = fact.Store.Value,
            Terminal = place.Terminal.Value,
            Entry = place.Entry,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"{place.Terminal} went on from an older copy of its files. All its facts are here; it goes on in epoch {place.Epoch}.",
        });
    }
}
