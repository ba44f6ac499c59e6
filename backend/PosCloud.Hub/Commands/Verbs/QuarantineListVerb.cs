using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class QuarantineListVerb(TerminalQueries queries) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var rows = (await queries.QuarantineAsync(null, QueryPage<QuarantineEntry>.MaxLimit, cancellationToken)).Select(Row).ToList();
        var text = string.Join('\n', rows.Select(r => $"{r.Id,-20} {r.Code,-14} {r.ReceiptNumber}\n    {r.Reason}\n    {r.Remedy}"));
        return VerbAnswer.Of(arguments, new { facts = rows }, rows.Count == 0 ? "Nothing is in quarantine." : text);
    }

    private static FactJson Row(QuarantineEntry entry) => new(
        entry.Id, entry.Terminal, entry.Store, entry.Epoch, entry.Sequence, entry.Code, entry.Reason, entry.Remedy, entry.ReceivedAt, entry.FactType, entry.ReceiptNumber,
        entry is { TotalMinorUnits: { } total, Currency: { } currency } ? new MoneyJson(total, currency) : null);

    private sealed record FactJson(
        string Id, string Terminal, string Store, string Epoch, long Sequence, string Code, string Reason, string Remedy, DateTimeOffset ReceivedAt, string? Type,
        string? ReceiptNumber, MoneyJson? Total);
}
