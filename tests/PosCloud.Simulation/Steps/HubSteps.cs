using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Ledger;
using PosCloud.Simulation.Model.Invariants;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Steps;

/// <summary>What the hub does by itself and what managers do there.</summary>
internal sealed class HubSteps(ShopWorld world)
{
    private readonly List<ApplyBatch> _oldProposals = [];

    private Dice Dice => world.Dice;

    private SimulatedHub Hub => world.Hub;

    private List<string> Terminals => [.. world.Devices.Select(d => d.Terminal).Distinct()];

    /// <summary>What terminal grains and group commit do: read what waits, propose, decide. Old proposals come again.</summary>
    public async Task<string> ReconcileAsync(bool all)
    {
        var group = new List<ApplyBatch>();
        foreach (var terminal in Terminals.Where(_ => all || Dice.Chance(60)))
        {
            var batches = await Hub.Pending.ReadAsync(TerminalId.Parse(terminal), SimulatedHub.Cancellation);
            // One part of a terminal's journal at a time: the ledger goes by names, and those of branches are random.
            if (batches.MinBy(b => (b.Key.Store.Value, world.Names.Rank(b.Key.Epoch.Value), world.Names.Rank(b.Key.Branch))) is { } batch) group.Add(world.Bug.Change(batch, Hub.Sql));
        }

        if (group.Count > 0) _oldProposals.Add(group[0]);
        if (!all && _oldProposals.Count > 0 && Dice.Chance(20) && Dice.Pick(_oldProposals) is var old && group.TrueForAll(b => b.Key != old.Key)) group.Add(old);
        if (group.Count == 0) return "nothing";
        return await WriteAsync("group of " + group.Count, async () =>
        {
            var results = await Hub.Ledger.CommitAsync(group, SimulatedHub.Cancellation);
            if (world.HubWasKilled) throw new SimulatedCrashException();
            return string.Join(", ", results.Select(Said));
        });
    }

    public async Task<string> PriceAsync()
    {
        var (sku, store) = (Dice.Pick(Template.Skus), Dice.Pick<string?>([null, .. Template.Stores]));
        return await WriteAsync("price", async () => (await Hub.Editor.SetPriceAsync(
            Sku.Parse(sku), store is null ? null : StoreId.Parse(store), new Money(Dice.Between(100, 999), Currency.Parse("EUR")), null, "simulation", SimulatedHub.Cancellation)).Problem);
    }

    public Task<string> RevokeAsync()
    {
        var terminal = Dice.Pick(Terminals);
        var isRevoked = Hub.Sql.Number("SELECT COUNT(*) FROM terminal WHERE terminal = $terminal AND revoked_at IS NOT NULL", ("$terminal", terminal)) > 0;
        world.Coverage.Saw(isRevoked ? "hub: terminal admitted" : "hub: terminal revoked");
        return WriteAsync((isRevoked ? "admit " : "revoke ") + terminal, async () => isRevoked
            ? (await Hub.Enrolment.AdmitAsync(TerminalId.Parse(terminal), "simulation", SimulatedHub.Cancellation)).ToString()
            : (await Hub.Enrolment.RevokeAsync(TerminalId.Parse(terminal), "simulation", SimulatedHub.Cancellation)).ToString());
    }

    public async Task AdmitAllAsync()
    {
        foreach (var terminal in Terminals) await Hub.Enrolment.AdmitAsync(TerminalId.Parse(terminal), "simulation", SimulatedHub.Cancellation);
    }

    public Task<string> MoveAsync()
    {
        var (terminal, store) = (Dice.Pick(Terminals), Dice.Pick(Template.Stores));
        world.Coverage.Saw("hub: terminal moved");
        return WriteAsync($"move {terminal} to {store}", async () =>
            (await Hub.Enrolment.MoveAsync(TerminalId.Parse(terminal), StoreId.Parse(store), "simulation", SimulatedHub.Cancellation)).ToString());
    }

    /// <summary>A manager replays what is in quarantine.</summary>
    public async Task<int> ReplayAsync(int most)
    {
        var waiting = Hub.Sql.List(
            "SELECT id, terminal, epoch, branch, sequence FROM quarantine WHERE replayed_at IS NULL",
            row => (Id: row.GetString(0), Terminal: row.GetString(1), Epoch: world.Names.Rank(row.GetString(2)), Branch: world.Names.Rank(row.GetString(3)), Sequence: row.GetInt64(4)));
        var done = 0;
        foreach (var fact in waiting.OrderBy(q => q.Terminal, StringComparer.Ordinal).ThenBy(q => q.Epoch).ThenBy(q => q.Branch).ThenBy(q => q.Sequence).Take(most))
        {
            await WriteAsync("replay", async () =>
            {
                var outcome = await Hub.Replay.ReplayAsync(fact.Id, "manager", SimulatedHub.Cancellation);
                if (!outcome.Done) return "stays";
                world.Coverage.Saw("quarantine: replayed");
                done++;
                return "done";
            });
        }

        return done;
    }

    public Task<string> BuildFilesAsync() => WriteAsync("files", async () =>
    {
        var built = await Hub.Builder.BuildDueAsync(SimulatedHub.Cancellation);
        if (built.Count == 0) return "none due";
        world.Coverage.Saw("file: made");
        foreach (var (file, _) in built) FileInvariants.Check(Hub.Sql, file.Id, file.Store.Value);
        return built.Count + " made";
    });

    public Task<string> RetainAsync() => WriteAsync("retention", async () =>
    {
        var watch = new RetentionWatch(world);
        var report = await Hub.Retention.RunAsync(SimulatedHub.Cancellation);
        watch.Look();
        if (report.Left > 0) world.Coverage.Saw("retention: rows left");
        if (report.Forgotten > 0) world.Coverage.Saw("retention: deletions forgotten");
        return $"{report.Left} left, {report.Forgotten} forgotten";
    });

    public async Task<string> RestartAsync()
    {
        await Hub.RestartAsync();
        return "hub restarted";
    }

    public string TakeImage()
    {
        world.HubImages.Add(Hub.CopyFiles());
        return "image";
    }

    /// <summary>An old copy of the database takes its place: restored as it should be, or by somebody who tells nobody.</summary>
    public async Task<string> SetBackAsync()
    {
        await Hub.RestartAsync(Hub.CopyOf(Dice.Pick(world.HubImages)));
        world.Views.Forget();
        _oldProposals.Clear();
        if (Dice.Chance(40))
        {
            await HubRestore.AdoptAsync(Hub.Database, "image", Hub.Standing, Hub.Clock, "simulation", SimulatedHub.Cancellation);
            world.Coverage.Saw("hub: restored");
            return "restored";
        }

        world.SetBackIn = world.HubEpoch;
        world.Coverage.Saw("hub: set back, nobody told");
        return "set back";
    }

    /// <summary>A write of a manager, during which the hub may fail.</summary>
    public async Task<string> WriteAsync(string what, Func<Task<string?>> write)
    {
        world.ArmHubFault();
        try
        {
            var result = await write();
            Hub.Faults.Disarm();
            return $"{what}: {result ?? "done"}";
        }
        catch (SimulatedCrashException)
        {
            await world.RestartKilledHubAsync();
            if (what.StartsWith("import", StringComparison.Ordinal)) world.Coverage.Saw("hub: killed while it took a carried journal");
            if (what == "replay") world.Coverage.Saw("hub: killed while it replayed from quarantine");
            return what + ": killed";
        }
        catch (Exception problem) when (Hub.Database.IsTransient(problem))
        {
            return what + ": busy";
        }
    }

    private string Said(ApplyResult result)
    {
        switch (result)
        {
            case ApplyResult.Applied applied:
                if (applied.Exceptions.Count > 0) world.Coverage.Saw("ledger: exception");
                return "applied to " + applied.Through;
            case ApplyResult.Failed failed when !Hub.Database.IsTransient(failed.Error):
                throw new HubFailedException(failed.Error);
            case ApplyResult.Stale:
                world.Coverage.Saw("ledger: stale proposal");
                return "stale";
            default:
                world.Coverage.Saw("ledger: failed, taken again later");
                return "failed";
        }
    }
}
