using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Tells a person that facts before one that came are missing: the disk they were on lost them, or their device had deleted
/// them because they were in a verified backup, and an older one was restored.
/// </summary>
internal static class HoleReport
{
    private const string Deleted = "Its older facts were in a verified backup, so it has deleted them, and this hub lacks some of them: "
        + "it was restored from an older backup than the newest verified one. Restore that one to have them; what the device still has is kept.";

    public static string IdOf(string terminal, string epoch, string branch) => $"hole/{terminal}/{epoch}/{branch}";

    public static Task<bool> RaiseAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact, TerminalStanding terminal, FactSource source) =>
        ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = IdOf(place.Terminal.Value, place.Epoch.Value, place.Branch),
            Kind = ExceptionKinds.Hole,
            Store = (fact.Fact?.Store ?? terminal.Store).Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = (fact.Body as OrderCompleted)?.ReceiptNumber.Value,
            Entry = place.Entry,
            OccurredAt = fact.Fact?.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = source == FactSource.Terminal
                ? $"{place.Terminal} goes on at {place.Epoch}/{place.Sequence}. {Deleted}"
                : $"The file of {place.Terminal} goes on at {place.Epoch}/{place.Sequence}, and what stood before it isn't here: "
                    + "sales may be lost. Those in the file are kept.",
        });

    /// <summary>The same for an epoch of which the device has nothing left to send.</summary>
    public static Task<bool> RaiseDeletedAsync(HubTransaction transaction, IntakeRequest request, EpochPosition position, TerminalStanding terminal) =>
        ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = IdOf(request.Terminal.Value, position.Epoch.Value, position.ChainHash.ToString()),
            Kind = ExceptionKinds.Hole,
            Store = terminal.Store.Value,
            Terminal = request.Terminal.Value,
            Detail = $"{request.Terminal} has nothing more of epoch {position.Epoch} before {position.Sequence.Next()}. {Deleted}",
        });
}
