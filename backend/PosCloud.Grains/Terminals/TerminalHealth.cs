using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>
/// What the hub knows of one terminal and the status that follows from it. A plain machine: events and the time go in,
/// a summary comes out.
/// </summary>
public sealed class TerminalHealth
{
    // With the time of the last roll call that had it.
    private readonly Dictionary<string, DateTimeOffset> _lines = new(StringComparer.Ordinal);
    private DateTimeOffset? _lineLostAt;
    private DateTimeOffset _missedSince;
    private DateTimeOffset _graceEnds;
    private string? _reason;
    private TerminalSummary _summary;

    /// <param name="stored">What was last written down; its status is judged anew by <see cref="Evaluate"/>.</param>
    /// <param name="now">From here on the terminal must be heard: what was before, another process knew.</param>
    public TerminalHealth(TerminalSummary stored, DateTimeOffset now)
    {
        _summary = stored;
        (_missedSince, _graceEnds) = (now, now + TerminalHealthRules.StartGrace);
    }

    public TerminalSummary Summary => _summary;

    /// <summary>A push line is open: the terminal is there, whatever its last request was.</summary>
    public bool HasLine => _lines.Count > 0;

    /// <summary>Its last request, or the end of its last push line; null when it was never heard.</summary>
    public DateTimeOffset? LastSign => _lineLostAt > _summary.LastSeen ? _lineLostAt : _summary.LastSeen;

    /// <summary>It opened, or its node still has it.</summary>
    public void LineOpened(string line, DateTimeOffset now)
    {
        _lines[line] = now;
        _lineLostAt = null;
    }

    public void LineClosed(string line, DateTimeOffset now)
    {
        if (!_lines.Remove(line) || _lines.Count > 0) return;
        _lineLostAt = now;
        (_missedSince, _graceEnds) = (now, now + TerminalHealthRules.LineGrace);
    }

    /// <summary>A request was answered.</summary>
    public void Observed(SyncObserved observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        // Two requests may be told in the other order; what the later one said stands. One that seems much older says that
        // the hub's clock was ahead and is set right.
        if (observed.At < _summary.LastSeen && _summary.LastSeen - observed.At < TerminalHealthRules.ToldLateWithin) return;
        var failed = observed.Session.Result != SyncResults.Done;
        _summary = _summary with
        {
            // A refused request says nothing of its store.
            Store = observed.Store.Length == 0 ? _summary.Store : observed.Store,
            LastSeen = observed.At,
            LastSync = failed ? _summary.LastSync : observed.At,
            PendingFacts = observed.PendingFactsAfter,
            PendingOrders = observed.PendingOrdersAfter,
            PendingAmount = observed.PendingAmountAfter,
            OldestPending = observed.PendingFactsAfter == 0 ? null : observed.OldestPendingAt,
            ReplicaAsOf = observed.ReplicaAsOf ?? _summary.ReplicaAsOf,
            ClockOffsetMilliseconds = observed.ClockOffsetMilliseconds ?? _summary.ClockOffsetMilliseconds,
            Engine = observed.Engine,
            Program = observed.Program,
            LagSeconds = observed.LagSeconds ?? _summary.LagSeconds,
            LastReceiptAt = observed.LastReceiptAt ?? _summary.LastReceiptAt,
            LastError = failed ? observed.Session.Result : observed.LastError,
            LastErrorAt = failed || observed.LastError is not null ? observed.At : null,
        };
    }

    /// <summary>What the database says of its facts: sales of today, quarantine, whether a person must act.</summary>
    public void Counted(TerminalCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        _reason = counts.AttentionReason;
        _summary = _summary with
        {
            SalesToday = counts.SalesToday,
            SalesTodayAmount = counts.SalesTodayAmount,
            Quarantined = counts.Quarantined,
            Revoked = counts.Revoked,
        };
    }

    /// <summary>Judges the status at this moment; true when anything that is shown changed with it.</summary>
    public bool Evaluate(DateTimeOffset now, double ordersPerHour)
    {
        // A node that was killed closed its lines without a word.
        foreach (var (line, _) in _lines.Where(l => now - l.Value > TerminalHealthRules.LineForgottenAfter).ToList()) LineClosed(line, now);
        var reason = _reason ?? (_summary.Revoked && !IsSilent(now) ? "It is revoked and still in use; its sales wait in quarantine." : null);
        var status = StatusAt(now, reason);
        var estimate = status == TerminalStatus.Offline && _summary.LastSeen is { } seen
            ? (int)Math.Min(100_000, ordersPerHour * (now - seen).TotalHours)
            : 0;
        if (status == _summary.Status && estimate == _summary.EstimatedMoreOrders && reason == _summary.AttentionReason) return false;
        var since = status == _summary.Status ? _summary.StatusSince : SinceWhen(status, now);
        _summary = _summary with { Status = status, StatusSince = since, EstimatedMoreOrders = estimate, AttentionReason = reason };
        return true;
    }

    private TerminalStatus StatusAt(DateTimeOffset now, string? reason)
    {
        if (reason is not null) return TerminalStatus.NeedsAttention;
        if (IsSilent(now)) return TerminalStatus.Offline;
        if (_summary.PendingFacts > 0)
            return now - _summary.LastSeen < TerminalHealthRules.SyncingFor ? TerminalStatus.Syncing : TerminalStatus.Behind;
        return _summary.ReplicaAsOf is { } asOf && now - asOf < TerminalHealthRules.ReplicaOldAfter
            ? TerminalStatus.InSync
            // Without any replica it is still fetching its first.
            : _summary.ReplicaAsOf is null ? TerminalStatus.Syncing : TerminalStatus.Behind;
    }

    public bool IsSilent(DateTimeOffset now)
    {
        if (HasLine) return false;
        if (_summary.LastSeen is not { } seen || LastSign is not { } alive) return true;
        return now - alive >= TerminalHealthRules.SilentAfter || (seen <= _missedSince && now >= _graceEnds);
    }

    // People ask "since when can't I see it", and that is its last sign of life, not when the hub noticed.
    private DateTimeOffset SinceWhen(TerminalStatus status, DateTimeOffset now) =>
        status != TerminalStatus.Offline ? now : LastSign ?? now;
}
