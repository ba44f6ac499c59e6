using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Stock;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Ledger;

/// <summary>One locked stock row while movements are applied to it.</summary>
internal sealed class StockAccount
{
    private static readonly string[] Columns = ["store", "sku", "on_hand", "opening", "version"];

    private readonly StockPosition _position;
    private readonly long _opening;
    private bool _countMoved;

    private StockAccount(StoreId store, Sku sku, long onHand, long opening, long version, CountMark? count)
    {
        Store = store;
        Sku = sku;
        _position = new StockPosition(new Quantity(onHand));
        _opening = opening;
        Version = version;
        NewestCount = count;
    }

    public StoreId Store { get; }

    public Sku Sku { get; }

    public Quantity OnHand => _position.OnHand;

    public long Version { get; private set; }

    public CountMark? NewestCount { get; private set; }

    /// <summary>Locks the row until commit. A sku that was never stocked here gets a row with opening 0.</summary>
    public static async Task<StockAccount> LockAsync(HubTransaction transaction, StoreId store, Sku sku)
    {
        if (await ReadAsync(transaction, store, sku) is { } found) return found;
        await transaction.ExecuteAsync(
            transaction.Database.InsertIfAbsent("stock", Columns, keyLength: 2), store.Value, sku.Value, 0L, 0L, 0L);
        return await ReadAsync(transaction, store, sku) ?? throw new InvalidOperationException($"Sku {sku} of {store} has no stock row.");
    }

    /// <summary>Applies a change; true when on hand crosses zero.</summary>
    public bool Apply(Quantity change)
    {
        Version++;
        return _position.Apply(change);
    }

    public void MarkCount(CountMark count)
    {
        NewestCount = count;
        _countMoved = true;
    }

    public StateChange ToChange() =>
        StateChange.Put(SyncedTables.Stock, Store.Value, Sku.Value, OnHand.Thousandths, _opening, Version);

    /// <summary>Writes what isn't part of the synced row.</summary>
    public async Task SaveCountAsync(HubTransaction transaction)
    {
        if (!_countMoved || NewestCount is not { } count) return;
        await transaction.ExecuteAsync(
            "UPDATE stock SET count_entry = @p2, count_happened_at = @p3, count_doubtful = @p4 WHERE store = @p0 AND sku = @p1",
            Store.Value, Sku.Value, count.Entry, count.Happened.UnixMilliseconds, count.Happened.Doubtful);
    }

    private static Task<StockAccount?> ReadAsync(HubTransaction transaction, StoreId store, Sku sku) => transaction.FirstAsync(
        transaction.Database.SelectLocked(
            "on_hand, opening, version, count_entry, count_happened_at, count_doubtful", "stock", "store = @p0 AND sku = @p1"),
        row => new StockAccount(
            store, sku, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2),
            row.IsDBNull(3) ? null : new CountMark(row.GetString(3), new EstimatedTime(row.GetInt64(4), row.GetBoolean(5)))),
        store.Value,
        sku.Value);
}
