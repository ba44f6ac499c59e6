using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Exceptions of quarantine. A fact that can't be applied is one matter; all facts of a terminal that was revoked, or that
/// came in one file without a seal, are one matter together: a person decides about the terminal, not about each sale.
/// </summary>
internal static class QuarantineReport
{
    public static bool IsTogether(QuarantineCode code) => code is QuarantineCode.Revoked or QuarantineCode.Unsealed;

    public static Task<bool> RaiseAloneAsync(HubTransaction transaction, StoredFact stored, QuarantineCode code) => ExceptionLog.RaiseAsync(transaction, new ExceptionRow
    {
        Id = QuarantineId.ExceptionOf(stored.Place),
        Kind = ExceptionKinds.Quarantine,
        Store = stored.Store.Value,
        Terminal = stored.Place.Terminal.Value,
        ReceiptNumber = (stored.Received.Body as OrderCompleted)?.ReceiptNumber.Value,
        Entry = stored.Place.Entry,
        OccurredAt = stored.Received.Fact?.OccurredAt.ToUnixTimeMilliseconds(),
        Detail = $"{QuarantineText.Code(code)}: {stored.Reason}",
    });

    /// <summary>One exception per terminal and cause, which says how many facts wait; a settled one is opened again.</summary>
    public static async Task RaiseTogetherAsync(HubTransaction transaction, TerminalId terminal, IReadOnlyList<StoredFact> facts)
    {
        foreach (var group in facts.Where(f => f.Code is { } code && IsTogether(code)).GroupBy(f => f.Code!.Value))
        {
            var (first, code) = (group.First(), QuarantineText.Code(group.Key));
            var waiting = await WaitingAsync(transaction, terminal, code);
            var detail = $"{code}: {waiting} facts of {terminal} wait. {first.Reason}";
            var isNew = await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
            {
                Id = IdOf(terminal, code),
                Kind = ExceptionKinds.Quarantine,
                Store = first.Store.Value,
                Terminal = terminal.Value,
                Entry = first.Place.Entry,
                OccurredAt = first.Received.Fact?.OccurredAt.ToUnixTimeMilliseconds(),
                Detail = detail,
            });
            if (!isNew) await ExceptionLog.ReopenAsync(transaction, IdOf(terminal, code), detail);
        }
    }

    /// <summary>A fact left quarantine: settles its exception, and the common one with the last of its kind.</summary>
    public static async Task SettleAsync(HubTransaction transaction, FactPlace place, string code)
    {
        const string replayed = "Replayed: the fact is applied.";
        await ExceptionLog.SettleAsync(transaction, QuarantineId.ExceptionOf(place), replayed);
        if (await WaitingAsync(transaction, place.Terminal, code) == 0) await ExceptionLog.SettleAsync(transaction, IdOf(place.Terminal, code), "Replayed: all facts are applied.");
    }

    private static string IdOf(TerminalId terminal, string code) => $"quarantine/{terminal}/{code}";

    private static Task<long> WaitingAsync(HubTransaction transaction, TerminalId terminal, string code) => transaction.FirstAsync(
        "SELECT COUNT(*) FROM quarantine WHERE terminal = @p0 AND code = @p1 AND replayed_at IS NULL",
        row => Convert.ToInt64(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
        terminal.Value,
        code);
}
