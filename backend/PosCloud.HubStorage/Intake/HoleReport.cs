using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>Tells a person that facts before an imported one are missing: the disk they were on lost them.</summary>
internal static class HoleReport
{
    public static string IdOf(string terminal, string epoch, string branch) => $"hole/{terminal}/{epoch}/{branch}";

    public static Task<bool> RaiseAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact, TerminalStanding terminal) =>
        ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = IdOf(place.Terminal.Value, place.Epoch.Value, place.Branch),
            Kind = ExceptionKinds.Hole,
            Store = (fact.Fact?.Store ?? terminal.Store).Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = (fact.Body as OrderCompleted)?.ReceiptNumber.Value,
            Entry = place.Entry,
            OccurredAt = fact.Fact?.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"The file of {place.Terminal} goes on at {place.Epoch}/{place.Sequence}, and what stood before it isn't here: "
                + "sales may be lost. Those in the file are kept.",
        });
}
