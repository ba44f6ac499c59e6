using System.Diagnostics;
using System.Globalization;
using PosCloud.DevTools.Databases;
using PosCloud.DevTools.Terminals;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>One replay: a hub process, terminals on lines that can be cut, and the days of the file one after the other.</summary>
internal sealed class ReplayRun : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(10);
    private readonly ReplayOptions _options;
    private readonly TextWriter _output;
    private readonly Random _random;
    private readonly ReplayHub _hub;
    private readonly ReplayTills _tills;
    private readonly ReplayedOrders _sold = new();
    private readonly ChaosTally _tally = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public ReplayRun(ReplayOptions options, string folder, ScratchDatabase database, TextWriter output)
    {
        (_options, _output) = (options, output);
        _random = new Random(options.Chaos ?? 1);
        var ports = PortBlock.FirstFree(options.PortBase, options.Terminals + 2);
        _hub = new ReplayHub(folder, ports, database);
        _tills = new ReplayTills(folder, ports, options.Chaos, _sold, _tally);
    }

    public async Task<ReplayReport> PlayAsync(CancellationToken cancellation)
    {
        var rows = RetailFile.Read(_options.File, _options.Rows).ToList();
        var days = RetailCalendar.Of(rows);
        var rounds = _options.Chaos is null ? RetailRound.Days(days) : RetailRound.Parts(days, _options.Terminals + 2);
        var plan = _options.Chaos is { } seed ? ChaosPlan.Draw(seed, [.. rounds.Select(round => round.Invoices.Count)], _options.Terminals) : null;
        Say($"{rows.Count} rows, {days.Count} days, {_options.Terminals} terminals, hub on {_options.Database} at {_hub.Address}");
        Tell(plan, rounds.Count);
        await _hub.OpenShopAsync(RetailCalendar.FirstPrices(days), cancellation);
        for (var number = 1; number <= _options.Terminals; number++) await _tills.EnrolAsync(number, await _hub.EnrolmentCodeAsync(cancellation), cancellation);
        await PlayAsync(rounds, plan is null ? null : new ChaosDirector(plan, _hub, _tills, _sold, _tally, Say), cancellation);
        var selling = _watch.Elapsed;
        await DrainAsync(cancellation);
        Say(string.Create(CultureInfo.InvariantCulture, $"everything is at the hub and back after {_watch.Elapsed.TotalSeconds:0} s; the books are compared"));
        var comparison = new ReplayComparison(RetailSums.Of(rows), _sold.All(), await _hub.SumsAsync(cancellation));
        comparison.Orders();
        var tables = await TablesAsync(cancellation);
        foreach (var till in _tills.All) comparison.Till($"till {till.Number}, {till.Name}", await till.BooksAsync(cancellation), tables);
        comparison.Exceptions(
            plan is null ? null : _tills.Of(plan.TillOf(ChaosKind.Clone)).Name,
            plan is null ? null : _tills.Of(plan.TillOf(ChaosKind.SetBack)).Name,
            plan is null ? null : _tills.Of(plan.Late).Name);
        return comparison.Report(_sold.WhileOffline, plan, _tally.Counts, selling, _watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        await _tills.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private async Task PlayAsync(IReadOnlyList<RetailRound> rounds, ChaosDirector? director, CancellationToken cancellation)
    {
        var known = new HashSet<string>();
        for (var number = 0; number < rounds.Count; number++)
        {
            var round = rounds[number];
            // The catalogue was made with each sku's first price, so that one is no change.
            await _hub.ChangePricesAsync([.. round.NewPrices.Where(price => !known.Add(price.Sku))], cancellation);
            await PlayAsync(number, round, director, cancellation);
            if (number + 1 == rounds.Count || rounds[number + 1].Date != round.Date)
                Say(string.Create(CultureInfo.InvariantCulture, $"{round.Date:yyyy-MM-dd}  {_sold.Count,6} orders  {_watch.Elapsed.TotalSeconds,6:0} s"));
        }
    }

    private async Task PlayAsync(int number, RetailRound round, ChaosDirector? director, CancellationToken cancellation)
    {
        var apart = director is null ? new HashSet<int>() : await director.BeforeAsync(number, cancellation);
        foreach (var till in _tills.All) await till.SetLineAsync(isCut: apart.Contains(till.Number) || _random.NextDouble() < _options.OfflineShare);
        var trouble = director?.DuringAsync(number, _sold.Count, cancellation) ?? Task.CompletedTask;
        var tills = _tills.All.ToList();
        await Task.WhenAll(
            [trouble, .. tills.Select((till, index) => till.SellAllAsync(round.Invoices.Where((_, invoice) => invoice % tills.Count == index), cancellation))]);
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        foreach (var till in _tills.All)
        {
            await till.SetLineAsync(isCut: false);
            await till.SetFaultsAsync(0, cancellation);
        }

        foreach (var till in _tills.All) await till.SettleAsync(cancellation);
        await Waiting.UntilAsync("everything accepted is applied", () => _hub.IsAppliedAsync(cancellation), DrainLimit, cancellation);
        // Once more for what the others sold.
        foreach (var till in _tills.All) await till.SettleAsync(cancellation);
    }

    /// <summary>Digests of the hub's tables, to compare every till with.</summary>
    private async Task<IReadOnlyDictionary<string, string>> TablesAsync(CancellationToken cancellation)
    {
        var tables = new Dictionary<string, string>();
        foreach (var table in TillServer.Compared) tables[table.Name] = TillServer.Digest(await _hub.TableAsync(table.Name, cancellation));
        return tables;
    }

    private void Tell(ChaosPlan? plan, int rounds)
    {
        if (plan is null) return;
        Say($"chaos {plan.Seed}: {rounds} rounds, clone is till {plan.Second}, enrolled late is till {plan.Late}");
        foreach (var step in plan.Steps) Say("  " + step);
    }

    private void Say(string text) => _output.WriteLine($"  {text}");
}
