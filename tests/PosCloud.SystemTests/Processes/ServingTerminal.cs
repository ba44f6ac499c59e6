using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes;

/// <summary>A terminal program that serves its screen, spoken to over its loopback address as its commands do.</summary>
public sealed class ServingTerminal : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly RunningProgram _program;
    private readonly HttpClient _client;

    private ServingTerminal(RunningProgram program, HttpClient client) => (_program, _client) = (program, client);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ServingTerminal> StartAsync(string folder, int port, IReadOnlyDictionary<string, string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var program = RunningProgram.Start(ProgramPaths.Terminal, ["serve", "--data", folder, "--urls", address.AbsoluteUri.TrimEnd('/')], settings, folder + ".log");
        await program.WaitUntilReadyAsync(new Uri(address, "/health/live"), StartLimit, Cancellation);
        var note = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "serving.json"), Cancellation)).RootElement;
        var token = note.EnumerateObject().Single(value => value.Name.Equals("token", StringComparison.OrdinalIgnoreCase)).Value.GetString();
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ServingTerminal(program, client);
    }

    /// <summary>Sells one piece for cash; answers the receipt number and how long the terminal took.</summary>
    public async Task<(string Receipt, TimeSpan Took)> SellAsync(string sku)
    {
        var began = Stopwatch.GetTimestamp();
        var sold = await RunAsync(new { verb = "sell", lines = new[] { sku }, tenders = Array.Empty<string>() });
        var took = Stopwatch.GetElapsedTime(began);
        Assert.Equal(0, sold.ExitCode);
        return (sold.Json.GetProperty("receiptNumber").GetString()!, took);
    }

    public async Task<JsonElement> StatusAsync() => (await RunAsync(new { verb = "status" })).Json;

    /// <summary>What the terminal's own clock says, to the second.</summary>
    public async Task<DateTimeOffset> ClockAsync()
    {
        using var answer = await _client.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
        return answer.Headers.Date ?? throw new InvalidOperationException("The terminal's answer has no date.");
    }

    /// <summary>Waits until the terminal itself says that it is so.</summary>
    public Task UntilAsync(string what, Func<JsonElement, bool> isSo, TimeSpan limit) =>
        Waiting.UntilAsync(what, async () => isSo(await StatusAsync()), limit, Cancellation);

    /// <param name="call">A verb with its values, as the command line sends it.</param>
    public async Task<(int ExitCode, JsonElement Json, string Text)> RunAsync(object call)
    {
        using var answer = await _client.PostAsJsonAsync("/local/commands", call, Cancellation);
        answer.EnsureSuccessStatusCode();
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        JsonElement Value(string name) => result.EnumerateObject().FirstOrDefault(value => value.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return (Value("exitCode").GetInt32(), Value("json"), Value("text").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
    }
}
