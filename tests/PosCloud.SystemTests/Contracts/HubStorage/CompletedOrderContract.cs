using CsCheck;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>G2: what was sold and paid stays so, whatever else arrives, in any order and however often.</summary>
[Trait("guarantee", "G2")]
public abstract class CompletedOrderContract(HubFixture fixture)
{
    private enum Step
    {
        Sell,
        Return,
        VoidTheSoldCart,
        SellTheSameOrderDifferently,
        Upload,
        UploadAgain,
        UploadOfACopy,
        Reconcile,
        ChangeTheGoods,
    }

    [Fact]
    public async Task A_completed_order_never_changes_whatever_arrives_and_in_whatever_order()
    {
        fixture.SkipWithoutDatabase();
        var steps = Gen.Select(Gen.Enum<Step>(), Gen.Int[1, 50], (step, number) => (step, number)).Array[10, 60];
        var runs = fixture.Runs(Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 400 : 25);
        await steps.SampleAsync(async plan => await RunAsync(plan), iter: runs, threads: 1);
    }

    private async Task RunAsync((Step Step, int Number)[] plan)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 5), ("B", 0));
        var terminal = await hub.EnrolAsync();
        var sold = new List<JournalEntry> { terminal.Sell(("A", 1)) };
        var seen = new Dictionary<string, string>();
        foreach (var (step, number) in plan)
        {
            var one = sold[number % sold.Count];
            var first = 1 + (number % terminal.Entries.Count);
            switch (step)
            {
                case Step.Sell:
                    sold.Add(terminal.Sell(("A", number), ("B", 1)));
                    break;
                case Step.Return:
                    terminal.Return(one, 1, 1);
                    break;
                case Step.VoidTheSoldCart:
                    terminal.Append(new CartVoided
                    {
                        Context = Of(one).Context, Order = Of(one).Order, Currency = Of(one).Rules.Currency, Lines = 1, TotalMinorUnits = Of(one).TotalMinorUnits,
                    });
                    break;
                case Step.SellTheSameOrderDifferently:
                    terminal.Append(terminal.Order([JournalScribe.Line(1, "A", number + 1, null)]) with { Order = Of(one).Order });
                    break;
                case Step.Upload:
                    await hub.UploadAsync(terminal);
                    break;
                case Step.UploadAgain:
                    await hub.TakeAsync(terminal, first, Math.Min(terminal.Entries.Count, first + (number % 5)));
                    break;
                case Step.UploadOfACopy:
                    var copy = terminal.Copy();
                    copy.Sell(("B", number));
                    await hub.UploadAsync(copy);
                    break;
                case Step.Reconcile:
                    await hub.ReconcileAsync(terminal);
                    break;
                case Step.ChangeTheGoods:
                    await hub.ImportAsync("S1", $"sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\nA,,Other {number},Food,{number}.00,13,piece,");
                    break;
            }

            await AssertUnchangedAsync(hub, seen);
        }

        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        await AssertUnchangedAsync(hub, seen);
        Assert.All(sold, entry => Assert.Contains(seen, order => order.Value.Contains(Of(entry).Order.ToString(), StringComparison.Ordinal)));
        await hub.VerifyAsync();
    }

    /// <summary>Every order, line and payment that was ever seen reads as it did the first time.</summary>
    private static async Task AssertUnchangedAsync(TestHub hub, Dictionary<string, string> seen)
    {
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        var data = snapshot.Context;
        var orders = await data.SalesOrders.AsNoTracking().ToListAsync(TestHub.Cancellation);
        var lines = (await data.OrderLines.AsNoTracking().ToListAsync(TestHub.Cancellation)).ToLookup(line => line.Entry);
        var payments = (await data.Payments.AsNoTracking().ToListAsync(TestHub.Cancellation)).ToLookup(payment => payment.Entry);
        var now = orders.ToDictionary(order => order.Entry, order => System.Text.Json.JsonSerializer.Serialize(new
        {
            order, lines = lines[order.Entry].OrderBy(line => line.Line), payments = payments[order.Entry].OrderBy(payment => payment.Number),
        }));
        foreach (var (entry, order) in seen) Assert.Equal(order, now.GetValueOrDefault(entry));
        foreach (var (entry, order) in now) seen[entry] = order;
    }

    private static OrderCompleted Of(JournalEntry entry) => (OrderCompleted)((FactReading.Understood)FactCodec.Read(entry.Fact)).Body;
}
