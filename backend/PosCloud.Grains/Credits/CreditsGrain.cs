using Orleans.Concurrency;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Credits;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Credits;

/// <summary>Balances with their movements.</summary>
[StatelessWorker, GrainType("credits")]
public sealed class CreditsGrain(CreditQueries credits) : Grain, ICreditsGrain
{
    public async Task<IReadOnlyList<CreditItem>?> OfVoucherAsync(string code) =>
        VoucherCode.TryParse(code, out var voucher) ? Items(await credits.OfAsync(voucher, CancellationToken.None)) : null;

    public async Task<IReadOnlyList<CreditItem>?> OfCustomerAsync(string card) =>
        CustomerCard.TryParse(card, out var customer) ? Items(await credits.OfAsync(customer.Customer, CancellationToken.None)) : null;

    private static List<CreditItem> Items(IEnumerable<CreditView> views) =>
    [
        .. views.Select(v => new CreditItem(
            v.Row.Kind, v.Row.Unit, v.Row.Issued, v.Row.Redeemed,
            [.. v.Movements.Select(m => new CreditMovementItem(
                m.Store, m.Terminal, m.ReceiptNumber, m.Entry, m.Part, m.Change, DateTimeOffset.FromUnixTimeMilliseconds(m.OccurredAt)))])),
    ];
}
