using CsCheck;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Returns, vouchers and points under any order, repetition and delay of what terminals send, against sums of what they did.</summary>
public abstract class CounterPropertyContract(HubFixture fixture)
{
    private static readonly string[] Codes = ["GIFT01", "GIFT02"];

    private enum Step
    {
        Sell,
        Return,
        SellVoucher,
        PayByVoucher,
        EarnPoints,
        SpendPoints,
        Upload,
        UploadAgain,
        UploadBoth,
    }

    [Fact]
    public async Task Counters_are_the_sums_of_what_happened_and_each_excess_is_told_once()
    {
        fixture.SkipWithoutDatabase();
        var steps = Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[1, 4], (step, terminal, which, number) => (step, terminal, which, number)).Array[5, 50];
        var runs = fixture.Runs(Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 400 : 25);
        await steps.SampleAsync(async plan => await RunAsync(plan), iter: runs, threads: 1);
    }

    private async Task RunAsync((Step Step, int Terminal, int Which, int Number)[] plan)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var terminals = new[] { await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync() };
        var customers = new[] { CustomerId.New(hub.Clock), CustomerId.New(hub.Clock) };
        var sales = new List<(JournalEntry Sale, long Sold, long Returned)>();
        var left = new Dictionary<string, long>();
        foreach (var (step, at, which, number) in plan)
        {
            var terminal = terminals[at];
            var (code, customer) = (Codes[which], customers[which]);
            void Change(string holder, long change) => left[holder] = left.GetValueOrDefault(holder) + change;
            switch (step)
            {
                case Step.Sell:
                    sales.Add((terminal.Sell(("A", number)), number, 0));
                    break;
                // Of any terminal's sale, also of one that the hub doesn't have yet.
                case Step.Return when sales.Count > 0:
                    var sale = (number * 7 + at) % sales.Count;
                    terminal.Return(sales[sale].Sale, 1, 1 + which);
                    sales[sale] = sales[sale] with { Returned = sales[sale].Returned + 1 + which };
                    break;
                case Step.SellVoucher:
                    terminal.SellVoucher(code, 100 * number);
                    Change(code, 100 * number);
                    break;
                case Step.PayByVoucher:
                    terminal.PayByVoucher(code, "A", number);
                    Change(code, -100 * number);
                    break;
                case Step.EarnPoints:
                    terminal.SellTo(customer, "A", number, 0);
                    Change(customer.ToString(), number);
                    break;
                case Step.SpendPoints:
                    terminal.SellTo(customer, "A", 1, number);
                    Change(customer.ToString(), 1 - number);
                    break;
                case Step.Upload when terminal.Entries.Count > 0:
                    await hub.UploadAsync(terminal);
                    break;
                case Step.UploadAgain when terminal.Entries.Count > 0:
                    await other.UploadAsync(terminal, 1, 1 + (number % terminal.Entries.Count));
                    break;
                case Step.UploadBoth when terminals.All(t => t.Entries.Count > 0):
                    await Task.WhenAll(hub.UploadAsync(terminal), other.UploadAsync(terminals[(at + 1) % 3]));
                    break;
            }
        }

        foreach (var terminal in terminals.Where(t => t.Entries.Count > 0)) await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminals);
        await hub.VerifyAsync();
        Assert.Empty(await hub.QuarantineAsync());
        Assert.Equal(
            sales.Where(s => s.Returned > s.Sold).Select(s => Receipt(s.Sale)).Order(),
            (await hub.ExceptionsAsync("over-refund")).Select(e => e.OtherReceiptNumber).Order());
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        var counted = await snapshot.Context.Credits.AsNoTracking().ToDictionaryAsync(c => c.Holder, c => c.Issued - c.Redeemed, TestHub.Cancellation);
        Assert.Equal(left.OrderBy(l => l.Key), counted.OrderBy(c => c.Key));
        List<string> open = [
            .. (await hub.ExceptionsAsync("voucher-overdrawn")).Concat(await hub.ExceptionsAsync("points-overdrawn")).Where(e => e.ResolvedAt is null).Select(e => e.Kind).Order()];
        Assert.Equal(left.Where(l => l.Value < 0).Select(l => Codes.Contains(l.Key) ? "voucher-overdrawn" : "points-overdrawn").Order(), open);
    }

    private static string Receipt(JournalEntry sale) =>
        ((OrderCompleted)((FactReading.Understood)FactCodec.Read(sale.Fact)).Body).ReceiptNumber.Value;
}
