using System.Globalization;
using Microsoft.Extensions.Logging;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Alerts;

namespace PosCloud.Grains.Terminals;

/// <summary>Raises and ends the alerts of this node's terminals, and says in words what is known of each.</summary>
public sealed partial class TerminalAlarmDesk(TerminalAlerts alerts, TimeProvider clock, ILogger<TerminalAlarmDesk> log)
{
    private readonly DateTimeOffset _watchedSince = clock.GetUtcNow();

    public async Task<TerminalAlarm> BeginAsync(TerminalId terminal, CancellationToken cancellationToken) =>
        new(await alerts.FindAsync(terminal, cancellationToken), _watchedSince);

    /// <summary>Makes true what the alarm says; true when something was raised or ended.</summary>
    public async Task<bool> SettleAsync(TerminalId terminal, TerminalAlarm alarm, TerminalHealth health, bool shiftOpen)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        ArgumentNullException.ThrowIfNull(health);
        var now = clock.GetUtcNow();
        var wanted = alarm.Judge(now, health, shiftOpen);
        if (wanted == alarm.Standing) return false;
        if (alarm.Standing is { } ended)
        {
            await alerts.EndAsync(terminal, Ending(ended, health.Summary, now, shiftOpen), CancellationToken.None);
            LogEnded(terminal, ended.Kind);
            alarm.Standing = null;
        }

        if (wanted is not null)
        {
            var detail = Detail(wanted, health.Summary);
            if (await alerts.RaiseAsync(terminal, health.Summary.Store, wanted, detail, CancellationToken.None))
            {
                LogRaised(terminal, wanted.Kind, detail);
                alarm.Standing = wanted;
            }
            // Another node was quicker.
            else alarm.Standing = await alerts.FindAsync(terminal, CancellationToken.None);
        }

        return true;
    }

    private static string Detail(TerminalAlert alert, TerminalSummary summary)
    {
        if (alert.Kind == ExceptionKinds.SalesWaiting)
        {
            var said = summary.LastError is { Length: > 0 } error ? $" It says: {error}" : "";
            return $"{Waiting(summary)} for more than five minutes, although the terminal is online.{said}";
        }

        return summary.PendingFacts == 0
            ? "Not heard for three minutes while its shift is open. Everything it told of had arrived."
            : $"Not heard for three minutes while its shift is open. When it was last heard, {Waiting(summary)} there.";
    }

    private static string Waiting(TerminalSummary summary)
    {
        var amount = summary.PendingAmount is { } pending ? $" of {pending.ToMoney()}" : "";
        return summary.PendingOrders switch
        {
            0 => summary.PendingFacts == 1 ? "1 entry waits" : string.Create(CultureInfo.InvariantCulture, $"{summary.PendingFacts} entries wait"),
            1 => $"1 sale{amount} waits",
            var orders => string.Create(CultureInfo.InvariantCulture, $"{orders} sales{amount} wait"),
        };
    }

    private static string Ending(TerminalAlert alert, TerminalSummary summary, DateTimeOffset now, bool shiftOpen)
    {
        if (summary.Revoked) return "The terminal was revoked.";
        var minutes = (long)Math.Ceiling((now - DateTimeOffset.FromUnixTimeMilliseconds(alert.SinceMilliseconds)).TotalMinutes);
        if (alert.Kind == ExceptionKinds.SalesWaiting) return string.Create(CultureInfo.InvariantCulture, $"What waited was sent after {minutes} minutes.");
        return shiftOpen ? string.Create(CultureInfo.InvariantCulture, $"Heard again after {minutes} minutes.") : "Its shift is closed.";
    }

    [LoggerMessage(2151, LogLevel.Warning, "Terminal {Terminal}: {Kind}. {Detail}")]
    private partial void LogRaised(TerminalId terminal, string kind, string detail);

    [LoggerMessage(2152, LogLevel.Information, "Terminal {Terminal}: {Kind} is over")]
    private partial void LogEnded(TerminalId terminal, string kind);
}
