using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>Notes in which order returns and their sales, vouchers and their payments reach the hub: what is rare must be shown to occur.</summary>
internal sealed class CreditWatch(ShopWorld world)
{
    private HashSet<string> _early = new(StringComparer.Ordinal);

    public void Look()
    {
        var hub = world.Hub.Sql;
        var early = hub.List(
            "SELECT order_id FROM refunded r WHERE line > 0 AND returned > 0 AND NOT EXISTS (SELECT 1 FROM sales_order o WHERE o.id = r.order_id)", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        if (early.Count > 0) world.Coverage.Saw("refund: here before its sale");
        // A hub that was set back may have forgotten the return itself.
        if (_early.Any(order => !early.Contains(order) && Has("SELECT COUNT(*) FROM refunded WHERE line > 0 AND returned > 0 AND order_id = $order", ("$order", order))))
            world.Coverage.Saw("refund: its sale came after it");
        _early = early;
        if (Has("SELECT COUNT(*) FROM exception WHERE kind = 'over-refund'")) world.Coverage.Saw("refund: more than was sold");
        if (!world.Swarm.Credits) return;
        if (Has("SELECT COUNT(*) FROM exception WHERE kind = 'voucher-overdrawn' AND terminal <> other_terminal")) world.Coverage.Saw("credit: voucher overdrawn by two terminals");
        if (Has("SELECT COUNT(*) FROM exception WHERE kind = 'voucher-overdrawn' AND resolved_by = 'hub'")) world.Coverage.Saw("credit: voucher settled by a later order");
        if (Has("SELECT COUNT(*) FROM exception WHERE kind = 'points-overdrawn' AND resolved_at IS NULL")) world.Coverage.Saw("credit: points are missing");
    }

    private bool Has(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => world.Hub.Sql.Number(sql, parameters) > 0;
}
