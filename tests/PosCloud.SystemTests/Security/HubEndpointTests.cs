using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Every endpoint of the hub, each with every credential that isn't one.</summary>
public sealed class HubEndpointTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly EndpointRow[] Table =
    [
        new("POST /v1/sync", Guard.Device),
        new("POST /v1/hello", Guard.Device),
        new("POST /v1/credit", Guard.Device),
        new("GET|HEAD /v1/bootstrap/{file}", Guard.Device),
        new("ANY /v1/nudge/negotiate", Guard.Device),
        new("ANY /v1/nudge", Guard.Device),
        new("POST /v1/enrol", Guard.Code),
        new("POST /administration/verbs", Guard.LocalSecret),
        new("ANY /health/live", Guard.Open),
        new("ANY /health/ready", Guard.Open),
        new("ANY /metrics", Guard.Open),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> OfDevices => [.. Table.Where(row => row.Guard == Guard.Device).Select(row => row.Route)];

    [Fact]
    public void Every_endpoint_of_the_running_hub_has_a_line_in_the_table() =>
        Assert.Equal(string.Join('\n', Table.Select(row => row.Route).Order(StringComparer.Ordinal)), string.Join('\n', Endpoints.Of(hub.Services)));

    [Theory]
    [MemberData(nameof(OfDevices))]
    public async Task An_endpoint_for_terminals_refuses_whatever_no_terminal_of_this_hub_signed_for_it_now(string route)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        using var other = await RawDevice.EnrolAsync(hub, "S2");
        foreach (var (name, authorization) in WrongCredentials(device, other))
        {
            using var answer = await SendAsync(route, authorization);

            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route} with {name}: {answer.StatusCode}");
            var words = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", words, StringComparison.Ordinal);
        }

        using var right = await SendAsync(route, "Bearer " + device.Token(device.Terminal));
        Assert.NotEqual(HttpStatusCode.Unauthorized, right.StatusCode);
    }

    [Theory]
    [MemberData(nameof(OfDevices))]
    public async Task A_revoked_terminal_and_one_whose_place_another_device_took_get_nothing(string route)
    {
        using var revoked = await RawDevice.EnrolAsync(hub, "S1");
        await hub.Services.GetRequiredService<IGrainFactory>().GetGrain<ITerminalGrain>(revoked.Terminal.Value).RevokeAsync();
        using var replaced = await RawDevice.EnrolAsync(hub, "S1");
        (await SendAsync(route, "Bearer " + replaced.Token(replaced.Terminal))).Dispose();
        var code = await hub.EnrolmentCodeAsync("S1", replaced.Terminal.Value);
        using var newcomer = await RawDevice.EnrolByCodeAsync(hub, code);

        using var ofRevoked = await SendAsync(route, "Bearer " + revoked.Token(revoked.Terminal));
        using var ofReplaced = await SendAsync(route, "Bearer " + replaced.Token(replaced.Terminal));

        Assert.Equal(replaced.Terminal, newcomer.Terminal);
        Assert.Equal(HttpStatusCode.Unauthorized, ofReplaced.StatusCode);
        // Its line is closed as soon as it is open; of what it asks for, it is refused or the question isn't one.
        Assert.True(ofRevoked.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest || route.Contains("nudge", StringComparison.Ordinal), $"{ofRevoked.StatusCode}");
    }

    [Fact]
    public async Task The_administration_does_not_exist_on_the_public_address_and_reads_no_body_there()
    {
        using var client = new HttpClient { BaseAddress = hub.Address };
        foreach (var body in (string[])["", "{", "[]", "null", """{"verb":"terminals","arguments":{"json":true,"values":{}}}""", new('[', 5_000_000)])
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "/administration/verbs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            message.Headers.ExpectContinue = true;
            using var answer = await client.SendAsync(message, Cancellation);

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PosCloud-Secret")]
    [InlineData("PosCloud-Secret ")]
    [InlineData("PosCloud-Secret 00")]
    [InlineData("Bearer 00")]
    public async Task The_administration_refuses_a_wrong_secret_on_its_own_address(string authorization)
    {
        var running = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(hub.DataFolder, "running.json"), Cancellation)).RootElement;
        using var client = new HttpClient { BaseAddress = new Uri(running.GetProperty("Address").GetString()!) };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/administration/verbs") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        if (authorization.Length > 0) message.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await client.SendAsync(message, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_verb_is_a_bad_request_also_with_the_secret()
    {
        var running = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(hub.DataFolder, "running.json"), Cancellation)).RootElement;
        using var client = new HttpClient { BaseAddress = new Uri(running.GetProperty("Address").GetString()!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("PosCloud-Secret", running.GetProperty("Secret").GetString());
        foreach (var body in (string[])["", "{", "{}", "null", """{"verb":null,"arguments":null}"""])
        {
            using var answer = await client.PostAsync("/administration/verbs", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_everybody_may_read_names_no_store_terminal_sku_or_secret()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        (await device.SyncAsync(null, new Protocol.Sync.StateRequest(null, null))).Dispose();
        using var client = new HttpClient { BaseAddress = hub.Address };
        foreach (var row in Table.Where(row => row.Guard == Guard.Open))
        {
            var text = await client.GetStringAsync(row.Route.Split(' ')[1], Cancellation);

            Assert.DoesNotContain(device.Terminal.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Store S1", text, StringComparison.Ordinal);
            Assert.DoesNotContain(hub.DataFolder, text, StringComparison.Ordinal);
        }
    }

    /// <summary>Everything that looks like a credential and isn't this terminal's, now.</summary>
    private static IEnumerable<(string Name, string? Authorization)> WrongCredentials(RawDevice device, RawDevice other)
    {
        var good = device.Token(device.Terminal);
        var parts = good.Split('.');
        yield return ("nothing", null);
        yield return ("an empty header", "");
        yield return ("a scheme alone", "Bearer");
        yield return ("an empty token", "Bearer ");
        yield return ("no token", "Bearer nonsense");
        yield return ("three dots", "Bearer ...");
        yield return ("half a token", "Bearer " + good[..(good.Length / 2)]);
        yield return ("another scheme", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(device.Terminal.Value + ":")));
        yield return ("the administration's scheme", "PosCloud-Secret " + good);
        yield return ("a token without signature", $"Bearer {parts[0]}.{parts[1]}.");
        yield return ("another token's signature", $"Bearer {parts[0]}.{parts[1]}.{device.Token(device.Terminal).Split('.')[2]}");
        yield return ("the public key as a shared secret", "Bearer " + device.SignWithPublicKey(device.Terminal));
        yield return ("no algorithm", "Bearer " + device.Sign("""{"alg":"none"}""", Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))));
        yield return ("an expired token", "Bearer " + device.Token(device.Terminal, age: TimeSpan.FromMinutes(6)));
        yield return ("a token of tomorrow", "Bearer " + device.Token(device.Terminal, age: TimeSpan.FromDays(-1)));
        yield return ("a token for somebody else", "Bearer " + device.Token(device.Terminal, audience: "another-hub"));
        yield return ("a token without a time", "Bearer " + device.Sign("""{"alg":"ES256"}""", $$"""{"sub":"{{device.Terminal}}","aud":"poscloud-hub"}"""));
        yield return ("a time that is no time", "Bearer " + device.Sign("""{"alg":"ES256"}""", $$"""{"sub":"{{device.Terminal}}","aud":"poscloud-hub","iat":99999999999999999999}"""));
        yield return ("a token that is a list", "Bearer " + device.Sign("""{"alg":"ES256"}""", "[]"));
        yield return ("another terminal's name with this device's key", "Bearer " + device.Token(other.Terminal));
        yield return ("this terminal's name with another store's key", "Bearer " + other.Token(device.Terminal));
        yield return ("a terminal that never was", "Bearer " + device.Token(TerminalId.Parse("S1T999")));
        yield return ("U+FFFD in the name", "Bearer " + device.Sign("""{"alg":"ES256"}""", """{"sub":"S1T\u0000","aud":"poscloud-hub"}"""));
        yield return ("the certificate as a token", "Bearer " + device.Certificate);
    }

    private async Task<HttpResponseMessage> SendAsync(string route, string? authorization)
    {
        using var client = new HttpClient { BaseAddress = hub.Address };
        var (methods, path) = (route.Split(' ')[0], route.Split(' ')[1].Replace("{file}", new string('a', 64), StringComparison.Ordinal));
        using var message = new HttpRequestMessage(methods.Split('|')[0] is "POST" ? HttpMethod.Post : HttpMethod.Get, path);
        // Cookies of the dashboard and tokens in the address count nowhere.
        message.Headers.Add("Cookie", "poscloud-dashboard=CfDJ8A; .AspNetCore.Identity.Application=CfDJ8A");
        if (authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (message.Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);
        return await client.SendAsync(message, Cancellation);
    }
}
