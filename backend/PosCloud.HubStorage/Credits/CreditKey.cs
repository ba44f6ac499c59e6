using PosCloud.Domain.Credits;

namespace PosCloud.HubStorage.Credits;

/// <summary>Names a counter row.</summary>
internal readonly record struct CreditKey(string Kind, string Holder, string Unit) : IComparable<CreditKey>
{
    public const string Voucher = "voucher";

    public const string Points = "points";

    public static CreditKey Of(CreditMovement movement) => new(KindText(movement.Kind), movement.Holder, movement.Unit);

    public static string KindText(CreditKind kind) => kind == CreditKind.Voucher ? Voucher : Points;

    /// <summary>The order in which rows are locked.</summary>
    public int CompareTo(CreditKey other)
    {
        var order = string.CompareOrdinal(Kind, other.Kind);
        if (order == 0) order = string.CompareOrdinal(Holder, other.Holder);
        return order == 0 ? string.CompareOrdinal(Unit, other.Unit) : order;
    }
}
