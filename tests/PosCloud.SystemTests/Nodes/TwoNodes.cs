using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Nodes;

/// <summary>Two hub processes on one PostgreSQL and one Redis, and a line that deals connections out to both.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    public const int WrongCodesPerMinute = 6;

    private const string SkuPrefix = "N";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly List<PortBlock> _ports = [];
    private RedisServer? _redis;
    private string? _database;
    private int _skus;
    private int _tills;

    public string Folder { get; } = Directory.CreateTempSubdirectory("nodes-").FullName;

    public HubProgram A { get; private set; } = null!;

    public HubProgram B { get; private set; } = null!;

    public CuttableLine Front { get; private set; } = null!;

    public string Redis => _redis!.ConnectionString;

    public LogLines Logs { get; } = new();

    public string KeyFolder => Path.Combine(Folder, "keys");

    /// <summary>Why it can't be had on this machine; null when it can.</summary>
    public static string? Missing => PostgresCluster.Missing ?? RedisServer.Missing;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        var cluster = await PostgresCluster.SharedAsync();
        _database = await cluster.CreateDatabaseAsync(template: null, Cancellation);
        var front = TakePorts();
        _redis = await RedisServer.StartAsync(front.Redis, folder: null, Cancellation);
        var (first, second) = (TakePorts(), TakePorts());
        A = Keep(NewNode("a", first, KeyFolder));
        B = Keep(NewNode("b", second, KeyFolder));
        Front = Keep(new CuttableLine(front.Hub, first.Hub, second.Hub));
        // Both at the same moment, on an empty database and without keys: neither may stumble over the other.
        foreach (var made in await Task.WhenAll(A.RunAsync(Cancellation, "migrate"), B.RunAsync(Cancellation, "migrate"))) made.Expect(0);
        await Task.WhenAll(A.StartAsync(Cancellation), B.StartAsync(Cancellation));
        await VerbAsync(A, "stores add", ("code", "S1"), ("name", "Store 1"), ("currency", "EUR"), ("time-zone", "Europe/Zagreb"));
    }

    public HubProgram NewNode(string name, PortBlock ports, string keyFolder) => new(Path.Combine(Folder, name), ports, new Dictionary<string, string>
    {
        ["Hub__Database"] = "PostgreSql",
        ["Hub__ConnectionString"] = PostgresCluster.SharedAsync().Result.ConnectionString(_database!),
        ["Hub__Redis"] = Redis,
        ["Hub__KeyDirectory"] = keyFolder,
        ["Hub__NodeAddress"] = "127.0.0.1",
        ["Hub__WrongCodesPerMinute"] = $"{WrongCodesPerMinute}",
    });

    public DashboardProgram NewDashboard(string name) => Keep(new DashboardProgram(Path.Combine(Folder, name), TakePorts(), Redis));

    /// <summary>Redis ends as in a power cut and comes back without anything it held.</summary>
    public async Task EmptyRedisAsync()
    {
        await _redis!.KillServerAsync(Cancellation);
        await _redis.StartServerAsync(Cancellation);
    }

    public async Task WithoutRedisAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _redis!.KillServerAsync(Cancellation);
        try
        {
            await work();
        }
        finally
        {
            await _redis.StartServerAsync(Cancellation);
        }
    }

    public PortBlock TakePorts()
    {
        var block = FreePorts.Take();
        _ports.Add(block);
        return block;
    }

    /// <summary>Goods of this test's own, with stock.</summary>
    public async Task<string> StockAsync(int pieces)
    {
        var sku = $"{SkuPrefix}{Interlocked.Increment(ref _skus)}";
        await VerbAsync(A, "import-catalogue", ("file", Goods.File([new Goods(sku, 1m, pieces)])), ("store", "S1"));
        return sku;
    }

    /// <summary>A verb in this node's own process.</summary>
    public static async Task<VerbResult> VerbAsync(HubProgram node, string verb, params (string Name, string? Value)[] values) =>
        (await VerbCaller.AskAsync(node.DataFolder, verb, values.ToDictionary(v => v.Name, v => v.Value), Cancellation)).Expect(0);

    public async Task<Till> OpenTillAsync(Uri hub, TillSettings settings)
    {
        var till = Keep(new Till(Path.Combine(Folder, $"terminal-{++_tills}"), settings, new ShiftableClock(), Logs));
        var code = (await VerbAsync(B, "enrolment-code", ("store", "S1"))).Json.GetProperty("code").GetString()!;
        await till.EnrolAsync(hub, code);
        return till;
    }

    /// <summary>Syncs until the hub has applied every fact of these terminals and each shows it; failures on the way are no failures.</summary>
    public Task SettleAsync(params IReadOnlyList<Till> tills) => Waiting.UntilAsync("every fact is applied and shown", async () =>
    {
        await Task.WhenAll(tills.Select(till => till.TrySyncAsync()));
        return tills.All(till => till.IsSettled);
    }, Limit, Cancellation);

    /// <summary>
    /// Asks a node to take a device by a code that was never made; answers its HTTP status. From an address of its own, so that
    /// no other test's devices wait for this.
    /// </summary>
    public static async Task<int> EnrolByWrongCodeAsync(HubProgram node)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = FromElsewhereAsync }) { BaseAddress = node.Address };
        var request = new EnrolmentRequest("ABCD2345", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), "test", "test");
        using var answer = await client.PostAsJsonAsync(Routes.Enrol, request, ProtocolJson.Wire.EnrolmentRequest, Cancellation);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened)) await opened.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        if (_database is not null) await (await PostgresCluster.SharedAsync()).DropDatabaseAsync(_database, CancellationToken.None);
        _ports.ForEach(FreePorts.Return);
        Directory.Delete(Folder, recursive: true);
    }

    private static async ValueTask<Stream> FromElsewhereAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private T Keep<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
