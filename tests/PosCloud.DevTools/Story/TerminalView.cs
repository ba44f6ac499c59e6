using System.Text.Json;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Story;

/// <summary>What a person standing at a terminal, or looking at the hub, would read.</summary>
internal static class TerminalView
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static async Task<JsonElement> StatusAsync(this TerminalProgram terminal, CancellationToken cancellation) =>
        (await terminal.RunAsync(cancellation, "status")).Expect(0).Json;

    public static async Task<string> ConnectivityAsync(this TerminalProgram terminal, CancellationToken cancellation) =>
        (await terminal.StatusAsync(cancellation)).GetProperty("connectivity").GetString()!;

    public static async Task<int> PendingAsync(this TerminalProgram terminal, CancellationToken cancellation) =>
        (await terminal.StatusAsync(cancellation)).GetProperty("pending").GetInt32();

    /// <summary>What this terminal would still sell, in thousandths of a piece.</summary>
    public static async Task<long> AvailableAsync(this TerminalProgram terminal, string sku, CancellationToken cancellation) =>
        (await terminal.RunAsync(cancellation, "stock", sku)).Expect(0).Json.GetProperty("available").GetInt64();

    /// <summary>Sells in cash and returns the answer of the till.</summary>
    public static async Task<JsonElement> SellAsync(this TerminalProgram terminal, CancellationToken cancellation, params string[] lines)
    {
        // Exit code 3 says: sold and kept here, the hub does not have it yet.
        var arguments = lines.SelectMany(line => new[] { "--line", line });
        return (await terminal.RunAsync(cancellation, ["sell", .. arguments])).Expect(0, 3).Json;
    }

    public static async Task<long> OnHandAsync(this HubProgram hub, string sku, CancellationToken cancellation)
    {
        var answer = (await hub.RunAsync(cancellation, "stock", "--store", StoryCast.Store, "--sku", sku)).Expect(0);
        return answer.Json.GetProperty("stock").EnumerateArray().Single().GetProperty("onHand").GetInt64();
    }

    public static async Task<string?> HubStatusOfAsync(this HubProgram hub, string terminal, CancellationToken cancellation) =>
        (await hub.RunAsync(cancellation, "terminals")).Expect(0).Json.GetProperty("terminals").EnumerateArray()
            .Where(row => row.GetProperty("terminal").GetString() == terminal)
            .Select(row => row.GetProperty("status").GetString()).Single();

    /// <summary>The hub needs a moment to be sure: after its own start it first gives every terminal time to be heard.</summary>
    public static Task UntilHubCallsAsync(this HubProgram hub, string terminal, string wanted, CancellationToken cancellation) =>
        Waiting.UntilAsync(
            $"the hub calls {terminal} {wanted}",
            async () => await hub.HubStatusOfAsync(terminal, cancellation) == wanted,
            Limit,
            cancellation);

    public static Task UntilConnectivityAsync(this TerminalProgram terminal, string wanted, CancellationToken cancellation) =>
        Waiting.UntilAsync(
            $"{terminal.Address} is {wanted}",
            async () => await terminal.ConnectivityAsync(cancellation) == wanted,
            Limit,
            cancellation);

    public static Task UntilPendingAsync(this TerminalProgram terminal, int wanted, CancellationToken cancellation) =>
        Waiting.UntilAsync(
            $"{terminal.Address} has {wanted} waiting to be sent",
            async () => await terminal.PendingAsync(cancellation) == wanted,
            Limit,
            cancellation);

    public static Task UntilAvailableAsync(this TerminalProgram terminal, string sku, long wanted, CancellationToken cancellation) =>
        Waiting.UntilAsync(
            $"{terminal.Address} shows {wanted} thousandths of {sku}",
            async () => await terminal.AvailableAsync(sku, cancellation) == wanted,
            Limit,
            cancellation);

    public static Task UntilOnHandAsync(this HubProgram hub, string sku, long wanted, CancellationToken cancellation) =>
        Waiting.UntilAsync(
            $"the hub has {wanted} thousandths of {sku}",
            async () => await hub.OnHandAsync(sku, cancellation) == wanted,
            Limit,
            cancellation);
}
