using System.Text.Json.Nodes;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Commands;

/// <summary>doctor: what a person should look at, each with what to do. It changes nothing.</summary>
public sealed class DoctorVerb(TerminalEngine engine, TimeProvider clock)
{
    private static readonly TimeSpan OldData = TimeSpan.FromHours(24);
    private static readonly TimeSpan OldCheck = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptLong = TimeSpan.FromDays(180);

    // Less than a busy month: nothing to tell anybody.
    private const long FewFacts = 10_000;

    public CommandResult Run()
    {
        var findings = Findings().ToList();
        var json = new JsonObject
        {
            ["findings"] = new JsonArray([.. findings.Select(found => (JsonNode)new JsonObject
            {
                ["severity"] = found.Severity,
                ["what"] = found.What,
                ["action"] = found.Action,
            })]),
        };
        var text = string.Join(Environment.NewLine, findings.Select(found => $"{found.Severity}: {found.What} {found.Action}"));
        return new CommandResult(
            findings.Exists(found => found.Severity == "error") ? ExitCodes.CheckFailed : ExitCodes.Done, json, text.Length > 0 ? text : "Nothing to report.");
    }

    private IEnumerable<(string Severity, string What, string Action)> Findings()
    {
        var status = engine.Status;
        if (status.Terminal is null)
        {
            yield return ("warning", "This device is not paired with a store.", "Run enrol with the hub's address and a code.");
            yield break;
        }

        if (status.IsDiskFull)
        {
            yield return ("error", "The disk is full, new sales are refused.", "Free some space; nothing was lost.");
        }

        if (status.JournalDamage is { } damage)
        {
            yield return ("error", $"The journal is damaged: {damage} Nothing more is sold on it.", "Stop the terminal program and run recover.");
        }

        if (status.UpgradeProblem is { } notUpgraded)
        {
            yield return ("warning", notUpgraded, "Free some space and start the terminal program again; it tries once at every start.");
        }

        if (engine.IsOnOtherMachine)
        {
            yield return ("warning", $"This folder was last used on another machine; receipts now begin with {status.Terminal}-{status.Epoch}.", "Make sure that the other machine no longer sells as this terminal.");
        }

        if (engine.LastFullCheck is { } looked && clock.GetUtcNow() - looked > OldCheck)
        {
            yield return ("warning", $"The files were last looked at in full on {looked:u}.", "Let the terminal program run; it does so every week.");
        }

        if (engine.Verify() is { Ok: false } report)
        {
            yield return ("error", $"Verifying found {report.Violations.Count} differences: {report.Violations[0]}", "Stop the terminal program and run recover; export the journal first if you are unsure.");
        }

        if (status.Connectivity.Kind == ConnectivityKind.Refused)
        {
            yield return ("error", $"The hub refuses this terminal: {status.Connectivity.Reason}", "See the terminal on the managers' page.");
        }

        if (engine.Sync.WorkOffline)
        {
            yield return ("warning", $"Working offline is switched on, {status.Pending.Orders} sales wait here.", "Switch it off in the sync panel or run go online.");
        }

        if (engine.Clock.IsDeviceClockWrong)
        {
            yield return ("warning", "The clock of this device is more than two minutes off.", "Set it; receipts print its time.");
        }

        if (status.Kept is { Facts: > FewFacts, Since: { } since } && status.DurableThrough == JournalSequence.None && clock.GetUtcNow() - since > KeptLong)
        {
            yield return ("warning", $"All {status.Kept.Facts} facts since {since:u} are kept here: the hub knows of no verified backup that has them.", "Make one at the hub: poscloud-hub backup FILE --verified.");
        }

        if (status.Quarantined > 0)
        {
            yield return ("warning", $"{status.Quarantined} sales are in quarantine at the hub.", "A manager decides them on the exceptions page.");
        }

        if (status.AsOf is null)
        {
            yield return ("warning", "Products and prices were never downloaded.", "Connect to the hub and run sync.");
        }
        else if (clock.GetUtcNow() - status.AsOf > OldData)
        {
            yield return ("warning", $"Prices and stock are of {status.AsOf:u}.", "Connect to the hub and run sync.");
        }
    }
}
