using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Queries;
using PosCloud.HubStorage.Rows;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What is counted on locked rows: goods that came back, vouchers, points.</summary>
public abstract class CreditContract(HubFixture fixture)
{
    private const string Code = "GIFT-2026-AB12";

    [Fact]
    public async Task A_line_refunded_on_two_terminals_is_recorded_twice_and_reported_once()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (one, two) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        var sale = one.Sell(("A", 2));
        one.Return(sale, 1, 2);
        two.Return(sale, 1, 1);

        // The second terminal's return arrives before the sale it belongs to.
        await hub.UploadAsync(two);
        Assert.Empty(await hub.ExceptionsAsync("over-refund"));
        await hub.UploadAsync(one);
        await hub.UploadAsync(one);

        var exception = Assert.Single(await hub.ExceptionsAsync("over-refund"));
        Assert.Equal((2_000, 3_000), (exception.QuantityBefore, exception.QuantityAfter));
        await hub.ReconcileAsync(one, two);
        Assert.Equal(11, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_return_that_stands_before_its_sale_in_one_upload_is_reported_when_it_is_too_much()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (seller, carrier) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        var sale = seller.Sell(("A", 2));
        carrier.Return(sale, 1, 3);
        carrier.Append(sale.Fact);

        await hub.UploadAsync(carrier);

        var exception = Assert.Single(await hub.ExceptionsAsync("over-refund"));
        Assert.Equal((2_000, 3_000), (exception.QuantityBefore, exception.QuantityAfter));
        await hub.ReconcileAsync(carrier);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_voucher_paid_with_on_two_terminals_at_once_keeps_both_orders_and_raises_one_exception()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var (seller, one, two) = (await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync());
        seller.SellVoucher(Code, 500);
        await hub.UploadAsync(seller);
        one.PayByVoucher(Code, "A", 4);
        two.PayByVoucher(Code, "A", 3);

        await Task.WhenAll(hub.UploadAsync(one), other.UploadAsync(two));
        await Task.WhenAll(hub.UploadAsync(two), other.UploadAsync(one));

        var told = Assert.Single(await hub.ExceptionsAsync("voucher-overdrawn"));
        Assert.Null(told.ResolvedAt);
        Assert.Equal(["S1T2-1-000001", "S1T3-1-000001"], new[] { told.ReceiptNumber!, told.OtherReceiptNumber! }.Order());
        Assert.Contains("2.00 EUR is missing", told.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(VoucherCode.Parse(Code).Value, told.Id + told.Detail, StringComparison.Ordinal);
        Assert.Equal((500, 700), await BalanceAsync(hub, "voucher"));
        Assert.Empty(await hub.QuarantineAsync());
        await hub.ReconcileAsync(seller, one, two);
        Assert.Equal(13, await hub.OnHandAsync("A"));
        Assert.Equal(3, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task A_voucher_that_pays_before_its_sale_has_arrived_is_told_and_settles_with_its_sale()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var (seller, payer) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        seller.SellVoucher(Code, 500);
        payer.PayByVoucher(Code, "A", 5);

        await hub.UploadAsync(payer);
        Assert.Null(Assert.Single(await hub.ExceptionsAsync("voucher-overdrawn")).ResolvedAt);
        await hub.VerifyAsync();
        await hub.UploadAsync(seller);

        var settled = Assert.Single(await hub.ExceptionsAsync("voucher-overdrawn"));
        Assert.Equal(("hub", "S1T1-1-000001 put on what was missing; 0.00 EUR is left."), (settled.ResolvedBy, settled.Resolution));
        payer.PayByVoucher(Code, "A", 1);
        await hub.UploadAsync(payer);
        // The same voucher again is the same matter, opened anew, and names who took it now and before.
        var anew = Assert.Single(await hub.ExceptionsAsync("voucher-overdrawn"));
        Assert.Equal((null, "S1T2-1-000002", "S1T2-1-000001"), (anew.ResolvedAt, anew.ReceiptNumber, anew.OtherReceiptNumber));
        await hub.VerifyAsync();
    }

    /// <summary>G27: points are movements with the order's id, so no repeat of an order gives or takes them again.</summary>
    [Fact]
    [Trait("guarantee", "G27")]
    public async Task Points_of_an_order_that_is_retried_replayed_or_duplicated_are_given_once()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var terminal = await hub.EnrolAsync();
        var customer = CustomerId.New(hub.Clock);
        var order = terminal.SellTo(customer, "A", earned: 12, spent: 0);
        terminal.SellTo(customer, "A", earned: 3, spent: 10);

        // The reply was lost: the same batch again, here, on another node, at once and in parts.
        await hub.UploadAsync(terminal, 1, 1);
        await Task.WhenAll(hub.UploadAsync(terminal), other.UploadAsync(terminal), hub.UploadAsync(terminal, 1, 1));
        // Another copy of the same order, in a new epoch.
        terminal.StartEpoch(JournalEpoch.Parse("K7QF"));
        terminal.Append(order.Fact);
        await hub.UploadAsync(terminal);
        // An order that waited in quarantine, replayed, and asked for again.
        await hub.ExecuteAsync(fixture.Poison("order_line"));
        var held = terminal.Append(terminal.Order([JournalScribe.Line(1, "POISON", 1, null)]) with { Customer = customer, Points = new OrderPoints(7, 0) });
        await hub.UploadAsync(terminal);
        Assert.Equal((15, 10), await BalanceAsync(hub, "points"));
        await hub.ExecuteAsync(fixture.Antidote("order_line"));
        var id = Assert.Single(await hub.QuarantineAsync()).Id;
        Assert.True((await hub.Replay.ReplayAsync(id, "test", TestHub.Cancellation)).Done);
        Assert.False((await other.Replay.ReplayAsync(id, "test", TestHub.Cancellation)).Done);
        await other.UploadAsync(terminal);

        Assert.Equal((22, 10), await BalanceAsync(hub, "points"));
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        var movements = await snapshot.Context.CreditMovements.AsNoTracking().Where(m => m.Kind == "points").ToListAsync(TestHub.Cancellation);
        Assert.Equal([-10, 3, 7, 12], movements.Select(m => m.Change).Order());
        Assert.Equal(IdOf(order), movements.Single(m => m.Change == 12).OrderId);
        Assert.Equal(IdOf(held), movements.Single(m => m.Change == 7).OrderId);
        Assert.Empty(await hub.ExceptionsAsync("points-overdrawn"));
        await hub.ReconcileAsync(terminal);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Points_spent_on_two_terminals_beyond_the_balance_are_told_once_and_both_orders_stand()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var (one, two) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        var customer = CustomerId.New(hub.Clock);
        one.SellTo(customer, "A", earned: 10, spent: 0);
        one.SellTo(customer, "A", earned: 0, spent: 10);
        two.SellTo(customer, "A", earned: 0, spent: 8);

        await hub.UploadAsync(two);
        await hub.UploadAsync(one);
        await hub.UploadAsync(two);

        var told = Assert.Single(await hub.ExceptionsAsync("points-overdrawn"));
        Assert.Null(told.ResolvedAt);
        Assert.Equal((10, 18), await BalanceAsync(hub, "points"));
        var view = Assert.Single(await new CreditQueries(hub.Database).OfAsync(customer, TestHub.Cancellation));
        Assert.Equal(-8, view.Left);
        Assert.Equal([-8L, -10L, 10L], view.Movements.Select(m => m.Change));
        Assert.Empty(await new CreditQueries(hub.Database).OfAsync(VoucherCode.Parse(Code), TestHub.Cancellation));
        Assert.Equal(3, (await hub.VerifyAsync()).Orders);
    }

    private static string IdOf(JournalEntry entry) =>
        ((OrderCompleted)((FactReading.Understood)FactCodec.Read(entry.Fact)).Body).Order.ToString();

    private static async Task<(long Issued, long Redeemed)> BalanceAsync(TestHub hub, string kind)
    {
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        CreditRow row = await snapshot.Context.Credits.AsNoTracking().SingleAsync(c => c.Kind == kind, TestHub.Cancellation);
        return (row.Issued, row.Redeemed);
    }
}
