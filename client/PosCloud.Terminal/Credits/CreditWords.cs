using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Credits;

/// <summary>Balances in words: always with their time, and with what it means when nobody can tell.</summary>
public static class CreditWords
{
    /// <param name="online">Whether the hub answered last time.</param>
    public static string OfVoucher(CreditBalance? known, bool online, Currency currency, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        return (known, online) switch
        {
            (null, false) => Words.Of("Voucher_Offline"),
            (null, true) => Words.Of("Voucher_NotAsked"),
            ({ IsNamed: false }, _) => Words.Of("Voucher_Unknown", formats.Time(known.AsOf)),
            _ => Words.Of(online ? "Voucher_Left" : "Voucher_LeftOffline", formats.Money(new Money(known.Left, currency)), formats.Time(known.AsOf)),
        };
    }

    public static string OfPoints(CreditBalance? known, bool online, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        return known is null ? Words.Of(online ? "Points_NotAsked" : "Points_Offline") : Words.Of("Points_Left", known.Left, formats.Time(known.AsOf));
    }

    /// <summary>Why a voucher doesn't pay what was entered.</summary>
    public static string TooLittle(CreditBalance known, Currency currency, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(formats);
        if (!known.IsNamed) return Words.Of("Voucher_Unknown", formats.Time(known.AsOf));
        return known.Left <= 0
            ? Words.Of("Voucher_Empty", formats.Time(known.AsOf))
            : Words.Of("Voucher_TooLittle", formats.Money(new Money(known.Left, currency)), formats.Time(known.AsOf));
    }
}
