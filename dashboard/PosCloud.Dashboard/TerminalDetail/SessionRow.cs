using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.TerminalDetail;

/// <summary>One sync as a row: the tables' rows in the four groups people ask about.</summary>
public sealed record SessionRow(SyncSession Session, long Prices, long Stock, long Orders, long Other)
{
    private static readonly HashSet<string> PriceTables = ["product", "variant", "barcode", "price", "store_price", "tax_rate", "promotion"];
    private static readonly HashSet<string> OrderTables = ["sales_order", "order_line", "payment", "shift", "cash_movement"];

    public static SessionRow Of(SyncSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        long Sum(Func<string, bool> group) => session.RowsDown.Where(rows => group(rows.Table)).Sum(rows => rows.Down);
        return new SessionRow(
            session,
            Sum(PriceTables.Contains),
            Sum(table => table == "stock"),
            Sum(OrderTables.Contains),
            Sum(table => table != "stock" && !PriceTables.Contains(table) && !OrderTables.Contains(table)));
    }

    public Tone Tone => Session.Result == "done" ? Tone.Ok : Session.Result.ToUpperInvariant() is "REVOKED" or "CREDENTIAL" or "MALFORMED" ? Tone.Bad : Tone.Warn;

    public IconName Icon => Tone switch { Tone.Ok => IconName.Check, Tone.Bad => IconName.Warning, _ => IconName.Clock };

    public string Result => Words.Result(Session.Result);

    /// <summary>A dash for none.</summary>
    public static string Count(long rows) => rows == 0 ? Amounts.None : Plural.Number(rows);
}
