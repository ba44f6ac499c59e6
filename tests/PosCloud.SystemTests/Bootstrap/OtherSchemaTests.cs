using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>A replica of another release's schema never serves: neither one that the hub hands out nor one that lies here.</summary>
public sealed class OtherSchemaTests(BootstrapStage hub) : IClassFixture<BootstrapStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2")]
    [InlineData("two")]
    [InlineData(null)]
    public async Task A_fetched_replica_of_another_schema_is_not_switched_to(string? schema)
    {
        var till = await hub.OpenTillAsync();
        await till.ReopenAsync(folder => Change(Directory.GetFiles(folder, "replica-*.db").Single(), "UPDATE _meta SET value = 'unreadable' WHERE key = 'cursor'"));
        var file = await OfSchemaAsync(schema);
        var tried = HandOut(till, file);
        var asOf = till.Engine.Sync.Status.ReplicaAsOf;

        await till.TrySyncAsync();

        // Whatever serves now, and every file there is, is of this release's schema; and selling never stopped.
        Assert.False(tried.IsEmpty, "The terminal never fetched the file.");
        Assert.All(Directory.GetFiles(till.Folder, "replica-*.db"), replica => Assert.Equal($"{ProtocolVersions.Schema}", SchemaOf(replica)));
        Assert.Empty(Directory.GetFiles(till.Folder, "*" + file.Name + "*"));
        Assert.NotNull(till.Engine.Catalogue.Find("SKU-12"));
        Assert.True(till.Engine.Sync.Status.ReplicaAsOf >= asOf);
        till.Sell("SKU-12");
        till.Line.Join();
        await hub.SettleAsync(till);
        await hub.AssertEqualAsync(till);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("two")]
    public async Task A_terminal_whose_own_replica_is_of_another_schema_opens_and_builds_a_new_one(string schema)
    {
        var till = await hub.OpenTillAsync();
        await till.ReopenAsync(folder => Change(Directory.GetFiles(folder, "replica-*.db").Single(), $"UPDATE _meta SET value = '{schema}' WHERE key = '{ReplicaMeta.Schema}'"));

        await hub.SettleAsync(till);
        till.Sell("SKU-13");
        await hub.SettleAsync(till);

        Assert.Contains("replica-2.db", Replicas(till));
        await hub.AssertEqualAsync(till);
    }

    /// <summary>The hub offers this file, and it is what comes; answers how often it was asked for.</summary>
    private static ConcurrentQueue<string> HandOut(Till till, (string Name, byte[] Packed, long Unpacked) file)
    {
        var tried = new ConcurrentQueue<string>();
        till.Line.Rule = async (message, send, cancellation) =>
        {
            var path = message.RequestUri!.AbsolutePath;
            if (path == $"{Routes.Bootstrap}/{file.Name}")
            {
                tried.Enqueue(path);
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(file.Packed) };
            }

            var response = await send();
            if (path != Routes.Sync || !response.IsSuccessStatusCode) return response;
            var answer = await SentSync.AnswerAsync(response, cancellation);
            if (answer.State?.Bootstrap is { File: not null } offer)
                answer = answer with { State = answer.State with { Bootstrap = offer with { File = file.Name, Bytes = file.Packed.Length, UnpackedBytes = file.Unpacked } } };
            response.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, ProtocolJson.Wire.SyncAnswer));
            response.Content.Headers.ContentType = new("application/json");
            return response;
        };
        return tried;
    }

    /// <summary>The hub's newest file, saying another schema of itself; null for none.</summary>
    private async Task<(string Name, byte[] Packed, long Unpacked)> OfSchemaAsync(string? schema)
    {
        var newest = await hub.FileAsync();
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        using var client = new HttpClient { BaseAddress = hub.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", device.Token(device.Terminal));
        var packed = await client.GetByteArrayAsync($"{Routes.Bootstrap}/{newest.Id}", Cancellation);
        var path = Path.Combine(hub.Folder, string.Create(CultureInfo.InvariantCulture, $"schema-{schema ?? "none"}.db"));
        await using (var file = File.Create(path))
        await using (var plain = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress)) await plain.CopyToAsync(file, Cancellation);
        Change(path, schema is null ? $"DELETE FROM _meta WHERE key = '{ReplicaMeta.Schema}'" : $"UPDATE _meta SET value = '{schema}' WHERE key = '{ReplicaMeta.Schema}'");
        Assert.False(File.Exists(path + "-wal"), "What was changed isn't in the file itself.");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        var again = new MemoryStream();
        await using (var pack = new BrotliStream(again, CompressionLevel.Fastest, leaveOpen: true)) await pack.WriteAsync(bytes, Cancellation);
        return (Sha256Digest.Of(again.ToArray()).ToString(), again.ToArray(), bytes.Length);
    }

    private static void Change(string file, string sql)
    {
        using var replica = new SqliteConnection($"Data Source={file};Pooling=False");
        replica.Open();
        using var command = replica.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? SchemaOf(string file)
    {
        using var replica = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
        replica.Open();
        using var command = replica.CreateCommand();
        command.CommandText = $"SELECT value FROM _meta WHERE key = '{ReplicaMeta.Schema}'";
        return command.ExecuteScalar() as string;
    }

    private static string[] Replicas(Till till) => [.. Directory.GetFiles(till.Folder, "replica-*.db").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
