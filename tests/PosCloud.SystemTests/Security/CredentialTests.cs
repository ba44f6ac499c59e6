using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Who may sync, and what others are told.</summary>
public sealed class CredentialTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_without_a_token_is_told_so()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        await RefusedAsync(await device.SendAsync(Body(), ""), SyncErrorCode.Credential, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJTMVQxIn0.")]
    public async Task What_is_no_signed_token_is_refused(string token)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        await RefusedAsync(await device.SendAsync(Body(), token), SyncErrorCode.Credential, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_claims_no_signature_is_refused_even_for_a_known_terminal()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var parts = device.Token(device.Terminal).Split('.');
        var unsigned = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}"""))}.{parts[1]}.";

        await RefusedAsync(await device.SendAsync(Body(), unsigned), SyncErrorCode.Credential, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_time_is_answered_with_the_hubs_time()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var token = device.Token(device.Terminal);
        Assert.Equal(HttpStatusCode.OK, (await device.SendAsync(Body(), token)).StatusCode);

        hub.Clock.Pass(TimeSpan.FromMinutes(6));
        var error = await RefusedAsync(await device.SendAsync(Body(), token), SyncErrorCode.Clock, HttpStatusCode.Unauthorized);

        Assert.InRange(hub.Clock.GetUtcNow() - error.HubTime, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await device.SendAsync(Body(), device.Token(device.Terminal))).StatusCode);
    }

    [Fact]
    public async Task A_syncs_token_is_looked_at_once_and_not_by_the_push_lines_check_as_well()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        await RefusedAsync(await device.SendAsync(Body(), "nonsense"), SyncErrorCode.Credential, HttpStatusCode.Unauthorized);

        Assert.DoesNotContain(hub.Logs.All, line => line.Contains("Device was not authenticated. Failure message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_terminal_gets_no_state_and_its_facts_wait_in_quarantine()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        await hub.Services.GetRequiredService<IGrainFactory>().GetGrain<ITerminalGrain>(device.Terminal.Value).RevokeAsync();
        var facts = device.Append("S1", new StockReceived
        {
            Context = new FactContext("boot", 1, "Europe/Zagreb"), Sku = Sku.Parse("REVOKED-1"), Quantity = Quantity.Pieces(1),
        });

        var answer = await SentSync.AnswerAsync(await device.SyncAsync(facts, new StateRequest(null, null)), Cancellation);
        var idle = await device.SyncAsync(null, new StateRequest(null, null));

        Assert.True(answer.Revoked);
        Assert.Null(answer.State);
        Assert.Equal(QuarantineCode.Revoked, Assert.Single(answer.Upload!.Quarantined).Code);
        await RefusedAsync(idle, SyncErrorCode.Revoked, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_terminal_of_another_protocol_gets_no_state()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        var answer = await device.SendAsync(Body(protocol: ProtocolVersions.Protocol + 1), device.Token(device.Terminal));

        await RefusedAsync(answer, SyncErrorCode.Version, HttpStatusCode.UpgradeRequired);
    }

    [Fact]
    public async Task An_engine_that_isnt_served_is_named()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        var answer = await device.SendAsync(Body(engine: "Dotmim"), device.Token(device.Terminal));

        await RefusedAsync(answer, SyncErrorCode.Engine, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_push_channel_and_the_administration_are_closed_to_strangers()
    {
        using var client = new HttpClient { BaseAddress = hub.Address };

        var nudge = await client.PostAsync(Routes.Nudge + "/negotiate?negotiateVersion=1", null, Cancellation);
        var administration = await client.PostAsJsonAsync("/administration/verbs", new { verb = "terminals", arguments = new { json = true, values = new { } } }, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, nudge.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, administration.StatusCode);
    }

    private byte[] Body(int protocol = ProtocolVersions.Protocol, string engine = "Direct")
    {
        var report = new TerminalReport(0, 0, null, null, null, hub.Clock.GetUtcNow(), null, null, "manual", null, 0);
        return SyncBody.Write(new SyncRequest(protocol, ProtocolVersions.Schema, "0.1.0", engine, null, [], null, new StateRequest(null, null), report), []);
    }

    private static async Task<ErrorAnswer> RefusedAsync(HttpResponseMessage response, SyncErrorCode code, HttpStatusCode status)
    {
        var error = await response.Content.ReadFromJsonAsync(ProtocolJson.Wire.ErrorAnswer, Cancellation);
        Assert.Equal((status, code), (response.StatusCode, error!.Code));
        Assert.NotEmpty(error.Message);
        return error;
    }
}
