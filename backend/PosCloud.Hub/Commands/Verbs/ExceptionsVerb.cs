using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class ExceptionsVerb(ExceptionQueries exceptions) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var rows = new List<ExceptionJson>();
        for (string? after = null; ;)
        {
            var page = await exceptions.ListAsync(includeResolved: false, null, after, QueryPage<ExceptionView>.MaxLimit, cancellationToken);
            rows.AddRange(page.Items.Select(Row));
            if ((after = page.Next) is null) break;
        }

        var text = string.Join('\n', rows.Select(r => $"{r.Kind,-14} {r.Store,-6} {r.ReceiptNumber} {r.Sku}\n    {r.Detail}"));
        return VerbAnswer.Of(arguments, new { exceptions = rows }, rows.Count == 0 ? "Nothing to decide." : text);
    }

    private static ExceptionJson Row(ExceptionView view) => new(
        view.Row.Id, view.Row.Kind, view.Row.Store, view.Row.Terminal, view.Row.ReceiptNumber, view.Row.OtherReceiptNumber, view.Row.Sku, view.Row.Detail, view.QuarantineId);

    private sealed record ExceptionJson(
        string Id, string Kind, string? Store, string? Terminal, string? ReceiptNumber, string? OtherReceiptNumber, string? Sku, string Detail, string? QuarantineId);
}
