using Microsoft.Extensions.Logging;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.SystemTests.Stage;

/// <summary>A real terminal engine with a line that a test can cut, and a cashier who always pays exactly.</summary>
public sealed class Till : IAsyncDisposable
{
    private readonly TillSettings _settings;
    private readonly ILoggerFactory _logging;

    internal Till(string folder, TillSettings settings, ShiftableClock clock, LogLines logs)
    {
        (Folder, _settings, Clock) = (folder, settings, settings.Clock ?? clock);
        _logging = LoggerFactory.Create(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug));
        Engine = Open();
    }

    public string Folder { get; }

    public ShiftableClock Clock { get; }

    public HubLine Line { get; } = new();

    public TerminalEngine Engine { get; private set; }

    public string Name => Engine.Identity!.Terminal.Value;

    /// <summary>True when the replica shows every fact of this terminal as applied.</summary>
    public bool IsSettled => Engine.Sync.Pending.Facts == 0 && Engine.Status.Applied == Engine.Status.Sequence;

    public async Task EnrolAsync(Uri hub, string code)
    {
        var outcome = await Engine.Enrolment.EnrolAsync(hub, code, TestContext.Current.CancellationToken);
        Assert.True(outcome is EnrolmentOutcome.Enrolled, $"The hub did not enrol the terminal: {outcome}");
        await SyncAsync();
    }

    /// <summary>Sells these goods for cash.</summary>
    public CompletedOrder Sell(params ReadOnlySpan<(string Sku, decimal Quantity)> lines)
    {
        foreach (var (sku, quantity) in lines) Assert.IsType<CartOutcome.Done>(Engine.Register.Add(sku, Exactly(quantity)));
        return Pay();
    }

    /// <summary>Sells one piece for cash.</summary>
    public CompletedOrder Sell(string sku) => Sell((sku, 1));

    /// <summary>Takes goods back that stand on a receipt.</summary>
    public CompletedOrder TakeBack(CompletedOrder sold, int line = 1, decimal quantity = 1)
    {
        Assert.IsType<CartOutcome.Done>(Engine.Register.AddReturn(sold.ReceiptNumber.Value, line, Exactly(quantity)));
        return Pay();
    }

    /// <summary>Pays the open sale exactly and completes it.</summary>
    public CompletedOrder Pay(Tender tender = Tender.Cash)
    {
        var plan = Engine.Register.Cart.Plan;
        if (!plan.IsPaid) Assert.IsType<CartOutcome.Done>(Engine.Register.AddTender(tender, tender == Tender.Cash ? plan.LeftInCash : plan.Left));
        return Assert.IsType<CompletionOutcome.Completed>(Engine.Register.Complete()).Order;
    }

    /// <summary>Local stock in thousandths, as the tile shows it.</summary>
    public long Available(string sku) => Engine.Catalogue.Find(sku)!.Available!.Value.Thousandths;

    public Task<SyncReport> TrySyncAsync() => Engine.Sync.SyncNowAsync(TestContext.Current.CancellationToken);

    public async Task<SyncReport> SyncAsync()
    {
        var report = await TrySyncAsync();
        Assert.Null(report.Error);
        return report;
    }

    /// <summary>Ends the engine and opens its folder again.</summary>
    /// <param name="between">Gets the folder while nobody holds it.</param>
    public async Task ReopenAsync(Action<string>? between = null)
    {
        await Engine.DisposeAsync();
        between?.Invoke(Folder);
        Engine = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _logging.Dispose();
    }

    private static Quantity Exactly(decimal units)
    {
        Assert.True(Quantity.TryFromDecimal(units, out var quantity));
        return quantity;
    }

    private TerminalEngine Open()
    {
        var options = new TerminalEngineOptions
        {
            UsePush = _settings.Background, FirstRetry = TimeSpan.FromMilliseconds(100), HttpHandler = Line.CreateHandler,
        };
        options.Journal.ReserveBytes = 0;
        _settings.Configure?.Invoke(options);
        var engine = TerminalEngine.Open(Folder, options, Clock, _logging);
        if (_settings.Background) engine.Start();
        return engine;
    }
}
