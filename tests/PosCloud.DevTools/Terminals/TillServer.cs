using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine;

namespace PosCloud.DevTools.Terminals;

/// <summary>
/// A terminal whose cashier sits at the other end of standard input: a request a line, an answer a line. It ends when its
/// input does, and whoever kills it leaves its files as a power cut would.
/// </summary>
internal sealed class TillServer(string folder, Uri hub, int? seed)
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Tables that change while a shop sells; the others come with the same checksums.</summary>
    public static IReadOnlyList<SyncedTable> Compared { get; } =
    [
        SyncedTables.StorePrice, SyncedTables.TerminalApplied, SyncedTables.Stock, SyncedTables.SalesOrder, SyncedTables.OrderLine, SyncedTables.Payment,
        SyncedTables.Shift,
    ];

    private readonly Lock _gate = new();
    private readonly RandomFaults? _faults = seed is { } drawn ? new RandomFaults(drawn) : null;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // A day of the file lasts a second or so; a terminal that waits a minute before it tries again would miss sixty.
        var options = new TerminalEngineOptions { HubUrl = hub, FirstRetry = TimeSpan.FromMilliseconds(200), PollInterval = TimeSpan.FromSeconds(3) };
        if (_faults is { } faults)
        {
            faults.Happened += name => Write(new TillAnswer { Fault = name });
            options.HttpHandler = faults.CreateHandler;
        }

        await using var till = EngineTill.Open(folder, options);
        till.FinishOpenSale();
        Write(new TillAnswer { Terminal = till.Name, Order = till.NewestOrder() });
        while (await Console.In.ReadLineAsync(cancellation) is { } line)
        {
            Write(await AnswerAsync(till, JsonSerializer.Deserialize<TillRequest>(line, Json)!, cancellation));
        }
    }

    public static string ToLine(TillRequest request) => JsonSerializer.Serialize(request, Json);

    public static TillAnswer Parse(string line) => JsonSerializer.Deserialize<TillAnswer>(line, Json)!;

    private async Task<TillAnswer> AnswerAsync(EngineTill till, TillRequest request, CancellationToken cancellation)
    {
        try
        {
            switch (request.Verb)
            {
                case TillRequest.Enrol:
                    await till.EnrolAsync(hub, request.Code!, cancellation);
                    return new TillAnswer { Terminal = till.Name };
                case TillRequest.Sell:
                    return new TillAnswer { Order = till.SellAtPrices([.. request.Lines.Select(line => (line.Sku, line.Pieces, line.MinorUnits))], request.ByCard) };
                case TillRequest.Faults:
                    _faults?.Share = request.FaultShare;
                    return new TillAnswer();
                case TillRequest.Settle:
                    await till.UntilSettledAsync(SettleLimit, cancellation);
                    return new TillAnswer();
                case TillRequest.Books:
                    return new TillAnswer { Violations = till.Violations(), Tables = Tables(till), Available = till.Available() };
                default:
                    return new TillAnswer { Problem = $"There is no {request.Verb}" };
            }
        }
        catch (Exception problem) when (problem is InvalidOperationException or TimeoutException)
        {
            return new TillAnswer { Problem = problem.Message };
        }
    }

    private static Dictionary<string, string> Tables(EngineTill till) =>
        Compared.ToDictionary(table => table.Name, table => Digest(till.Rows(table.Name)));

    /// <summary>The same for equal rows, and short.</summary>
    public static string Digest(IReadOnlyCollection<string> rows) =>
        $"{rows.Count} rows {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))}";

    private void Write(TillAnswer answer)
    {
        lock (_gate)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, Json));
        }
    }
}
