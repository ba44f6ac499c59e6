using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.TestKit;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.DevTools.Terminals;

/// <summary>
/// A cashier without a screen at a real terminal: its engine, journal, replica and line to the hub are those of the
/// terminal program, only the process is this one.
/// </summary>
internal sealed class EngineTill : IAsyncDisposable
{
    private static readonly TimeSpan CatalogueLimit = TimeSpan.FromMinutes(2);
    private static readonly int SkuOfStock = SyncedTables.Stock.Columns.TakeWhile(column => column.Name != "sku").Count();
    private readonly TerminalEngine _engine;

    private EngineTill(TerminalEngine engine) => _engine = engine;

    public string Name => _engine.Identity?.Terminal.Value ?? "(not enrolled)";

    /// <summary>Opens the data folder and starts its sync in the background.</summary>
    public static EngineTill Open(string folder, TerminalEngineOptions? options = null)
    {
        options ??= new TerminalEngineOptions();
        EngineSettings.Apply(options, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var engine = TerminalEngine.Open(folder, options);
        engine.Start();
        return new EngineTill(engine);
    }

    /// <summary>Pairs the terminal with a store and waits until it has the catalogue.</summary>
    public async Task EnrolAsync(Uri hub, string code, CancellationToken cancellation)
    {
        var outcome = await _engine.Enrolment.EnrolAsync(hub, code, cancellation);
        if (outcome is not EnrolmentOutcome.Enrolled)
        {
            throw new InvalidOperationException($"The hub at {hub} did not enrol the terminal: {outcome}");
        }

        await Waiting.UntilAsync($"{Name} has the catalogue", () => Task.FromResult(_engine.Catalogue.Products > 0), CatalogueLimit, cancellation);
    }

    /// <summary>Sells at the catalogue's prices, paid exactly.</summary>
    /// <returns>The receipt number.</returns>
    public string Sell(IEnumerable<(string Sku, decimal Quantity)> lines, bool byCard)
    {
        foreach (var (sku, quantity) in lines)
        {
            Done(_engine.Register.Add(sku, Exactly(quantity)), sku);
        }

        return PayAndComplete(byCard).ReceiptNumber;
    }

    /// <summary>Sells at the prices given; where one differs from the catalogue's it is keyed in. Negative quantities are returns without a receipt.</summary>
    public TillOrder SellAtPrices(IReadOnlyCollection<(string Sku, long Pieces, long MinorUnits)> lines, bool byCard)
    {
        var total = lines.Sum(line => line.Pieces * line.MinorUnits);
        RingUp(lines);

        // A new price may arrive between the look at it and the line; prices of the file include their tax.
        while (_engine.Register.Cart.Total.MinorUnits != total)
        {
            Done(_engine.Register.Void(), "abandoning a sale whose price changed meanwhile");
            RingUp(lines);
        }

        return PayAndComplete(byCard);
    }

    private void RingUp(IEnumerable<(string Sku, long Pieces, long MinorUnits)> lines)
    {
        foreach (var (sku, pieces, minorUnits) in lines)
        {
            var item = _engine.Catalogue.Find(sku) ?? throw new InvalidOperationException($"{Name} has no sku {sku}");
            var price = new Money(minorUnits, _engine.Profile.Currency);
            var outcome = pieces > 0 && item.Price == price
                ? _engine.Register.Add(item.Sku, Quantity.Pieces(pieces))
                : _engine.Register.AddOpenPrice(item.Name, price, item.TaxRate, Quantity.Pieces(pieces), item.Sku);
            Done(outcome, sku);
        }
    }

    /// <summary>
    /// What a cashier does who finds a sale open after a power cut: one that is paid is completed, another is abandoned and
    /// rung up again.
    /// </summary>
    public void FinishOpenSale()
    {
        var cart = _engine.Register.Cart;
        if (cart.IsEmpty) return;
        if (cart.CanComplete) Complete();
        else Done(_engine.Register.Void(), "abandoning the open sale");
    }

    /// <summary>The newest order of the journal; null when there is none.</summary>
    public TillOrder? NewestOrder() =>
        _engine.Receipts.Recent(1) is [var newest] ? Printed(_engine.Receipts.Find(newest.ReceiptNumber)!) : null;

    /// <summary>The switch "work offline" of the sync panel.</summary>
    public void WorkOffline(bool on) => _engine.Sync.SetWorkOffline(on);

    /// <summary>True when the hub has acknowledged every fact of this terminal.</summary>
    public bool HasSentAll() => _engine.Sync.Pending.Facts == 0;

    /// <summary>Waits until the hub has everything.</summary>
    public Task UntilSentAsync(TimeSpan limit, CancellationToken cancellation) =>
        Waiting.UntilAsync($"everything {Name} sold is at the hub", () => Task.FromResult(HasSentAll()), limit, cancellation);

    /// <summary>Syncs until the hub's state on this terminal includes everything it sold.</summary>
    public Task UntilSettledAsync(TimeSpan limit, CancellationToken cancellation) => Waiting.UntilAsync(
        $"the hub's state on {Name} includes everything it sold",
        async () =>
        {
            var report = await _engine.Sync.SyncNowAsync(cancellation);
            var status = _engine.Status;
            return report.Error is null && status.Pending.Facts == 0 && status.Applied == status.Sequence;
        },
        limit,
        cancellation);

    /// <summary>Rows of a synced table in the replica.</summary>
    public IReadOnlyList<string> Rows(string table) => _engine.DumpTable(table) ?? [];

    /// <summary>What the screen shows as available, in thousandths, of every sku whose stock is kept.</summary>
    public IReadOnlyDictionary<string, long> Available() => Rows("stock")
        .Select(row => JsonDocument.Parse(row).RootElement[SkuOfStock].GetString()!)
        .ToDictionary(sku => sku, sku => _engine.Catalogue.Find(Sku.Parse(sku))?.Available?.Thousandths ?? 0);

    /// <summary>What is wrong with this terminal's files; empty when nothing is.</summary>
    public IReadOnlyList<string> Violations() => [.. _engine.Verify().Violations.Select(violation => $"{Name}: {violation}")];

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static Quantity Exactly(decimal units) => Quantity.TryFromDecimal(units, out var quantity)
        ? quantity
        : throw new ArgumentOutOfRangeException(nameof(units), units, "A quantity has at most three decimals");

    private TillOrder PayAndComplete(bool byCard)
    {
        var cart = _engine.Register.Cart;
        var (tender, due) = byCard ? (Tender.Card, cart.Plan.Left) : (Tender.Cash, cart.Plan.LeftInCash);
        if (!due.IsZero)
        {
            Done(_engine.Register.AddTender(tender, due, byCard ? "external" : null), tender.ToString());
        }

        return Complete();
    }

    private TillOrder Complete() => _engine.Register.Complete() is CompletionOutcome.Completed completed
        ? Printed(completed.Order)
        : throw new InvalidOperationException($"{Name} could not complete a sale over {_engine.Register.Cart.Total}");

    private static TillOrder Printed(CompletedOrder order) => new(order.Body.Order.ToString(), order.ReceiptNumber.Value, order.Total.MinorUnits);

    private void Done(CartOutcome outcome, string what)
    {
        if (outcome is not CartOutcome.Done)
        {
            throw new InvalidOperationException($"{Name} could not take {what}: {outcome}");
        }
    }
}
