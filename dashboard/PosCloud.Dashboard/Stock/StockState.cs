using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Stock;

/// <summary>What the stock page shows of a store's rows.</summary>
public sealed class StockState(IReadOnlyList<StockItem> rows, FleetView view, DateTimeOffset now)
{
    /// <summary>Rows in the order asked for; without a column what needs a look comes first: below zero, then in doubt.</summary>
    public IReadOnlyList<StockItem> Sorted(string? column, bool descending)
    {
        Func<StockItem, object?>? key = column switch
        {
            "name" => item => Name(item),
            "sku" => item => item.Sku,
            "category" => item => item.Category,
            "hand" => item => item.OnHandThousandths,
            "moved" => item => item.LastMovementAt ?? DateTimeOffset.MinValue,
            _ => null,
        };
        return key is null
            ? [.. rows.OrderBy(item => item.OnHandThousandths < 0 ? 0 : item.Doubtful.Count > 0 ? 1 : 2)]
            : [.. descending ? rows.OrderByDescending(key) : rows.OrderBy(key)];
    }

    public int BelowZero => rows.Count(item => item.OnHandThousandths < 0);

    /// <summary>"12" or "−1"; kilograms with their decimals.</summary>
    public static string OnHand(StockItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return QuantityFormat.Text(item.OnHandThousandths, item.Unit);
    }

    public static string Name(StockItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Options.Length > 0 ? $"{item.Name}, {item.Options}" : item.Name;
    }

    /// <summary>"or less: S1T2 silent since 14:02"; null when every terminal of the store is heard.</summary>
    public string? Doubt(StockItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Doubtful.Count == 0)
        {
            return null;
        }

        var silent = item.Doubtful.Select(code => SilentWords(code, view, item.Store, now)).ToList();
        return "or less: " + (silent.Count == 1 ? silent[0] : $"{silent.Count} terminals silent");
    }

    public string LastMoved(StockItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.LastMovementAt is { } at ? Times.When(at, view.Stores.ZoneOf(item.Store), now) : "never";
    }

    /// <summary>"S1T2 silent since 14:02".</summary>
    public static string SilentWords(string code, FleetView view, string store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        var terminal = view.Overview?.Terminals.FirstOrDefault(summary => summary.Terminal == code);
        return terminal is { LastSeen: { } seen, Status: TerminalStatus.Offline }
            ? $"{code} silent since {Times.When(seen, view.Stores.ZoneOf(store), now)}"
            : $"{code} has sales waiting";
    }
}
