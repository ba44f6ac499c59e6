using PosCloud.HubStorage;
using PosCloud.HubStorage.Alerts;

namespace PosCloud.Grains.Terminals;

/// <summary>
/// Whether a terminal is worth an alert: it is silent while the shop is open, or it is online and what it made doesn't
/// come. Open means that the terminal's shift is: a store has no other hours, and a shift that was closed needs nobody.
/// A plain machine; what it says is made true by <see cref="TerminalAlarmDesk"/>.
/// </summary>
/// <param name="standing">What was raised before, by whomever.</param>
/// <param name="watchedSince">This node began to watch then; a terminal that couldn't be heard before wasn't silent.</param>
public sealed class TerminalAlarm(TerminalAlert? standing, DateTimeOffset watchedSince)
{
    private DateTimeOffset? _waitsSince;

    public TerminalAlert? Standing { get; set; } = standing;

    /// <summary>The alert that should stand at this moment; null for none.</summary>
    public TerminalAlert? Judge(DateTimeOffset now, TerminalHealth health, bool shiftOpen)
    {
        ArgumentNullException.ThrowIfNull(health);
        if (health.Summary.Revoked) return null;
        return Silence(now, health, shiftOpen) ?? Waiting(now, health);
    }

    private TerminalAlert? Silence(DateTimeOffset now, TerminalHealth health, bool shiftOpen)
    {
        if (!shiftOpen || health.HasLine || health.LastSign is not { } sign) return null;
        var since = sign.ToUnixTimeMilliseconds();
        // A node that has only just begun to watch doesn't take back what another raised: the terminal must be heard.
        if (Standing is { Kind: ExceptionKinds.SilentTerminal } raised && since <= raised.SinceMilliseconds) return raised;
        var heardUntil = sign > watchedSince ? sign : watchedSince;
        return now - heardUntil >= TerminalHealthRules.SilenceAlertAfter ? new TerminalAlert(ExceptionKinds.SilentTerminal, since) : null;
    }

    private TerminalAlert? Waiting(DateTimeOffset now, TerminalHealth health)
    {
        // The device's clock may be days off; its distance from ours is known.
        var oldest = health.Summary is { PendingFacts: > 0, OldestPending: { } made }
            ? made.AddMilliseconds(health.Summary.ClockOffsetMilliseconds ?? 0)
            : (DateTimeOffset?)null;
        var waits = now - oldest >= TerminalHealthRules.WaitingAlertAfter;
        if (Standing is { Kind: ExceptionKinds.SalesWaiting } raised) return waits ? raised : null;
        if (!waits || health.IsSilent(now))
        {
            _waitsSince = null;
            return null;
        }

        _waitsSince ??= now;
        return now - _waitsSince >= TerminalHealthRules.WaitingStandsFor
            ? new TerminalAlert(ExceptionKinds.SalesWaiting, oldest!.Value.ToUnixTimeMilliseconds())
            : null;
    }
}
