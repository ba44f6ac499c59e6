using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Credits;

namespace PosCloud.HubStorage.Queries;

/// <summary>What is left on vouchers and of customers' points.</summary>
public sealed class CreditQueries(HubDatabase database)
{
    public const int MaxMovements = 500;

    /// <summary>One entry per currency; none when no order has named the voucher.</summary>
    public Task<IReadOnlyList<CreditView>> OfAsync(VoucherCode voucher, CancellationToken cancellationToken) =>
        OfAsync(CreditKey.Voucher, voucher.Value, cancellationToken);

    /// <summary>At most one entry.</summary>
    public Task<IReadOnlyList<CreditView>> OfAsync(CustomerId customer, CancellationToken cancellationToken) =>
        OfAsync(CreditKey.Points, customer.ToString(), cancellationToken);

    private async Task<IReadOnlyList<CreditView>> OfAsync(string kind, string holder, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var rows = await snapshot.Context.Credits.AsNoTracking().Where(c => c.Kind == kind && c.Holder == holder).OrderBy(c => c.Unit).ToListAsync(cancellationToken);
        var movements = await snapshot.Context.CreditMovements.AsNoTracking().Where(m => m.Kind == kind && m.Holder == holder)
            .OrderByDescending(m => m.OccurredAt).ThenBy(m => m.Entry).ThenBy(m => m.Part).Take(MaxMovements).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new CreditView(r, [.. movements.Where(m => m.Unit == r.Unit)]))];
    }
}
