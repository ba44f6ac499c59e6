using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>What is left on a voucher or of a customer's points, and which receipts changed it.</summary>
internal sealed class CreditVerb(CreditQueries credits) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var views = (arguments.Find("voucher"), arguments.Find("customer")) switch
        {
            ({ } text, null) when VoucherCode.TryParse(text, out var voucher) => await credits.OfAsync(voucher, cancellationToken),
            (null, { } text) when CustomerCard.TryParse(text, out var card) => await credits.OfAsync(card.Customer, cancellationToken),
            _ => throw new VerbUsageException("Name one: --voucher CODE with 6 to 32 letters and digits, or --customer with a card's number or an id."),
        };
        var rows = views.Select(v => new CreditJson(
            v.Row.Kind, v.Row.Unit, v.Row.Issued, v.Row.Redeemed, v.Left,
            [.. v.Movements.Select(m => new MovementJson(m.ReceiptNumber, m.Store, m.Terminal, m.Change, DateTimeOffset.FromUnixTimeMilliseconds(m.OccurredAt)))])).ToList();
        return VerbAnswer.Of(arguments, new { credits = rows }, rows.Count == 0 ? "No order has named it." : string.Join('\n', rows.Select(Text)));
    }

    private static string Text(CreditJson credit) => string.Join(
        '\n',
        credit.Movements.Select(m => $"    {m.ReceiptNumber,-20} {Amount(m.Change, credit.Unit),14}").Prepend($"{Amount(credit.Left, credit.Unit)} left"));

    private static string Amount(long amount, string unit) => Currency.TryParse(unit, out var currency) ? new Money(amount, currency).ToString() : $"{amount} {unit}";

    private sealed record CreditJson(string Kind, string Unit, long Issued, long Redeemed, long Left, IReadOnlyList<MovementJson> Movements);

    private sealed record MovementJson(string ReceiptNumber, string Store, string Terminal, long Change, DateTimeOffset OccurredAt);
}
