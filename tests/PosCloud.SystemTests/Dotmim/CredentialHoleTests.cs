using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Dotmim;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>Holes through which a terminal would see what isn't its own, or anybody more than they should.</summary>
public sealed class CredentialHoleTests(DotmimStage hub) : HoleTest(hub)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_terminal_that_asks_for_another_store_is_refused(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { CheckRequests = false, OwnFilter = false, OwnRowsOnly = false });

        var (problem, stores) = await AskForAsync("S2");

        Assert.Equal(repaired, problem?.Code == SyncErrorCode.Credential);
        Assert.Equal(repaired ? [] : ["S2"], stores);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Were_it_not_refused_the_credentials_store_would_count_all_the_same(bool ownFilter, bool ownRowsOnly)
    {
        Without(new HubRepairs { CheckRequests = false, OwnFilter = ownFilter, OwnRowsOnly = ownRowsOnly });

        var (_, stores) = await AskForAsync("S2");

        Assert.DoesNotContain("S2", stores);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_terminal_can_not_go_by_the_identity_of_anothers_file(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { CheckRequests = false });
        var (_, own) = await Hub.OpenAsync();
        var (_, other) = await Hub.OpenAsync();
        var copy = Path.Combine(Hub.Folder, $"stolen-{repaired}.db");
        using (var file = new SqliteConnection($"Data Source={other.Fetched!.Path};Pooling=False"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = $"VACUUM INTO '{copy}'";
            command.ExecuteNonQuery();
        }

        var problem = await Record.ExceptionAsync(() => own.Real.FetchStateAsync(own.Fetched! with { Path = copy, Check = _ => null }, Cancellation));

        Assert.Equal(repaired, (problem as CarryingFailedException)?.Code == SyncErrorCode.Credential);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_names_neither_database_nor_statement(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { QuietErrors = false });
        var (_, carrier) = await Hub.OpenAsync();
        await Hub.SqlAsync("ALTER TABLE staff RENAME TO staff_hidden");

        var problem = await Record.ExceptionAsync(() => carrier.Real.FetchStateAsync(carrier.Fetched! with { Check = _ => null }, Cancellation));

        await Hub.SqlAsync("ALTER TABLE staff_hidden RENAME TO staff");
        Assert.NotNull(problem);
        Assert.Equal(!repaired, problem.Message.Contains("staff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_at_its_address_describes_the_hub()
    {
        using var client = new HttpClient { BaseAddress = Hub.Address };

        using var hello = await client.GetAsync(Routes.Dotmim, Cancellation);
        using var stranger = await client.PostAsync(Routes.Dotmim, new StringContent("{}"), Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, hello.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_terminals_behind_one_cookie_do_not_mix_their_sessions(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { OwnSessions = false });
        var (first, carrier) = await Hub.OpenAsync();
        var (_, other) = await Hub.OpenAsync();
        var requests = 0;
        first.Line.Rule = async (request, send, _) =>
        {
            // In the middle of its sync the other one does a whole one.
            if (request.RequestUri!.AbsolutePath.StartsWith(Routes.Dotmim, StringComparison.Ordinal) && ++requests == 2) await other.Real.FetchStateAsync(other.Fetched! with { Check = _ => null }, Cancellation);
            return await send();
        };

        var problem = await Record.ExceptionAsync(() => carrier.Real.FetchStateAsync(carrier.Fetched! with { Check = _ => null }, Cancellation));

        first.Line.Join();
        Assert.Equal(repaired, problem is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batches_of_sales_stand_in_private_folders_and_go(bool repaired)
    {
        var shared = Path.Combine(Path.GetTempPath(), "DotmimSync");
        if (Directory.Exists(shared)) Directory.Delete(shared, recursive: true);
        var (till, carrier) = await Hub.OpenAsync(repairs: new CarrierRepairs { OwnFolder = repaired });

        var root = Path.Combine(Hub.DataFolder, "dotmim");
        Assert.Equal(repaired, !Directory.Exists(shared));
        Assert.StartsWith(till.Folder, carrier.Fetched!.Line.WorkFolder, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(carrier.Fetched.Line.WorkFolder) ? Directory.GetFileSystemEntries(carrier.Fetched.Line.WorkFolder) : []);
        await TestKit.Waiting.UntilAsync(
            "the hub has cleared the session's folder",
            () => Task.FromResult(!Directory.Exists(root) || Directory.GetDirectories(root, till.Name + "-*").Length == 0),
            TimeSpan.FromSeconds(20), Cancellation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_are_compressed(bool repaired)
    {
        var (_, carrier) = await Hub.OpenAsync();
        var real = DotmimCarrier.Create(new CarrierRepairs { AskForGzip = repaired });
        var path = Path.Combine(Hub.Folder, $"compressed-{repaired}.db");
        CarriedReplica.CreateFile(path);
        var before = Hub.CompressedAnswers;

        await real.FetchStateAsync(carrier.Fetched! with { Path = path, Line = carrier.Fetched.Line with { HttpHandler = null }, Check = _ => null }, Cancellation);

        Assert.Equal(repaired, Hub.CompressedAnswers > before);
    }

    private async Task<(CarryingFailedException? Problem, IReadOnlyList<string> Stores)> AskForAsync(string store)
    {
        var (_, carrier) = await Hub.OpenAsync();
        var path = Path.Combine(Hub.Folder, $"asked-{Hub.NewSku()}.db");
        CarriedReplica.CreateFile(path);
        var problem = await Record.ExceptionAsync(() => carrier.Real.FetchStateAsync(carrier.Fetched! with { Path = path, Store = StoreId.Parse(store), Check = _ => null }, Cancellation));
        using var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT store FROM store";
        using var reader = command.ExecuteReader();
        var stores = new List<string>();
        while (reader.Read()) stores.Add(reader.GetString(0));
        return (problem as CarryingFailedException, stores);
    }
}
