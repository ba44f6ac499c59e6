using System.Security.Cryptography;
using System.Text;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.UnitTests.Golden.Samples;

/// <summary>
/// Facts as this build writes them, one at least with everything a type can say and one with no more than it must. A new
/// type, or a new version of one, gets its sample here and its golden file from it.
/// </summary>
internal static class FactSamples
{
    private static readonly FactContext Whole = new("boot-7f3a", 86_400_123, "Europe/Zagreb", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", -1_250);
    private static readonly FactContext Least = new("boot-7f3a", 0, "UTC");
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly ShiftId Shift = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000002"));
    private static readonly OrderId Order = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000010"));
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);

    public static IReadOnlyList<(string What, FactBody Body)> All { get; } =
    [
        ("everything", new ShiftOpened { Context = Whole, Shift = Shift, Number = 12, BusinessDate = Day, Cashier = "Ana Horvat", Currency = Euro, FloatMinorUnits = 10_000 }),
        ("least", new ShiftOpened { Context = Least, Shift = Shift, Number = 1, BusinessDate = Day, Currency = Euro, FloatMinorUnits = 0 }),
        .. OrderSamples.All(Whole, Least, Order, Shift, Day),
        ("everything", new CartVoided { Context = Whole, Order = Order, Currency = Euro, Lines = 3, TotalMinorUnits = 4_250, Cashier = "Ana Horvat" }),
        ("least", new CartVoided { Context = Least, Order = Order, Currency = Euro, Lines = 1, TotalMinorUnits = 0 }),
        ("everything", new CashMoved { Context = Whole, Shift = Shift, Kind = CashMovementKind.PayIn, Currency = Euro, AmountMinorUnits = 5_000, Reason = "Change from the bank", Cashier = "Ana Horvat" }),
        ("pay-out", new CashMoved { Context = Least, Shift = Shift, Kind = CashMovementKind.PayOut, Currency = Euro, AmountMinorUnits = 1_200 }),
        ("drop", new CashMoved { Context = Least, Shift = Shift, Kind = CashMovementKind.Drop, Currency = Euro, AmountMinorUnits = 20_000 }),
        ("no-sale", new CashMoved { Context = Least, Shift = Shift, Kind = CashMovementKind.NoSale, Currency = Euro, AmountMinorUnits = 0 }),
        ("everything", new StockCounted { Context = Whole, Sku = Sku.Parse("COFFEE-250"), Counted = Quantity.Pieces(18), By = "Ana Horvat" }),
        ("least", new StockCounted { Context = Least, Sku = Sku.Parse("COFFEE-250"), Counted = Quantity.Zero }),
        ("everything", new StockReceived { Context = Whole, Sku = Sku.Parse("TOMATO"), Quantity = new Quantity(12_500), Reference = "Delivery 4711" }),
        ("least", new StockReceived { Context = Least, Sku = Sku.Parse("TOMATO"), Quantity = Quantity.One }),
        ("everything", new StockAdjusted { Context = Whole, Sku = Sku.Parse("زعتر"), Change = -Quantity.One, Reason = "Dropped \"it\" – 掉了" }),
        ("least", new StockAdjusted { Context = Least, Sku = Sku.Parse("TOMATO"), Change = new Quantity(250), Reason = "" }),
        ("everything", new ReceiptReprinted { Context = Whole, ReceiptNumber = ReceiptNumber.Parse("S1T1-1-000417"), Cashier = "Ana Horvat" }),
        ("least", new ReceiptReprinted { Context = Least, ReceiptNumber = ReceiptNumber.Parse("S1T1-K7QF-000001") }),
        ("everything", new ClockStepped { Context = Whole, Before = Noon, After = Noon.AddHours(-3) }),
        ("everything", new StoreAssigned { Context = Whole, Store = StoreId.Parse("S2") }),
        ("everything", new EpochStarted { Context = Whole, Previous = JournalEpoch.First, Reason = "told by the hub" }),
        ("everything", new ShiftClosed
        {
            Context = Whole, Shift = Shift, Number = 12, BusinessDate = Day, Cashier = "Ana Horvat", Currency = Euro, Orders = 2,
            FirstReceipt = ReceiptNumber.Parse("S1T1-1-000417"), LastReceipt = ReceiptNumber.Parse("S1T1-1-000418"), TotalMinorUnits = 3_150,
            Tenders = [new TenderSum(Tender.Cash, 2, 2_150), new TenderSum(Tender.Card, 1, 1_000)], FloatMinorUnits = 10_000,
            ExpectedCashMinorUnits = 12_150, CountedCashMinorUnits = 12_145,
        }),
        ("vouchers", new ShiftClosed
        {
            Context = Least, Shift = Shift, Number = 13, BusinessDate = Day, Currency = Euro, Orders = 1, TotalMinorUnits = 4_500,
            Tenders = [new TenderSum(Tender.Voucher, 1, 4_500)], FloatMinorUnits = 0, ExpectedCashMinorUnits = 0,
        }),
        ("least", new ShiftClosed
        {
            Context = Least, Shift = Shift, Number = 1, BusinessDate = Day, Currency = Euro, Orders = 0, TotalMinorUnits = 0, Tenders = [],
            FloatMinorUnits = 0, ExpectedCashMinorUnits = 0,
        }),
    ];

    /// <summary>The fact of a sample: id and time follow from its name and version, so that its bytes stay what they are.</summary>
    public static Fact FactOf(string what, FactBody body)
    {
        var draft = FactCodec.Encode(new FactId(Shift.Value), Noon, StoreId.Parse("S1"), body);
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{(draft.Type, draft.Version)}.{what}"));
        var id = new Guid([0x01, 0x99, 0xc5, 0xa0, 0x00, 0x00, (byte)(0x70 | (name[0] & 0x0f)), name[1], (byte)(0x80 | (name[2] & 0x3f)), .. name[3..10]], bigEndian: true);
        return draft with { Id = new FactId(id), OccurredAt = Noon.AddSeconds(name[11]) };
    }
}
