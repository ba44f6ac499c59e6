using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>Unfinished sales in the journal: the open one, saved on every change, and those set aside.</summary>
internal static class CartStore
{
    private const string Open = "open";
    private const string Parked = "parked:";

    public static CartContent? Load(JournalSession session) => Load(session, Open);

    public static CartContent? LoadParked(JournalSession session, OrderId order) => Load(session, Parked + order);

    public static void Save(JournalSession session, CartContent cart, DateTimeOffset at) => Save(session, Open, null, cart, at);

    public static void Park(JournalSession session, CartContent cart, string? label, DateTimeOffset at)
    {
        Save(session, Parked + cart.Order, label, cart, at);
        Delete(session);
    }

    public static void Delete(JournalSession session) => session.Sql.Run("DELETE FROM cart WHERE slot = $slot", ("$slot", Open));

    public static void DeleteParked(JournalSession session, OrderId order) =>
        session.Sql.Run("DELETE FROM cart WHERE slot = $slot", ("$slot", Parked + order));

    public static List<(CartContent Cart, string? Label, DateTimeOffset At)> AllParked(JournalSession session) => session.Sql.List(
        "SELECT content, label, changed_at FROM cart WHERE slot <> $open ORDER BY changed_at",
        row => (Read(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        ("$open", Open));

    /// <summary>Sales set aside, as committed.</summary>
    public static List<CartContent> ParkedIn(SqliteConnection connection) =>
        connection.List("SELECT content FROM cart WHERE slot <> $open", row => Read(row.GetString(0)), ("$open", Open));

    private static CartContent? Load(JournalSession session, string slot) =>
        session.Sql.Scalar("SELECT content FROM cart WHERE slot = $slot", ("$slot", slot)) is string text ? Read(text) : null;

    private static void Save(JournalSession session, string slot, string? label, CartContent cart, DateTimeOffset at) => session.Sql.Run(
        """
        INSERT INTO cart(slot, order_id, label, content, changed_at) VALUES ($slot, $order, $label, $content, $at)
        ON CONFLICT(slot) DO UPDATE SET order_id = $order, label = $label, content = $content, changed_at = $at
        """,
        ("$slot", slot), ("$order", cart.Order.ToString()), ("$label", label),
        ("$content", JsonSerializer.Serialize(cart, EngineJson.Default.CartContent)), ("$at", at.ToUnixTimeMilliseconds()));

    private static CartContent Read(string text) => JsonSerializer.Deserialize(text, EngineJson.Default.CartContent)
        ?? throw new JournalDamagedException("an unfinished sale can't be read.");
}
