using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model;

/// <summary>Remembers what the hub held at cursors that it gave out, and compares replicas with it.</summary>
internal sealed class ViewBook(ShopWorld world)
{
    private readonly Dictionary<string, StoreView> _views = new(StringComparer.Ordinal);

    public void Remember(string cursor, string store) => _views[cursor] = StoreView.OfHub(world.Hub.Sql, store);

    public StoreView? At(string? cursor) => cursor is not null && _views.TryGetValue(cursor, out var view) ? view : null;

    /// <summary>The numbers of a hub that was set back may be given again with another content.</summary>
    public void Forget() => _views.Clear();
}
