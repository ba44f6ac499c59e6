using PosCloud.Dashboard.Ledger;
using PosCloud.Dashboard.Orders;
using PosCloud.Dashboard.Text;
using PosCloud.Ui;

namespace PosCloud.Dashboard.OrderDetail;

/// <summary>What one order's page shows.</summary>
public sealed class OrderState(Grains.Contracts.Orders.OrderDetail detail, TimeZoneInfo zone, DateTimeOffset now)
{
    public Grains.Contracts.Orders.OrderDetail Detail { get; } = detail;

    /// <summary>"Sale of €32.00" or "Return of €13.90".</summary>
    public string Headline => $"{OrderWords.Kind(Detail.Summary.Kind)} of {(Detail.Summary.Total with { MinorUnits = Math.Abs(Detail.Summary.Total.MinorUnits) }).Text()}";

    /// <summary>"Sold at 12:01:22, here at 12:26:08 (+25 min, was offline), applied at 12:26:09."</summary>
    public string Way
    {
        get
        {
            var order = Detail.Summary;
            var late = order.ReceivedAt - order.OccurredAt;
            var applied = Detail.Movements.Count > 0 ? $", stock reconciled at {At(Detail.Movements.Max(movement => movement.AppliedAt))}" : "";
            return $"Sold at {At(order.OccurredAt)}, here at {At(order.ReceivedAt)}{(late >= LedgerState.Late ? $" (+{Times.Age(late)}, was offline)" : "")}{applied}.";
        }
    }

    public (Tone Tone, IconName Icon, string Word) Status => OrderWords.Status(Detail.Summary.Status);

    /// <summary>"fact 17 of epoch 1" out of the entry's key.</summary>
    public string Fact
    {
        get
        {
            var parts = Detail.Summary.Entry.Split('/');
            return parts.Length == 4 && long.TryParse(parts[3], out var sequence)
                ? $"fact {Plural.Number(sequence)} of epoch {parts[1]}{(parts[2].Length > 0 ? ", second line " + parts[2][..Math.Min(8, parts[2].Length)] : "")}"
                : Detail.Summary.Entry;
        }
    }

    public string At(DateTimeOffset time) => Times.WhenSeconds(time, zone, now);
}
