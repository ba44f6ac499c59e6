using PosCloud.Domain.Facts;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The words that tables use for closed sets, the same as in facts.</summary>
internal static class Words
{
    public static string Of(Tender tender) => tender switch
    {
        Tender.Cash => "cash",
        Tender.Card => "card",
        Tender.Voucher => "voucher",
        _ => throw new ArgumentOutOfRangeException(nameof(tender), tender, null),
    };

    public static Tender TenderOf(string word) => word switch
    {
        "card" => Tender.Card,
        "voucher" => Tender.Voucher,
        _ => Tender.Cash,
    };

    public static string Of(OrderKind kind) => kind switch
    {
        OrderKind.Sale => "sale",
        OrderKind.Return => "return",
        OrderKind.Exchange => "exchange",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(CashMovementKind kind) => kind switch
    {
        CashMovementKind.PayIn => "pay-in",
        CashMovementKind.PayOut => "pay-out",
        CashMovementKind.Drop => "drop",
        CashMovementKind.NoSale => "no-sale",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
