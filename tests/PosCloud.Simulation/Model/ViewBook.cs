using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model;

/// <summary>Remembers what the hub held at cursors that it gave out, and compares replicas with it.</summary>
internal sealed class ViewBook(ShopWorld world)
{
    private readonly Dictionary<string, StoreView> _views = new(StringComparer.Ordinal);

    /// <summary>Until somebody notices that the hub was set back, it gives numbers again that replicas hold with another content.</summary>
    public void Remember(string cursor, string store)
    {
        if (!world.IsSetBackUnnoticed) _views[cursor] = StoreView.OfHub(world.Hub.Sql, store);
    }

    public StoreView? At(string? cursor) => cursor is not null && _views.TryGetValue(cursor, out var view) ? view : null;

    /// <summary>After the hub was set back.</summary>
    public void Forget() => _views.Clear();
}
