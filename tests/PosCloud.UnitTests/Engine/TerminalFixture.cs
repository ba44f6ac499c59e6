using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Register;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>A terminal in a folder of its own, with a hub in memory and a clock that only tests move.</summary>
internal sealed class TerminalFixture : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Parse("EUR");

    public TerminalFixture(Action<TerminalEngineOptions>? configure = null, MemoryHub? hub = null)
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        Hub = hub ?? new MemoryHub(Clock);
        Options = new TerminalEngineOptions { UsePush = false, HttpHandler = () => new Line(this) };
        Options.Journal.ReserveBytes = 0;
        configure?.Invoke(Options);
        Folder = Directory.CreateTempSubdirectory("engine-").FullName;
        Engine = TerminalEngine.Open(Folder, Options, Clock);
    }

    public FakeTimeProvider Clock { get; }

    public MemoryHub Hub { get; }

    public TerminalEngineOptions Options { get; }

    public string Folder { get; }

    public TerminalEngine Engine { get; private set; }

    /// <summary>Answers instead of the hub while set.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? Instead { get; set; }

    public static Money Eur(decimal amount) => Money.FromDecimal(amount, Euro);

    public static async Task<TerminalFixture> EnrolledAsync(Action<TerminalEngineOptions>? configure = null, bool synced = true, MemoryHub? hub = null)
    {
        var fixture = new TerminalFixture(configure, hub);
        var outcome = await fixture.Engine.Enrolment.EnrolAsync(new Uri("http://hub.test"), "ABCD2345", CancellationToken.None);
        Assert.IsType<EnrolmentOutcome.Enrolled>(outcome);
        if (synced) await fixture.SyncAsync();
        return fixture;
    }

    public async Task SyncAsync()
    {
        var report = await Engine.Sync.SyncNowAsync(CancellationToken.None);
        Assert.Null(report.Error);
    }

    /// <summary>Sells and pays exactly in cash.</summary>
    public CompletedOrder Sell(string code, decimal quantity = 1)
    {
        Assert.True(Quantity.TryFromDecimal(quantity, out var exact));
        Assert.IsType<CartOutcome.Done>(Engine.Register.Add(code, exact));
        return PayInCash();
    }

    public CompletedOrder PayInCash()
    {
        var cart = Engine.Register.Cart;
        if (!cart.Plan.IsPaid) Assert.IsType<CartOutcome.Done>(Engine.Register.AddTender(PosCloud.Domain.Facts.Tender.Cash, cart.Plan.LeftInCash));
        return Assert.IsType<CompletionOutcome.Completed>(Engine.Register.Complete(cart.Order)).Order;
    }

    /// <summary>Ends the engine and opens its folder again, as after a restart.</summary>
    public async Task RestartAsync(Action? between = null, TimeProvider? clock = null)
    {
        await Engine.DisposeAsync();
        between?.Invoke();
        Engine = TerminalEngine.Open(Folder, Options, clock ?? Clock);
    }

    /// <summary>Changes the journal's file behind the program's back.</summary>
    public void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Line(TerminalFixture fixture) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            fixture.Instead?.Invoke(request, cancellationToken) ?? fixture.Hub.AnswerAsync(request, cancellationToken);
    }
}
