using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Writes the journal of one terminal, without a terminal.</summary>
public sealed class JournalScribe(TerminalId terminal, StoreId store, FakeTimeProvider clock)
{
    private static readonly PricingRules Rules = new(Currency.Parse("EUR"), TaxMode.Included, TaxRounding.Line, 1);

    private readonly List<JournalEntry> _entries = [];
    private readonly ShiftId _shift = ShiftId.New(clock);
    private long _receipt;

    public TerminalId Terminal { get; } = terminal;

    public StoreId Store { get; set; } = store;

    public JournalEpoch Epoch { get; private set; } = JournalEpoch.First;

    public string BootId { get; set; } = "boot-1";

    /// <summary>Milliseconds since the boot; follows the clock.</summary>
    public long Monotonic => (long)(clock.GetUtcNow() - clock.Start).TotalMilliseconds + 1_000;

    /// <summary>Entries of the open epoch.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Where the open epoch ends; null before its first fact.</summary>
    public EpochPosition? End => _entries.Count == 0 ? null : new EpochPosition(Epoch, _entries[^1].Sequence, _entries[^1].ChainHash);

    public ShiftId Shift => _shift;

    public JournalEntry Sell(params (string Sku, long Pieces)[] lines) => Append(Order([.. lines.Select((l, i) => Line(i + 1, l.Sku, l.Pieces, null))]));

    public JournalEntry Return(JournalEntry sale, int line, long pieces)
    {
        var order = ((FactReading.Understood)FactCodec.Read(sale.Fact)).Body as OrderCompleted ?? throw new ArgumentException("Not an order.", nameof(sale));
        var sold = order.Lines[line - 1];
        return Append(Order([Line(1, sold.Sku.Value, -pieces, new ReturnedLine(order.Order, line))]));
    }

    /// <summary>Sells a voucher, or puts more on one, for cash.</summary>
    public JournalEntry SellVoucher(string code, long minorUnits)
    {
        var line = Line(1, "VOUCHER", 1, null) with { UnitPriceMinorUnits = minorUnits, AmountMinorUnits = minorUnits, TaxMinorUnits = 0, TaxRate = new TaxRate(0), PriceVersion = null };
        return Append(Order([line with { Voucher = new VoucherIssue(VoucherCode.Parse(code), minorUnits) }]));
    }

    /// <summary>Sells pieces of a sku, each for 1.00, and takes a voucher for them.</summary>
    public JournalEntry PayByVoucher(string code, string sku, long pieces)
    {
        var order = Order([Line(1, sku, pieces, null)]);
        return Append(order with { Payments = [order.Payments[0] with { Tender = Tender.Voucher, Voucher = VoucherCode.Parse(code) }] });
    }

    /// <summary>Sells a piece to a customer who collects points.</summary>
    public JournalEntry SellTo(CustomerId customer, string sku, long earned, long spent) =>
        Append(Order([Line(1, sku, 1, null)]) with { Customer = customer, Points = new OrderPoints(earned, spent) });

    public JournalEntry Receive(string sku, long pieces) => Append(new StockReceived { Context = Context(), Sku = Sku.Parse(sku), Quantity = Quantity.Pieces(pieces) });

    public JournalEntry Count(string sku, long pieces) => Append(new StockCounted { Context = Context(), Sku = Sku.Parse(sku), Counted = Quantity.Pieces(pieces) });

    public JournalEntry OpenShift() => Append(new ShiftOpened
    {
        Context = Context(), Shift = _shift, Number = 1, BusinessDate = Today, Currency = Rules.Currency, FloatMinorUnits = 10_000, Cashier = "Ana",
    });

    public JournalEntry CloseShift(string? cashier = null) => Append(new ShiftClosed
    {
        Context = Context(), Shift = _shift, Number = 1, BusinessDate = Today, Cashier = cashier, Currency = Rules.Currency, Orders = (int)_receipt, TotalMinorUnits = 100 * _receipt,
        Tenders = [], FloatMinorUnits = 10_000, ExpectedCashMinorUnits = 10_000, CountedCashMinorUnits = 10_000,
    });

    public JournalEntry StartEpoch(JournalEpoch epoch)
    {
        var previous = Epoch;
        Epoch = epoch;
        _entries.Clear();
        _receipt = 0;
        return Append(new EpochStarted { Context = Context(), Previous = previous, Reason = "told by the hub" });
    }

    /// <summary>A fact of a type that no release knows yet.</summary>
    public JournalEntry AppendUnknown() => Append(new Fact(FactId.New(clock), "DroneDelivered", 1, Now, Store, "{}"u8.ToArray()));

    /// <summary>An order whose payments don't add up.</summary>
    public JournalEntry AppendMalformed() => Append(Order([Line(1, "A", 1, null)]) with { TotalMinorUnits = 1 });

    public JournalEntry Append(FactBody body) => Append(FactCodec.Encode(FactId.New(clock), Now, Store, body));

    public JournalEntry Append(Fact fact)
    {
        var last = _entries.Count == 0 ? null : _entries[^1];
        var entry = JournalEntry.Append(Terminal, Epoch, last?.Sequence.Next() ?? new JournalSequence(1), last?.ChainHash ?? Sha256Digest.None, fact);
        _entries.Add(entry);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        return entry;
    }

    /// <summary>The same files on a second device.</summary>
    public JournalScribe Copy()
    {
        var copy = new JournalScribe(Terminal, Store, clock) { Epoch = Epoch, BootId = BootId + "-copy", _receipt = _receipt };
        copy._entries.AddRange(_entries);
        return copy;
    }

    public OrderCompleted Order(IReadOnlyList<OrderedLine> lines)
    {
        var total = lines.Sum(l => l.AmountMinorUnits);
        return new OrderCompleted
        {
            Context = Context(),
            Order = OrderId.New(clock),
            ReceiptNumber = new ReceiptNumber(Terminal, Epoch, ++_receipt),
            Shift = _shift,
            BusinessDate = Today,
            Rules = Rules,
            Lines = lines,
            Taxes = [],
            Payments = [new OrderPayment(1, Tender.Cash, total, total, 0)],
            TotalMinorUnits = total,
            TaxMinorUnits = lines.Sum(l => l.TaxMinorUnits),
            DiscountMinorUnits = 0,
            CashRoundingMinorUnits = 0,
        };
    }

    public static OrderedLine Line(int number, string sku, long pieces, ReturnedLine? returns)
    {
        var amount = new Money(100, Rules.Currency).Times(Quantity.Pieces(pieces));
        var rate = new TaxRate(250_000);
        return new OrderedLine(
            number, Sku.Parse(sku), "Goods " + sku, Quantity.Pieces(pieces), UnitOfSale.Piece, 100, rate, 0, amount.MinorUnits,
            rate.IncludedIn(amount).MinorUnits, PriceVersion: 1, Returns: returns);
    }

    /// <summary>What the terminal would send of these entries.</summary>
    public static IReadOnlyList<FactFrame> Frames(IEnumerable<JournalEntry> entries) => [.. entries.Select(FactFrame.Of)];

    private DateTimeOffset Now => clock.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    private FactContext Context() => new(BootId, Monotonic, "Europe/Zagreb");
}
