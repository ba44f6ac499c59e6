using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Stock;
using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Ledger;

/// <summary>What a sku's ledger shows: the sum that must come out, and every movement with its cause.</summary>
public sealed class LedgerState
{
    /// <summary>A movement that took longer than this from sale to hub is marked as late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private readonly StockLedger _ledger;
    private readonly FleetView _view;
    private readonly DateTimeOffset _now;

    public LedgerState(StockLedger ledger, FleetView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(view);
        (_ledger, _view, _now) = (ledger, view, now);
        Zone = view.Stores.ZoneOf(ledger.Item.Store);
    }

    public TimeZoneInfo Zone { get; }

    public StockItem Item => _ledger.Item;

    public IReadOnlyList<LedgerRow> Rows => _ledger.Rows;

    public int TotalRows => _ledger.TotalRows;

    public bool AddsUp => Item.OpeningThousandths + _ledger.SumOfMovementsThousandths == Item.OnHandThousandths;

    /// <summary>"Opening 40 + 1 returned − 22 sold − 1 other = 18".</summary>
    public string Sum
    {
        get
        {
            var known = _ledger.SoldThousandths + _ledger.ReturnedThousandths + _ledger.OtherThousandths;
            var words = $"Opening {Number(Item.OpeningThousandths)}"
                + Part(_ledger.ReturnedThousandths, "returned") + Part(_ledger.SoldThousandths, "sold") + Others()
                + Part(_ledger.SumOfMovementsThousandths - known, "more");
            return $"{words} = {Number(Item.OpeningThousandths + _ledger.SumOfMovementsThousandths)}";
        }
    }

    /// <summary>"S1T2 silent since 14:02" for each terminal that may have sold more.</summary>
    public IReadOnlyList<string> Doubts => [.. Item.Doubtful.Select(code => StockState.SilentWords(code, _view, Item.Store, _now))];

    /// <summary>On hand over today, as the hub applied it; empty when nothing moved today.</summary>
    public IReadOnlyList<ChartPoint> Today
    {
        get
        {
            var start = Times.StartOfDay(_now, Zone);
            var today = Rows.Where(row => row.AppliedAt >= start).Reverse().ToList();
            return today.Count == 0
                ? []
                :
                [
                    new ChartPoint(today[0].AppliedAt - TimeSpan.FromMinutes(1), (today[0].OnHandAfterThousandths - today[0].ChangeThousandths) / 1000.0),
                    .. today.Select(row => new ChartPoint(row.AppliedAt, row.OnHandAfterThousandths / 1000.0)),
                    new ChartPoint(_now > today[^1].AppliedAt ? _now : today[^1].AppliedAt, Item.OnHandThousandths / 1000.0),
                ];
        }
    }

    public string Happened(LedgerRow row) => Times.WhenSeconds(row.OccurredAt, Zone, _now);

    public string Reconciled(LedgerRow row) => Times.WhenSeconds(row.AppliedAt, Zone, _now);

    /// <summary>"+21 min, was offline" for a movement that reached the hub late; null for the others.</summary>
    public static string? LateMark(LedgerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var late = row.ReceivedAt - row.OccurredAt;
        return late < Late ? null : $"+{Times.Age(late)}, was offline";
    }

    /// <summary>"epoch 1, fact 33": the upload that carried it, beside its terminal.</summary>
    public static string Upload(LedgerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Upload.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries) is [_, var epoch, .., var sequence]
            ? $"epoch {epoch}, fact {sequence.TrimStart('0')}"
            : row.Upload;
    }

    public string Change(LedgerRow row) => QuantityFormat.Signed(row.ChangeThousandths, Item.Unit);

    public string After(LedgerRow row) => QuantityFormat.Text(row.OnHandAfterThousandths, Item.Unit);

    public string Number(long thousandths) => QuantityFormat.Text(thousandths, Item.Unit);

    // All rows are here: what is neither sold nor returned can be named by its kind.
    private string Others() => Rows.Count < TotalRows
        ? Part(_ledger.OtherThousandths, "other")
        : string.Concat(Rows.Where(row => row.Kind is not ("sold" or "returned")).GroupBy(row => row.Kind)
            .Select(group => Part(group.Sum(row => row.ChangeThousandths), group.Key == "counted" ? "by count" : group.Key)));

    private string Part(long thousandths, string word) => thousandths switch
    {
        0 => "",
        > 0 => $" + {Number(thousandths)} {word}",
        _ => $" \u2212 {Number(-thousandths)} {word}",
    };
}
