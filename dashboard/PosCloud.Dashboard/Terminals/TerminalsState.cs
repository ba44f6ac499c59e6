using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Terminals;

/// <summary>What the terminals page shows of one overview.</summary>
public sealed class TerminalsState
{
    /// <summary>Rows shown before those in sync are folded.</summary>
    public const int RowsBeforeFold = 8;

    private readonly FleetView _view;
    private readonly TerminalsQuery _query;
    private readonly IReadOnlyList<TerminalSummary> _all;

    public TerminalsState(FleetView view, TerminalsQuery query)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(query);
        (_view, _query) = (view, query);
        _all = view.Overview?.Terminals ?? [];
        Now = view.Overview?.At ?? DateTimeOffset.UnixEpoch;
        var found = Sorted([.. _all.Where(Matches)]);
        var shown = Folds(found) ? RowsBefore(found) : found;
        Rows = shown;
        Folded = found.Count - shown.Count;
    }

    /// <summary>Time of the overview; ages are measured against it, not against this machine's clock.</summary>
    public DateTimeOffset Now { get; }

    public IReadOnlyList<TerminalSummary> Rows { get; }

    /// <summary>Rows in sync that aren't shown.</summary>
    public int Folded { get; }

    public bool HasTerminals => _all.Count > 0;

    public int StoreCount => _all.Select(terminal => terminal.Store).Distinct().Count();

    public int Total => _all.Count;

    public int InSync => Count(TerminalStatus.InSync);

    /// <summary>"1 syncing, 1 behind" and "1 offline, 1 needs attention": what isn't in sync.</summary>
    public string NotInSync
    {
        get
        {
            (int Count, string Word)[] parts =
            [
                (Count(TerminalStatus.Syncing), "syncing"), (Count(TerminalStatus.Behind), "behind"), (Count(TerminalStatus.Offline), "offline"),
                (Count(TerminalStatus.NeedsAttention), Count(TerminalStatus.NeedsAttention) == 1 ? "needs attention" : "need attention"),
            ];
            var words = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{Plural.Number(part.Count)}\u00a0{part.Word}"));
            return words.Length > 0 ? words : Total == 0 ? "" : "Every sale that was reported is here";
        }
    }

    public int Waiting => _all.Sum(terminal => terminal.PendingOrders);

    public string WaitingAmount => Amounts.Text(_all.Select(terminal => terminal.PendingAmount).OfType<Grains.Contracts.Amount>(), _view.Stores.CurrencyOf(null));

    /// <summary>"S1T1 unknown since 12:01"; null when every terminal has been heard.</summary>
    public string? Unknown
    {
        get
        {
            var silent = Silent();
            return silent.Count switch
            {
                0 => null,
                1 => $"{silent[0].Terminal} unknown since {Since(silent[0])}",
                _ => $"{silent.Count} terminals unknown, first since {Since(silent[0])}",
            };
        }
    }

    /// <summary>"about 1 more by now (estimate)"; null without one.</summary>
    public string? Estimate => Silent() is var silent && silent.Sum(terminal => terminal.EstimatedMoreOrders) is > 0 and var more
        ? $"about {Plural.Number(more)} more{(silent.Count == 1 ? " by now" : "")} (estimate)"
        : null;

    public string SalesToday => Amounts.Text(_view.Overview?.SalesTodayAmounts ?? [], _view.Stores.CurrencyOf(null));

    /// <summary>"542 sales at the hub, 7 % over last Monday".</summary>
    public string SalesContext => Plural.Of(_view.Overview?.SalesToday ?? 0, "sale") + " at the hub" + Compared();

    public int NeedAttention => _view.Overview?.OpenExceptions ?? 0;

    public IReadOnlyList<string> Attention => [.. (_view.Overview?.Attention ?? []).Take(2)];

    public IReadOnlyList<ChartPoint> OrdersPerMinute =>
        [.. (_view.Overview?.OrdersPerMinute ?? []).Select(minute => new ChartPoint(minute.Minute, minute.Orders))];

    /// <summary>Where terminals fell silent within the hour shown.</summary>
    public IReadOnlyList<ChartBand> SilentBands
    {
        get
        {
            var points = OrdersPerMinute;
            if (points.Count == 0)
            {
                return [];
            }

            var silent = Silent().Where(terminal => SilentSince(terminal) > points[0].At).ToList();
            return silent.Count == 0
                ? []
                : [new ChartBand(SilentSince(silent[0]), points[^1].At, silent.Count == 1
                    ? $"{silent[0].Terminal} silent since {Since(silent[0])}"
                    : $"{silent.Count} terminals silent, first since {Since(silent[0])}")];
        }
    }

    public IReadOnlyList<BarListItem> WaitingByStore =>
        [.. (_view.Overview?.Waiting ?? []).Select(store => new BarListItem(store.Name, store.Orders, Plural.Number(store.Orders), Shown(store)))];

    public string Sentence(TerminalSummary terminal) => HubKnows.Sentence(terminal, _view.Stores.ZoneOf(terminal.Store), Now);

    public string LastError(TerminalSummary terminal) => HubKnows.LastError(terminal, _view.Stores.ZoneOf(terminal.Store), Now);

    public string LastSeen(TerminalSummary terminal) => terminal.LastSeen is { } seen
        ? Times.SameDay(seen, Now, _view.Stores.ZoneOf(terminal.Store))
            ? Times.ClockSeconds(seen, _view.Stores.ZoneOf(terminal.Store))
            : Times.When(seen, _view.Stores.ZoneOf(terminal.Store), Now)
        : "never";

    private string Shown(StoreWaiting store) =>
        Amounts.Text(store.Amount is { } amount ? [amount] : [], _view.Stores.CurrencyOf(store.Store));

    private int Count(TerminalStatus status) => _all.Count(terminal => terminal.Status == status);

    private List<TerminalSummary> Silent() =>
        [.. _all.Where(terminal => terminal is { Status: TerminalStatus.Offline, Revoked: false, LastSeen: not null }).OrderBy(SilentSince)];

    private static DateTimeOffset SilentSince(TerminalSummary terminal) => terminal.LastSeen!.Value;

    private string Since(TerminalSummary terminal) => Times.When(SilentSince(terminal), _view.Stores.ZoneOf(terminal.Store), Now);

    private string Compared()
    {
        var (today, before) = (_view.Overview?.SalesTodayAmounts ?? [], _view.Overview?.SalesSameDayLastWeek ?? []);
        if (today.Count != 1 || before.Count != 1 || today[0].Currency != before[0].Currency || before[0].MinorUnits <= 0)
        {
            return "";
        }

        var percent = (int)Math.Round(100.0 * (today[0].MinorUnits - before[0].MinorUnits) / before[0].MinorUnits);
        var day = Times.Local(Now, _view.Stores.Zone).ToString("dddd", System.Globalization.CultureInfo.CurrentCulture);
        return percent == 0 ? $", as last {day}" : $", {Math.Abs(percent)}\u00a0% {(percent > 0 ? "over" : "under")} last {day}";
    }

    private bool Matches(TerminalSummary terminal) =>
        (_query.Store is null || terminal.Store == _query.Store)
        && (_query.Search is not { Length: > 0 } text
            || terminal.Terminal.Contains(text, StringComparison.OrdinalIgnoreCase)
            || terminal.StoreName.Contains(text, StringComparison.CurrentCultureIgnoreCase));

    private bool Folds(IReadOnlyList<TerminalSummary> rows) =>
        !_query.All && _query.Sort is null && string.IsNullOrEmpty(_query.Search) && rows.Count > RowsBeforeFold + 1;

    private static IReadOnlyList<TerminalSummary> RowsBefore(IReadOnlyList<TerminalSummary> rows)
    {
        var worse = rows.Count(terminal => terminal.Status != TerminalStatus.InSync);
        return [.. rows.Take(Math.Max(RowsBeforeFold, worse + 2))];
    }

    private IReadOnlyList<TerminalSummary> Sorted(IReadOnlyList<TerminalSummary> rows)
    {
        Func<TerminalSummary, object?>? key = _query.Sort switch
        {
            "terminal" => terminal => terminal.Terminal,
            "store" => terminal => terminal.StoreName,
            "waiting" => terminal => terminal.PendingOrders,
            "amount" => terminal => terminal.PendingAmount?.MinorUnits ?? 0,
            "seen" => terminal => terminal.LastSeen ?? DateTimeOffset.MinValue,
            "lag" => terminal => terminal.LagSeconds ?? -1,
            "sales" => terminal => terminal.SalesTodayAmount?.MinorUnits ?? 0,
            _ => null,
        };
        return key is null ? rows : [.. _query.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key)];
    }
}
