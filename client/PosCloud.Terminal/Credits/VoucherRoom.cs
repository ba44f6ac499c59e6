using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Credits;

/// <summary>What a voucher can still pay in the open sale, as far as the hub has said.</summary>
public static class VoucherRoom
{
    /// <summary>Null when the hub was never asked. What the open sale took is no sale yet, so the engine doesn't count it.</summary>
    public static CreditBalance? Of(TerminalEngine engine, VoucherCode voucher)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Credits.Known(voucher) is { } known
            ? known with { Left = known.Left - engine.Register.Cart.Tenders.Where(t => t.Voucher == voucher && !t.IsGivenBack).Sum(t => t.MinorUnits) }
            : null;
    }

    /// <summary>Why it can't pay that, in words; null when it may: what isn't known keeps no voucher from paying, because nobody waits for the network.</summary>
    public static string? Problem(TerminalEngine engine, VoucherCode voucher, Money amount)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Of(engine, voucher) is { } known && known.Left < amount.MinorUnits
            ? CreditWords.TooLittle(known, amount.Currency, StoreFormats.Of(engine.Profile.Culture, engine.Profile.TimeZone))
            : null;
    }
}
