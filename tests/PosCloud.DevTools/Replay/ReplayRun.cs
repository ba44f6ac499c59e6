using System.Diagnostics;
using System.Globalization;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>One replay: a hub process, terminals on lines that can be cut, and the days of the file one after the other.</summary>
internal sealed class ReplayRun : IAsyncDisposable
{
    private const string Store = "R1";
    private const int OpeningPieces = 1_000;
    private const double ChaosShare = 0.15;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(10);
    private readonly ReplayOptions _options;
    private readonly string _folder;
    private readonly TextWriter _output;
    private readonly Random _random;
    private readonly HubProgram _hub;
    private readonly PortBlock _ports;
    private readonly List<ReplayTill> _tills = [];
    private readonly ReplayedOrders _sold = new();

    public ReplayRun(ReplayOptions options, string folder, IReadOnlyDictionary<string, string> hubSettings, TextWriter output)
    {
        (_options, _folder, _output) = (options, folder, output);
        _random = new Random(options.Chaos ?? 1);
        _ports = PortBlock.FirstFree(options.PortBase, options.Terminals);
        Directory.CreateDirectory(Path.Combine(folder, "hub"));
        _hub = new HubProgram(Path.Combine(folder, "hub"), _ports, hubSettings);
    }

    public async Task<ReplayReport> PlayAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var rows = RetailFile.Read(_options.File, _options.Rows).ToList();
        var days = RetailCalendar.Of(rows);
        Say($"{rows.Count} rows, {days.Count} days, {_options.Terminals} terminals, hub on {_options.Database} at {_hub.Address}");
        await OpenShopAsync(RetailCalendar.FirstPrices(days), cancellation);
        var known = new HashSet<string>();
        foreach (var day in days)
        {
            // The catalogue was made with each sku's first price, so that one is no change.
            await ChangePricesAsync([.. day.NewPrices.Where(price => !known.Add(price.Sku))], cancellation);
            await PlayDayAsync(day, cancellation);
            Say(string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd}  {_sold.Count,6} orders  {watch.Elapsed.TotalSeconds,6:0} s"));
        }

        await DrainAsync(cancellation);
        var sums = await HubSums.AskAsync(_hub, Store, cancellation);
        return ReplayReport.Compare(RetailSums.Of(rows), _sold, sums with { Violations = [.. sums.Violations, .. _tills.SelectMany(till => till.Violations())] }, watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var till in _tills)
        {
            await till.DisposeAsync();
        }

        await _hub.DisposeAsync();
    }

    private async Task OpenShopAsync(IReadOnlyList<RetailPrice> catalogue, CancellationToken cancellation)
    {
        (await _hub.RunAsync(cancellation, "migrate")).Expect(0);
        (await _hub.RunAsync(
            cancellation, "stores", "add", "--code", Store, "--name", "Gift shop", "--currency", "GBP", "--time-zone", "Europe/London")).Expect(0);
        await ImportAsync(catalogue, OpeningPieces, cancellation);
        await _hub.StartAsync(cancellation);
        for (var index = 0; index < _options.Terminals; index++)
        {
            var code = (await _hub.RunAsync(cancellation, "enrolment-code", "--store", Store)).Expect(0).Json.GetProperty("code").GetString()!;
            var line = new CuttableLine(_ports.Link(index), _ports.Hub);
            _tills.Add(await ReplayTill.OpenAsync(Path.Combine(_folder, $"terminal-{index + 1}"), line, code, cancellation));
        }
    }

    private async Task ChangePricesAsync(IReadOnlyList<RetailPrice> prices, CancellationToken cancellation)
    {
        if (prices.Count > 0)
        {
            await ImportAsync(prices, openingPieces: null, cancellation);
        }
    }

    private async Task ImportAsync(IReadOnlyList<RetailPrice> prices, int? openingPieces, CancellationToken cancellation)
    {
        var file = Path.Combine(_folder, "prices.csv");
        await CatalogueCsv.WriteAsync(file, prices, openingPieces, cancellation);
        (await _hub.RunAsync(cancellation, "import-catalogue", file, "--store", Store)).Expect(0);
    }

    private async Task PlayDayAsync(RetailDay day, CancellationToken cancellation)
    {
        foreach (var till in _tills)
        {
            await till.SetLineAsync(isCut: _random.NextDouble() < _options.OfflineShare);
        }

        var trouble = _options.Chaos is null ? Task.CompletedTask : TroubleAsync(cancellation);
        await Task.WhenAll(_tills.Select((till, index) => till.SellAllAsync(
            day.Invoices.Where((_, number) => number % _tills.Count == index), _sold, cancellation)));
        await trouble;
    }

    /// <summary>On some days the hub is killed while terminals sell and send, or a line is cut and joined in the middle of a request.</summary>
    private async Task TroubleAsync(CancellationToken cancellation)
    {
        if (_random.NextDouble() < ChaosShare)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(500)), TimeProvider.System, cancellation);
            await _hub.KillAsync();
            _sold.HubKills++;
            await _hub.StartAsync(cancellation);
        }

        var till = _tills[_random.Next(_tills.Count)];
        var wasCut = till.IsCut;
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)), TimeProvider.System, cancellation);
        await till.SetLineAsync(!wasCut);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)), TimeProvider.System, cancellation);
        await till.SetLineAsync(wasCut);
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        foreach (var till in _tills)
        {
            await till.SetLineAsync(isCut: false);
        }

        foreach (var till in _tills)
        {
            await till.UntilSentAsync(DrainLimit, cancellation);
        }

        await Waiting.UntilAsync("everything accepted is applied", () => IsAppliedAsync(cancellation), DrainLimit, cancellation);
    }

    private async Task<bool> IsAppliedAsync(CancellationToken cancellation) =>
        (await _hub.RunAsync(cancellation, "terminals")).Expect(0).Json.GetProperty("terminals").EnumerateArray()
            .All(row => row.GetProperty("acceptedThrough").GetInt64() == row.GetProperty("appliedThrough").GetInt64());

    private void Say(string text) => _output.WriteLine($"  {text}");
}
