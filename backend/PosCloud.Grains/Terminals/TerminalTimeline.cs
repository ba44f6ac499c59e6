using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>The stretches of one status each that a terminal's page draws; at most <see cref="MaxStretches"/>, oldest first.</summary>
public sealed class TerminalTimeline
{
    public const int MaxStretches = 500;

    private readonly LinkedList<TimelineStretch> _stretches = new();

    /// <summary>An outage that the terminal itself told of, with the orders it kept meanwhile.</summary>
    public void OutageEnded(DateTimeOffset since, DateTimeOffset now, int ordersKept)
    {
        // What the hub thought of this time gives way: the terminal knows when it lost the hub.
        while (_stretches.Last is { } last && last.Value.From >= since) _stretches.RemoveLast();
        if (_stretches.Last is { } before && before.Value.To > since) before.Value = before.Value with { To = since };
        Add(new TimelineStretch(since, now, TerminalStatus.Offline, ordersKept));
    }

    /// <summary>The status at this moment; continues the newest stretch when it is the same.</summary>
    public void Saw(TerminalStatus status, DateTimeOffset since, DateTimeOffset now)
    {
        if (_stretches.Last is { } last && last.Value.Status == status)
        {
            last.Value = last.Value with { To = now };
            return;
        }

        var from = _stretches.Last is { } before && before.Value.To > since ? before.Value.To : since;
        if (_stretches.Last is { } previous && previous.Value.To < from) previous.Value = previous.Value with { To = from };
        Add(new TimelineStretch(from, now, status, 0));
    }

    /// <summary>The stretches since that moment, cut to it.</summary>
    public IReadOnlyList<TimelineStretch> Since(DateTimeOffset from) =>
        [.. _stretches.Where(s => s.To > from).Select(s => s.From < from ? s with { From = from } : s)];

    private void Add(TimelineStretch stretch)
    {
        _stretches.AddLast(stretch);
        if (_stretches.Count > MaxStretches) _stretches.RemoveFirst();
    }
}
