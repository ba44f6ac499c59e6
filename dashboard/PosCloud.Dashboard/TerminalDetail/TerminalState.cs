using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.TerminalDetail;

/// <summary>What one terminal's page shows.</summary>
public sealed class TerminalState
{
    /// <summary>Sessions shown before the list is unfolded.</summary>
    public const int SessionsBeforeFold = 7;

    private static readonly TimeSpan Noticed = TimeSpan.FromMinutes(2);
    private readonly Grains.Contracts.Terminals.TerminalDetail _detail;

    public TerminalState(Grains.Contracts.Terminals.TerminalDetail detail, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(detail);
        (_detail, Zone, Now) = (detail, zone, now);
        Words = CompletenessWords.Of(detail, zone, now);
        Sessions = [.. detail.Sessions.Select(SessionRow.Of)];
        Segments = [.. detail.Timeline.Select(Segment)];
    }

    public TimeZoneInfo Zone { get; }

    public DateTimeOffset Now { get; }

    public CompletenessWords Words { get; }

    public IReadOnlyList<SessionRow> Sessions { get; }

    public IReadOnlyList<TimelineSegment> Segments { get; }

    public TerminalSummary Summary => _detail.Summary;

    public Grains.Contracts.Terminals.TerminalDetail Detail => _detail;

    public DateTimeOffset From => Segments.Count > 0 ? Segments[0].From : Now - TimeSpan.FromHours(1);

    public DateTimeOffset To => Segments.Count > 0 ? Segments[^1].To : Now;

    /// <summary>Age of its prices and stock: "26 s".</summary>
    public string DataAge => Summary.ReplicaAsOf is { } asOf ? Times.Age(Now - asOf) : "unknown";

    /// <summary>"0.4 s ahead" of the hub, "exact" within a tenth of a second.</summary>
    public string Clock => Summary.ClockOffsetMilliseconds switch
    {
        null => "unknown",
        > -100 and < 100 => "exact",
        // Hub time minus device time: positive means that the device is behind.
        { } offset => Times.Took(Math.Abs(offset)) + (offset < 0 ? " ahead" : " behind"),
    };

    public bool ClockIsFar => Summary.ClockOffsetMilliseconds is { } offset && Math.Abs(offset) > 120_000;

    public string SalesToday => $"{Plural.Number(Summary.SalesToday)}, {(Summary.SalesTodayAmount is { } amount ? amount.Text() : Amounts.None)}";

    public string Version => string.Join(", ", new[] { Summary.Program, Summary.Engine }.Where(word => !string.IsNullOrEmpty(word)));

    /// <summary>The day in one sentence, for people who can't see the drawing.</summary>
    public string DaySentence
    {
        get
        {
            var outages = _detail.Timeline.Where(stretch => stretch.Status == TerminalStatus.Offline).ToList();
            return outages.Count == 0
                ? $"No outage today, {Plural.Of(_detail.SessionsToday, "sync")}"
                : $"{Plural.Of(outages.Count, "outage")} today, {Times.Age(TimeSpan.FromTicks(outages.Sum(outage => (outage.To - outage.From).Ticks)))} in all";
        }
    }

    private TimelineSegment Segment(TimelineStretch stretch) => new(stretch.From, stretch.To, stretch.Status.Shown(), WordsOf(stretch));

    private string? WordsOf(TimelineStretch stretch)
    {
        var length = stretch.To - stretch.From;
        if (stretch.Status != TerminalStatus.Offline || length < Noticed)
        {
            return null;
        }

        return stretch.OrdersKept > 0
            ? $"{Times.Clock(stretch.From, Zone)} to {Times.Clock(stretch.To, Zone)}, {Plural.Of(stretch.OrdersKept, "sale")} kept"
            : "Offline " + Times.Age(length);
    }
}
