using System.Text.Json.Nodes;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Enrolment;

namespace PosCloud.Terminal.Commands;

/// <summary>enrol, sync, status, go: everything about the connection to the hub.</summary>
public sealed class SyncVerbs(TerminalEngine engine, TimeProvider clock)
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    public async Task<CommandResult> EnrolAsync(VerbCall.Enrol call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Uri.TryCreate(call.Hub, UriKind.Absolute, out var hub))
        {
            return CommandResult.Problem(ExitCodes.BadUsage, $"'{call.Hub}' is not an address; --hub looks like https://hub.example.com.");
        }

        var outcome = await engine.Enrolment.EnrolAsync(hub, call.Code, cancellation);
        return outcome is EnrolmentOutcome.Enrolled enrolled
            ? CommandResult.Done(
                new JsonObject { ["terminal"] = enrolled.Terminal.Value, ["store"] = enrolled.Store.Value },
                $"This device is now {enrolled.Terminal} of store {enrolled.Store}.")
            : CommandResult.Problem(
                outcome switch
                {
                    EnrolmentOutcome.Mistyped => ExitCodes.BadUsage,
                    EnrolmentOutcome.Unreachable => ExitCodes.Offline,
                    _ => ExitCodes.Refused,
                },
                EnrolmentState.ProblemOf(outcome)!);
    }

    /// <summary>Syncs until nothing is pending and the hub has applied it, or the wait is over.</summary>
    public async Task<CommandResult> SyncAsync(VerbCall.Sync call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var started = clock.GetTimestamp();
        var wait = TimeSpan.FromSeconds(Math.Max(0, call.WaitSeconds));
        var (uploaded, downloaded, bytes) = (0, 0L, 0L);
        SyncReport report;
        while (true)
        {
            var before = engine.Status.Acknowledged;
            report = await engine.Sync.SyncNowAsync(cancellation);
            // While a sync of the background loop carried the facts, its report isn't this one's: count by the journal.
            uploaded += Math.Max(report.Uploaded, (int)(engine.Status.Acknowledged.Value - before.Value));
            downloaded += report.Downloaded;
            bytes += report.BytesDown;
            var status = engine.Status;
            if ((status.Pending.Facts == 0 && status.Applied >= status.Sequence) || clock.GetElapsedTime(started) >= wait || engine.Sync.WorkOffline
                || engine.Sync.Connectivity.Kind == ConnectivityKind.Refused)
            {
                break;
            }

            await Task.Delay(report.RetryAfter ?? (report.IsComplete ? Again : AfterFailure), clock, cancellation);
        }

        return Answer(report, uploaded, downloaded, bytes, clock.GetElapsedTime(started));
    }

    public CommandResult Status()
    {
        var status = engine.Status;
        var json = new JsonObject
        {
            ["terminal"] = status.Terminal?.Value,
            ["store"] = status.Store?.Value,
            ["connectivity"] = status.Connectivity.Word,
            ["since"] = JsonValues.Of(status.Connectivity.Since),
            ["workOffline"] = engine.Sync.WorkOffline,
            ["epoch"] = status.Epoch.Value,
            ["sequence"] = status.Sequence.Value,
            ["acknowledged"] = status.Acknowledged.Value,
            ["applied"] = status.Applied.Value,
            ["pending"] = status.Pending.Facts,
            ["pendingOrders"] = status.Pending.Orders,
            ["pendingAmount"] = JsonValues.Of((Money?)status.Pending.Amount),
            ["replica"] = new JsonObject { ["cursor"] = status.Cursor, ["asOf"] = JsonValues.Of(status.AsOf), ["products"] = status.Products },
            ["progress"] = engine.Sync.Status.Progress is { } running ? ProgressJson(running) : null,
            ["quarantined"] = status.Quarantined,
            ["lastError"] = engine.Sync.Status.LastError,
            ["kept"] = new JsonObject
            {
                ["facts"] = status.Kept.Facts, ["since"] = JsonValues.Of(status.Kept.Since), ["deleted"] = status.Kept.Deleted, ["durableThrough"] = status.DurableThrough.Value,
            },
            ["journalFormat"] = status.JournalFormat,
            ["upgradeProblem"] = status.UpgradeProblem,
        };
        return CommandResult.Done(
            json,
            $"{status.Terminal?.Value ?? "not enrolled"}  {status.Connectivity.Word}  {status.Pending.Facts} pending  {status.Products} products  {status.Quarantined} in quarantine");
    }

    // What a first download shows on the screen, for whoever watches by command.
    private static JsonObject ProgressJson(SyncProgress running) => new()
    {
        ["percent"] = running.StatePercent,
        ["bytes"] = running.FileBytesTotal > 0 ? running.FileBytes : running.BytesDown,
        ["bytesTotal"] = running.FileBytesTotal > 0 ? running.FileBytesTotal : null,
        ["rows"] = running.RowsDone,
        ["rowsTotal"] = running.RowsTotal,
    };

    public CommandResult Go(VerbCall.Go call)
    {
        ArgumentNullException.ThrowIfNull(call);
        engine.Sync.SetWorkOffline(!call.Online);
        var word = engine.Sync.Connectivity.Word;
        return CommandResult.Done(new JsonObject { ["connectivity"] = word }, call.Online ? "Connects again by itself." : "Works offline until switched back.");
    }

    private CommandResult Answer(SyncReport report, int uploaded, long downloaded, long bytes, TimeSpan took)
    {
        var status = engine.Status;
        var word = report.IsComplete ? "online" : status.Connectivity.Word;
        var json = new JsonObject
        {
            ["uploaded"] = uploaded,
            ["downloaded"] = downloaded,
            ["bytesDown"] = bytes,
            ["pending"] = status.Pending.Facts,
            ["connectivity"] = word,
            ["milliseconds"] = (long)took.TotalMilliseconds,
            ["error"] = report.Error,
        };
        var exitCode = (report.IsComplete, report.Refusal, status.Pending.Facts) switch
        {
            (true, _, 0) => ExitCodes.Done,
            (false, not null, _) when status.Connectivity.Kind == ConnectivityKind.Refused => ExitCodes.Refused,
            _ => ExitCodes.Offline,
        };
        return new CommandResult(exitCode, json, report.Error ?? $"{uploaded} facts up, {downloaded} rows down, {status.Pending.Facts} pending.");
    }
}
