using System.Globalization;

namespace PosCloud.DevTools.Replay;

/// <summary>Does what the plan says, while the tills sell.</summary>
internal sealed class ChaosDirector(ChaosPlan plan, ReplayHub hub, ReplayTills tills, ReplayedOrders sold, ChaosTally tally, Action<string> say)
{
    private const double FaultyShare = 0.5;
    private const double FaultShare = 0.25;
    private static readonly TimeSpan CutFor = TimeSpan.FromMilliseconds(300);
    private readonly Random _random = new(plan.Seed + 1);
    private readonly HashSet<int> _apart = [];
    private string _copy = "";

    /// <summary>Numbers of the tills that must not sync in this round, so that two devices of one name both have sold.</summary>
    public async Task<IReadOnlySet<int>> BeforeAsync(int round, CancellationToken cancellation)
    {
        _apart.Clear();
        foreach (var step in plan.Of(round).Where(step => step.AfterOrders == 0))
        {
            await DoAsync(step, cancellation);
            if (step.Kind == ChaosKind.Clone) _apart.UnionWith([step.Till, plan.Second]);
        }

        foreach (var till in tills.All)
        {
            await till.SetFaultsAsync(_random.NextDouble() < FaultyShare ? FaultShare : 0, cancellation);
        }

        return _apart;
    }

    /// <summary>Runs beside the sales of the round.</summary>
    public async Task DuringAsync(int round, int soldBefore, CancellationToken cancellation)
    {
        foreach (var step in plan.Of(round).Where(step => step.AfterOrders > 0))
        {
            await sold.UntilAsync(soldBefore + step.AfterOrders, cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(step.Milliseconds), TimeProvider.System, cancellation);
            await DoAsync(step, cancellation);
        }
    }

    private async Task DoAsync(ChaosStep step, CancellationToken cancellation)
    {
        await (step.Kind switch
        {
            ChaosKind.KillHub => hub.KillAndStartAsync(cancellation),
            ChaosKind.KillTerminal => tills.Of(step.Till).KillAsync(null, cancellation),
            ChaosKind.CutLine => CutAsync(tills.Of(step.Till), cancellation),
            ChaosKind.Backup => hub.BackUpAsync(cancellation),
            ChaosKind.Enrol => tills.EnrolAsync(step.Till, await hub.EnrolmentCodeAsync(cancellation), cancellation),
            ChaosKind.Restore => hub.RestoreAsync(cancellation),
            ChaosKind.Copy => tills.Of(step.Till).KillAsync(folder => _copy = Copied(folder, "old-copy"), cancellation),
            ChaosKind.SetBack => SetBackAsync(tills.Of(step.Till), cancellation),
            ChaosKind.Clone => CloneAsync(tills.Of(step.Till), cancellation),
            _ => throw new InvalidOperationException($"Nobody knows how to do {step.Kind}"),
        });
        tally.Add(step.Kind.ToString());
        if (step.Kind is not (ChaosKind.KillTerminal or ChaosKind.CutLine)) say(step.ToString());
    }

    private async Task CutAsync(ReplayTill till, CancellationToken cancellation)
    {
        if (_apart.Contains(till.Number)) return;
        var wasCut = till.IsCut;
        await till.SetLineAsync(!wasCut);
        await Task.Delay(CutFor, TimeProvider.System, cancellation);
        await till.SetLineAsync(wasCut);
    }

    // What the lost disk alone held nobody could bring back, so the hub has everything before.
    private async Task SetBackAsync(ReplayTill till, CancellationToken cancellation)
    {
        await till.SetLineAsync(isCut: false);
        await till.SetFaultsAsync(0, cancellation);
        await till.SettleAsync(cancellation);
        await till.SetLineAsync(isCut: _random.Next(2) == 0);
        await till.KillAsync(
            folder =>
            {
                Directory.Move(folder, folder + "-lost");
                Directory.Move(_copy, folder);
            },
            cancellation);
    }

    private async Task CloneAsync(ReplayTill till, CancellationToken cancellation)
    {
        await till.SetLineAsync(isCut: true);
        var copy = "";
        await till.KillAsync(folder => copy = Copied(folder, string.Create(CultureInfo.InvariantCulture, $"terminal-{plan.Second}")), cancellation);
        await tills.OpenCopyAsync(plan.Second, copy, cancellation);
    }

    private static string Copied(string folder, string name)
    {
        var copy = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder)!, name)).FullName;
        foreach (var file in Directory.GetFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
